// SPDX-License-Identifier: Apache-2.0
// Times kernels by kind, on the CPU and, where there is a card, on it.
#include "nn/kernels/kernel_clock.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include "support/cuda_card.h"

namespace zaohua::kernels {
namespace {

const KernelClock::Total& of(const std::array<KernelClock::Total, kernelKinds>& totals, KernelKind kind) {
  return totals[static_cast<std::size_t>(kind)];
}

void countsKindsOn(at::Device device) {
  const at::TensorOptions options(device);
  const at::Tensor x = at::randn({1, 64, 128}, options);
  KernelClock clock(device);
  for (int i = 0; i < 3; ++i)
    rmsNorm(x, at::ones({128}, options), 1e-6);
  swiglu(x, ProductFormat::model);
  const auto totals = clock.totals();
  EXPECT_EQ(of(totals, KernelKind::norm).calls, 3);
  EXPECT_EQ(of(totals, KernelKind::swiglu).calls, 1);
  EXPECT_EQ(of(totals, KernelKind::attention).calls, 0);
  EXPECT_GT(of(totals, KernelKind::norm).seconds, 0);
  EXPECT_EQ(of(totals, KernelKind::norm).work.bytes, 3 * 2 * 64 * 128 * 4);
  EXPECT_EQ(of(totals, KernelKind::swiglu).work.bytes, 64 * (128 + 64) * 4);
}

TEST(KernelClockTest, CountsKindsOnTheProcessor) {
  countsKindsOn(at::kCPU);
}

TEST(KernelClockTest, CountsKindsOnACard) {
  if (!test::openCudaCard())
    GTEST_SKIP() << "no graphics card";
  countsKindsOn(at::Device(at::kCUDA, 0));
}

TEST(KernelClockTest, CountsAKernelOfKernelsOnce) {
  at::Tensor x = at::randn({1, 8, 64});
  const RmsNormStep step = {at::ones({64}), 1e-6, {}};
  KernelClock clock(at::kCPU);
  addNormedThenNorm(x, at::randn({1, 8, 64}), step, step, ProductFormat::model);
  EXPECT_EQ(of(clock.totals(), KernelKind::norm).calls, 1);
}

TEST(KernelClockTest, SeesNothingBeforeAndAfterItsLife) {
  const at::Tensor x = at::randn({1, 8, 64});
  { const KernelClock clock(at::kCPU); }
  EXPECT_EQ(KernelClock::running(), nullptr);
  swiglu(x, ProductFormat::model);
  const KernelClock clock(at::kCPU);
  EXPECT_EQ(of(clock.totals(), KernelKind::swiglu).calls, 0);
}

TEST(KernelClockTest, KnowsTheWorkOfProductsAttentionsAndConvolutions) {
  const KernelWork product = multiplying(at::empty({2, 10, 32}), at::empty({48, 32}));
  EXPECT_EQ(product.operations, 2.0 * 20 * 32 * 48);
  EXPECT_EQ(product.bytes, 4.0 * (20 * 32 + 48 * 32 + 20 * 48));
  const at::Tensor head = at::empty({1, 3, 10, 16});
  EXPECT_EQ(attending({head, head, head}, Mask::none).operations, 4.0 * 3 * 10 * 10 * 16);
  EXPECT_EQ(attending({head, head, head}, Mask::causal).operations, 2.0 * 3 * 10 * 10 * 16);
  EXPECT_EQ(convolving(at::empty({1, 4, 8, 8}), 6, 3, 1).operations, 2.0 * 64 * 4 * 6 * 9);
  EXPECT_EQ(convolving(at::empty({1, 4, 8, 8}), 6, 3, 2).operations, 2.0 * 16 * 4 * 6 * 9);
}

// An error in a kernel leaves the clock in order.
TEST(KernelClockTest, GoesOnAfterAKernelThatThrows) {
  KernelClock clock(at::kCPU);
  EXPECT_THROW(doublePixels(at::randn({2, 2})), std::exception);
  swiglu(at::randn({1, 8, 64}), ProductFormat::model);
  EXPECT_EQ(of(clock.totals(), KernelKind::swiglu).calls, 1);
}

}  // namespace
}  // namespace zaohua::kernels
