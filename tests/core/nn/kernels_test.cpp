// SPDX-License-Identifier: Apache-2.0
// Every fast kernel against its twin in ATen operations, on shapes that leave remainders.
#include "nn/kernels/kernels.h"

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
  std::int64_t batch;
  std::int64_t tokens;
  std::int64_t width;  // of a head for attention kernels
};

class Kernels : public ::testing::TestWithParam<Case> {
 protected:
  void SetUp() override {
    if (GetParam().device == at::kCUDA && !test::openCudaCard())
      GTEST_SKIP() << "no graphics card";
    at::manual_seed(7);
  }

  at::Tensor random(std::vector<std::int64_t> shape) const {
    return at::randn(shape).to(at::Device(GetParam().device), GetParam().dtype);
  }
  at::Tensor tokens(std::int64_t width) const { return random({GetParam().batch, GetParam().tokens, width}); }
  // Both round at the same points; only the order of sums differs, which can move a bf16 value by one place.
  double tolerance() const { return GetParam().dtype == at::kFloat ? 2e-6 : 1.0 / 128; }

  // None, one for each of the batch, and one for all.
  std::vector<at::Tensor> factors() const {
    const std::int64_t width = GetParam().width;
    return {at::Tensor(), random({GetParam().batch, 1, width}).tanh(), random({1, 1, width}).tanh()};
  }

  void expectSame(const kernels::QueryKeyValue& fast, const kernels::QueryKeyValue& slow) const {
    EXPECT_TRUE(nearly(fast.query, slow.query, tolerance()));
    EXPECT_TRUE(nearly(fast.key, slow.key, tolerance()));
    EXPECT_TRUE(at::equal(fast.value, slow.value));
  }

  c10::InferenceMode m_inference;
};

TEST_P(Kernels, RmsNormAgrees) {
  const at::Tensor x = tokens(GetParam().width);
  for (const at::Tensor& factor : factors()) {
    const kernels::RmsNormStep step = {random({GetParam().width}), 1e-5, factor};
    EXPECT_TRUE(
        nearly(kernels::rmsNorm(x, step, ProductFormat::model).values, kernels::aten::rmsNorm(x, step), tolerance()));
  }
}

TEST_P(Kernels, ResidualAgrees) {
  const at::Tensor branch = tokens(GetParam().width);
  for (const at::Tensor& gate : factors()) {
    const kernels::RmsNormStep step = {random({GetParam().width}), 1e-5, gate};
    const kernels::RmsNormStep next = {random({GetParam().width}), 1e-6, gate};
    at::Tensor alone = tokens(GetParam().width);
    at::Tensor withNorm = alone.clone();
    at::Tensor expected = alone.clone();
    kernels::addNormed(alone, branch, step);
    const at::Tensor normed = kernels::addNormedThenNorm(withNorm, branch, step, next, ProductFormat::model).values;
    kernels::aten::addNormed(expected, branch, step);
    EXPECT_TRUE(nearly(alone, expected, tolerance()));
    EXPECT_TRUE(nearly(withNorm, expected, tolerance()));
    EXPECT_TRUE(nearly(normed, kernels::aten::rmsNorm(withNorm, next), tolerance()));
  }
}

TEST_P(Kernels, ResidualWithoutNormAgrees) {
  const at::Tensor branch = tokens(GetParam().width);
  at::Tensor x = tokens(GetParam().width);
  const at::Tensor expected = x + branch;
  kernels::addNormed(x, branch, {});
  EXPECT_TRUE(at::equal(x, expected));
}

TEST_P(Kernels, SwigluAgrees) {
  const at::Tensor x = tokens(2 * GetParam().width) * 6;
  EXPECT_TRUE(nearly(kernels::swiglu(x, ProductFormat::model).values, kernels::aten::swiglu(x), tolerance()));
}

