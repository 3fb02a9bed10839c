// SPDX-License-Identifier: Apache-2.0
#include "nn/kernels/aten_kernels.h"

#include <ATen/ATen.h>

namespace zaohua::kernels::aten {

namespace {

// x (B, S, H, d) by rope (S, d/2, 2), in fp32, back to x's dtype.
at::Tensor rotatePairs(const at::Tensor& x, const at::Tensor& rope) {
  const at::Tensor pairs = x.to(at::kFloat).reshape({x.size(0), x.size(1), x.size(2), x.size(3) / 2, 2});
  const at::Tensor turned = at::view_as_complex(pairs) * at::view_as_complex(rope).unsqueeze(0).unsqueeze(2);
  return at::view_as_real(turned).flatten(3).to(x.scalar_type());
}

}  // namespace

at::Tensor rmsNorm(const at::Tensor& x, const at::Tensor& weight, double eps) {
  const at::Tensor wide = x.to(at::kFloat);
  const at::Tensor inverse = (wide.square().mean(-1, /*keepdim=*/true) + eps).rsqrt();
  return (wide * inverse).to(x.scalar_type()) * weight;
}

at::Tensor scaledRmsNorm(const at::Tensor& x, const at::Tensor& weight, double eps, const at::Tensor& scale) {
  return rmsNorm(x, weight, eps) * scale;
}

void addGatedRmsNorm(at::Tensor& x, const at::Tensor& branch, const at::Tensor& weight, double eps,
                     const at::Tensor& gate) {
  const at::Tensor normed = rmsNorm(branch, weight, eps);
  x.add_(gate.defined() ? gate * normed : normed);
}

at::Tensor swiglu(const at::Tensor& gateAndUp) {
  const std::vector<at::Tensor> halves = gateAndUp.chunk(2, -1);
  return at::silu(halves[0]) * halves[1];
}

QueryKeyValue splitNormRotate(const at::Tensor& qkv, std::int64_t heads, const at::Tensor& queryNorm,
                              const at::Tensor& keyNorm, double eps, const at::Tensor& rope) {
  const std::int64_t width = qkv.size(2) / (3 * heads);
  const at::Tensor parts = qkv.view({qkv.size(0), qkv.size(1), 3, heads, width});
  at::Tensor query = parts.select(2, 0);
  at::Tensor key = parts.select(2, 1);
  if (queryNorm.defined())
    query = rmsNorm(query, queryNorm, eps);
  if (keyNorm.defined())
    key = rmsNorm(key, keyNorm, eps);
  return {rotatePairs(query, rope).transpose(1, 2), rotatePairs(key, rope).transpose(1, 2),
          parts.select(2, 2).transpose(1, 2)};
}

at::Tensor attention(const QueryKeyValue& heads, Mask mask) {
  const bool grouped = heads.query.size(1) != heads.key.size(1);
  const at::Tensor mixed = at::scaled_dot_product_attention(heads.query, heads.key, heads.value, /*attn_mask=*/{},
                                                            /*dropout_p=*/0.0, mask == Mask::causal,
                                                            /*scale=*/std::nullopt, grouped);
  return mixed.transpose(1, 2).flatten(2);
}

at::Tensor scaledLayerNorm(const at::Tensor& x, double eps, const at::Tensor& scale) {
  return at::layer_norm(x, {x.size(-1)}, /*weight=*/{}, /*bias=*/{}, eps) * scale;
}

at::Tensor groupNormSilu(const at::Tensor& x, std::int64_t groups, const at::Tensor& weight, const at::Tensor& bias,
                         double eps) {
  at::Tensor normed = at::group_norm(x, groups, weight, bias, eps);
  return at::silu_(normed);
}

}  // namespace zaohua::kernels::aten
