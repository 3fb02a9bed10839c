// SPDX-License-Identifier: Apache-2.0
#include "nn/kernels/kernels.h"

#include <utility>

#include "nn/kernels/aten_kernels.h"
#include "nn/kernels/cpu_attention.h"
#include "nn/kernels/cpu_kernels.h"

namespace zaohua::kernels {

at::Tensor rmsNorm(const at::Tensor& x, const at::Tensor& weight, double eps) {
  return cpu::supports(x) ? cpu::rmsNorm(x, weight, eps, {}) : aten::rmsNorm(x, weight, eps);
}

at::Tensor scaledRmsNorm(const at::Tensor& x, const at::Tensor& weight, double eps, const at::Tensor& scale) {
  return cpu::supports(x) ? cpu::rmsNorm(x, weight, eps, scale) : aten::scaledRmsNorm(x, weight, eps, scale);
}

void addGatedRmsNorm(at::Tensor& x, const at::Tensor& branch, const at::Tensor& weight, double eps,
                     const at::Tensor& gate) {
  if (cpu::supports(x) && cpu::supports(branch)) {
    cpu::addGatedRmsNorm(x, branch, weight, eps, gate);
  } else {
    aten::addGatedRmsNorm(x, branch, weight, eps, gate);
  }
}

at::Tensor swiglu(const at::Tensor& gateAndUp) {
  return cpu::supports(gateAndUp) ? cpu::swiglu(gateAndUp) : aten::swiglu(gateAndUp);
}

QueryKeyValue splitNormRotate(at::Tensor qkv, std::int64_t heads, const at::Tensor& queryNorm,
                              const at::Tensor& keyNorm, double eps, const at::Tensor& rope) {
  if (cpu::supports(qkv) && queryNorm.defined() && keyNorm.defined()) {
    return cpu::splitNormRotate(std::move(qkv), heads, queryNorm, keyNorm, eps, rope);
  }
  return aten::splitNormRotate(qkv, heads, queryNorm, keyNorm, eps, rope);
}

at::Tensor attention(const QueryKeyValue& heads, Mask mask) {
  return cpu::supportsAttention(heads, mask) ? cpu::attention(heads) : aten::attention(heads, mask);
}

at::Tensor scaledLayerNorm(const at::Tensor& x, double eps, const at::Tensor& scale) {
  return aten::scaledLayerNorm(x, eps, scale);
}

at::Tensor groupNormSilu(const at::Tensor& x, std::int64_t groups, const at::Tensor& weight, const at::Tensor& bias,
                         double eps) {
  return aten::groupNormSilu(x, groups, weight, bias, eps);
}

}  // namespace zaohua::kernels
