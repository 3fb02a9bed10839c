// SPDX-License-Identifier: Apache-2.0
#include "nn/linear.h"

#include <ATen/ATen.h>

#include <utility>
#include <vector>

#include "nn/kernels/kernel_clock.h"
#include "nn/kernels/kernels.h"
#include "nn/packed_weight.h"

namespace zaohua {

namespace {

// The rows of all parts, each read to its place.
at::Tensor stacked(const Weights& weights, std::int64_t in, std::initializer_list<Linear::Part> parts) {
  std::int64_t out = 0;
  for (const Linear::Part& part : parts)
    out += part.out;
  at::Tensor rows = at::empty({out, in}, at::TensorOptions(weights.device()).dtype(weights.dtype()));
  std::int64_t row = 0;
  for (const Linear::Part& part : parts) {
    const Weights own = weights[part.name];
    at::Tensor place = rows.narrow(0, row, part.out);
    own.getInto("weight", place);
    if (part.factor != 1)
      place.mul_(part.factor);
    own.release("weight");
    row += part.out;
  }
  return rows;
}

}  // namespace

Linear::Linear(const Weights& weights, std::string_view name, std::int64_t in, std::int64_t out, Bias bias,
               ProductFormat format, double factor)
    : m_dtype(weights.dtype()), m_format(format) {
  const Weights own = weights[name];
  if (format == ProductFormat::model) {
    setWeight(own.getTimes(factor, "weight", {out, in}));
  } else {
    setQuantized({kernels::inFormat(own.getTimes(factor, "weight", {out, in}), format)});
  }
  if (m_packed || m_scales.defined())
    own.release("weight");
  if (bias == Bias::present)
    m_bias = own.getTimes(factor, "bias", {out});
}

Linear::Linear(const Weights& weights, std::int64_t in, std::initializer_list<Part> parts, ProductFormat format)
    : m_dtype(weights.dtype()), m_format(format) {
  if (format == ProductFormat::model) {
    setWeight(stacked(weights, in, parts));
    return;
  }
  // One after another, so that only one of them is ever there in the model's dtype.
  std::vector<ProductInput> quantized;
  for (const Part& part : parts) {
    const Weights own = weights[part.name];
    quantized.push_back(kernels::inFormat(own.getTimes(part.factor, "weight", {part.out, in}), format));
    own.release("weight");
  }
  setQuantized(quantized);
}

void Linear::setWeight(at::Tensor weight) {
  m_packed = canPackLinear(weight);
  m_weight = m_packed ? packLinear(weight) : std::move(weight);
}

void Linear::setQuantized(const std::vector<ProductInput>& parts) {
  std::vector<at::Tensor> values;
  std::vector<at::Tensor> scales;
  for (const ProductInput& part : parts) {
    values.push_back(part.values);
    scales.push_back(part.rowScales);
  }
  m_weight = parts.size() == 1 ? values.front() : at::cat(values);
  m_scales = at::cat(scales).t().contiguous();
}

ProductInput Linear::inOwnFormat(const ProductInput& x) const {
  return x.rowScales.defined() ? x : kernels::inFormat(x.values, m_format);
}

at::Tensor Linear::operator()(const ProductInput& x) const {
  const kernels::TimedKernel timed(kernels::kindOf(m_format), [&] { return kernels::multiplying(x, m_weight); });
  switch (m_format) {
    case ProductFormat::fp8Rows:
      return kernels::fp8Product(inOwnFormat(x), m_weight, m_scales, m_bias, m_dtype);
    case ProductFormat::int8Rows:
      return kernels::int8Product(inOwnFormat(x), m_weight, m_scales, m_bias, m_dtype);
    case ProductFormat::model:
      break;
  }
  return m_packed ? packedLinear(x.values, m_weight, m_bias) : kernels::product(x.values, m_weight, m_bias);
}

ProductInput Linear::gated(const ProductInput& x, ProductFormat next) const {
  if (m_format == ProductFormat::int8Rows && !m_bias.defined()) {
    const kernels::TimedKernel timed(kernels::kindOf(m_format), [&] { return kernels::multiplying(x, m_weight); });
    return kernels::int8GatedProduct(inOwnFormat(x), m_weight, m_scales, m_dtype, next);
  }
  if (m_format == ProductFormat::model && next == m_format && !m_packed && !m_bias.defined()) {
    if (std::optional<at::Tensor> y = kernels::gatedProduct(x.values, m_weight))
      return *y;
  }
  return kernels::swiglu((*this)(x), next);
}

}  // namespace zaohua
