// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>

#include "app/command_line.h"

namespace zaohua::test {

namespace {

using Shape = std::vector<std::int64_t>;

StoredTensor filled(const Shape& shape, float value = 0) {
  std::size_t size = 1;
  for (const std::int64_t side : shape)
    size *= static_cast<std::size_t>(side);
  return {shape, std::vector<float>(size, value)};
}

Words decoding(const std::filesystem::path& latents, const std::filesystem::path& out) {
  return {"decode", "--json", "--device", "cpu", "--dtype", "fp32", "--latents", latents.string(), "-o", out.string()};
}

TEST(CliLatents, DecodeMakesThePictureThatGenerateMade) {
  const TemporaryFolder folder;
  const std::filesystem::path latents = folder / "潜变量.safetensors";
  EXPECT_EQ(runCommandLine(quickPicture(folder / "a.png", {"--prompt", "a tree", "--seed", "1", "--count", "2",
                                                           "--save-latents", latents.string()}))
                .exitCode,
            0);
  EXPECT_EQ(tensorIn(latents, "latents").shape, (Shape{2, 16, 32, 32}));
  const nlohmann::json result = jsonOf(runCommandLine(decoding(latents, folder / "b.png")));
  EXPECT_EQ(result["images"], nlohmann::json::array({{{"path", (folder / "b-1.png").string()}},
                                                     {{"path", (folder / "b-2.png").string()}}}));
  EXPECT_EQ(pictureAt(folder / "a-1.png").pixels, pictureAt(folder / "b-1.png").pixels);
  EXPECT_EQ(pictureAt(folder / "a-2.png").pixels, pictureAt(folder / "b-2.png").pixels);
}

TEST(CliLatents, EveryStepIsStoredAndTheLastIsTheFinal) {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder / "steps");
  const std::string latents = (folder / "final.safetensors").string();
  const Words words = {"generate",
                       "--device",
                       "cpu",
                       "--dtype",
                       "fp32",
                       "--prompt",
                       "a tree",
                       "--steps",
                       "3",
                       "--save-latents",
                       latents,
                       "--save-steps",
                       (folder / "steps").string(),
                       "-o",
                       (folder / "a.png").string()};
  EXPECT_EQ(runCommandLine(words).exitCode, 0);
  EXPECT_EQ(namesIn(folder / "steps"), (Words{"step-001.safetensors", "step-002.safetensors", "step-003.safetensors"}));
  const StoredTensor last = tensorIn(folder / "steps" / "step-003.safetensors", "latents");
  EXPECT_EQ(last.shape, (Shape{1, 16, 32, 32}));
  EXPECT_EQ(last.values, tensorIn(latents, "latents").values);
  EXPECT_NE(last.values, tensorIn(folder / "steps" / "step-002.safetensors", "latents").values);
}

TEST(CliLatents, InitialLatentsTakeThePlaceOfTheNoise) {
  const TemporaryFolder folder;
  const std::filesystem::path start = folder / "start.safetensors";
  StoredTensor noise = filled({1, 16, 32, 32});
  for (std::size_t i = 0; i < noise.values.size(); ++i)
    noise.values[i] = std::sin(static_cast<float>(i) * 12.9898F) * 1.4F;
  writeTensor(start, "latents", noise);
  const Words words = {"--prompt", "a tree", "--initial-latents", start.string()};
  for (const auto& [name, seed] : {std::pair{"a.png", "1"}, {"b.png", "2"}})
    EXPECT_EQ(runCommandLine(quickPicture(folder / name, words + Words{"--seed", seed})).exitCode, 0);
  EXPECT_EQ(runCommandLine(quickPicture(folder / "c.png", {"--prompt", "a tree", "--seed", "1"})).exitCode, 0);
  EXPECT_EQ(pictureAt(folder / "a.png").pixels, pictureAt(folder / "b.png").pixels);
  EXPECT_NE(pictureAt(folder / "a.png").pixels, pictureAt(folder / "c.png").pixels);
}

TEST(CliLatents, InitialLatentsThatDoNotFitAreRefused) {
  const TemporaryFolder folder;
  const std::filesystem::path start = folder / "start.safetensors";
  const auto code = [&] {
    return errorCodeOf(runCommandLine(quickPicture(
                           folder / "a.png", {"--json", "--prompt", "a tree", "--initial-latents", start.string()})),
                       1);
  };
  EXPECT_EQ(code(), "file_missing");
  for (const Shape& shape : {Shape{1, 16, 32, 34}, Shape{2, 16, 32, 32}, Shape{1, 8, 32, 32}, Shape{16, 32, 32}}) {
    writeTensor(start, "latents", filled(shape));
    EXPECT_EQ(code(), "invalid_request");
  }
  for (const float number : {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
    StoredTensor tensor = filled({1, 16, 32, 32});
    tensor.values[77] = number;
    writeTensor(start, "latents", tensor);
    EXPECT_EQ(code(), "invalid_request");
  }
  writeTensor(start, "noise", filled({1, 16, 32, 32}));
  EXPECT_EQ(code(), "file_corrupt");
  folder.write("start.safetensors", "no tensors at all");
  EXPECT_EQ(code(), "file_corrupt");
  EXPECT_EQ(namesIn(folder.path()), Words{"start.safetensors"});
}

TEST(CliLatents, DecodeRefusesWhatIsNoPicture) {
  const TemporaryFolder folder;
  const std::filesystem::path latents = folder / "latents.safetensors";
  const auto code = [&] { return errorCodeOf(runCommandLine(decoding(latents, folder / "a.png")), 1); };
  EXPECT_EQ(code(), "file_missing");
  for (const Shape& shape : {Shape{1, 16, 31, 32}, Shape{1, 16, 32, 3}, Shape{1, 4, 32, 32}, Shape{0, 16, 32, 32},
                             Shape{1, 16, 0, 0}, Shape{1, 16, 32}}) {
    writeTensor(latents, "latents", filled(shape));
    EXPECT_EQ(code(), "invalid_request");
  }
  writeTensor(latents, "latents", filled({1, 16, 32, 32}, std::numeric_limits<float>::quiet_NaN()));
  EXPECT_EQ(code(), "invalid_request");
  EXPECT_EQ(namesIn(folder.path()), Words{"latents.safetensors"});
}

TEST(CliLatents, PlacesThatCannotBeWrittenAreRefusedBeforeTheWork) {
  const TemporaryFolder folder;
  const std::string missing = (folder / "missing").string();
  for (const Words& flag : {Words{"--save-latents", missing + "/l.safetensors"}, Words{"--save-latents", "/dev/null"},
                            Words{"--save-steps", missing}, Words{"--save-steps", "/dev/null"}}) {
    SCOPED_TRACE(flag[1]);
    const ProcessOutcome outcome = runCommandLine(quickPicture(folder / "a.png", Words{"--prompt", "x"} + flag));
    failureOf(outcome, 1);
    EXPECT_EQ(outcome.err.find("progress: denoise"), std::string::npos) << outcome.err;
  }
  EXPECT_TRUE(std::filesystem::is_character_file("/dev/null"));
  EXPECT_EQ(namesIn(folder.path()), Words{});
}

TEST(CliLatents, EncodeStoresCaptionFeatures) {
  const TemporaryFolder folder;
  const std::string file = (folder / "提示.safetensors").string();
  const Words words = {"encode", "--json", "--device", "cpu", "--dtype", "fp32", "--prompt", "红色的圆", "-o", file};
  const nlohmann::json result = jsonOf(runCommandLine(words));
  const StoredTensor features = tensorIn(file, "prompt_embeds");
  ASSERT_EQ(features.shape.size(), 2);
  EXPECT_EQ(result, (nlohmann::json{{"path", file}, {"tokens", features.shape[0]}}));
  const nlohmann::json tokens = jsonOf(runCommandLine({"tokenize", "--json", "红色的圆"}));
  EXPECT_EQ(tokens["results"][0]["ids"].size(), static_cast<std::size_t>(features.shape[0]));
  EXPECT_TRUE(std::ranges::all_of(features.values, [](float value) { return std::isfinite(value); }));
}

TEST(CliLatents, EncodeCutsALongPromptWithAWarning) {
  const TemporaryFolder folder;
  std::string prompt;
  for (int i = 0; i < 600; ++i)
    prompt += "red ";
  const ProcessOutcome outcome = runCommandLine({"encode", "--json", "--device", "cpu", "--dtype", "fp32", "--prompt",
                                                 prompt, "-o", (folder / "e.safetensors").string()});
  EXPECT_EQ(jsonOf(outcome)["tokens"], 512);
  EXPECT_NE(outcome.err.find("warning: "), std::string::npos) << outcome.err;
  EXPECT_EQ(tensorIn(folder / "e.safetensors", "prompt_embeds").shape[0], 512);
}

TEST(CliLatents, EncodeRefusesAPlaceThatCannotBeWritten) {
  const TemporaryFolder folder;
  for (const std::string& place : {std::string("/dev/null"), (folder / "missing" / "e.safetensors").string()}) {
    SCOPED_TRACE(place);
    failureOf(runCommandLine({"encode", "--device", "cpu", "--prompt", "a", "-o", place}), 1);
  }
  EXPECT_TRUE(std::filesystem::is_character_file("/dev/null"));
}

}  // namespace

}  // namespace zaohua::test
