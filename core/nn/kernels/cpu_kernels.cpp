// SPDX-License-Identifier: Apache-2.0
#include "nn/kernels/cpu_kernels.h"

#include <ATen/ATen.h>

#include <array>
#include <cmath>
#include <utility>

#include "nn/kernels/aten_kernels.h"
#include "nn/kernels/cpu_rows.h"

namespace zaohua::kernels::cpu {

namespace {

// 1/√(mean(x²) + eps), summed in sixteen lanes so that the sum vectorises without reordering by the compiler.
template <typename T>
inline __attribute__((always_inline)) float inverseRms(const T* x, std::int64_t n, float eps) {
  constexpr std::int64_t lanes = 16;
  std::array<float, lanes> partial = {};
  std::int64_t i = 0;
  for (; i + lanes <= n; i += lanes) {
    for (std::int64_t lane = 0; lane < lanes; ++lane) {
      const float value = widen(x[i + lane]);
      partial[static_cast<std::size_t>(lane)] += value * value;
    }
  }
  float sum = 0;
  for (const float part : partial)
    sum += part;
  for (; i < n; ++i)
    sum += widen(x[i]) * widen(x[i]);
  return 1.0F / std::sqrt(sum / static_cast<float>(n) + eps);
}

// e^x to about one unit in the last place, branch-free: 2^k·e^r with |r| ≤ ln2/2 and a polynomial of degree 6.
inline __attribute__((always_inline)) float exponential(float x) {
  const float clamped = x < -87.0F ? -87.0F : (x > 88.0F ? 88.0F : x);
  constexpr float roundingMagic = 12582912.0F;  // 1.5·2^23: adding it rounds to a whole number
  const float shifted = clamped * 1.44269504088896341F + roundingMagic;
  const float k = shifted - roundingMagic;
  const float r = (clamped - k * 0.693359375F) - k * -2.12194440e-4F;
  float p = 1.9875691500e-4F;
  p = p * r + 1.3981999507e-3F;
  p = p * r + 8.3334519073e-3F;
  p = p * r + 4.1665795894e-2F;
  p = p * r + 1.6666665459e-1F;
  p = p * r + 5.0000001201e-1F;
  p = p * r * r + r + 1.0F;
  const auto exponent = static_cast<std::int32_t>(k);
  return std::bit_cast<float>(std::bit_cast<std::int32_t>(p) + exponent * (1 << 23));
}

template <typename T>
inline __attribute__((always_inline)) void rmsNormRow(const T* x, const T* weight, const T* scale, T* out,
                                                      std::int64_t n, float eps) {
  const float inverse = inverseRms(x, n, eps);
  if (scale == nullptr) {
    for (std::int64_t i = 0; i < n; ++i)
      out[i] = narrow<T>(rounded<T>(widen(x[i]) * inverse) * widen(weight[i]));
    return;
  }
  for (std::int64_t i = 0; i < n; ++i) {
    const float normed = rounded<T>(rounded<T>(widen(x[i]) * inverse) * widen(weight[i]));
    out[i] = narrow<T>(normed * widen(scale[i]));
  }
}

template <typename T>
inline __attribute__((always_inline)) void addGatedRmsNormRow(T* x, const T* branch, const T* weight, const T* gate,
                                                              std::int64_t n, float eps) {
  const float inverse = inverseRms(branch, n, eps);
  if (gate == nullptr) {
    for (std::int64_t i = 0; i < n; ++i) {
      x[i] = narrow<T>(widen(x[i]) + rounded<T>(rounded<T>(widen(branch[i]) * inverse) * widen(weight[i])));
    }
    return;
  }
  for (std::int64_t i = 0; i < n; ++i) {
    const float normed = rounded<T>(rounded<T>(widen(branch[i]) * inverse) * widen(weight[i]));
    x[i] = narrow<T>(widen(x[i]) + rounded<T>(widen(gate[i]) * normed));
  }
}

template <typename T>
inline __attribute__((always_inline)) void swigluRow(const T* gate, const T* up, T* out, std::int64_t n) {
  for (std::int64_t i = 0; i < n; ++i) {
    const float x = widen(gate[i]);
    out[i] = narrow<T>(rounded<T>(x / (1.0F + exponential(-x))) * widen(up[i]));
  }
}

// One head of d channels, in place; rope holds d/2 pairs of cos and sin.
template <typename T>
inline __attribute__((always_inline)) void normRotateHead(T* x, const T* weight, const float* rope, std::int64_t d,
                                                          float eps) {
  const float inverse = inverseRms(x, d, eps);
  for (std::int64_t i = 0; i < d; i += 2) {
    const float real = rounded<T>(rounded<T>(widen(x[i]) * inverse) * widen(weight[i]));
    const float imaginary = rounded<T>(rounded<T>(widen(x[i + 1]) * inverse) * widen(weight[i + 1]));
    x[i] = narrow<T>(real * rope[i] - imaginary * rope[i + 1]);
    x[i + 1] = narrow<T>(real * rope[i + 1] + imaginary * rope[i]);
  }
}

// target_clones needs plain functions, so each template is instantiated by name.
#define ZAOHUA_ROW_FUNCTIONS(T)                                                                                 \
  ZAOHUA_VECTOR_CLONES void rmsNormRows(const T* x, const T* weight, const T* scale, T* out, std::int64_t n,    \
                                        float eps) {                                                            \
    rmsNormRow(x, weight, scale, out, n, eps);                                                                  \
  }                                                                                                             \
  ZAOHUA_VECTOR_CLONES void addGatedRows(T* x, const T* branch, const T* weight, const T* gate, std::int64_t n, \
                                         float eps) {                                                           \
    addGatedRmsNormRow(x, branch, weight, gate, n, eps);                                                        \
  }                                                                                                             \
  ZAOHUA_VECTOR_CLONES void swigluRows(const T* gate, const T* up, T* out, std::int64_t n) {                    \
    swigluRow(gate, up, out, n);                                                                                \
  }                                                                                                             \
  ZAOHUA_VECTOR_CLONES void normRotateHeads(T* x, const T* weight, const float* rope, std::int64_t heads,       \
                                            std::int64_t d, float eps) {                                        \
    for (std::int64_t head = 0; head < heads; ++head)                                                           \
      normRotateHead(x + head * d, weight, rope, d, eps);                                                       \
  }

ZAOHUA_ROW_FUNCTIONS(float)
ZAOHUA_ROW_FUNCTIONS(Bf16)

#undef ZAOHUA_ROW_FUNCTIONS

}  // namespace

bool supports(const at::Tensor& x) {
  return x.device().is_cpu() && x.is_contiguous() &&
         (x.scalar_type() == at::kFloat || x.scalar_type() == at::kBFloat16);
}

at::Tensor rmsNorm(const at::Tensor& x, const RmsNormStep& step) {
  at::Tensor out = at::empty_like(x);
  const std::int64_t width = x.size(-1);
  const std::int64_t rowsPerItem = x.numel() / width / x.size(0);
  const at::Tensor factor = step.factor.defined() ? step.factor.contiguous() : step.factor;
  const std::int64_t itemStride = factor.defined() && factor.size(0) > 1 ? width : 0;
  withElementType(x, [&](auto element) {
    using T = decltype(element);
    forRows(x.numel() / width, width, [&](std::int64_t row) {
      const T* rowFactor = factor.defined() ? data<T>(factor) + row / rowsPerItem * itemStride : nullptr;
      rmsNormRows(data<T>(x) + row * width, data<T>(step.weight), rowFactor, data<T>(out) + row * width, width,
                  static_cast<float>(step.eps));
    });
  });
  return out;
}

void addNormed(at::Tensor& x, const at::Tensor& branch, const RmsNormStep& step) {
  const std::int64_t width = x.size(-1);
  const std::int64_t rowsPerItem = x.numel() / width / x.size(0);
  const at::Tensor gate = step.factor.defined() ? step.factor.contiguous() : step.factor;
  const std::int64_t itemStride = gate.defined() && gate.size(0) > 1 ? width : 0;
  withElementType(x, [&](auto element) {
    using T = decltype(element);
    forRows(x.numel() / width, width, [&](std::int64_t row) {
      const T* rowGate = gate.defined() ? data<T>(gate) + row / rowsPerItem * itemStride : nullptr;
      addGatedRows(data<T>(x) + row * width, data<T>(branch) + row * width, data<T>(step.weight), rowGate, width,
                   static_cast<float>(step.eps));
    });
  });
}

at::Tensor swiglu(const at::Tensor& gateAndUp) {
  std::vector<std::int64_t> shape = gateAndUp.sizes().vec();
  shape.back() /= 2;
  const std::int64_t width = shape.back();
  at::Tensor out = at::empty(shape, gateAndUp.options());
  withElementType(gateAndUp, [&](auto element) {
    using T = decltype(element);
    forRows(out.numel() / width, width, [&](std::int64_t row) {
      const T* gate = data<T>(gateAndUp) + row * 2 * width;
      swigluRows(gate, gate + width, data<T>(out) + row * width, width);
    });
  });
  return out;
}

QueryKeyValue splitRotatePairs(at::Tensor qkv, const HeadNorms& norms, const at::Tensor& rope) {
  const std::int64_t rowWidth = qkv.size(2);
  const std::int64_t d = rowWidth / (norms.heads + 2 * norms.keyHeads);
  const std::int64_t tokens = qkv.size(1);
  const auto eps = static_cast<float>(norms.eps);
  withElementType(qkv, [&](auto element) {
    using T = decltype(element);
    forRows(qkv.size(0) * tokens, (norms.heads + norms.keyHeads) * d, [&](std::int64_t row) {
      T* query = data<T>(qkv) + row * rowWidth;
      const float* pairs = rope.const_data_ptr<float>() + row % tokens * d;
      normRotateHeads(query, data<T>(norms.query), pairs, norms.heads, d, eps);
      normRotateHeads(query + norms.heads * d, data<T>(norms.key), pairs, norms.keyHeads, d, eps);
    });
  });
  return aten::split(qkv, norms);
}

}  // namespace zaohua::kernels::cpu
