// SPDX-License-Identifier: Apache-2.0
// The fused operations of the engine. Each has one meaning, written out in ATen operations (aten_kernels.h) with the
// rounding points of the reference, and may have faster twins for a device and dtype: these functions choose. A CUDA
// twin enters here and nowhere else (cuda_kernels.h). Shapes: B batch, S tokens, H heads, d channels a head, D = H·d.
#pragma once

#include "nn/kernels/product_input.h"

namespace zaohua::kernels {

// x·rsqrt(mean(x²) + eps) in fp32, rounded to x's dtype, then times weight, then times factor: RMSNorm as diffusers and
// Qwen3 round it, and what follows it. An undefined factor is left out.
struct RmsNormStep {
  at::Tensor weight;  // (D)
  double eps = 0;
  at::Tensor factor;  // (B, 1, D), or (1, 1, D) for all
};

at::Tensor rmsNorm(const at::Tensor& x, const at::Tensor& weight, double eps);
ProductInput rmsNorm(const at::Tensor& x, const RmsNormStep& step, ProductFormat format);

// x ← x + rmsNorm(branch), x contiguous. Without a weight the branch is added as it is.
void addNormed(at::Tensor& x, const at::Tensor& branch, const RmsNormStep& step);
// The same and the norm that reads the new x, in one pass.
ProductInput addNormedThenNorm(at::Tensor& x, const at::Tensor& branch, const RmsNormStep& step,
                               const RmsNormStep& next, ProductFormat format);

// silu(a)·b of a fused product [a | b] (…, 2F) → (…, F).
ProductInput swiglu(const at::Tensor& gateAndUp, ProductFormat format);

// layerNorm(x) without weights, times scale (B, 1, D) or (1, 1, D).
at::Tensor scaledLayerNorm(const at::Tensor& x, double eps, const at::Tensor& scale);

struct QueryKeyValue {
  at::Tensor query;  // (B, H, S, d), as key and value; views that may be strided
  at::Tensor key;
  at::Tensor value;
};

// How many heads a fused product qkv (B, S, (H + 2·keyHeads)·d) holds, and the norms of its heads: weights (d),
// undefined = not normalised.
struct HeadNorms {
  std::int64_t heads = 0;
  std::int64_t keyHeads = 0;
  at::Tensor query;
  at::Tensor key;
  double eps = 0;
};

// From qkv, which may be overwritten: queries and keys normalised, then rotated in fp32 by neighbouring pairs,
// (a + ib)(cos + i sin). rope (S, d/2, 2) fp32: cos, sin.
QueryKeyValue splitRotatePairs(at::Tensor qkv, const HeadNorms& norms, const at::Tensor& rope);
// The same with the first half of the channels against the second, in qkv's dtype: x·cos + [-second | first]·sin. cos
// and sin (S, d).
QueryKeyValue splitRotateHalves(at::Tensor qkv, const HeadNorms& norms, const at::Tensor& cos, const at::Tensor& sin);

// softmax(q·kᵀ/√d)·v → (B, S, D). A key head serves H/keyHeads neighbouring query heads. Never holds all the scores.
enum class Mask { none, causal };
at::Tensor attention(const QueryKeyValue& heads, Mask mask);

// silu(groupNorm(x + inputBias)), x (B, C, h, w), inputBias (C) or undefined; `silu` may be left out.
struct GroupNormStep {
  std::int64_t groups = 0;
  at::Tensor weight;  // (C)
  at::Tensor bias;
  double eps = 0;
  bool silu = true;
};
at::Tensor groupNorm(const at::Tensor& x, const at::Tensor& inputBias, const GroupNormStep& step);
// The result may take the place of x.
at::Tensor groupNormOver(at::Tensor x, const at::Tensor& inputBias, const GroupNormStep& step);

// x + (branch + bias), which may take the place of branch; an undefined bias is left out.
at::Tensor addBiased(const at::Tensor& x, at::Tensor branch, const at::Tensor& bias);

// x + bias (C), in the place of x.
at::Tensor addBias(at::Tensor x, const at::Tensor& bias);

// Nearest-neighbour doubling of (B, C, h, w).
at::Tensor doublePixels(const at::Tensor& x);

}  // namespace zaohua::kernels
