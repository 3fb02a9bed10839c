// SPDX-License-Identifier: Apache-2.0
// Comparing tensors with a message that says where they differ.
#pragma once

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <vector>

namespace zaohua::test {

// ‖actual - expected‖∞ ≤ tolerance·max(1, ‖expected‖∞), of equal shapes; NaN never passes.
inline ::testing::AssertionResult nearly(const at::Tensor& actual, const at::Tensor& expected, double tolerance) {
  if (actual.sizes() != expected.sizes()) {
    return ::testing::AssertionFailure() << "shape " << actual.sizes() << " instead of " << expected.sizes();
  }
  const at::Tensor a = actual.cpu().to(at::kDouble);
  const at::Tensor e = expected.cpu().to(at::kDouble);
  const double allowed = tolerance * std::max(1.0, e.numel() > 0 ? e.abs().max().item<double>() : 0.0);
  const at::Tensor difference = (a - e).abs().flatten();
  const double worst = difference.numel() > 0 ? difference.max().item<double>() : 0.0;
  if (worst <= allowed)
    return ::testing::AssertionSuccess();
  const auto where = difference.nan_to_num(INFINITY).argmax().item<std::int64_t>();
  return ::testing::AssertionFailure() << "differs by " << worst << " (allowed " << allowed << ") at " << where << ": "
                                       << a.flatten()[where].item<double>() << " instead of "
                                       << e.flatten()[where].item<double>();
}

// Sum, sum of magnitudes and first values, as the reference's tables print them.
struct Digest {
  double sum = 0;
  double absolute = 0;
  std::vector<double> first;
};

inline ::testing::AssertionResult hasDigest(const at::Tensor& tensor, const Digest& digest, double tolerance = 2e-5) {
  const at::Tensor values = tensor.to(at::kDouble).flatten();
  // A sum's error grows with the number of its terms.
  const double sumTolerance = tolerance * static_cast<double>(values.numel()) / 10;
  const double sum = values.sum().item<double>();
  const double absolute = values.abs().sum().item<double>();
  if (!(std::abs(sum - digest.sum) <= sumTolerance)) {
    return ::testing::AssertionFailure() << "sum " << sum << " instead of " << digest.sum;
  }
  if (!(std::abs(absolute - digest.absolute) <= sumTolerance)) {
    return ::testing::AssertionFailure() << "sum of magnitudes " << absolute << " instead of " << digest.absolute;
  }
  for (std::size_t i = 0; i < digest.first.size(); ++i) {
    const double value = values[static_cast<std::int64_t>(i)].item<double>();
    if (!(std::abs(value - digest.first[i]) <= tolerance)) {
      return ::testing::AssertionFailure() << "value " << i << " is " << value << " instead of " << digest.first[i];
    }
  }
  return ::testing::AssertionSuccess();
}

}  // namespace zaohua::test
