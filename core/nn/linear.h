// SPDX-License-Identifier: Apache-2.0
// y = x·Wᵀ + b. Constant after construction. On a CPU that oneDNN serves well the weight is packed once into oneDNN's
// own order, and the pages of the file it came from are given back: one copy of the weights, and the faster product.
// In 8 bits the weight's rows are quantised once, and the input's rows each time, if it does not come so already.
#pragma once

#include <ATen/core/Tensor.h>

#include <initializer_list>
#include <string_view>
#include <vector>

#include "nn/kernels/product_input.h"
#include "tensor_io/weights.h"

namespace zaohua {

enum class Bias { none, present };

class Linear {
 public:
  // Reads NAME.weight (out, in), and NAME.bias (out). The output goes out times `factor` (half_range.h).
  Linear(const Weights& weights, std::string_view name, std::int64_t in, std::int64_t out, Bias bias,
         ProductFormat format = ProductFormat::model, double factor = 1);

  // Several products of the same input as one, their outputs side by side: (…, Σ out). Without biases.
  struct Part {
    std::string_view name;
    std::int64_t out;
    double factor = 1;
  };
  Linear(const Weights& weights, std::int64_t in, std::initializer_list<Part> parts,
         ProductFormat format = ProductFormat::model);

  // In the model's dtype, whatever the input's format.
  at::Tensor operator()(const ProductInput& x) const;
  // swiglu() of the product, in the format that the next one wants.
  ProductInput gated(const ProductInput& x, ProductFormat next) const;

  // What this product likes to be given: whoever computes the input can write it so at once.
  ProductFormat inputFormat() const { return m_format; }

 private:
  void setWeight(at::Tensor weight);
  void setQuantized(const std::vector<ProductInput>& parts);
  ProductInput inOwnFormat(const ProductInput& x) const;

  at::Tensor m_weight;  // (out, in), or oneDNN's opaque order
  at::Tensor m_scales;  // (1, out) fp32 of a weight in 8 bits
  at::Tensor m_bias;    // undefined without
  at::ScalarType m_dtype;
  ProductFormat m_format;
  bool m_packed = false;
};

}  // namespace zaohua
