// SPDX-License-Identifier: Apache-2.0
// The autoencoder's kernels against their twins in ATen operations, in fp32 arithmetic of the same rounded values.
#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>
#include <gtest/gtest.h>

#include "nn/kernels/aten_kernels.h"
#include "support/cuda_card.h"
#include "support/tensor_near.h"

namespace zaohua {
namespace {

using test::nearly;

struct Case {
  const char* name;
  at::DeviceType device;
  at::ScalarType dtype;
  std::int64_t channels;
  std::int64_t height;
  std::int64_t width;
};

class PictureKernels : public ::testing::TestWithParam<Case> {
 protected:
  void SetUp() override {
    if (GetParam().device == at::kCUDA && !test::openCudaCard())
      GTEST_SKIP() << "no graphics card";
    at::manual_seed(11);
  }

  at::Tensor random(std::vector<std::int64_t> shape) const {
    return at::randn(shape).to(at::Device(GetParam().device), GetParam().dtype);
  }
  at::Tensor picture() const {
    return (random({2, GetParam().channels, GetParam().height, GetParam().width}) * 3 + 1)
        .contiguous(at::MemoryFormat::ChannelsLast);
  }
  double tolerance() const { return GetParam().dtype == at::kFloat ? 2e-5 : 1.0 / 64; }

  c10::InferenceMode m_inference;
};

TEST_P(PictureKernels, GroupNormAgrees) {
  const at::Tensor x = picture();
  for (const bool silu : {true, false}) {
    for (const at::Tensor& inputBias : {at::Tensor(), random({GetParam().channels})}) {
      const kernels::GroupNormStep step = {GetParam().channels / 4, random({GetParam().channels}),
                                           random({GetParam().channels}), 1e-6, silu};
      const at::Tensor expected = kernels::aten::groupNorm(x, inputBias, step);
      EXPECT_TRUE(nearly(kernels::groupNorm(x, inputBias, step), expected, tolerance()));
      EXPECT_TRUE(nearly(kernels::groupNormOver(x.clone(), inputBias, step), expected, tolerance()));
    }
  }
}

TEST_P(PictureKernels, GroupNormIsTheSameToTheBit) {
  const at::Tensor x = picture();
  const kernels::GroupNormStep step = {GetParam().channels / 4, random({GetParam().channels}),
                                       random({GetParam().channels}), 1e-6, true};
  const at::Tensor first = kernels::groupNorm(x, {}, step);
  for (int i = 0; i < 20; ++i)
    ASSERT_TRUE(at::equal(kernels::groupNorm(x, {}, step), first));
}

TEST_P(PictureKernels, BiasedResidualAgrees) {
  const at::Tensor x = picture();
  const at::Tensor branch = picture();
  for (const at::Tensor& bias : {at::Tensor(), random({GetParam().channels})}) {
    EXPECT_TRUE(
        nearly(kernels::addBiased(x, branch.clone(), bias), kernels::aten::addBiased(x, branch, bias), tolerance()));
  }
}

TEST_P(PictureKernels, BiasAgrees) {
  const at::Tensor x = picture();
  const at::Tensor bias = random({GetParam().channels});
  EXPECT_TRUE(nearly(kernels::addBias(x.clone(), bias), x + bias.view({-1, 1, 1}), tolerance()));
}

TEST_P(PictureKernels, DoublingAgrees) {
  const at::Tensor x = picture();
  EXPECT_TRUE(at::equal(kernels::doublePixels(x), kernels::aten::doublePixels(x)));
}

TEST_P(PictureKernels, WideHeadAgrees) {
  const auto tokens = [this] { return random({2, 1, GetParam().height * GetParam().width, 512}); };
  const kernels::QueryKeyValue heads = {tokens(), tokens(), tokens()};
  EXPECT_TRUE(nearly(kernels::attention(heads, kernels::Mask::none),
                     kernels::aten::attention(heads, kernels::Mask::none), tolerance()));
}

INSTANTIATE_TEST_SUITE_P(Shapes, PictureKernels,
                         ::testing::Values(Case{"Fp32", at::kCPU, at::kFloat, 32, 5, 7},
                                           Case{"Bf16", at::kCPU, at::kBFloat16, 32, 5, 7},
                                           Case{"CudaFp32", at::kCUDA, at::kFloat, 32, 5, 7},
                                           Case{"CudaBf16", at::kCUDA, at::kBFloat16, 128, 9, 13},
                                           Case{"CudaBf16Large", at::kCUDA, at::kBFloat16, 512, 40, 64},
                                           Case{"CudaBf16Odd", at::kCUDA, at::kBFloat16, 36, 9, 13},
                                           Case{"CudaFp16", at::kCUDA, at::kHalf, 256, 9, 13}),
                         [](const auto& instance) { return instance.param.name; });

}  // namespace
}  // namespace zaohua
