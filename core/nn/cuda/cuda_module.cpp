// SPDX-License-Identifier: Apache-2.0
// libzaohua_cuda.so: tensors to pointers, and the one function that the engine looks for.
#include <ATen/ATen.h>
#include <c10/cuda/CUDAException.h>

#include <algorithm>
#include <array>
#include <optional>

#include "nn/cuda/gated_product.h"
#include "nn/cuda/int8_product.h"
#include "nn/cuda/launch.h"
#include "nn/cuda/product_table.h"
#include "nn/cuda/tensors.h"
#include "nn/kernels/cuda_kernels.h"

namespace zaohua::cuda {

namespace {

// factor (B, 1, D), each sample's row contiguous.
Factor factorOf(const at::Tensor& factor) {
  if (!factor.defined())
    return {};
  return {factor.const_data_ptr(), factor.size(0) > 1 ? factor.stride(0) : 0};
}

class Module final : public kernels::CudaKernels {
 public:
  bool fitsRows(const at::Tensor& x, std::int64_t width) const override {
    const std::optional<Element> element = elementOf(x);
    return element && x.is_contiguous() && aligned(x) && x.numel() > 0 && width > 0 && width <= widestRow &&
           rowNormFits(*element, static_cast<int>(width)) && quantizeFits(*element, static_cast<int>(width)) &&
           x.numel() / width < mostBlocks;
  }

  bool fitsHeads(const at::Tensor& qkv, const kernels::HeadNorms& norms) const override {
    const std::optional<Element> element = elementOf(qkv);
    const std::int64_t headDim = headDimOf(qkv, norms);
    return element && qkv.is_contiguous() && aligned(qkv) && qkv.numel() > 0 && headDim <= widestRow &&
           rotationFits(*element, static_cast<int>(headDim));
  }

  bool fitsPicture(const at::Tensor& x, std::int64_t groups) const override {
    const std::optional<Element> element = elementOf(x);
    return element && x.dim() == 4 && x.is_contiguous(at::MemoryFormat::ChannelsLast) && aligned(x) && x.numel() > 0 &&
           x.size(1) <= widestRow && x.size(0) <= mostSamples &&
           groupNormFits(*element, static_cast<int>(x.size(1)), static_cast<int>(groups));
  }

  bool fitsProduct(const at::Tensor& x, const at::Tensor& weight) const override {
    // Prompts have a length each: to measure for all of them would cost more than it brings.
    constexpr std::int64_t fewestRows = 512;
    return (x.scalar_type() == at::kBFloat16 || x.scalar_type() == at::kHalf) && x.is_contiguous() &&
           weight.is_contiguous() && aligned(x) && aligned(weight) && x.numel() / x.size(-1) >= fewestRows;
  }

  bool fitsGatedProduct(const at::Tensor& x, const at::Tensor& weight) const override {
    return x.scalar_type() == at::kBFloat16 && x.is_contiguous() && weight.is_contiguous() && aligned(x) &&
           aligned(weight) && gatedProductFits(gatedWork(x, weight));
  }

  bool fitsWideHead(const kernels::QueryKeyValue& heads) const override {
    constexpr std::int64_t widestFused = 256;  // of the fused attentions of libtorch
    const at::Tensor& query = heads.query;
    return query.scalar_type() != at::kFloat && elementOf(query) && query.size(3) > widestFused && query.size(1) == 1 &&
           heads.key.size(1) == 1;
  }

  bool fitsPrompt(const kernels::QueryKeyValue& heads) const override {
    constexpr std::int64_t longest = 1024;
    constexpr std::int64_t widest = 256;
    const at::Tensor& query = heads.query;
    return (query.scalar_type() == at::kBFloat16 || query.scalar_type() == at::kHalf) && query.size(2) <= longest &&
           query.size(3) <= widest && query.size(3) % 8 == 0 && cardIsAmpereOrLater();
  }

  std::optional<at::Tensor> product(const at::Tensor& x, const at::Tensor& weight) const override {
    std::optional<at::Tensor> rows = m_products.multiply(x.flatten(0, -2), weight);
    if (!rows)
      return std::nullopt;
    return rows->view(resized(x, weight.size(0)));
  }

