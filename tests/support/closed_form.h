// SPDX-License-Identifier: Apache-2.0
// Inputs by the closed-form rule of the reference vectors: float32(2u) with u as in closedFormSource.
#pragma once

#include <ATen/ATen.h>

namespace zaohua::test {

inline at::Tensor closedFormInput(std::int64_t seed, std::vector<std::int64_t> shape) {
  at::Tensor values = at::empty(shape, at::kFloat);
  float* out = values.data_ptr<float>();
  for (std::int64_t i = 0; i < values.numel(); ++i) {
    const double u = static_cast<double>((i * 7919 + seed * 104729 + 17) % 1009) / 1009.0 - 0.5;
    out[i] = static_cast<float>(2 * u);
  }
  return values;
}

}  // namespace zaohua::test
