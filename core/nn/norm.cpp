// SPDX-License-Identifier: Apache-2.0
#include "nn/norm.h"

#include <ATen/ATen.h>

#include "nn/kernels/kernels.h"

namespace zaohua {

RmsNorm::RmsNorm(const Weights& weights, std::string_view name, std::int64_t width, double epsilon)
    : weight(weights[name].get("weight", {width})), eps(epsilon) {
}

at::Tensor RmsNorm::operator()(const at::Tensor& x) const {
  return kernels::rmsNorm(x, weight, eps);
}

at::Tensor RmsNorm::scaled(const at::Tensor& x, const at::Tensor& scale) const {
  return kernels::scaledRmsNorm(x, weight, eps, scale);
}

void RmsNorm::addTo(at::Tensor& x, const at::Tensor& branch, const at::Tensor& gate) const {
  kernels::addGatedRmsNorm(x, branch, weight, eps, gate);
}

GroupNorm::GroupNorm(const Weights& weights, std::string_view name, std::int64_t channels, std::int64_t groupCount,
                     double epsilon)
    : weight(weights[name].get("weight", {channels})),
      bias(weights[name].get("bias", {channels})),
      groups(groupCount),
      eps(epsilon) {
}

at::Tensor GroupNorm::operator()(const at::Tensor& x) const {
  return at::group_norm(x, groups, weight, bias, eps);
}

at::Tensor GroupNorm::silu(const at::Tensor& x) const {
  return kernels::groupNormSilu(x, groups, weight, bias, eps);
}

}  // namespace zaohua