  at::Tensor gatedProduct(const at::Tensor& x, const at::Tensor& weight) const override {
    GatedProduct work = gatedWork(x, weight);
    at::Tensor y = at::empty(resized(x, work.width), x.options());
    work.y = y.data_ptr();
    C10_CUDA_CHECK(cuda::gatedProduct(work, streamOf(x)));
    return y;
  }

  std::optional<at::Tensor> int8Product(const ProductInput& x, const at::Tensor& weight, const at::Tensor& weightScales,
                                        at::ScalarType dtype) const override {
    return multiplyInt8(m_products, {x, weight, weightScales, dtype});
  }

  std::optional<ProductInput> int8GatedProduct(const ProductInput& x, const at::Tensor& weight,
                                               const at::Tensor& weightScales, at::ScalarType dtype) const override {
    return multiplyInt8Gated(m_products, {x, weight, weightScales, dtype});
  }

  void rememberProductsIn(const std::filesystem::path& file) const override { m_products.rememberIn(file); }

  ProductInput rmsNorm(const at::Tensor& x, const kernels::RmsNormStep& step, ProductFormat format) const override {
    RowNorm work = workOn(x);
    const ProductInput out = setOut(work, x, step, format);
    run(x, work);
    return out;
  }

  void addNormed(at::Tensor& x, const at::Tensor& branch, const kernels::RmsNormStep& step) const override {
    RowNorm work = workOn(x);
    setBranch(work, branch, step);
    run(x, work);
  }

  ProductInput addNormedThenNorm(at::Tensor& x, const at::Tensor& branch, const kernels::RmsNormStep& step,
                                 const kernels::RmsNormStep& next, ProductFormat format) const override {
    RowNorm work = workOn(x);
    setBranch(work, branch, step);
    const ProductInput out = setOut(work, x, next, format);
    run(x, work);
    return out;
  }

  ProductInput swiglu(const at::Tensor& gateAndUp, ProductFormat format) const override {
    const std::int64_t rows = gateAndUp.numel() / gateAndUp.size(-1);
    ProductInput out = emptyRows(resized(gateAndUp, gateAndUp.size(-1) / 2), gateAndUp.options(), rows, format);
    cuda::swiglu(*elementOf(gateAndUp), gateAndUp.const_data_ptr(), rowsOf(out, format), streamOf(gateAndUp));
    C10_CUDA_KERNEL_LAUNCH_CHECK();
    return out;
  }

  ProductInput quantizeRows(const at::Tensor& x, ProductFormat format) const override {
    ProductInput out = emptyRows(x.sizes().vec(), x.options(), x.numel() / x.size(-1), format);
    cuda::quantizeRows(*elementOf(x), x.const_data_ptr(), rowsOf(out, format), streamOf(x));
    C10_CUDA_KERNEL_LAUNCH_CHECK();
    return out;
  }

  at::Tensor scaledLayerNorm(const at::Tensor& x, double eps, const at::Tensor& scale) const override {
    RowNorm work = workOn(x);
    const ProductInput out = setOut(work, x, {{}, eps, scale}, ProductFormat::model);
    run(x, work);
    return out.values;
  }

  void rotatePairs(at::Tensor& qkv, const kernels::HeadNorms& norms, const at::Tensor& rope) const override {
    HeadRotation work = rotationOf(qkv, norms);
    work.pairs = rope.const_data_ptr<float>();
    normRotate(*elementOf(qkv), work, streamOf(qkv));
    C10_CUDA_KERNEL_LAUNCH_CHECK();
  }

  void rotateHalves(at::Tensor& qkv, const kernels::HeadNorms& norms, const at::Tensor& cos,
                    const at::Tensor& sin) const override {
    HeadRotation work = rotationOf(qkv, norms);
    work.halfCos = cos.const_data_ptr();
    work.halfSin = sin.const_data_ptr();
    normRotate(*elementOf(qkv), work, streamOf(qkv));
    C10_CUDA_KERNEL_LAUNCH_CHECK();
  }

