// SPDX-License-Identifier: Apache-2.0
// Normalisations with their weights. Plain constant structs.
#pragma once

#include <ATen/core/Tensor.h>

#include <string_view>

#include "tensor_io/weights.h"

namespace zaohua {

// See kernels::rmsNorm for the rounding.
struct RmsNorm {
  RmsNorm(const Weights& weights, std::string_view name, std::int64_t width, double eps);
  at::Tensor operator()(const at::Tensor& x) const;
  at::Tensor scaled(const at::Tensor& x, const at::Tensor& scale) const;              // norm(x)·scale
  void addTo(at::Tensor& x, const at::Tensor& branch, const at::Tensor& gate) const;  // x += gate·norm(branch)

  at::Tensor weight;  // (width)
  double eps;
};

struct GroupNorm {
  GroupNorm(const Weights& weights, std::string_view name, std::int64_t channels, std::int64_t groupCount, double eps);
  at::Tensor operator()(const at::Tensor& x) const;  // x (B, C, …)
  at::Tensor silu(const at::Tensor& x) const;        // silu(norm(x))

  at::Tensor weight;  // (channels)
  at::Tensor bias;
  std::int64_t groups;
  double eps;
};

}  // namespace zaohua
