// SPDX-License-Identifier: Apache-2.0
// Products of int8 rows through cuBLASLt, which hands out sums in int32, four bytes where two are wanted: they are made
// and used up in slices of rows, so that a slice is still in the card's cache when it is read, and the memory for it
// stays small. Work goes to the current stream. Nothing where cuBLASLt has no way to do it, or the sizes do not fit.
#pragma once

#include <ATen/core/Tensor.h>

#include <optional>

#include "nn/cuda/product_table.h"
#include "nn/kernels/product_input.h"

namespace zaohua::cuda {

struct Int8Product {
  const ProductInput& x;
  const at::Tensor& weight;        // (out, in)
  const at::Tensor& weightScales;  // (1, out)
  at::ScalarType dtype;            // that numbers are rounded to
};

std::optional<at::Tensor> multiplyInt8(ProductTable& products, const Int8Product& work);
// swiglu() of that, in int8 rows.
std::optional<ProductInput> multiplyInt8Gated(ProductTable& products, const Int8Product& work);

}  // namespace zaohua::cuda
