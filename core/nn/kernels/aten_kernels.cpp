// SPDX-License-Identifier: Apache-2.0
#include "nn/kernels/aten_kernels.h"

#include <ATen/ATen.h>

#include <algorithm>

#include "nn/kernels/hadamard.h"

namespace zaohua::kernels::aten {

namespace {

constexpr double fp8Max = 448;  // of e4m3

// x (B, H, S, d) by rope (S, d/2, 2), in fp32, back to x's dtype.
at::Tensor rotatePairs(const at::Tensor& x, const at::Tensor& rope) {
  const at::Tensor pairs = x.to(at::kFloat).reshape({x.size(0), x.size(1), x.size(2), x.size(3) / 2, 2});
  const at::Tensor turned = at::view_as_complex(pairs) * at::view_as_complex(rope);
  return at::view_as_real(turned).flatten(3).to(x.scalar_type());
}

at::Tensor rotateHalves(const at::Tensor& x, const at::Tensor& cos, const at::Tensor& sin) {
  const std::vector<at::Tensor> halves = x.chunk(2, -1);
  return x * cos + at::cat({-halves[1], halves[0]}, -1) * sin;
}

// rows (R, W) in fp32 times the matrix without its factor.
at::Tensor mixed(at::Tensor rows, int group) {
  for (int step = 1; step < group; step *= 2) {
    const std::vector<at::Tensor> pair = rows.reshape({rows.size(0), -1, 2, step}).unbind(2);
    rows = at::stack({pair[0] + pair[1], pair[0] - pair[1]}, 2).flatten(1);
  }
  return rows;
}

ProductInput int8Rows(const at::Tensor& rows) {
  const Hadamard hadamard = hadamardOf(rows.size(1));
  const at::Tensor values = mixed(rows, hadamard.group);
  const at::Tensor largest = values.abs().amax(-1, /*keepdim=*/true);
  // Divided by a tensor, because CUDA's division by a number is a multiplication, which rounds differently.
  at::Tensor scales = largest / at::full({}, int8Max, largest.options());
  scales = at::where(scales < smallestInt8Scale, at::ones_like(scales), scales);
  // A row that holds what is not finite has a scale that is not finite either, and so has its product.
  const at::Tensor whole = (values * scales.reciprocal()).round().nan_to_num(0).clamp(-int8Max, int8Max);
  return {whole.to(at::kChar), scales * hadamard.factor};
}

bool cpuHasInt8() {
#if defined(__x86_64__)
  return __builtin_cpu_supports("avx512vnni") != 0;
#else
  return false;
#endif
}

// Whether libtorch has a product of int8 for these that is exact: CPUs without instructions for it add pieces that may
// saturate.
bool hasInt8Product(const at::Tensor& x, const at::Tensor& weight) {
  constexpr std::int64_t multiple = 8;
  constexpr std::int64_t fewestRows = 17;
  if (x.is_cuda())
    return x.size(0) >= fewestRows && x.size(1) % multiple == 0 && weight.size(0) % multiple == 0;
  return x.device().is_cpu() && cpuHasInt8();
}

// Whether libtorch would hold all scores in memory for these grouped heads: its one fused attention for cards before
// the GeForce 30 series does not know groups.
bool hasOnlyPlainAttention(const QueryKeyValue& heads, bool causal) {
  constexpr std::int64_t plain = 0;  // at::SDPBackend::math
  return heads.query.is_cuda() &&
         at::_fused_sdp_choice(heads.query, heads.key, heads.value, /*attn_mask=*/{}, /*dropout_p=*/0.0, causal,
                               /*scale=*/std::nullopt, /*enable_gqa=*/true) == plain;
}

// Key heads repeated for each of their query heads.
QueryKeyValue withEveryHead(const QueryKeyValue& heads) {
  const std::int64_t group = heads.query.size(1) / heads.key.size(1);
  return {heads.query, heads.key.repeat_interleave(group, 1), heads.value.repeat_interleave(group, 1)};
}

QueryKeyValue splitAndNorm(const at::Tensor& qkv, const HeadNorms& norms) {
  QueryKeyValue parts = split(qkv, norms);
  if (norms.query.defined())
    parts.query = rmsNorm(parts.query, {norms.query, norms.eps, {}});
  if (norms.key.defined())
    parts.key = rmsNorm(parts.key, {norms.key, norms.eps, {}});
  return parts;
}

}  // namespace

at::Tensor rmsNorm(const at::Tensor& x, const RmsNormStep& step) {
  const at::Tensor wide = x.to(at::kFloat);
  const at::Tensor inverse = (wide.square().mean(-1, /*keepdim=*/true) + step.eps).rsqrt();
  const at::Tensor normed = (wide * inverse).to(x.scalar_type()) * step.weight;
  return step.factor.defined() ? normed * step.factor : normed;
}

void addNormed(at::Tensor& x, const at::Tensor& branch, const RmsNormStep& step) {
  x.add_(step.weight.defined() ? rmsNorm(branch, step) : branch);
}

at::Tensor swiglu(const at::Tensor& gateAndUp) {
  const std::vector<at::Tensor> halves = gateAndUp.chunk(2, -1);
  return at::silu(halves[0]) * halves[1];
}

at::Tensor scaledLayerNorm(const at::Tensor& x, double eps, const at::Tensor& scale) {
  return at::layer_norm(x, {x.size(-1)}, /*weight=*/{}, /*bias=*/{}, eps) * scale;
}

QueryKeyValue split(const at::Tensor& qkv, const HeadNorms& norms) {
  const std::int64_t width = qkv.size(2) / (norms.heads + 2 * norms.keyHeads);
  const auto part = [&](std::int64_t first, std::int64_t count) {
    return qkv.narrow(2, first * width, count * width).unflatten(2, {count, width}).transpose(1, 2);
  };
  return {part(0, norms.heads), part(norms.heads, norms.keyHeads), part(norms.heads + norms.keyHeads, norms.keyHeads)};
}

QueryKeyValue splitRotatePairs(const at::Tensor& qkv, const HeadNorms& norms, const at::Tensor& rope) {
  const QueryKeyValue parts = splitAndNorm(qkv, norms);
  return {rotatePairs(parts.query, rope), rotatePairs(parts.key, rope), parts.value};
}

QueryKeyValue splitRotateHalves(const at::Tensor& qkv, const HeadNorms& norms, const at::Tensor& cos,
                                const at::Tensor& sin) {
  const QueryKeyValue parts = splitAndNorm(qkv, norms);
  return {rotateHalves(parts.query, cos, sin), rotateHalves(parts.key, cos, sin), parts.value};
}

at::Tensor attention(const QueryKeyValue& heads, Mask mask) {
  const bool grouped = heads.query.size(1) != heads.key.size(1);
  const bool causal = mask == Mask::causal;
  if (grouped && hasOnlyPlainAttention(heads, causal))
    return aten::attention(withEveryHead(heads), mask);
  const at::Tensor mixed = at::scaled_dot_product_attention(heads.query, heads.key, heads.value, /*attn_mask=*/{},
                                                            /*dropout_p=*/0.0, causal,
                                                            /*scale=*/std::nullopt, grouped);
  return mixed.transpose(1, 2).flatten(2);
}

at::Tensor groupNorm(const at::Tensor& x, const at::Tensor& inputBias, const GroupNormStep& step) {
  const at::Tensor input = inputBias.defined() ? x + inputBias.view({-1, 1, 1}) : x;
  at::Tensor normed = at::group_norm(input, step.groups, step.weight, step.bias, step.eps);
  return step.silu ? at::silu_(normed) : normed;
}

at::Tensor addBiased(const at::Tensor& x, const at::Tensor& branch, const at::Tensor& bias) {
  return x + (bias.defined() ? branch + bias.view({-1, 1, 1}) : branch);
}

at::Tensor doublePixels(const at::Tensor& x) {
  return at::upsample_nearest2d(x, {2 * x.size(2), 2 * x.size(3)});
}

ProductInput quantizeRows(const at::Tensor& x, ProductFormat format) {
  const at::Tensor rows = x.flatten(0, -2).to(at::kFloat);
  if (format == ProductFormat::int8Rows) {
    const ProductInput quantized = int8Rows(rows);
    return {quantized.values.view(x.sizes()), quantized.rowScales};
  }
  at::Tensor scales = rows.abs().amax(-1, /*keepdim=*/true) / fp8Max;
  scales = at::where(scales > 0, scales, at::ones_like(scales));
  return {(rows / scales).clamp(-fp8Max, fp8Max).to(at::kFloat8_e4m3fn).view(x.sizes()), scales};
}

at::Tensor fp8Product(const ProductInput& x, const at::Tensor& weight, const at::Tensor& weightScales,
                      const at::Tensor& bias, at::ScalarType dtype) {
  const at::Tensor rows = x.values.flatten(0, -2);
  at::Tensor product = at::matmul(rows.to(at::kFloat), weight.to(at::kFloat).t()) * x.rowScales * weightScales;
  if (bias.defined())
    product = product + bias;
  std::vector<std::int64_t> shape = x.values.sizes().vec();
  shape.back() = weight.size(0);
  return product.to(dtype).view(shape);
}

at::Tensor int8Sums(const at::Tensor& x, const at::Tensor& weight) {
  if (hasInt8Product(x, weight))
    return at::_int_mm(x, weight.t());
  // So many products of two int8 are whole numbers in fp32, whatever the order of their sum.
  constexpr std::int64_t exactInFp32 = 1024;
  at::Tensor sums = at::zeros({x.size(0), weight.size(0)}, x.options().dtype(at::kInt));
  for (std::int64_t begin = 0; begin < x.size(1); begin += exactInFp32) {
    const std::int64_t count = std::min(exactInFp32, x.size(1) - begin);
    const at::Tensor part =
        at::matmul(x.narrow(1, begin, count).to(at::kFloat), weight.narrow(1, begin, count).to(at::kFloat).t());
    sums.add_(part.to(at::kInt));
  }
  return sums;
}

at::Tensor int8Product(const ProductInput& x, const at::Tensor& weight, const at::Tensor& weightScales,
                       const at::Tensor& bias, at::ScalarType dtype) {
  const at::Tensor sums = int8Sums(x.values.flatten(0, -2), weight);
  at::Tensor product = (sums.to(at::kFloat) * x.rowScales * weightScales).to(dtype);
  if (bias.defined())
    product = product + bias;
  std::vector<std::int64_t> shape = x.values.sizes().vec();
  shape.back() = weight.size(0);
  return product.view(shape);
}

}  // namespace zaohua::kernels::aten