  // The fused attentions end at 256 channels a head, and the general one is slow above: two matrix products for a slice
  // of queries at a time, whose scores stay within the cache.
  at::Tensor wideHeadAttention(const kernels::QueryKeyValue& heads) const override {
    constexpr std::int64_t scoresAtOnce = 8 << 20;
    const at::Tensor& q = heads.query;
    const std::int64_t tokens = q.size(2);
    const std::int64_t keys = heads.key.size(2);
    const std::int64_t slice = std::clamp<std::int64_t>(scoresAtOnce / keys, 64, tokens);
    const double scale = 1.0 / std::sqrt(static_cast<double>(q.size(3)));
    at::Tensor out = at::empty({q.size(0), tokens, q.size(3)}, q.options());
    for (std::int64_t sample = 0; sample < q.size(0); ++sample) {
      const at::Tensor keysTransposed = heads.key[sample][0].t();
      for (std::int64_t begin = 0; begin < tokens; begin += slice) {
        const std::int64_t count = std::min(slice, tokens - begin);
        const at::Tensor scores = at::mm(q[sample][0].narrow(0, begin, count), keysTransposed, at::kFloat);
        at::Tensor shares = at::empty(scores.sizes(), q.options());
        softmaxRows(*elementOf(q), scores.const_data_ptr<float>(), shares.data_ptr(), static_cast<float>(scale), count,
                    static_cast<int>(keys), streamOf(q));
        C10_CUDA_KERNEL_LAUNCH_CHECK();
        at::Tensor rows = out[sample].narrow(0, begin, count);
        at::mm_out(rows, shares, heads.value[sample][0]);
      }
    }
    return out;
  }

  // Flash instead of cuDNN's, which libtorch would take. What this brings was not measured by itself.
  at::Tensor promptAttention(const kernels::QueryKeyValue& heads) const override {
    const auto results = at::_scaled_dot_product_flash_attention(heads.query, heads.key, heads.value,
                                                                 /*dropout_p=*/0.0, /*is_causal=*/true);
    return std::get<0>(results).transpose(1, 2).flatten(2);
  }

  at::Tensor groupNorm(const at::Tensor& x, const at::Tensor& inputBias, const kernels::GroupNormStep& step,
                       bool overwrite) const override {
    at::Tensor out = overwrite ? x : at::empty_like(x);
    GroupNormSilu work;
    work.x = x.const_data_ptr();
    work.out = out.data_ptr();
    work.inputBias = pointer(inputBias);
    work.weight = pointer(step.weight);
    work.bias = pointer(step.bias);
    work.samples = x.size(0);
    work.pixels = x.size(2) * x.size(3);
    work.channels = static_cast<int>(x.size(1));
    work.groups = static_cast<int>(step.groups);
    work.eps = static_cast<float>(step.eps);
    work.silu = step.silu;
    const at::Tensor workspace = at::empty({groupNormFloats(work)}, x.options().dtype(at::kFloat));
    work.workspace = workspace.data_ptr<float>();
    cuda::groupNormSilu(*elementOf(x), work, streamOf(x));
    C10_CUDA_KERNEL_LAUNCH_CHECK();
    return out;
  }

  at::Tensor addBiased(const at::Tensor& x, at::Tensor branch, const at::Tensor& bias) const override {
    cuda::addBiased(*elementOf(branch), branch.data_ptr(), pointer(bias), pointer(x), pixelsOf(branch),
                    static_cast<int>(branch.size(1)), streamOf(branch));
    C10_CUDA_KERNEL_LAUNCH_CHECK();
    return branch;
  }

  at::Tensor doublePixels(const at::Tensor& x) const override {
    at::Tensor out =
        at::empty({x.size(0), x.size(1), 2 * x.size(2), 2 * x.size(3)}, x.options(), at::MemoryFormat::ChannelsLast);
    cuda::doublePixels(*elementOf(x), x.const_data_ptr(), out.data_ptr(), x.size(0), static_cast<int>(x.size(2)),
                       static_cast<int>(x.size(3)), static_cast<int>(x.size(1)), streamOf(x));
    C10_CUDA_KERNEL_LAUNCH_CHECK();
    return out;
  }

  Result<void> check() const override {
    const cudaError_t status = machineCodeForThisCard();
    if (status == cudaSuccess)
      return {};
    cudaGetLastError();  // or the next call of anybody would report it
    return failure(ErrorCode::deviceLost, "This program has no kernels of its own for this graphics card.", {},
                   cudaGetErrorString(status));
  }

 private:
  mutable ProductTable m_products;  // has its own lock

