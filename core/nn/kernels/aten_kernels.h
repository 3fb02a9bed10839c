// SPDX-License-Identifier: Apache-2.0
// The meaning of every fused operation, in ATen operations: right on every device and dtype, and what the faster twins
// are tested against. Contracts as in kernels.h.
#pragma once

#include "nn/kernels/kernels.h"

namespace zaohua::kernels::aten {

at::Tensor rmsNorm(const at::Tensor& x, const RmsNormStep& step);
void addNormed(at::Tensor& x, const at::Tensor& branch, const RmsNormStep& step);
at::Tensor swiglu(const at::Tensor& gateAndUp);
at::Tensor scaledLayerNorm(const at::Tensor& x, double eps, const at::Tensor& scale);
QueryKeyValue splitRotatePairs(const at::Tensor& qkv, const HeadNorms& norms, const at::Tensor& rope);
QueryKeyValue splitRotateHalves(const at::Tensor& qkv, const HeadNorms& norms, const at::Tensor& cos,
                                const at::Tensor& sin);
// The three parts of a fused product, (B, H, S, d) each.
QueryKeyValue split(const at::Tensor& qkv, const HeadNorms& norms);
at::Tensor attention(const QueryKeyValue& heads, Mask mask);
at::Tensor groupNorm(const at::Tensor& x, const at::Tensor& inputBias, const GroupNormStep& step);
at::Tensor addBiased(const at::Tensor& x, const at::Tensor& branch, const at::Tensor& bias);
at::Tensor doublePixels(const at::Tensor& x);
constexpr float int8Max = 127;
constexpr float smallestInt8Scale = 1e-30F;  // rows below it are zeros: dividing by their scale would overflow
ProductInput quantizeRows(const at::Tensor& x, ProductFormat format);
at::Tensor fp8Product(const ProductInput& x, const at::Tensor& weight, const at::Tensor& weightScales,
                      const at::Tensor& bias, at::ScalarType dtype);
// The product's sums in int32: x (rows, in) · weight (out, in)ᵀ.
at::Tensor int8Sums(const at::Tensor& x, const at::Tensor& weight);
at::Tensor int8Product(const ProductInput& x, const at::Tensor& weight, const at::Tensor& weightScales,
                       const at::Tensor& bias, at::ScalarType dtype);

}  // namespace zaohua::kernels::aten
