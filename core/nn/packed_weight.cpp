// SPDX-License-Identifier: Apache-2.0
#include "nn/packed_weight.h"

#include <ATen/ATen.h>
#include <ATen/core/dispatch/Dispatcher.h>

namespace zaohua {

namespace {

template <typename Signature>
auto operation(const char* name) {
  return c10::Dispatcher::singleton().findSchemaOrThrow(name, "").typed<Signature>();
}

bool packable(const at::Tensor& weight) {
  if (!weight.device().is_cpu() || !at::globalContext().userEnabledMkldnn() || !at::hasMKLDNN())
    return false;
  return weight.scalar_type() == at::kFloat || (weight.scalar_type() == at::kBFloat16 && cpuHasBf16());
}

c10::List<std::optional<at::Scalar>> noScalars() {
  return c10::List<std::optional<at::Scalar>>();
}

std::optional<at::Tensor> optionalTensor(const at::Tensor& tensor) {
  return tensor.defined() ? std::optional(tensor) : std::nullopt;
}

}  // namespace

bool cpuHasBf16() {
#if defined(__x86_64__)
  return __builtin_cpu_supports("avx512bf16") != 0;
#else
  return false;
#endif
}

bool canPackLinear(const at::Tensor& weight) {
  constexpr std::int64_t worthwhile = 4096;
  return packable(weight) && weight.numel() >= worthwhile;
}

at::Tensor packLinear(const at::Tensor& weight) {
  static const auto reorder =
      operation<at::Tensor(const at::Tensor&, std::optional<c10::SymInt>)>("mkldnn::_reorder_linear_weight");
  return reorder.call(weight, std::nullopt);
}

at::Tensor packedLinear(const at::Tensor& x, const at::Tensor& packed, const at::Tensor& bias) {
  static const auto multiply =
      operation<at::Tensor(const at::Tensor&, const at::Tensor&, const std::optional<at::Tensor>&, std::string_view,
                           c10::List<std::optional<at::Scalar>>, std::optional<std::string_view>)>(
          "mkldnn::_linear_pointwise");
  return multiply.call(x, packed, optionalTensor(bias), "none", noScalars(), "");
}

bool canPackConvolution(const at::Tensor& weight) {
  return packable(weight);
}

at::Tensor packConvolution(const at::Tensor& weight, std::int64_t stride, std::int64_t padding) {
  static const auto reorder =
      operation<at::Tensor(const at::Tensor&, c10::IntArrayRef, c10::IntArrayRef, c10::IntArrayRef, std::int64_t,
                           c10::OptionalArrayRef<std::int64_t>)>("mkldnn::_reorder_convolution_weight");
  return reorder.call(weight, {padding, padding}, {stride, stride}, {1, 1}, 1, std::nullopt);
}

at::Tensor packedConvolution(const at::Tensor& x, const at::Tensor& packed, const at::Tensor& bias, std::int64_t stride,
                             std::int64_t padding) {
  static const auto convolve =
      operation<at::Tensor(const at::Tensor&, const at::Tensor&, const std::optional<at::Tensor>&, c10::IntArrayRef,
                           c10::IntArrayRef, c10::IntArrayRef, std::int64_t, std::string_view,
                           c10::List<std::optional<at::Scalar>>, std::optional<std::string_view>)>(
          "mkldnn::_convolution_pointwise");
  return convolve.call(x, packed, optionalTensor(bias), {padding, padding}, {stride, stride}, {1, 1}, 1, "none",
                       noScalars(), "");
}

}  // namespace zaohua
