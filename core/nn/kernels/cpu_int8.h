// SPDX-License-Identifier: Apache-2.0
// The CPU twins of int8 rows, which go over memory once. The bits are those of the ATen operations. Contracts as in
// product_input.h.
#pragma once

#include "nn/kernels/product_input.h"

namespace zaohua::kernels::cpu {

// x as supports() of cpu_kernels.h takes it.
ProductInput int8Rows(const at::Tensor& x);

bool supportsInt8Product(const ProductInput& x, at::ScalarType dtype);
at::Tensor int8Product(const ProductInput& x, const at::Tensor& weight, const at::Tensor& weightScales,
                       at::ScalarType dtype);

}  // namespace zaohua::kernels::cpu
