// SPDX-License-Identifier: Apache-2.0
// CPU twins that go over memory once where the ATen operations go five times. They round at the same points, so a bf16
// result differs from the ATen one only where the order of a sum does. Contracts as in kernels.h; scale and gate may be
// undefined.
#pragma once

#include "nn/kernels/kernels.h"

namespace zaohua::kernels::cpu {

// Contiguous fp32 or bf16 on the CPU.
bool supports(const at::Tensor& x);

at::Tensor rmsNorm(const at::Tensor& x, const at::Tensor& weight, double eps, const at::Tensor& scale);
void addGatedRmsNorm(at::Tensor& x, const at::Tensor& branch, const at::Tensor& weight, double eps,
                     const at::Tensor& gate);
at::Tensor swiglu(const at::Tensor& gateAndUp);
QueryKeyValue splitNormRotate(at::Tensor qkv, std::int64_t heads, const at::Tensor& queryNorm,
                              const at::Tensor& keyNorm, double eps, const at::Tensor& rope);

}  // namespace zaohua::kernels::cpu
