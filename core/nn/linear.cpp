// SPDX-License-Identifier: Apache-2.0
#include "nn/linear.h"

#include <ATen/ATen.h>

#include <utility>
#include <vector>

#include "nn/packed_weight.h"

namespace zaohua {

Linear::Linear(const Weights& weights, std::string_view name, std::int64_t in, std::int64_t out, Bias bias) {
  const Weights own = weights[name];
  if (bias == Bias::present)
    m_bias = own.get("bias", {out});
  setWeight(own.get("weight", {out, in}));
  if (m_packed)
    own.release("weight");
}

Linear::Linear(const Weights& weights, std::int64_t in, std::initializer_list<Part> parts) {
  std::vector<at::Tensor> rows;
  for (const Part& part : parts)
    rows.push_back(weights[part.name].get("weight", {part.out, in}));
  setWeight(at::cat(rows));
  for (const Part& part : parts)
    weights[part.name].release("weight");
}

void Linear::setWeight(at::Tensor weight) {
  m_packed = canPackLinear(weight);
  m_weight = m_packed ? packLinear(weight) : std::move(weight);
}

at::Tensor Linear::operator()(const at::Tensor& x) const {
  return m_packed ? packedLinear(x, m_weight, m_bias) : at::linear(x, m_weight, m_bias);
}

}  // namespace zaohua
