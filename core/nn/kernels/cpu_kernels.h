// SPDX-License-Identifier: Apache-2.0
// CPU twins that go over memory once where the ATen operations go five times. They round at the same points, so a bf16
// result differs from the ATen one only where the order of a sum does. Contracts as in kernels.h.
#pragma once

#include "nn/kernels/kernels.h"

namespace zaohua::kernels::cpu {

// Contiguous fp32 or bf16 on the CPU.
bool supports(const at::Tensor& x);

at::Tensor rmsNorm(const at::Tensor& x, const RmsNormStep& step);
void addNormed(at::Tensor& x, const at::Tensor& branch, const RmsNormStep& step);  // step has a weight
at::Tensor swiglu(const at::Tensor& gateAndUp);
QueryKeyValue splitRotatePairs(at::Tensor qkv, const HeadNorms& norms, const at::Tensor& rope);  // with both norms

}  // namespace zaohua::kernels::cpu
