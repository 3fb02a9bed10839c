// SPDX-License-Identifier: Apache-2.0
// The fused operations of the engine. Each has one meaning, written out in ATen operations (aten_kernels.h) with the
// rounding points of the reference, and may have faster twins for a device and dtype: these functions choose. A CUDA
// twin enters here and nowhere else. Shapes: B batch, S tokens, H heads, d channels a head, D = H·d.
#pragma once

#include <ATen/core/Tensor.h>

#include <array>

namespace zaohua::kernels {

// RMSNorm as diffusers and Qwen3 round it: x·rsqrt(mean(x²) + eps) in fp32, rounded to x's dtype, then times weight.
at::Tensor rmsNorm(const at::Tensor& x, const at::Tensor& weight, double eps);

// rmsNorm(x)·scale, scale (B, 1, D).
at::Tensor scaledRmsNorm(const at::Tensor& x, const at::Tensor& weight, double eps, const at::Tensor& scale);

// x ← x + gate·rmsNorm(branch), gate (B, 1, D), or without a gate where it is undefined. x is contiguous.
void addGatedRmsNorm(at::Tensor& x, const at::Tensor& branch, const at::Tensor& weight, double eps,
                     const at::Tensor& gate);

// silu(a)·b of a fused product [a | b] (…, 2F) → (…, F).
at::Tensor swiglu(const at::Tensor& gateAndUp);

struct QueryKeyValue {
  at::Tensor query;  // (B, H, S, d), as key and value; views that may be strided
  at::Tensor key;
  at::Tensor value;
};

// From the fused product qkv (B, S, 3D), which may be overwritten: q and k normalised per head (weights (d), undefined
// = not), then rotated in fp32 by neighbouring pairs: (a + ib)(cos + i sin). rope is (S, d/2, 2) fp32: cos, sin.
QueryKeyValue splitNormRotate(at::Tensor qkv, std::int64_t heads, const at::Tensor& queryNorm,
                              const at::Tensor& keyNorm, double eps, const at::Tensor& rope);

// softmax(q·kᵀ/√d)·v → (B, S, D). A key head serves H/keyHeads neighbouring query heads. Never materialises the scores.
enum class Mask { none, causal };
at::Tensor attention(const QueryKeyValue& heads, Mask mask);

// layerNorm(x) without weights, times scale (B, 1, D).
at::Tensor scaledLayerNorm(const at::Tensor& x, double eps, const at::Tensor& scale);

// silu(groupNorm(x)), x (B, C, h, w).
at::Tensor groupNormSilu(const at::Tensor& x, std::int64_t groups, const at::Tensor& weight, const at::Tensor& bias,
                         double eps);

}  // namespace zaohua::kernels
