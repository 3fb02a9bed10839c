// SPDX-License-Identifier: Apache-2.0
// Square 2-D convolution with bias. Constant after construction. Activations are channels-last; on the CPU the weight
// is packed once, as in Linear.
#pragma once

#include <ATen/core/Tensor.h>

#include <optional>
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

  // Where adding the bias would be a pass of its own (CUDA) it is left to the operation that comes next anyway.
  struct Unbiased {
    at::Tensor values;
    at::Tensor bias;  // (out), still to be added; undefined if it is in already
  };
  Unbiased unbiased(const at::Tensor& x) const;

 private:
  at::Tensor convolved(const at::Tensor& x, const at::Tensor& bias) const;

  at::Tensor m_weight;
  at::Tensor m_bias;
  ConvShape m_shape;
  bool m_packed = false;
};

// Nearest-neighbour doubling and then a 3×3 convolution. In fp32 on the CPU both are one 2×2 convolution of the small
// picture with four outputs for each, one for each place in the doubled pixel: its taps are sums of the 3×3 taps that
// fall on the same small pixel, 4/9 of the products. Elsewhere the sums would have to be rounded, so it is done in two.
class UpsampleConv2d {
 public:
  UpsampleConv2d(const Weights& weights, std::string_view name, std::int64_t channels);

  at::Tensor operator()(at::Tensor x) const;  // (B, C, h, w) → (B, C, 2h, 2w)

 private:
  at::Tensor inOne(const at::Tensor& x) const;

  std::int64_t m_channels;
  at::Tensor m_fusedWeight;  // packed (4C, C, 2, 2), undefined where it is done in two
  at::Tensor m_fusedBias;    // (4C)
  std::optional<Conv2d> m_conv;
};

}  // namespace zaohua