  static constexpr std::int64_t widestRow = 1 << 16;
  static constexpr std::int64_t mostBlocks = std::int64_t{1} << 30;
  static constexpr std::int64_t mostSamples = 65535;

  static GatedProduct gatedWork(const at::Tensor& x, const at::Tensor& weight) {
    GatedProduct work;
    work.x = x.const_data_ptr();
    work.weight = weight.const_data_ptr();
    work.rows = x.numel() / x.size(-1);
    work.in = x.size(-1);
    work.width = weight.size(0) / 2;
    return work;
  }

  static bool cardIsAmpereOrLater() {
    constexpr int ampere = 8;
    int device = 0;
    int major = 0;
    return cudaGetDevice(&device) == cudaSuccess &&
           cudaDeviceGetAttribute(&major, cudaDevAttrComputeCapabilityMajor, device) == cudaSuccess && major >= ampere;
  }

  static std::int64_t pixelsOf(const at::Tensor& x) { return x.size(0) * x.size(2) * x.size(3); }
  static std::int64_t headDimOf(const at::Tensor& qkv, const kernels::HeadNorms& norms) {
    return qkv.size(2) / (norms.heads + 2 * norms.keyHeads);
  }
  static float* scalesOf(const ProductInput& input) {
    return input.rowScales.defined() ? input.rowScales.data_ptr<float>() : nullptr;
  }
  static OutRows rowsOf(const ProductInput& out, ProductFormat format) {
    const std::int64_t width = out.values.size(-1);
    return {rowFormatOf(format), out.values.data_ptr(), scalesOf(out), out.values.numel() / width,
            static_cast<int>(width)};
  }

  static ProductInput emptyRows(const std::vector<std::int64_t>& shape, const at::TensorOptions& options,
                                std::int64_t rows, ProductFormat format) {
    if (format == ProductFormat::model)
      return at::empty(shape, options);
    const at::ScalarType element = storedAs(format, options.dtype().toScalarType());
    return {at::empty(shape, options.dtype(element)), at::empty({rows, 1}, options.dtype(at::kFloat))};
  }

  static RowNorm workOn(const at::Tensor& x) {
    RowNorm work;
    work.width = static_cast<int>(x.size(-1));
    work.rows = x.numel() / x.size(-1);
    work.rowsPerSample = x.dim() > 2 ? work.rows / x.size(0) : work.rows;
    work.x = const_cast<void*>(x.const_data_ptr());  // written only where there is a branch
    return work;
  }

  static void setBranch(RowNorm& work, const at::Tensor& branch, const kernels::RmsNormStep& step) {
    work.branch = branch.const_data_ptr();
    work.branchWeight = pointer(step.weight);
    work.branchEps = static_cast<float>(step.eps);
    work.gate = factorOf(step.factor);
  }

  static ProductInput setOut(RowNorm& work, const at::Tensor& x, const kernels::RmsNormStep& step,
                             ProductFormat format) {
    ProductInput out = emptyRows(x.sizes().vec(), x.options(), work.rows, format);
    work.out = rowsOf(out, format);
    work.weight = pointer(step.weight);
    work.eps = static_cast<float>(step.eps);
    work.scale = factorOf(step.factor);
    return out;
  }

  static void run(const at::Tensor& x, const RowNorm& work) {
    rowNorm(*elementOf(x), work, streamOf(x));
    C10_CUDA_KERNEL_LAUNCH_CHECK();
  }

  static HeadRotation rotationOf(const at::Tensor& qkv, const kernels::HeadNorms& norms) {
    HeadRotation work;
    work.product = qkv.data_ptr();
    work.tokens = qkv.size(0) * qkv.size(1);
    work.tokensPerSample = qkv.size(1);
    work.rowStride = qkv.size(2);
    work.heads = static_cast<int>(norms.heads);
    work.keyHeads = static_cast<int>(norms.keyHeads);
    work.headDim = static_cast<int>(headDimOf(qkv, norms));
    work.queryWeight = pointer(norms.query);
    work.keyWeight = pointer(norms.key);
    work.eps = static_cast<float>(norms.eps);
    return work;
  }
};

}  // namespace

}  // namespace zaohua::cuda

extern "C" __attribute__((visibility("default"))) const zaohua::kernels::CudaKernels* zaohua_cuda_kernels() {
  static const zaohua::cuda::Module module;
  return &module;
}
