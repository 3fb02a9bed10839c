// SPDX-License-Identifier: Apache-2.0
// y = x·Wᵀ + b. Constant after construction. On a CPU that oneDNN serves well the weight is packed once into oneDNN's
// own order, and the pages of the file it came from are given back: one copy of the weights, and the faster product.
#pragma once

#include <ATen/core/Tensor.h>

#include <initializer_list>
#include <string_view>

#include "tensor_io/weights.h"

namespace zaohua {

enum class Bias { none, present };

class Linear {
 public:
  // Reads NAME.weight (out, in), and NAME.bias (out).
  Linear(const Weights& weights, std::string_view name, std::int64_t in, std::int64_t out, Bias bias);

  // Several products of the same input as one, their outputs side by side: (…, Σ out). Without biases.
  struct Part {
    std::string_view name;
    std::int64_t out;
  };
  Linear(const Weights& weights, std::int64_t in, std::initializer_list<Part> parts);

  at::Tensor operator()(const at::Tensor& x) const;

 private:
  void setWeight(at::Tensor weight);

  at::Tensor m_weight;  // (out, in), or oneDNN's opaque order
  at::Tensor m_bias;    // undefined without
  bool m_packed = false;
};

}  // namespace zaohua
