// SPDX-License-Identifier: Apache-2.0
#include "nn/norm.h"

#include <utility>

namespace zaohua {

RmsNorm::RmsNorm(const Weights& weights, std::string_view name, std::int64_t width, double epsilon, NormFactors factors)
    : weight(weights[name].getTimes(factors.output, "weight", {width})), eps(epsilon * factors.input * factors.input) {
}

at::Tensor RmsNorm::operator()(const at::Tensor& x) const {
  return kernels::rmsNorm(x, weight, eps);
}

GroupNorm::GroupNorm(const Weights& weights, std::string_view name, std::int64_t channels, std::int64_t groups,
                     double eps) {
  m_step.groups = groups;
  m_step.weight = weights[name].get("weight", {channels});
  m_step.bias = weights[name].get("bias", {channels});
  m_step.eps = eps;
}

at::Tensor GroupNorm::operator()(const at::Tensor& x) const {
  kernels::GroupNormStep step = m_step;
  step.silu = false;
  return kernels::groupNorm(x, {}, step);
}

at::Tensor GroupNorm::silu(const at::Tensor& x, const at::Tensor& inputBias) const {
  return kernels::groupNorm(x, inputBias, m_step);
}

at::Tensor GroupNorm::siluOver(at::Tensor x, const at::Tensor& inputBias) const {
  return kernels::groupNormOver(std::move(x), inputBias, m_step);
}

}  // namespace zaohua
