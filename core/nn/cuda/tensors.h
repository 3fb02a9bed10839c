// SPDX-License-Identifier: Apache-2.0
// What launch.h wants to know of a tensor. Private to the module's .cpp files.
#pragma once

#include <ATen/core/Tensor.h>
#include <c10/cuda/CUDAStream.h>

#include <cstdint>
#include <optional>
#include <vector>

#include "nn/cuda/launch.h"
#include "nn/kernels/product_input.h"

namespace zaohua::cuda {

inline std::optional<Element> elementOf(at::ScalarType type) {
  switch (type) {
    case at::kFloat:
      return Element::fp32;
    case at::kHalf:
      return Element::fp16;
    case at::kBFloat16:
      return Element::bf16;
    default:
      return std::nullopt;
  }
}

inline std::optional<Element> elementOf(const at::Tensor& x) {
  return elementOf(x.scalar_type());
}

inline RowFormat rowFormatOf(ProductFormat format) {
  switch (format) {
    case ProductFormat::fp8Rows:
      return RowFormat::fp8;
    case ProductFormat::int8Rows:
      return RowFormat::int8;
    default:
      return RowFormat::element;
  }
}

inline cudaStream_t streamOf(const at::Tensor& x) {
  return c10::cuda::getCurrentCUDAStream(x.device().index()).stream();
}

inline const void* pointer(const at::Tensor& x) {
  return x.defined() ? x.const_data_ptr() : nullptr;
}

inline bool aligned(const at::Tensor& x) {
  constexpr std::uintptr_t packBytes = 16;
  return reinterpret_cast<std::uintptr_t>(x.const_data_ptr()) % packBytes == 0;
}

// The shape of x with another width.
inline std::vector<std::int64_t> resized(const at::Tensor& x, std::int64_t width) {
  std::vector<std::int64_t> shape = x.sizes().vec();
  shape.back() = width;
  return shape;
}

}  // namespace zaohua::cuda
