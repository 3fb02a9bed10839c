// SPDX-License-Identifier: Apache-2.0
#include "tensor_io/staged_source.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/tensor_io/late_device.h"
#include "support/temporary_folder.h"
#include "tensor_io/safetensors_writer.h"
#include "tensor_io/weights.h"

namespace zaohua {
namespace {

using test::LateDevice;
using test::TemporaryFolder;
using Tensors = std::map<std::string, at::Tensor>;

constexpr StagingRing smallRing = {.chunkBytes = 64, .chunks = 4, .readers = 3};

struct Model {
  TemporaryFolder folder;
  std::filesystem::path path;
  Tensors tensors;
  std::vector<ParameterSpec> order;
  std::shared_ptr<const WeightSource> source;
};

std::unique_ptr<Model> modelOf(const Tensors& tensors) {
  auto model = std::make_unique<Model>();
  model->path = model->folder / "权重.safetensors";
  model->tensors = tensors;
  valueOrThrow(writeSafetensors(model->path, tensors));
  for (const auto& [name, tensor] : tensors)
    model->order.push_back({name, tensor.sizes().vec()});
  model->source = checkpointSource(valueOrThrow(Checkpoint::openFile(model->path)));
  return model;
}

// Sizes around those of the ring, many small ones, an empty one, and every dtype that weights have.
Tensors oddTensors() {
  at::manual_seed(5);
  Tensors tensors;
  for (const std::int64_t size : {0, 1, 7, 15, 16, 17, 32, 63, 64, 65, 128, 1000}) {
    for (const at::ScalarType type : {at::kFloat, at::kHalf, at::kBFloat16, at::kDouble})
      tensors[std::string(c10::toString(type)) + std::to_string(size)] = at::randn({size}).to(type);
  }
  tensors["scalar"] = at::randn({});
  tensors["cube"] = at::randn({5, 7, 3}).to(at::kBFloat16);
  for (int i = 0; i < 200; ++i)
    tensors["small." + std::to_string(i)] = at::randn({3});
  return tensors;
}

void expectEqual(const Model& model, const WeightSource& staged, LateDevice& device,
                 const std::vector<ParameterSpec>& asked, at::ScalarType type) {
  Tensors loaded;
  for (const ParameterSpec& parameter : asked)
    loaded[parameter.name] = staged.load(parameter.name, type, at::kCPU);
  device.finish();
  for (const auto& [name, tensor] : loaded) {
    const at::Tensor wanted = model.tensors.at(name).to(type);
    EXPECT_EQ(tensor.sizes(), wanted.sizes()) << name;
    EXPECT_TRUE(at::equal(tensor, wanted)) << name << " as " << c10::toString(type);
  }
}

TEST(StagedSource, BringsTheBytesOfTheFileInItsOwnDtypeAndInOthers) {
  const auto model = modelOf(oddTensors());
  for (const at::ScalarType type : {at::kFloat, at::kBFloat16, at::kHalf}) {
    const auto device = std::make_shared<LateDevice>();
    const auto staged = stagedSource(model->source, model->order, device, {}, smallRing);
    expectEqual(*model, *staged, *device, model->order, type);
    EXPECT_EQ(device->hostBytes, 256U);  // never more, whatever the model has
  }
}

TEST(StagedSource, DoesNotNeedTheOrderThatItWasTold) {
  const auto model = modelOf(oddTensors());
  const auto device = std::make_shared<LateDevice>();
  const auto staged = stagedSource(model->source, model->order, device, {}, smallRing);
  std::vector<ParameterSpec> backwards(model->order.rbegin(), model->order.rend());
  backwards.push_back(model->order.front());  // and one of them again
  expectEqual(*model, *staged, *device, backwards, at::kFloat);
}

TEST(StagedSource, FillsTheRowsOfATensorThatIsThere) {
  const auto model = modelOf({{"a.weight", at::randn({5, 12})}, {"b.weight", at::randn({9, 12})}});
  const auto device = std::make_shared<LateDevice>();
  const Weights weights(stagedSource(model->source, model->order, device, {}, smallRing), at::kBFloat16, at::kCPU);
  const at::Tensor both = at::zeros({14, 12}, at::kBFloat16);
  weights.getInto("a.weight", both.narrow(0, 0, 5));
  weights.getInto("b.weight", both.narrow(0, 5, 9));
  device->finish();
  const at::Tensor wanted = at::cat({model->tensors.at("a.weight"), model->tensors.at("b.weight")});
  EXPECT_TRUE(at::equal(both, wanted.to(at::kBFloat16)));
  EXPECT_THROW(weights.getInto("a.weight", both), Failure);
}

TEST(StagedSource, LeavesToItsSourceWhatLiesInNoFile) {
  const auto source = mapSource({{"a", at::ones({3})}});
  const auto device = std::make_shared<LateDevice>();
  const auto staged = stagedSource(source, {{"a", {3}}, {"not there", {1}}}, device, {});
  EXPECT_TRUE(at::equal(staged->load("a", at::kFloat, at::kCPU), at::ones({3})));
  EXPECT_EQ(device->hostBytes, 0U);
  EXPECT_FALSE(staged->shapeOf("not there"));
}

TEST(StagedSource, SaysThatItsFileWasCutMeanwhile) {
  const auto model = modelOf({{"a", at::randn({100})}, {"b", at::randn({100})}});
  const auto device = std::make_shared<LateDevice>();
  std::filesystem::resize_file(model->path, std::filesystem::file_size(model->path) - 4);
  const Weights weights(stagedSource(model->source, model->order, device, {}, smallRing), at::kFloat, at::kCPU);
  const at::Tensor whole = weights.get("a", {100});
  try {
    weights.get("b", {100});
    FAIL();
  } catch (const Failure& failed) {
    EXPECT_EQ(failed.error().code, ErrorCode::fileCorrupt);
    EXPECT_NE(failed.error().text().find("权重"), std::string::npos) << failed.error().text();
  }
  device->finish();
  EXPECT_TRUE(at::equal(whole, model->tensors.at("a")));
}

TEST(StagedSource, StopsInTheMiddleOfATensor) {
  const auto model = modelOf({{"large", at::randn({100000})}});
  class CancellingDevice final : public Uploader {
   public:
    explicit CancellingDevice(CancelToken token) : m_token(std::move(token)) {}
    at::Tensor hostMemory(std::size_t bytes) override { return m_late.hostMemory(bytes); }
    void copy(at::Tensor target, const at::Tensor& source) override {
      m_late.copy(std::move(target), source);
      if (m_late.copies() == 10)
        m_token.cancel();
    }
    std::unique_ptr<const Mark> mark() override { return m_late.mark(); }
    std::size_t copies() const { return m_late.copies(); }

   private:
    CancelToken m_token;
    LateDevice m_late;
  };
  const CancelToken cancel;
  const auto device = std::make_shared<CancellingDevice>(cancel);
  const auto staged = stagedSource(model->source, model->order, device, cancel, smallRing);
  EXPECT_THROW(staged->load("large", at::kFloat, at::kCPU), Failure);
  EXPECT_EQ(device->copies(), 10U);
}

}  // namespace
}  // namespace zaohua
