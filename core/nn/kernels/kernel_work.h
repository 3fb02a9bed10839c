// SPDX-License-Identifier: Apache-2.0
// The kinds of kernels, and what one has to do however it does it: operations and bytes, from the shapes alone. Pure.
#pragma once

#include "nn/kernels/kernels.h"

namespace zaohua::kernels {

enum class KernelKind {
  product,
  fp8Product,
  int8Product,
  attention,
  convolution,
  norm,
  swiglu,
  rotation,
  groupNorm,
  pixels,    // what else is done to the decoder's pictures
  quantize,  // where no other kernel does it on the way
};
constexpr std::size_t kernelKinds = 11;
const char* kernelKindName(KernelKind kind);

struct KernelWork {
  double operations = 0;  // a multiplication with its addition is two
  double bytes = 0;       // read and written, each once
};

double bytesOf(const at::Tensor& x);  // 0 for an undefined one
double bytesOf(const at::Tensor& x, ProductFormat storedIn);
KernelWork moving(double bytes);
KernelWork multiplying(const ProductInput& x, const at::Tensor& weight);  // weight (out, in)
KernelWork convolving(const at::Tensor& x, std::int64_t outChannels, std::int64_t kernel, std::int64_t stride);
KernelWork rotating(const at::Tensor& qkv, const HeadNorms& norms);
KernelWork attending(const QueryKeyValue& heads, Mask mask);
KernelKind kindOf(ProductFormat format);

}  // namespace zaohua::kernels
