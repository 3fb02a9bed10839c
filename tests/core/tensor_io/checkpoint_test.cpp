// SPDX-License-Identifier: Apache-2.0
#include "tensor_io/checkpoint.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include "support/temporary_folder.h"
#include "tensor_io/safetensors_writer.h"
#include "tensor_io/weights.h"

namespace zaohua {
namespace {

using test::TemporaryFolder;

void save(const std::filesystem::path& path, const std::map<std::string, at::Tensor>& tensors) {
  const Result<void> written = writeSafetensors(path, tensors);
  ASSERT_TRUE(written) << written.error().text();
}

TEST(Checkpoint, ReadsWhatWasWrittenInEveryDtype) {
  const TemporaryFolder folder;
  const at::Tensor values = at::tensor({0.0, 1.0, -2.5, 0.25, 96.0}, at::kDouble);
  std::map<std::string, at::Tensor> tensors;
  for (const at::ScalarType type : {at::kDouble, at::kFloat, at::kHalf, at::kBFloat16, at::kFloat8_e4m3fn,
                                    at::kFloat8_e5m2, at::kLong, at::kInt, at::kShort, at::kChar}) {
    tensors[c10::toString(type)] = values.to(type);
  }
  save(folder / "all.safetensors", tensors);
  const auto checkpoint = Checkpoint::openFile(folder / "all.safetensors");
  ASSERT_TRUE(checkpoint) << checkpoint.error().text();
  const auto source = checkpointSource(*checkpoint);
  for (const auto& [name, tensor] : tensors) {
    const at::Tensor loaded = source->load(name, at::kDouble, at::kCPU);
    EXPECT_TRUE(at::equal(loaded, tensor.to(at::kDouble))) << name;
  }
}

TEST(Checkpoint, LeavesTensorsOfTheRightDtypeWhereTheyAreMapped) {
  const TemporaryFolder folder;
  save(folder / "w.safetensors", {{"w", at::arange(1000, at::kFloat)}});
  const auto checkpoint = Checkpoint::openFile(folder / "w.safetensors");
  ASSERT_TRUE(checkpoint);
  const std::span<const std::byte> data = (*checkpoint)->data((*checkpoint)->tensors().at("w"));
  const Weights weights(checkpointSource(*checkpoint), at::kFloat, at::kCPU);
  EXPECT_EQ(weights.get("w", {1000}).const_data_ptr(), static_cast<const void*>(data.data()));
  weights.release("w");
  EXPECT_EQ(weights.get("w", {1000})[999].item<float>(), 999.0F);
}

TEST(Checkpoint, CopiesTensorsThatAreNotAligned) {
  const TemporaryFolder folder;
  const std::string header = R"({"w":{"dtype":"F32","shape":[2],"data_offsets":[1,9]}})";
  std::string file(8, '\0');
  file[0] = static_cast<char>(header.size());
  file += header;
  // The data starts at 8 + 54 + 1: odd.
  file += std::string("\x00\x00\x00\x80\x3f\x00\x00\x00\x40", 9);
  const auto checkpoint = Checkpoint::openFile(folder.write("odd.safetensors", file));
  ASSERT_TRUE(checkpoint) << checkpoint.error().text();
  const at::Tensor loaded = checkpointSource(*checkpoint)->load("w", at::kFloat, at::kCPU);
  EXPECT_EQ(loaded[0].item<float>(), 1.0F);
  EXPECT_EQ(loaded[1].item<float>(), 2.0F);
}

TEST(Checkpoint, JoinsShardsByTheirIndex) {
  const TemporaryFolder folder;
  save(folder / "m-1.safetensors", {{"a", at::ones({2})}});
  save(folder / "m-2.safetensors", {{"b", at::ones({3})}});
  folder.write("m.safetensors.index.json",
               R"({"metadata":{"total_size":20},"weight_map":{"a":"m-1.safetensors","b":"m-2.safetensors"}})");
  const auto checkpoint = Checkpoint::openFolder(folder.path(), "m");
  ASSERT_TRUE(checkpoint) << checkpoint.error().text();
  EXPECT_EQ((*checkpoint)->tensors().size(), 2U);
  EXPECT_EQ((*checkpoint)->files().size(), 2U);
}

TEST(Checkpoint, PrefersThePlainNameToAVariant) {
  const TemporaryFolder folder;
  save(folder / "m.fp16.safetensors", {{"variant", at::ones({2})}});
  ASSERT_TRUE((*Checkpoint::openFolder(folder.path(), "m"))->tensors().contains("variant"));
  save(folder / "m.safetensors", {{"plain", at::ones({2})}});
  EXPECT_TRUE((*Checkpoint::openFolder(folder.path(), "m"))->tensors().contains("plain"));
}

struct BadIndex {
  const char* name;
  const char* text;
  ErrorCode code;
};

class HostileIndex : public ::testing::TestWithParam<BadIndex> {};

TEST_P(HostileIndex, IsRefused) {
  const TemporaryFolder folder;
  save(folder / "m-1.safetensors", {{"a", at::ones({2})}});
  save(folder / "m-2.safetensors", {{"a", at::ones({2})}});
  folder.write("m.safetensors.index.json", GetParam().text);
  const auto checkpoint = Checkpoint::openFolder(folder.path(), "m");
  ASSERT_FALSE(checkpoint);
  EXPECT_EQ(checkpoint.error().code, GetParam().code) << checkpoint.error().text();
}

INSTANTIATE_TEST_SUITE_P(
    Forged, HostileIndex,
    ::testing::Values(BadIndex{"NoMap", "{}", ErrorCode::fileCorrupt},
                      BadIndex{"NotAnObject", "[]", ErrorCode::fileCorrupt},
                      BadIndex{"NotJson", "{", ErrorCode::fileCorrupt},
                      BadIndex{"ParentFolder", R"({"weight_map":{"a":"../m-1.safetensors"}})", ErrorCode::fileCorrupt},
                      BadIndex{"AbsolutePath", R"({"weight_map":{"a":"/etc/passwd"}})", ErrorCode::fileCorrupt},
                      BadIndex{"BackslashPath", R"({"weight_map":{"a":"..\\m-1.safetensors"}})",
                               ErrorCode::fileCorrupt},
                      BadIndex{"TwoDots", R"({"weight_map":{"a":".."}})", ErrorCode::fileCorrupt},
                      BadIndex{"NoText", R"({"weight_map":{"a":1}})", ErrorCode::fileCorrupt},
                      BadIndex{"MissingShard", R"({"weight_map":{"a":"m-3.safetensors"}})", ErrorCode::fileMissing},
                      BadIndex{"TensorNotThere", R"({"weight_map":{"x":"m-1.safetensors"}})", ErrorCode::fileCorrupt},
                      BadIndex{"TensorTwice", R"({"weight_map":{"a":"m-1.safetensors","b":"m-2.safetensors"}})",
                               ErrorCode::fileCorrupt}),
    [](const auto& instance) { return instance.param.name; });

TEST(Checkpoint, SaysWhatIsMissing) {
  const TemporaryFolder folder;
  const auto nothing = Checkpoint::openFolder(folder.path(), "model");
  ASSERT_FALSE(nothing);
  EXPECT_EQ(nothing.error().code, ErrorCode::fileMissing);
  EXPECT_NE(nothing.error().text().find("model.safetensors"), std::string::npos);
  const auto folderAsFile = Checkpoint::openFile(folder.path());
  ASSERT_FALSE(folderAsFile);
}

TEST(Weights, NameTheFullPathOfWhatDoesNotFit) {
  const Weights weights(mapSource({{"layers.3.attention.to_q.weight", at::zeros({4, 2})}}), at::kFloat, at::kCPU);
  const Weights attention = weights["layers"][3]["attention"];
  EXPECT_TRUE(attention.has("to_q.weight"));
  EXPECT_NO_THROW(attention.get("to_q.weight", {4, 2}));
  try {
    attention["to_q"].get("weight", {4, 4});
    FAIL();
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.error().code, ErrorCode::fileCorrupt);
    EXPECT_NE(failure.error().text().find("layers.3.attention.to_q.weight"), std::string::npos);
    EXPECT_NE(failure.error().text().find("(4, 2)"), std::string::npos);
    EXPECT_NE(failure.error().text().find("(4, 4)"), std::string::npos);
  }
  EXPECT_THROW(attention.get("to_k.weight", {4, 2}), Failure);
}

TEST(Weights, StopWhenCancelled) {
  const CancelToken cancel;
  int read = 0;
  const Weights weights(mapSource({{"w", at::zeros({1})}}), at::kFloat, at::kCPU, cancel, [&] { ++read; });
  weights.get("w", {1});
  cancel.cancel();
  EXPECT_THROW(weights.get("w", {1}), Failure);
  EXPECT_EQ(read, 1);
}

TEST(ClosedFormSource, FollowsItsRule) {
  const auto source = closedFormSource({{"b.bias", {3}}, {"a.weight", {40, 30}}, {"c.norm1.weight", {2}}});
  const auto u = [](std::int64_t i, std::int64_t p) {
    return static_cast<double>((i * 7919 + p * 104729 + 17) % 1009) / 1009.0 - 0.5;
  };
  const at::Tensor weight = source->load("a.weight", at::kFloat, at::kCPU).flatten();
  for (const std::int64_t i : {0, 1, 1008, 1009, 1199}) {
    EXPECT_EQ(weight[i].item<float>(), static_cast<float>(0.2 * u(i, 0))) << i;
  }
  EXPECT_EQ(source->load("b.bias", at::kFloat, at::kCPU)[2].item<float>(), static_cast<float>(0.1 * u(2, 1)));
  EXPECT_EQ(source->load("c.norm1.weight", at::kFloat, at::kCPU)[1].item<float>(),
            static_cast<float>(1 + 0.2 * u(1, 2)));
}

}  // namespace
}  // namespace zaohua
