// SPDX-License-Identifier: Apache-2.0
// The meaning of every fused operation, in ATen operations: right on every device and dtype, and what the faster twins
// are tested against. Contracts as in kernels.h.
#pragma once

#include "nn/kernels/kernels.h"

namespace zaohua::kernels::aten {

at::Tensor rmsNorm(const at::Tensor& x, const at::Tensor& weight, double eps);
at::Tensor scaledRmsNorm(const at::Tensor& x, const at::Tensor& weight, double eps, const at::Tensor& scale);
void addGatedRmsNorm(at::Tensor& x, const at::Tensor& branch, const at::Tensor& weight, double eps,
                     const at::Tensor& gate);
at::Tensor swiglu(const at::Tensor& gateAndUp);
QueryKeyValue splitNormRotate(const at::Tensor& qkv, std::int64_t heads, const at::Tensor& queryNorm,
                              const at::Tensor& keyNorm, double eps, const at::Tensor& rope);
at::Tensor attention(const QueryKeyValue& heads, Mask mask);
at::Tensor scaledLayerNorm(const at::Tensor& x, double eps, const at::Tensor& scale);
at::Tensor groupNormSilu(const at::Tensor& x, std::int64_t groups, const at::Tensor& weight, const at::Tensor& bias,
                         double eps);

}  // namespace zaohua::kernels::aten
