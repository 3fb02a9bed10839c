// SPDX-License-Identifier: Apache-2.0
// Layers whose fast path is another arithmetic than the plain one.
#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>
#include <gtest/gtest.h>

#include "nn/conv.h"
#include "nn/linear.h"
#include "nn/rope.h"
#include "support/tensor_near.h"

namespace zaohua {
namespace {

using test::nearly;

class Layers : public ::testing::TestWithParam<at::ScalarType> {
 protected:
  void SetUp() override { at::manual_seed(3); }

  Weights weights(std::map<std::string, at::Tensor, std::less<>> tensors) const {
    return {mapSource(std::move(tensors)), GetParam(), at::kCPU};
  }
  double tolerance() const { return GetParam() == at::kFloat ? 1e-5 : 2e-2; }

  c10::InferenceMode m_inference;
};

TEST_P(Layers, LinearMultipliesWhateverItsSize) {
  for (const auto& [in, out] : {std::pair<std::int64_t, std::int64_t>{384, 1152}, {85, 32}, {3, 2}, {256, 96}}) {
    const at::Tensor weight = at::randn({out, in}) / std::sqrt(static_cast<double>(in));
    const at::Tensor bias = at::randn({out});
    const Linear linear(weights({{"l.weight", weight}, {"l.bias", bias}}), "l", in, out, Bias::present);
    const at::Tensor x = at::randn({2, 5, in});
    EXPECT_TRUE(nearly(linear(x.to(GetParam())), at::linear(x, weight, bias), tolerance())) << in << " " << out;
  }
}

TEST_P(Layers, LinearJoinsItsParts) {
  const at::Tensor first = at::randn({70, 96}) / 10;
  const at::Tensor second = at::randn({30, 96}) / 10;
  const Linear linear(weights({{"a.weight", first}, {"b.weight", second}}), 96, {{"a", 70}, {"b", 30}});
  const at::Tensor x = at::randn({4, 96});
  EXPECT_TRUE(nearly(linear(x.to(GetParam())), at::linear(x, at::cat({first, second})), tolerance()));
}

TEST_P(Layers, ConvolutionKeepsStrideAndPadding) {
  for (const ConvShape& shape : {ConvShape{.in = 5, .out = 7}, ConvShape{.in = 8, .out = 16, .stride = 2, .padding = 0},
                                 ConvShape{.in = 4, .out = 6, .kernel = 1, .padding = 0}}) {
    const at::Tensor weight = at::randn({shape.out, shape.in, shape.kernel, shape.kernel}) / 5;
    const at::Tensor bias = at::randn({shape.out});
    const Conv2d conv(weights({{"c.weight", weight}, {"c.bias", bias}}), "c", shape);
    const at::Tensor x = at::randn({2, shape.in, 9, 12});
    EXPECT_TRUE(nearly(conv(x.to(GetParam())), at::conv2d(x, weight, bias, shape.stride, shape.padding), tolerance()));
  }
}

TEST_P(Layers, UpsamplingConvolutionEqualsDoublingThenConvolving) {
  const at::Tensor weight = at::randn({6, 6, 3, 3}) / 5;
  const at::Tensor bias = at::randn({6});
  const UpsampleConv2d conv(weights({{"c.weight", weight}, {"c.bias", bias}}), "c", 6);
  for (const auto& [height, width] : {std::pair<std::int64_t, std::int64_t>{4, 6}, {1, 1}, {7, 3}}) {
    const at::Tensor x = at::randn({2, 6, height, width});
    const at::Tensor expected = at::conv2d(at::upsample_nearest2d(x, {2 * height, 2 * width}), weight, bias, 1, 1);
    EXPECT_TRUE(nearly(conv(x.to(GetParam())), expected, tolerance()));
  }
}

INSTANTIATE_TEST_SUITE_P(Dtypes, Layers, ::testing::Values(at::kFloat, at::kBFloat16),
                         [](const auto& instance) { return std::string(c10::toString(instance.param)); });

TEST(MultiAxisRope, MatchesThePublishedVectors) {
  const at::Tensor table = multiAxisRope({{33, 0, 0}, {33, 1, 2}, {97, 63, 63}}, {32, 48, 48}, 256);
  const auto pair = [&](std::int64_t row, std::int64_t index, double real, double imaginary) {
    EXPECT_NEAR(table[row][index][0].item<double>(), real, 1e-6) << row << " " << index;
    EXPECT_NEAR(table[row][index][1].item<double>(), imaginary, 1e-6) << row << " " << index;
  };
  pair(0, 0, -0.0132767, 0.9999118);
  pair(0, 1, -0.2254654, -0.9742512);
  pair(0, 15, 0.9834291, 0.1812929);
  pair(0, 16, 1, 0);
  pair(1, 17, 0.7012118, 0.7129530);
  pair(1, 63, 0.9999515, 0.0098430);
  pair(2, 0, -0.9251475, 0.3796077);
  pair(2, 39, 0.9523157, 0.3051145);
}

}  // namespace
}  // namespace zaohua
