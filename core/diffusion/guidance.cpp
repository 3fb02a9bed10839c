// SPDX-License-Identifier: Apache-2.0
#include "diffusion/guidance.h"

#include <ATen/ATen.h>

namespace zaohua {

at::Tensor Guidance::combine(const at::Tensor& positive, const at::Tensor& negative) const {
  const at::Tensor guided = positive + scale * (positive - negative);
  if (normalization <= 0)
    return guided;
  const auto norm = [](const at::Tensor& x) { return at::linalg_vector_norm(x, 2, {1, 2, 3}, /*keepdim=*/true); };
  const at::Tensor length = norm(guided);
  const at::Tensor longest = norm(positive) * normalization;
  return at::where(length > longest, guided * (longest / length), guided);
}

}  // namespace zaohua