TEST_P(Kernels, HeadRotationsAgree) {
  const std::int64_t width = GetParam().width / 2 * 2;
  const kernels::HeadNorms norms = {
      .heads = 4, .keyHeads = 2, .query = random({width}), .key = random({width}), .eps = 1e-5};
  const at::Tensor qkv = tokens(8 * width);
  const at::Tensor angles = at::randn({GetParam().tokens, width / 2}).to(GetParam().device);
  const at::Tensor pairs = at::stack({angles.cos(), angles.sin()}, -1).contiguous();
  expectSame(kernels::splitRotatePairs(qkv.clone(), norms, pairs), kernels::aten::splitRotatePairs(qkv, norms, pairs));
  const at::Tensor cos = at::cat({angles, angles}, 1).cos().to(GetParam().dtype);
  const at::Tensor sin = at::cat({angles, angles}, 1).sin().to(GetParam().dtype);
  expectSame(kernels::splitRotateHalves(qkv.clone(), norms, cos, sin),
             kernels::aten::splitRotateHalves(qkv, norms, cos, sin));
}

TEST_P(Kernels, AttentionAgrees) {
  // One token, a remainder of rows and of columns, whole tiles, and channels of one and of two tiles.
  for (const auto& [tokens, channels] :
       {std::pair<std::int64_t, std::int64_t>{1, 64}, {77, 64}, {128, 64}, {131, 128}, {40, 24}}) {
    const at::Tensor qkv = random({GetParam().batch, tokens, 3, 2, channels});
    const kernels::QueryKeyValue heads = {qkv.select(2, 0).transpose(1, 2), qkv.select(2, 1).transpose(1, 2),
                                          qkv.select(2, 2).transpose(1, 2)};
    EXPECT_TRUE(nearly(kernels::attention(heads, kernels::Mask::none),
                       kernels::aten::attention(heads, kernels::Mask::none), tolerance()))
        << tokens << " tokens of " << channels;
  }
}

TEST_P(Kernels, CausalAttentionAgrees) {
  for (const std::int64_t tokens : {1, 5, 77}) {
    const at::Tensor query = random({GetParam().batch, 4, tokens, 64});
    const kernels::QueryKeyValue heads = {query, random({GetParam().batch, 2, tokens, 64}),
                                          random({GetParam().batch, 2, tokens, 64})};
    EXPECT_TRUE(nearly(kernels::attention(heads, kernels::Mask::causal),
                       kernels::aten::attention(heads, kernels::Mask::causal), tolerance()))
        << tokens;
  }
}

INSTANTIATE_TEST_SUITE_P(Shapes, Kernels,
                         ::testing::Values(Case{"Fp32", at::kCPU, at::kFloat, 1, 33, 384},
                                           Case{"Fp32Odd", at::kCPU, at::kFloat, 3, 7, 85},
                                           Case{"Fp32Tiny", at::kCPU, at::kFloat, 2, 1, 2},
                                           Case{"Bf16", at::kCPU, at::kBFloat16, 1, 33, 384},
                                           Case{"Bf16Odd", at::kCPU, at::kBFloat16, 3, 7, 85},
                                           Case{"CudaFp32", at::kCUDA, at::kFloat, 2, 33, 128},
                                           Case{"CudaFp32Odd", at::kCUDA, at::kFloat, 3, 7, 85},
                                           Case{"CudaBf16", at::kCUDA, at::kBFloat16, 2, 33, 128},
                                           Case{"CudaBf16Narrow", at::kCUDA, at::kBFloat16, 2, 5, 64},
                                           Case{"CudaBf16Block", at::kCUDA, at::kBFloat16, 1, 70, 3840},
                                           Case{"CudaBf16Wide", at::kCUDA, at::kBFloat16, 1, 3, 10240},
                                           Case{"CudaFp16", at::kCUDA, at::kHalf, 2, 33, 128}),
                         [](const auto& instance) { return instance.param.name; });

TEST(SwigluKernel, KeepsItsEndsAndItsNan) {
  const float inf = std::numeric_limits<float>::infinity();
  const at::Tensor gate = at::tensor({-inf, -200.0F, -88.5F, 0.0F, 88.5F, 200.0F, NAN});
  const at::Tensor result = kernels::swiglu(at::cat({gate, at::ones({7})}), ProductFormat::model).values;
  EXPECT_TRUE(std::isnan(result[6].item<float>()));
  EXPECT_NEAR(result[1].item<float>(), 0, 1e-30);
  EXPECT_EQ(result[3].item<float>(), 0);
  EXPECT_FLOAT_EQ(result[4].item<float>(), 88.5F);
  EXPECT_FLOAT_EQ(result[5].item<float>(), 200.0F);
}

}  // namespace
}  // namespace zaohua
