// SPDX-License-Identifier: Apache-2.0
// Every fast kernel against its twin in ATen operations, on shapes that leave remainders.
#include "nn/kernels/kernels.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>
#include <gtest/gtest.h>

#include "nn/kernels/aten_kernels.h"
#include "support/tensor_near.h"

namespace zaohua {
namespace {

using test::nearly;

struct Case {
  const char* name;
  at::ScalarType dtype;
  std::int64_t batch;
  std::int64_t tokens;
  std::int64_t width;  // of a head for attention kernels
};

class Kernels : public ::testing::TestWithParam<Case> {
 protected:
  void SetUp() override { at::manual_seed(7); }

  at::Tensor random(std::vector<std::int64_t> shape) const { return at::randn(shape).to(GetParam().dtype); }
  at::Tensor tokens(std::int64_t width) const { return random({GetParam().batch, GetParam().tokens, width}); }
  // Both round at the same points; only the order of sums differs, which can move a bf16 value by one place.
  double tolerance() const { return GetParam().dtype == at::kFloat ? 2e-6 : 1.0 / 128; }

  c10::InferenceMode m_inference;
};

TEST_P(Kernels, RmsNormAgrees) {
  const at::Tensor x = tokens(GetParam().width);
  const at::Tensor weight = random({GetParam().width});
  const at::Tensor scale = random({GetParam().batch, 1, GetParam().width});
  EXPECT_TRUE(nearly(kernels::rmsNorm(x, weight, 1e-5), kernels::aten::rmsNorm(x, weight, 1e-5), tolerance()));
  EXPECT_TRUE(nearly(kernels::scaledRmsNorm(x, weight, 1e-5, scale),
                     kernels::aten::scaledRmsNorm(x, weight, 1e-5, scale), tolerance()));
}

TEST_P(Kernels, GatedResidualAgrees) {
  const at::Tensor branch = tokens(GetParam().width);
  const at::Tensor weight = random({GetParam().width});
  for (const at::Tensor& gate : {at::Tensor(), random({GetParam().batch, 1, GetParam().width}).tanh()}) {
    at::Tensor fast = tokens(GetParam().width);
    at::Tensor slow = fast.clone();
    kernels::addGatedRmsNorm(fast, branch, weight, 1e-5, gate);
    kernels::aten::addGatedRmsNorm(slow, branch, weight, 1e-5, gate);
    EXPECT_TRUE(nearly(fast, slow, tolerance()));
  }
}

TEST_P(Kernels, SwigluAgrees) {
  const at::Tensor x = tokens(2 * GetParam().width) * 6;
  EXPECT_TRUE(nearly(kernels::swiglu(x), kernels::aten::swiglu(x), tolerance()));
}

TEST_P(Kernels, SplitNormRotateAgrees) {
  constexpr std::int64_t heads = 3;
  const std::int64_t width = GetParam().width / 2 * 2;
  const at::Tensor qkv = tokens(3 * heads * width);
  const at::Tensor queryNorm = random({width});
  const at::Tensor keyNorm = random({width});
  const at::Tensor angles = at::randn({GetParam().tokens, width / 2});
  const at::Tensor rope = at::stack({angles.cos(), angles.sin()}, -1).contiguous();
  const auto slow = kernels::aten::splitNormRotate(qkv, heads, queryNorm, keyNorm, 1e-5, rope);
  const auto fast = kernels::splitNormRotate(qkv.clone(), heads, queryNorm, keyNorm, 1e-5, rope);
  EXPECT_TRUE(nearly(fast.query, slow.query, tolerance()));
  EXPECT_TRUE(nearly(fast.key, slow.key, tolerance()));
  EXPECT_TRUE(at::equal(fast.value, slow.value));
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

INSTANTIATE_TEST_SUITE_P(Shapes, Kernels,
                         ::testing::Values(Case{"Fp32", at::kFloat, 1, 33, 384}, Case{"Fp32Odd", at::kFloat, 3, 7, 85},
                                           Case{"Fp32Tiny", at::kFloat, 2, 1, 2},
                                           Case{"Bf16", at::kBFloat16, 1, 33, 384},
                                           Case{"Bf16Odd", at::kBFloat16, 3, 7, 85}),
                         [](const auto& instance) { return instance.param.name; });

TEST(SwigluKernel, KeepsItsEndsAndItsNan) {
  const float inf = std::numeric_limits<float>::infinity();
  const at::Tensor gate = at::tensor({-inf, -200.0F, -88.5F, 0.0F, 88.5F, 200.0F, NAN});
  const at::Tensor result = kernels::swiglu(at::cat({gate, at::ones({7})}));
  EXPECT_TRUE(std::isnan(result[6].item<float>()));
  EXPECT_NEAR(result[1].item<float>(), 0, 1e-30);
  EXPECT_EQ(result[3].item<float>(), 0);
  EXPECT_FLOAT_EQ(result[4].item<float>(), 88.5F);
  EXPECT_FLOAT_EQ(result[5].item<float>(), 200.0F);
}

}  // namespace
}  // namespace zaohua
