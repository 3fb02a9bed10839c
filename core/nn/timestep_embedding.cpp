// SPDX-License-Identifier: Apache-2.0
#include "nn/timestep_embedding.h"

#include <ATen/ATen.h>

#include <cmath>

namespace zaohua {

at::Tensor timestepSinusoid(const at::Tensor& t, std::int64_t width) {
  const std::int64_t half = width / 2;
  const at::Tensor k = at::arange(half, t.options().dtype(at::kFloat));
  const at::Tensor frequencies = (k * -std::log(10000.0) / static_cast<double>(half)).exp();
  const at::Tensor angles = t.to(at::kFloat).unsqueeze(-1) * frequencies;
  return at::cat({angles.cos(), angles.sin()}, -1);
}

}  // namespace zaohua
