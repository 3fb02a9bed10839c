// SPDX-License-Identifier: Apache-2.0
#include "nn/conv.h"

#include <ATen/ATen.h>

#include <utility>

#include "nn/kernels/kernel_clock.h"
#include "nn/kernels/kernels.h"
#include "nn/packed_weight.h"

namespace zaohua {

namespace {

at::Tensor channelsLast(const at::Tensor& x) {
  return x.contiguous(at::MemoryFormat::ChannelsLast);
}

}  // namespace

Conv2d::Conv2d(const Weights& weights, std::string_view name, ConvShape shape) : m_shape(shape) {
  const Weights own = weights[name];
  const at::Tensor weight = own.get("weight", {shape.out, shape.in, shape.kernel, shape.kernel});
  m_bias = own.get("bias", {shape.out});
  m_packed = canPackConvolution(weight);
  m_weight = m_packed ? packConvolution(weight, shape.stride, shape.padding) : channelsLast(weight);
  own.release("weight");
}

at::Tensor Conv2d::operator()(const at::Tensor& x) const {
  Unbiased result = unbiased(x);
  return result.bias.defined() ? kernels::addBias(std::move(result.values), result.bias) : result.values;
}

Conv2d::Unbiased Conv2d::unbiased(const at::Tensor& x) const {
  if (x.is_cuda())
    return {convolved(x, {}), m_bias};
  return {convolved(x, m_bias), {}};
}

at::Tensor Conv2d::convolved(const at::Tensor& x, const at::Tensor& bias) const {
  const kernels::TimedKernel timed(kernels::KernelKind::convolution,
                                   [&] { return kernels::convolving(x, m_shape.out, m_shape.kernel, m_shape.stride); });
  const at::Tensor input = channelsLast(x);
  if (m_packed)
    return packedConvolution(input, m_weight, bias, m_shape.stride, m_shape.padding);
  return at::conv2d(input, m_weight, bias, m_shape.stride, m_shape.padding);
}

namespace {

// Taps of one axis of a 3×3 kernel by the phase of the output: row 2i uses input rows i-1 and i, row 2i+1 rows i and
// i+1. (O, C, 3, …) → (2 phases, O, C, 2, …) for axis 2.
at::Tensor foldRows(const at::Tensor& w) {
  const auto row = [&](std::int64_t i) { return w.select(2, i); };
  const at::Tensor even = at::stack({row(0), row(1) + row(2)}, 2);
  const at::Tensor odd = at::stack({row(0) + row(1), row(2)}, 2);
  return at::stack({even, odd});
}

}  // namespace

UpsampleConv2d::UpsampleConv2d(const Weights& weights, std::string_view name, std::int64_t channels)
    : m_channels(channels) {
  const bool inOneStep = weights.device().is_cpu() && weights.dtype() == at::kFloat;
  if (!inOneStep) {
    m_conv.emplace(weights, name, ConvShape{.in = channels, .out = channels});
    return;
  }
  const Weights own = weights[name];
  const at::Tensor weight = own.get("weight", {channels, channels, 3, 3});
  const at::Tensor rows = foldRows(weight);                                              // (a, O, C, 2, 3)
  const at::Tensor both = foldRows(rows.transpose(3, 4).flatten(0, 1)).transpose(3, 4);  // (b, a·O, C, 2, 2)
  const at::Tensor phases = both.view({2, 2, channels, channels, 2, 2}).transpose(0, 1).reshape({-1, channels, 2, 2});
  m_fusedBias = own.get("bias", {channels}).repeat({4});
  m_fusedWeight = canPackConvolution(phases) ? packConvolution(phases.contiguous(), 1, 1) : phases.contiguous();
  own.release("weight");
}

at::Tensor UpsampleConv2d::operator()(at::Tensor x) const {
  if (m_fusedWeight.defined())
    return inOne(x);
  const at::Tensor doubled = kernels::doublePixels(x);
  x.reset();  // the doubled picture is the largest that there is: nothing else shall lie beside it
  return (*m_conv)(doubled);
}

at::Tensor UpsampleConv2d::inOne(const at::Tensor& x) const {
  const kernels::TimedKernel timed(kernels::KernelKind::convolution,
                                   [&] { return kernels::convolving(x, 4 * m_channels, 2, 1); });
  const at::Tensor input = x.contiguous(at::MemoryFormat::ChannelsLast);
  const at::Tensor phases = m_fusedWeight.is_mkldnn() ? packedConvolution(input, m_fusedWeight, m_fusedBias, 1, 1)
                                                      : at::conv2d(input, m_fusedWeight, m_fusedBias, 1, 1);
  const std::int64_t height = x.size(2);
  const std::int64_t width = x.size(3);
  at::Tensor out =
      at::empty({x.size(0), m_channels, 2 * height, 2 * width}, x.options(), at::MemoryFormat::ChannelsLast);
  for (std::int64_t a = 0; a < 2; ++a) {
    for (std::int64_t b = 0; b < 2; ++b) {
      const at::Tensor from =
          phases.narrow(1, (2 * a + b) * m_channels, m_channels).narrow(2, a, height).narrow(3, b, width);
      out.slice(2, a, std::nullopt, 2).slice(3, b, std::nullopt, 2).copy_(from);
    }
  }
  return out;
}

}  // namespace zaohua
