// SPDX-License-Identifier: Apache-2.0
// Staged weights on a real card; how the ring works is tested without one (tests/core/tensor_io).
#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>
#include <gtest/gtest.h>

#include "support/cuda_card.h"
#include "support/temporary_folder.h"
#include "tensor_io/safetensors_writer.h"
#include "tensor_io/staged_source.h"

namespace zaohua {
namespace {

TEST(CudaUpload, BringsTheBytesOfTheFile) {
  if (!test::openCudaCard())
    GTEST_SKIP() << "no graphics card";
  const c10::InferenceMode inference;
  const test::TemporaryFolder folder;
  std::map<std::string, at::Tensor> tensors;
  std::vector<ParameterSpec> order;
  for (const std::int64_t size : {0, 1, 1000, 1047552, 1047553, 9000001}) {
    for (const at::ScalarType type : {at::kFloat, at::kHalf, at::kBFloat16}) {
      const std::string name = c10::toString(type) + std::to_string(size);
      tensors[name] = at::randn({size}).to(type);
      order.push_back({name, {size}});
    }
  }
  ASSERT_TRUE(writeSafetensors(folder / "w.safetensors", tensors));
  const auto source = checkpointSource(valueOrThrow(Checkpoint::openFile(folder / "w.safetensors")));
  for (const at::ScalarType type : {at::kFloat, at::kHalf, at::kBFloat16}) {
    const auto staged = stagedSource(source, order, deviceUploader(at::Device(at::kCUDA, 0)), {});
    for (const auto& [name, shape] : order) {
      const at::Tensor loaded = staged->load(name, type, at::Device(at::kCUDA, 0));
      EXPECT_TRUE(at::equal(loaded.cpu(), tensors.at(name).to(type))) << name << " as " << c10::toString(type);
    }
  }
}

}  // namespace
}  // namespace zaohua
