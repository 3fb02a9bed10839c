// SPDX-License-Identifier: Apache-2.0
#include "nn/kernels/kernels.h"

#include <ATen/ATen.h>

#include <utility>

#include "nn/kernels/aten_kernels.h"
#include "nn/kernels/cpu_attention.h"
#include "nn/kernels/cpu_int8.h"
#include "nn/kernels/cpu_kernels.h"
#include "nn/kernels/cuda_kernels.h"
#include "nn/kernels/kernel_clock.h"

namespace zaohua::kernels {

namespace {

const CudaKernels* cudaFor(const at::Tensor& x) {
  return x.is_cuda() ? cudaKernels() : nullptr;
}

const CudaKernels* cudaForRows(const at::Tensor& x, std::int64_t width) {
  const CudaKernels* cuda = cudaFor(x);
  return cuda != nullptr && cuda->fitsRows(x, width) ? cuda : nullptr;
}

const CudaKernels* cudaForPicture(const at::Tensor& x, std::int64_t groups) {
  const CudaKernels* cuda = cudaFor(x);
  return cuda != nullptr && cuda->fitsPicture(x, groups) ? cuda : nullptr;
}

}  // namespace

at::Tensor rmsNorm(const at::Tensor& x, const at::Tensor& weight, double eps) {
  return rmsNorm(x, {weight, eps, {}}, ProductFormat::model).values;
}

ProductInput rmsNorm(const at::Tensor& x, const RmsNormStep& step, ProductFormat format) {
  const TimedKernel timed(KernelKind::norm, [&] { return moving(bytesOf(x) + bytesOf(x, format)); });
  if (const CudaKernels* cuda = cudaForRows(x, x.size(-1)))
    return cuda->rmsNorm(x, step, format);
  return inFormat(cpu::supports(x) ? cpu::rmsNorm(x, step) : aten::rmsNorm(x, step), format);
}

void addNormed(at::Tensor& x, const at::Tensor& branch, const RmsNormStep& step) {
  const TimedKernel timed(KernelKind::norm, [&] { return moving(2 * bytesOf(x) + bytesOf(branch)); });
  if (const CudaKernels* cuda = cudaForRows(x, x.size(-1)); cuda != nullptr && branch.is_contiguous()) {
    cuda->addNormed(x, branch, step);
  } else if (cpu::supports(x) && cpu::supports(branch) && step.weight.defined()) {
    cpu::addNormed(x, branch, step);
  } else {
    aten::addNormed(x, branch, step);
  }
}

ProductInput addNormedThenNorm(at::Tensor& x, const at::Tensor& branch, const RmsNormStep& step,
                               const RmsNormStep& next, ProductFormat format) {
  const TimedKernel timed(KernelKind::norm, [&] { return moving(3 * bytesOf(x) + bytesOf(x, format)); });
  if (const CudaKernels* cuda = cudaForRows(x, x.size(-1)); cuda != nullptr && branch.is_contiguous())
    return cuda->addNormedThenNorm(x, branch, step, next, format);
  addNormed(x, branch, step);
  return rmsNorm(x, next, format);
}

ProductInput swiglu(const at::Tensor& gateAndUp, ProductFormat format) {
  const TimedKernel timed(KernelKind::swiglu,
                          [&] { return moving(bytesOf(gateAndUp) + bytesOf(gateAndUp, format) / 2); });
  if (const CudaKernels* cuda = cudaForRows(gateAndUp, gateAndUp.size(-1) / 2))
    return cuda->swiglu(gateAndUp, format);
  return inFormat(cpu::supports(gateAndUp) ? cpu::swiglu(gateAndUp) : aten::swiglu(gateAndUp), format);
}

at::Tensor scaledLayerNorm(const at::Tensor& x, double eps, const at::Tensor& scale) {
  const TimedKernel timed(KernelKind::norm, [&] { return moving(2 * bytesOf(x)); });
  if (const CudaKernels* cuda = cudaForRows(x, x.size(-1)))
    return cuda->scaledLayerNorm(x, eps, scale);
  return aten::scaledLayerNorm(x, eps, scale);
}

QueryKeyValue splitRotatePairs(at::Tensor qkv, const HeadNorms& norms, const at::Tensor& rope) {
  const TimedKernel timed(KernelKind::rotation, [&] { return rotating(qkv, norms); });
  if (const CudaKernels* cuda = cudaFor(qkv); cuda != nullptr && cuda->fitsHeads(qkv, norms)) {
    cuda->rotatePairs(qkv, norms, rope);
    return aten::split(qkv, norms);
  }
  if (cpu::supports(qkv) && norms.query.defined() && norms.key.defined())
    return cpu::splitRotatePairs(std::move(qkv), norms, rope);
  return aten::splitRotatePairs(qkv, norms, rope);
}

QueryKeyValue splitRotateHalves(at::Tensor qkv, const HeadNorms& norms, const at::Tensor& cos, const at::Tensor& sin) {
  const TimedKernel timed(KernelKind::rotation, [&] { return rotating(qkv, norms); });
  if (const CudaKernels* cuda = cudaFor(qkv); cuda != nullptr && cuda->fitsHeads(qkv, norms)) {
    cuda->rotateHalves(qkv, norms, cos, sin);
    return aten::split(qkv, norms);
  }
  return aten::splitRotateHalves(qkv, norms, cos, sin);
}

at::Tensor attention(const QueryKeyValue& heads, Mask mask) {
  const TimedKernel timed(KernelKind::attention, [&] { return attending(heads, mask); });
  if (cpu::supportsAttention(heads, mask))
    return cpu::attention(heads);
  if (const CudaKernels* cuda = cudaFor(heads.query)) {
    if (mask == Mask::none && cuda->fitsWideHead(heads))
      return cuda->wideHeadAttention(heads);
    if (mask == Mask::causal && cuda->fitsPrompt(heads))
      return cuda->promptAttention(heads);
  }
  return aten::attention(heads, mask);
}

at::Tensor groupNorm(const at::Tensor& x, const at::Tensor& inputBias, const GroupNormStep& step) {
  const TimedKernel timed(KernelKind::groupNorm, [&] { return moving(2 * bytesOf(x)); });
  if (const CudaKernels* cuda = cudaForPicture(x, step.groups))
    return cuda->groupNorm(x, inputBias, step, /*overwrite=*/false);
  return aten::groupNorm(x, inputBias, step);
}

at::Tensor groupNormOver(at::Tensor x, const at::Tensor& inputBias, const GroupNormStep& step) {
  const TimedKernel timed(KernelKind::groupNorm, [&] { return moving(2 * bytesOf(x)); });
  if (const CudaKernels* cuda = cudaForPicture(x, step.groups))
    return cuda->groupNorm(x, inputBias, step, /*overwrite=*/true);
  return aten::groupNorm(x, inputBias, step);
}

at::Tensor addBiased(const at::Tensor& x, at::Tensor branch, const at::Tensor& bias) {
  const TimedKernel timed(KernelKind::pixels, [&] { return moving(3 * bytesOf(x)); });
  if (const CudaKernels* cuda = cudaForPicture(branch, 1);
      cuda != nullptr && x.is_contiguous(at::MemoryFormat::ChannelsLast)) {
    return cuda->addBiased(x, std::move(branch), bias);
  }
  return bias.defined() ? aten::addBiased(x, branch, bias) : branch.add_(x);
}

at::Tensor addBias(at::Tensor x, const at::Tensor& bias) {
  const TimedKernel timed(KernelKind::pixels, [&] { return moving(2 * bytesOf(x)); });
  if (const CudaKernels* cuda = cudaForPicture(x, 1))
    return cuda->addBiased({}, std::move(x), bias);
  return x.add_(bias.view({-1, 1, 1}));
}

at::Tensor doublePixels(const at::Tensor& x) {
  const TimedKernel timed(KernelKind::pixels, [&] { return moving(5 * bytesOf(x)); });
  if (const CudaKernels* cuda = cudaForPicture(x, 1))
    return cuda->doublePixels(x);
  return aten::doublePixels(x);
}

ProductInput inFormat(const at::Tensor& x, ProductFormat format) {
  if (format == ProductFormat::model)
    return x;
  const TimedKernel timed(KernelKind::quantize, [&] { return moving(bytesOf(x) + bytesOf(x, format)); });
  if (const CudaKernels* cuda = cudaForRows(x, x.size(-1)))
    return cuda->quantizeRows(x, format);
  if (format == ProductFormat::int8Rows && cpu::supports(x))
    return cpu::int8Rows(x);
  return aten::quantizeRows(x, format);
}

at::Tensor product(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias) {
  if (const CudaKernels* cuda = cudaFor(x); cuda != nullptr && !bias.defined() && cuda->fitsProduct(x, weight)) {
    if (std::optional<at::Tensor> y = cuda->product(x, weight))
      return *y;
  }
  return at::linear(x, weight, bias);
}

std::optional<at::Tensor> gatedProduct(const at::Tensor& x, const at::Tensor& weight) {
  const CudaKernels* cuda = cudaFor(x);
  if (cuda == nullptr || !cuda->fitsGatedProduct(x, weight))
    return std::nullopt;
  const TimedKernel timed(KernelKind::product, [&] { return multiplying(x, weight); });
  return cuda->gatedProduct(x, weight);
}

at::Tensor fp8Product(const ProductInput& x, const at::Tensor& weight, const at::Tensor& weightScales,
                      const at::Tensor& bias, at::ScalarType dtype) {
  // libtorch has the product for cards; its twin for a CPU widens everything.
  if (!x.values.is_cuda())
    return aten::fp8Product(x, weight, weightScales, bias, dtype);
  std::vector<std::int64_t> shape = x.values.sizes().vec();
  shape.back() = weight.size(0);
  const std::optional<at::Tensor> added = bias.defined() ? std::optional(bias) : std::nullopt;
  return at::_scaled_mm(x.values.flatten(0, -2), weight.t(), x.rowScales, weightScales, added, std::nullopt, dtype,
                        /*use_fast_accum=*/true)
      .view(shape);
}

at::Tensor int8Product(const ProductInput& x, const at::Tensor& weight, const at::Tensor& weightScales,
                       const at::Tensor& bias, at::ScalarType dtype) {
  if (const CudaKernels* cuda = cudaFor(x.values)) {
    if (std::optional<at::Tensor> y = cuda->int8Product(x, weight, weightScales, dtype))
      return bias.defined() ? y->add_(bias) : *y;
  }
  if (!bias.defined() && cpu::supportsInt8Product(x, dtype))
    return cpu::int8Product(x, weight, weightScales, dtype);
  return aten::int8Product(x, weight, weightScales, bias, dtype);
}

ProductInput int8GatedProduct(const ProductInput& x, const at::Tensor& weight, const at::Tensor& weightScales,
                              at::ScalarType dtype, ProductFormat format) {
  if (const CudaKernels* cuda = cudaFor(x.values); cuda != nullptr && format == ProductFormat::int8Rows) {
    if (std::optional<ProductInput> y = cuda->int8GatedProduct(x, weight, weightScales, dtype))
      return *y;
  }
  return swiglu(int8Product(x, weight, weightScales, {}, dtype), format);
}

}  // namespace zaohua::kernels
