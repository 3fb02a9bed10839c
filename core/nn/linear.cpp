// SPDX-License-Identifier: Apache-2.0
#include "nn/linear.h"

#include <ATen/ATen.h>

#include <utility>
#include <vector>

#include "nn/packed_weight.h"

namespace zaohua {

Linear::Linear(const Weights& weights, std::string_view name, std::int64_t in, std::int64_t out, Bias bias,
               ProductFormat format)
    : m_dtype(weights.dtype()) {
  const Weights own = weights[name];
  if (bias == Bias::present)
    m_bias = own.get("bias", {out});
  setWeight(own.get("weight", {out, in}), format);
  if (m_packed)
    own.release("weight");
}

Linear::Linear(const Weights& weights, std::int64_t in, std::initializer_list<Part> parts, ProductFormat format)
    : m_dtype(weights.dtype()) {
  std::vector<at::Tensor> rows;
  for (const Part& part : parts)
    rows.push_back(weights[part.name].get("weight", {part.out, in}));
  setWeight(at::cat(rows), format);
  for (const Part& part : parts)
    weights[part.name].release("weight");
}

void Linear::setWeight(at::Tensor weight, ProductFormat format) {
  if (format == ProductFormat::fp8Rows) {
    const ProductInput rows = kernels::inFormat(weight, format);
    m_weight = rows.values;
    m_scales = rows.rowScales.t().contiguous();
    return;
  }
  m_packed = canPackLinear(weight);
  m_weight = m_packed ? packLinear(weight) : std::move(weight);
}

at::Tensor Linear::operator()(const ProductInput& x) const {
  if (m_scales.defined()) {
    const ProductInput rows = x.rowScales.defined() ? x : kernels::inFormat(x.values, ProductFormat::fp8Rows);
    return kernels::fp8Product(rows, m_weight, m_scales, m_bias, m_dtype);
  }
  return m_packed ? packedLinear(x.values, m_weight, m_bias) : kernels::product(x.values, m_weight, m_bias);
}

}  // namespace zaohua
