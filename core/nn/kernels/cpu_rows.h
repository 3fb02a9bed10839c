// SPDX-License-Identifier: Apache-2.0
// What the CPU twins share: rows of fp32 or bf16 as plain pointers, dealt out to threads, in functions that the
// compiler makes for several processors. Private to cpu_*.cpp of this folder.
#pragma once

#include <ATen/Parallel.h>
#include <ATen/core/Tensor.h>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <functional>
#include <type_traits>

// One binary for every x86-64: the compiler makes each row function three times and the right one is bound at load.
#if defined(__x86_64__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) && !defined(__clang__)
#define ZAOHUA_VECTOR_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define ZAOHUA_VECTOR_CLONES
#endif

namespace zaohua::kernels::cpu {

constexpr std::int64_t elementsPerTask = 16384;

// bf16 as its bits: shifts and adds that the compiler turns into vector code.
struct Bf16 {
  std::uint16_t bits;
};

inline __attribute__((always_inline)) float widen(float x) {
  return x;
}
inline __attribute__((always_inline)) float widen(Bf16 x) {
  return std::bit_cast<float>(static_cast<std::uint32_t>(x.bits) << 16U);
}

// To the nearest, ties to even; NaN stays NaN.
template <typename T>
inline __attribute__((always_inline)) T narrow(float x) {
  if constexpr (std::is_same_v<T, float>) {
    return x;
  } else {
    const auto bits = std::bit_cast<std::uint32_t>(x);
    const std::uint32_t rounded = (bits + 0x7fffU + ((bits >> 16U) & 1U)) >> 16U;
    return {static_cast<std::uint16_t>(x == x ? rounded : 0x7fc0U)};
  }
}

template <typename T>
inline __attribute__((always_inline)) float rounded(float x) {
  return widen(narrow<T>(x));
}

template <typename T>
T* data(const at::Tensor& tensor) {
  return tensor.defined() ? static_cast<T*>(tensor.data_ptr()) : nullptr;
}

// Calls body with the element type of x: float or Bf16.
template <typename Body>
void withElementType(const at::Tensor& x, Body body) {
  if (x.scalar_type() == at::kFloat) {
    body(float{});
  } else {
    body(Bf16{});
  }
}

inline void forRows(std::int64_t rows, std::int64_t width, const std::function<void(std::int64_t)>& body) {
  const std::int64_t grain = std::max<std::int64_t>(1, elementsPerTask / std::max<std::int64_t>(1, width));
  at::parallel_for(0, rows, grain, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t row = begin; row < end; ++row)
      body(row);
  });
}

}  // namespace zaohua::kernels::cpu
