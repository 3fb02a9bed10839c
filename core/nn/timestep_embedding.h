// SPDX-License-Identifier: Apache-2.0
// The sinusoid that tells a diffusion model how far it is. Plain function.
#pragma once

#include <ATen/core/Tensor.h>

namespace zaohua {

// t (B) fp32 → [cos(t·f) | sin(t·f)] (B, width) fp32, f_k = 10000^(-k/(width/2)). Cosines first.
at::Tensor timestepSinusoid(const at::Tensor& t, std::int64_t width);

}  // namespace zaohua
