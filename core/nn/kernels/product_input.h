// SPDX-License-Identifier: Apache-2.0
// What a Linear multiplies: rows in the model's dtype, or rows in fp8 e4m3 that were each divided by a scale so that
// their largest magnitude is e4m3's own (448). Plain value.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace zaohua {

enum class ProductFormat { model, fp8Rows };

struct ProductInput {
  ProductInput() = default;
  ProductInput(at::Tensor rows) : values(std::move(rows)) {}
  ProductInput(at::Tensor rows, at::Tensor scales) : values(std::move(rows)), rowScales(std::move(scales)) {}

  at::Tensor values;     // (…, width)
  at::Tensor rowScales;  // (rows, 1) fp32; undefined in the model's dtype
};

namespace kernels {

// Rows in the format; in the model's own they are handed back as they are.
ProductInput inFormat(const at::Tensor& x, ProductFormat format);

// x·weightᵀ + bias, the bias may be undefined: (…, in), (out, in) → (…, out).
at::Tensor product(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias);

// x·weightᵀ from fp8 rows on both sides → (…, out) in `dtype`. weight (out, in) e4m3, weightScales (1, out) fp32.
at::Tensor fp8Product(const ProductInput& x, const at::Tensor& weight, const at::Tensor& weightScales,
                      const at::Tensor& bias, at::ScalarType dtype);

}  // namespace kernels
}  // namespace zaohua
