// SPDX-License-Identifier: Apache-2.0
#include "nn/kernels/kernel_work.h"

#include <ATen/ATen.h>

#include <array>

namespace zaohua::kernels {

const char* kernelKindName(KernelKind kind) {
  constexpr std::array<const char*, kernelKinds> names = {"product",     "product_fp8", "product_int8", "attention",
                                                          "convolution", "norm",        "swiglu",       "rotation",
                                                          "group_norm",  "pixels",      "quantize"};
  return names[static_cast<std::size_t>(kind)];
}

KernelKind kindOf(ProductFormat format) {
  switch (format) {
    case ProductFormat::fp8Rows:
      return KernelKind::fp8Product;
    case ProductFormat::int8Rows:
      return KernelKind::int8Product;
    default:
      return KernelKind::product;
  }
}

double bytesOf(const at::Tensor& x) {
  return x.defined() ? static_cast<double>(x.numel()) * static_cast<double>(x.element_size()) : 0;
}

double bytesOf(const at::Tensor& x, ProductFormat storedIn) {
  return static_cast<double>(x.numel()) * static_cast<double>(at::elementSize(storedAs(storedIn, x.scalar_type())));
}

KernelWork moving(double bytes) {
  return {0, bytes};
}

KernelWork multiplying(const ProductInput& x, const at::Tensor& weight) {
  const auto in = static_cast<double>(x.values.size(-1));
  const double rows = static_cast<double>(x.values.numel()) / in;
  const auto out = static_cast<double>(weight.size(0));
  const double outBytes = rows * out * static_cast<double>(x.rowScales.defined() ? 2 : x.values.element_size());
  return {2 * rows * in * out, bytesOf(x.values) + bytesOf(weight) + outBytes};
}

KernelWork convolving(const at::Tensor& x, std::int64_t outChannels, std::int64_t kernel, std::int64_t stride) {
  const auto width = static_cast<double>(x.element_size());
  const auto weights = static_cast<double>(x.size(1) * outChannels * kernel * kernel);
  const double outPixels =
      static_cast<double>(x.size(0) * x.size(2) * x.size(3)) / static_cast<double>(stride * stride);
  return {2 * outPixels * weights, bytesOf(x) + width * (outPixels * static_cast<double>(outChannels) + weights)};
}

KernelWork rotating(const at::Tensor& qkv, const HeadNorms& norms) {
  const auto turned = static_cast<double>(norms.heads + norms.keyHeads);  // the values stay as they are
  return moving(2 * bytesOf(qkv) * turned / (turned + static_cast<double>(norms.keyHeads)));
}

KernelWork attending(const QueryKeyValue& heads, Mask mask) {
  const double scores = static_cast<double>(heads.query.numel()) * static_cast<double>(heads.key.size(2));
  const double part = mask == Mask::causal ? 0.5 : 1;
  return {4 * scores * part, 2 * bytesOf(heads.query) + bytesOf(heads.key) + bytesOf(heads.value)};
}

}  // namespace zaohua::kernels
