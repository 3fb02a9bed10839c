// SPDX-License-Identifier: Apache-2.0
#include "nn/cuda/int8_product.h"

#include <ATen/ATen.h>
#include <c10/cuda/CUDAException.h>

#include <algorithm>

#include "nn/cuda/tensors.h"

namespace zaohua::cuda {

namespace {

// So many bytes of sums at a time. A cache that is smaller than a good slice cannot hold one: then it is only memory
// that is saved.
std::int64_t bytesOfSlice() {
  constexpr std::int64_t smallestUsefulCache = std::int64_t{20} << 20;
  constexpr std::int64_t withoutCache = std::int64_t{64} << 20;
  int device = 0;
  int cache = 0;
  C10_CUDA_CHECK(cudaGetDevice(&device));
  C10_CUDA_CHECK(cudaDeviceGetAttribute(&cache, cudaDevAttrL2CacheSize, device));
  return cache >= smallestUsefulCache ? cache / 2 : withoutCache;
}

// Equal slices of whole tiles, and not so small that they leave multiprocessors without work.
std::int64_t rowsOfSlice(std::int64_t rows, std::int64_t out) {
  constexpr std::int64_t tile = 128;
  constexpr std::int64_t fewest = 2 * tile;
  const std::int64_t most = std::max(fewest, bytesOfSlice() / (out * std::int64_t{sizeof(std::int32_t)}) / tile * tile);
  const std::int64_t slices = (rows + most - 1) / most;
  return std::min(rows, (rows + slices * tile - 1) / (slices * tile) * tile);
}

bool fits(const Int8Product& work) {
  constexpr std::int64_t bytesOfPack = 16;
  const auto plain = [](const at::Tensor& x) { return x.is_contiguous() && aligned(x); };
  return elementOf(work.dtype) && work.x.values.numel() > 0 && work.weight.size(1) % bytesOfPack == 0 &&
         work.weight.size(0) % (2 * bytesOfPack) == 0 && plain(work.x.values) && plain(work.weight) &&
         plain(work.weightScales) && work.x.rowScales.is_contiguous();
}

// Calls use(sums, first row, rows) for each slice.
template <typename Use>
bool inSlices(ProductTable& products, const Int8Product& work, Use use) {
  const at::Tensor rows = work.x.values.flatten(0, -2);
  const std::int64_t all = rows.size(0);
  const std::int64_t out = work.weight.size(0);
  const std::int64_t slice = rowsOfSlice(all, out);
  const at::Tensor space = at::empty({slice, out}, rows.options().dtype(at::kInt));
  for (std::int64_t begin = 0; begin < all; begin += slice) {
    const std::int64_t count = std::min(slice, all - begin);
    at::Tensor sums = space.narrow(0, 0, count);
    if (!products.multiplyInto(sums, rows.narrow(0, begin, count), work.weight))
      return false;
    use(Int8Sums{sums.const_data_ptr<std::int32_t>(), work.x.rowScales.const_data_ptr<float>() + begin,
                 work.weightScales.const_data_ptr<float>()},
        begin, count);
    C10_CUDA_KERNEL_LAUNCH_CHECK();
  }
  return true;
}

// Where a row of y begins.
char* rowOf(const at::Tensor& y, std::int64_t row) {
  return static_cast<char*>(y.data_ptr()) + row * y.size(-1) * y.element_size();
}

}  // namespace

std::optional<at::Tensor> multiplyInt8(ProductTable& products, const Int8Product& work) {
  if (!fits(work))
    return std::nullopt;
  const std::int64_t width = work.weight.size(0);
  const at::Tensor y = at::empty(resized(work.x.values, width), work.x.values.options().dtype(work.dtype));
  const bool done = inSlices(products, work, [&](const Int8Sums& sums, std::int64_t begin, std::int64_t count) {
    scaleSums(*elementOf(work.dtype), sums,
              {RowFormat::element, rowOf(y, begin), nullptr, count, static_cast<int>(width)}, streamOf(y));
  });
  return done ? std::optional(y) : std::nullopt;
}

std::optional<ProductInput> multiplyInt8Gated(ProductTable& products, const Int8Product& work) {
  const std::int64_t width = work.weight.size(0) / 2;
  if (!fits(work) || !swigluSumsFits(static_cast<int>(width)))
    return std::nullopt;
  const ProductInput y = {at::empty(resized(work.x.values, width), work.x.values.options()),
                          at::empty_like(work.x.rowScales)};
  const bool done = inSlices(products, work, [&](const Int8Sums& sums, std::int64_t begin, std::int64_t count) {
    float* scales = y.rowScales.data_ptr<float>() + begin;
    swigluSums(*elementOf(work.dtype), sums,
               {RowFormat::int8, rowOf(y.values, begin), scales, count, static_cast<int>(width)}, streamOf(y.values));
  });
  return done ? std::optional(y) : std::nullopt;
}

}  // namespace zaohua::cuda
