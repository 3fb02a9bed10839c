// SPDX-License-Identifier: Apache-2.0
// What a Linear multiplies: rows in the model's dtype, or rows in 8 bits that were each divided by a scale so that
// their largest magnitude is the format's own: 448 in fp8 e4m3, 127 in int8, which is mixed first (hadamard.h). Plain
// value.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <optional>

namespace zaohua {

enum class ProductFormat { model, fp8Rows, int8Rows };

// What an element of such rows is stored as.
inline at::ScalarType storedAs(ProductFormat format, at::ScalarType modelDtype) {
  switch (format) {
    case ProductFormat::fp8Rows:
      return at::kFloat8_e4m3fn;
    case ProductFormat::int8Rows:
      return at::kChar;
    default:
      return modelDtype;
  }
}

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

// swiglu() of the product in the model's dtype, weight [a | b] (2F, in) → (…, F), where the card has one kernel for
// both that is faster with this many rows.
std::optional<at::Tensor> gatedProduct(const at::Tensor& x, const at::Tensor& weight);

// x·weightᵀ from fp8 rows on both sides → (…, out) in `dtype`. weight (out, in) e4m3, weightScales (1, out) fp32.
at::Tensor fp8Product(const ProductInput& x, const at::Tensor& weight, const at::Tensor& weightScales,
                      const at::Tensor& bias, at::ScalarType dtype);
// The same from int8 rows; the sums are exact.
at::Tensor int8Product(const ProductInput& x, const at::Tensor& weight, const at::Tensor& weightScales,
                       const at::Tensor& bias, at::ScalarType dtype);

// swiglu() of int8Product(), for which the product itself need not reach memory: weight [a | b] (2F, in) → (…, F).
ProductInput int8GatedProduct(const ProductInput& x, const at::Tensor& weight, const at::Tensor& weightScales,
                              at::ScalarType dtype, ProductFormat format);

}  // namespace kernels
}  // namespace zaohua
