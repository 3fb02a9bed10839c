// SPDX-License-Identifier: Apache-2.0
// The CUDA twins, in a module of their own (libzaohua_cuda.so) that is opened after libtorch's CUDA part and only where
// that works. Where the module is missing, or was not built for the card, the ATen operations compute the same.
// Contracts as in kernels.h; the ones marked "fits" must be asked first. Any thread; work goes to the current stream.
#pragma once

#include <filesystem>
#include <optional>

#include "base/result.h"
#include "nn/kernels/kernels.h"

namespace zaohua::kernels {

class CudaKernels {
 public:
  // Contiguous rows of a width and dtype that the kernels take.
  virtual bool fitsRows(const at::Tensor& x, std::int64_t width) const = 0;
  virtual bool fitsHeads(const at::Tensor& qkv, const HeadNorms& norms) const = 0;
  virtual bool fitsPicture(const at::Tensor& x, std::int64_t groups) const = 0;  // channels-last
  virtual bool fitsProduct(const at::Tensor& x, const at::Tensor& weight) const = 0;
  virtual bool fitsWideHead(const QueryKeyValue& heads) const = 0;  // too wide for the fused attentions
  virtual bool fitsPrompt(const QueryKeyValue& heads) const = 0;    // causal, and short

  virtual bool fitsGatedProduct(const at::Tensor& x, const at::Tensor& weight) const = 0;

  // Nothing if the card's library has no way to do it.
  virtual std::optional<at::Tensor> product(const at::Tensor& x, const at::Tensor& weight) const = 0;
  virtual std::optional<at::Tensor> int8Product(const ProductInput& x, const at::Tensor& weight,
                                                const at::Tensor& weightScales, at::ScalarType dtype) const = 0;
  virtual std::optional<ProductInput> int8GatedProduct(const ProductInput& x, const at::Tensor& weight,
                                                       const at::Tensor& weightScales,
                                                       at::ScalarType dtype) const = 0;  // in int8 rows
  virtual at::Tensor gatedProduct(const at::Tensor& x, const at::Tensor& weight) const = 0;
  virtual ProductInput rmsNorm(const at::Tensor& x, const RmsNormStep& step, ProductFormat format) const = 0;
  virtual void addNormed(at::Tensor& x, const at::Tensor& branch, const RmsNormStep& step) const = 0;
  virtual ProductInput addNormedThenNorm(at::Tensor& x, const at::Tensor& branch, const RmsNormStep& step,
                                         const RmsNormStep& next, ProductFormat format) const = 0;
  virtual ProductInput swiglu(const at::Tensor& gateAndUp, ProductFormat format) const = 0;
  virtual ProductInput quantizeRows(const at::Tensor& x, ProductFormat format) const = 0;
  virtual at::Tensor scaledLayerNorm(const at::Tensor& x, double eps, const at::Tensor& scale) const = 0;
  // In place; the caller splits.
  virtual void rotatePairs(at::Tensor& qkv, const HeadNorms& norms, const at::Tensor& rope) const = 0;
  virtual void rotateHalves(at::Tensor& qkv, const HeadNorms& norms, const at::Tensor& cos,
                            const at::Tensor& sin) const = 0;
  virtual at::Tensor wideHeadAttention(const QueryKeyValue& heads) const = 0;
  virtual at::Tensor promptAttention(const QueryKeyValue& heads) const = 0;
  virtual at::Tensor groupNorm(const at::Tensor& x, const at::Tensor& inputBias, const GroupNormStep& step,
                               bool overwrite) const = 0;
  // x may be undefined.
  virtual at::Tensor addBiased(const at::Tensor& x, at::Tensor branch, const at::Tensor& bias) const = 0;
  virtual at::Tensor doublePixels(const at::Tensor& x) const = 0;

  // The fastest way to do a product is measured once and kept in this file.
  virtual void rememberProductsIn(const std::filesystem::path& file) const = 0;

  // Whether the module holds machine code for the current card; it does not, or the card is gone: why.
  virtual Result<void> check() const = 0;

 protected:
  ~CudaKernels() = default;
};

// Opens libtorch's own CUDA part, which registers itself with torch. Success where a card may be used then.
Result<void> openTorchCuda();

// Opens the module, after that, once for the process; from then on kernels.h uses it for CUDA tensors.
Result<void> openCudaKernels(const std::filesystem::path& module);
// Null before that.
const CudaKernels* cudaKernels();

// What the module exports: `const CudaKernels* zaohua_cuda_kernels()`.
constexpr const char* cudaKernelsEntry = "zaohua_cuda_kernels";

}  // namespace zaohua::kernels
