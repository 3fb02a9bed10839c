// SPDX-License-Identifier: Apache-2.0
// Square 2-D convolution with bias. Constant after construction. Weights and activations are channels-last, which is
// what oneDNN and cuDNN compute in; on the CPU the weight is packed once, as in Linear.
#pragma once

#include <ATen/core/Tensor.h>

#include <string_view>

#include "tensor_io/weights.h"

namespace zaohua {

struct ConvShape {
  std::int64_t in = 0;
  std::int64_t out = 0;
  std::int64_t kernel = 3;
  std::int64_t stride = 1;
  std::int64_t padding = 1;
};

class Conv2d {
 public:
  // Reads NAME.weight (out, in, kernel, kernel) and NAME.bias (out).
  Conv2d(const Weights& weights, std::string_view name, ConvShape shape);

  at::Tensor operator()(const at::Tensor& x) const;  // (B, in, h, w) → (B, out, h', w')

 private:
  at::Tensor m_weight;
  at::Tensor m_bias;
  ConvShape m_shape;
  bool m_packed = false;
};

}  // namespace zaohua
