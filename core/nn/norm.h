// SPDX-License-Identifier: Apache-2.0
// Normalisations with their weights. Plain constant structs; the arithmetic is in kernels.h.
#pragma once

#include <ATen/core/Tensor.h>

#include <string_view>

#include "nn/kernels/kernels.h"
#include "tensor_io/weights.h"

namespace zaohua {

// An input that comes times a factor gives what it would give without; the output goes out times another
// (half_range.h).
struct NormFactors {
  double input = 1;
  double output = 1;
};

struct RmsNorm {
  RmsNorm(const Weights& weights, std::string_view name, std::int64_t width, double eps, NormFactors factors = {});
  at::Tensor operator()(const at::Tensor& x) const;
  // As a step of a fused operation: times factor (B, 1, D), or undefined.
  kernels::RmsNormStep times(const at::Tensor& factor) const { return {weight, eps, factor}; }

  at::Tensor weight;  // (width)
  double eps;
};

struct GroupNorm {
  GroupNorm(const Weights& weights, std::string_view name, std::int64_t channels, std::int64_t groups, double eps);
  at::Tensor operator()(const at::Tensor& x) const;  // x (B, C, h, w)
  // silu(norm(x + inputBias)), inputBias (C) or undefined. The second may put its result in the place of x.
  at::Tensor silu(const at::Tensor& x, const at::Tensor& inputBias = {}) const;
  at::Tensor siluOver(at::Tensor x, const at::Tensor& inputBias = {}) const;

 private:
  kernels::GroupNormStep m_step;
};

}  // namespace zaohua
