// SPDX-License-Identifier: Apache-2.0
#include "nn/conv.h"

#include <ATen/ATen.h>

#include "nn/packed_weight.h"

namespace zaohua {

Conv2d::Conv2d(const Weights& weights, std::string_view name, ConvShape shape) : m_shape(shape) {
  const Weights own = weights[name];
  const at::Tensor weight = own.get("weight", {shape.out, shape.in, shape.kernel, shape.kernel});
  m_bias = own.get("bias", {shape.out});
  m_packed = canPackConvolution(weight);
  m_weight = m_packed ? packConvolution(weight, shape.stride, shape.padding)
                      : weight.contiguous(at::MemoryFormat::ChannelsLast);
  own.release("weight");
}

at::Tensor Conv2d::operator()(const at::Tensor& x) const {
  const at::Tensor input = x.contiguous(at::MemoryFormat::ChannelsLast);
  if (m_packed)
    return packedConvolution(input, m_weight, m_bias, m_shape.stride, m_shape.padding);
  return at::conv2d(input, m_weight, m_bias, m_shape.stride, m_shape.padding);
}

}  // namespace zaohua
