// SPDX-License-Identifier: Apache-2.0
#include "nn/kernels/cpu_int8.h"

#include <ATen/ATen.h>

#include <cmath>
#include <vector>

#include "nn/kernels/aten_kernels.h"
#include "nn/kernels/cpu_rows.h"
#include "nn/kernels/hadamard.h"

namespace zaohua::kernels::cpu {

namespace {

template <int step>
inline __attribute__((always_inline)) void mixStep(float* x, std::int64_t n) {
  for (std::int64_t begin = 0; begin < n; begin += 2 * step) {
    for (int i = 0; i < step; ++i) {
      const float a = x[begin + i];
      const float b = x[begin + step + i];
      x[begin + i] = a + b;
      x[begin + step + i] = a - b;
    }
  }
}

inline __attribute__((always_inline)) void mix(float* x, std::int64_t n, int group) {
  if (group >= 4) {
    mixStep<1>(x, n);
    mixStep<2>(x, n);
  }
  if (group >= 16) {
    mixStep<4>(x, n);
    mixStep<8>(x, n);
  }
  if (group >= 64) {
    mixStep<16>(x, n);
    mixStep<32>(x, n);
  }
  if (group >= 256) {
    mixStep<64>(x, n);
    mixStep<128>(x, n);
  }
}

// By their bits, in which NaN is the largest.
inline __attribute__((always_inline)) float largestMagnitude(const float* x, std::int64_t n) {
  constexpr std::uint32_t withoutSign = 0x7fffffffU;
  std::uint32_t largest = 0;
  for (std::int64_t i = 0; i < n; ++i)
    largest = std::max(largest, std::bit_cast<std::uint32_t>(x[i]) & withoutSign);
  return std::bit_cast<float>(largest);
}

// `wide` holds n floats; returns the scale.
template <typename T>
inline __attribute__((always_inline)) float int8Row(const T* x, float* wide, std::int8_t* out, std::int64_t n,
                                                    const Hadamard& hadamard) {
  for (std::int64_t i = 0; i < n; ++i)
    wide[i] = widen(x[i]);
  mix(wide, n, hadamard.group);
  const float largest = largestMagnitude(wide, n) / aten::int8Max;
  const float scale = largest < aten::smallestInt8Scale ? 1.0F : largest;
  const float inverse = 1.0F / scale;
  if (std::isfinite(scale)) {
    for (std::int64_t i = 0; i < n; ++i)
      out[i] = static_cast<std::int8_t>(static_cast<std::int32_t>(std::rint(wide[i] * inverse)));
  } else {
    std::fill(out, out + n, std::int8_t{0});
  }
  return scale * hadamard.factor;
}

template <typename T>
inline __attribute__((always_inline)) void scaleRow(const std::int32_t* sums, float rowScale, const float* columnScales,
                                                    T* out, std::int64_t n) {
  for (std::int64_t i = 0; i < n; ++i)
    out[i] = narrow<T>(static_cast<float>(sums[i]) * rowScale * columnScales[i]);
}

// target_clones needs plain functions, so each template is instantiated by name.
#define ZAOHUA_INT8_FUNCTIONS(T)                                                                                   \
  ZAOHUA_VECTOR_CLONES float int8Rows(const T* x, float* wide, std::int8_t* out, std::int64_t n,                   \
                                      const Hadamard& hadamard) {                                                  \
    return int8Row(x, wide, out, n, hadamard);                                                                     \
  }                                                                                                                \
  ZAOHUA_VECTOR_CLONES void scaleRows(const std::int32_t* sums, float rowScale, const float* columnScales, T* out, \
                                      std::int64_t n) {                                                            \
    scaleRow(sums, rowScale, columnScales, out, n);                                                                \
  }

ZAOHUA_INT8_FUNCTIONS(float)
ZAOHUA_INT8_FUNCTIONS(Bf16)

#undef ZAOHUA_INT8_FUNCTIONS

}  // namespace

ProductInput int8Rows(const at::Tensor& x) {
  const std::int64_t width = x.size(-1);
  const std::int64_t rows = x.numel() / width;
  const Hadamard hadamard = hadamardOf(width);
  at::Tensor values = at::empty(x.sizes(), x.options().dtype(at::kChar));
  at::Tensor scales = at::empty({rows, 1}, x.options().dtype(at::kFloat));
  withElementType(x, [&](auto element) {
    using T = decltype(element);
    forRows(rows, width, [&](std::int64_t row) {
      thread_local std::vector<float> wide;
      wide.resize(static_cast<std::size_t>(width));
      data<float>(scales)[row] =
          int8Rows(data<T>(x) + row * width, wide.data(), data<std::int8_t>(values) + row * width, width, hadamard);
    });
  });
  return {values, scales};
}

bool supportsInt8Product(const ProductInput& x, at::ScalarType dtype) {
  return x.values.is_cpu() && (dtype == at::kFloat || dtype == at::kBFloat16);
}

at::Tensor int8Product(const ProductInput& x, const at::Tensor& weight, const at::Tensor& weightScales,
                       at::ScalarType dtype) {
  const at::Tensor sums = aten::int8Sums(x.values.flatten(0, -2), weight).contiguous();
  const std::int64_t width = weight.size(0);
  std::vector<std::int64_t> shape = x.values.sizes().vec();
  shape.back() = width;
  at::Tensor out = at::empty(shape, sums.options().dtype(dtype));
  withElementType(out, [&](auto element) {
    using T = decltype(element);
    forRows(sums.size(0), width, [&](std::int64_t row) {
      scaleRows(data<std::int32_t>(sums) + row * width, data<float>(x.rowScales)[row], data<float>(weightScales),
                data<T>(out) + row * width, width);
    });
  });
  return out;
}

}  // namespace zaohua::kernels::cpu
