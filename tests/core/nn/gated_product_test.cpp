// SPDX-License-Identifier: Apache-2.0
// The feed-forward's products and SwiGLU as one kernel against the same in three.
#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>
#include <gtest/gtest.h>

#include <cmath>

#include "nn/kernels/kernels.h"
#include "support/cuda_card.h"
#include "support/tensor_near.h"

namespace zaohua {
namespace {

struct Sizes {
  std::int64_t rows;
  std::int64_t in;
  std::int64_t width;
};

class GatedProduct : public ::testing::TestWithParam<Sizes> {};

TEST_P(GatedProduct, IsTheProductAndItsSwiglu) {
  if (!test::openCudaCard())
    GTEST_SKIP() << "no graphics card";
  const c10::InferenceMode inference;
  const auto [rows, in, width] = GetParam();
  at::manual_seed(7);
  const at::TensorOptions onCard = at::TensorOptions(at::kCUDA).dtype(at::kBFloat16);
  const at::Tensor x = at::randn({1, rows, in}, onCard);
  const at::Tensor weight = at::randn({2 * width, in}, onCard) / std::sqrt(static_cast<double>(in));
  const std::optional<at::Tensor> y = kernels::gatedProduct(x, weight);
  if (!y)
    GTEST_SKIP() << "not a card that has the kernel, or not sizes that fill it";
  ASSERT_EQ(y->sizes(), (std::vector<std::int64_t>{1, rows, width}));
  const at::Tensor expected = kernels::swiglu(at::linear(x, weight), ProductFormat::model).values;
  EXPECT_TRUE(test::nearly(*y, expected, 1.0 / 128));
}

// Tiles of 128 by 128: whole ones, a last row of tiles that is cut, even and odd numbers of rows and columns of tiles.
INSTANTIATE_TEST_SUITE_P(Sizes, GatedProduct,
                         ::testing::Values(Sizes{4160, 3840, 10240}, Sizes{4224, 256, 10240}, Sizes{8449, 64, 10112},
                                           Sizes{16448, 128, 3968}, Sizes{33000, 320, 1280}));

TEST(GatedProductFallback, HasNoKernelOnACpu) {
  const c10::InferenceMode inference;
  EXPECT_FALSE(kernels::gatedProduct(at::ones({4160, 128}, at::kBFloat16), at::ones({256, 128}, at::kBFloat16)));
}

}  // namespace
}  // namespace zaohua
