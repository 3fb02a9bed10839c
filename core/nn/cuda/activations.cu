// SPDX-License-Identifier: Apache-2.0
#include "nn/cuda/device_math.cuh"

namespace zaohua::cuda {

namespace {

constexpr int threadsPerBlock = 256;

template <typename T>
__device__ inline Pack<T> gated(const void* gateAndUp, std::int64_t row, int rowPacks, int pack) {
  const Pack<T> a = loadPack<T>(gateAndUp, row * 2 * rowPacks + pack);
  const Pack<T> b = loadPack<T>(gateAndUp, row * 2 * rowPacks + rowPacks + pack);
  Pack<T> out;
#pragma unroll
  for (int k = 0; k < Pack<T>::pairs; ++k) {
    const float2 v = a.pair(k).widened();
    out.setPair(k, Two<T>::of(silu(v.x), silu(v.y)).times(b.pair(k)));
  }
  return out;
}

template <typename T>
__global__ void __launch_bounds__(threadsPerBlock)
    swigluKernel(const void* gateAndUp, void* out, int rowPacks, int blocksPerRow) {
  const std::int64_t row = blockIdx.x / blocksPerRow;
  const int pack = static_cast<int>(blockIdx.x % blocksPerRow) * threadsPerBlock + static_cast<int>(threadIdx.x);
  if (pack < rowPacks)
    storePack(out, row * rowPacks + pack, gated<T>(gateAndUp, row, rowPacks, pack));
}

// A row as one block holds it in registers, and its way out in fp8.
template <typename T, int packs>
__device__ inline void storeRowFp8(const Pack<T> (&held)[packs], void* out, float* outScales, std::int64_t row,
                                   int rowPacks) {
  __shared__ ReductionSpace space;
  float largest = 0;
#pragma unroll
  for (int i = 0; i < packs; ++i)
    largest = fmaxf(largest, largestMagnitude(held[i]));
  const float scale = fp8Scale(reduceBlock<Largest>(largest, space));
#pragma unroll
  for (int i = 0; i < packs; ++i) {
    const int pack = static_cast<int>(threadIdx.x + i * blockDim.x);
    if (pack < rowPacks)
      storeFp8(out, row * rowPacks + pack, held[i], 1.0F / scale);
  }
  if (threadIdx.x == 0)
    outScales[row] = scale;
}

constexpr int quantizePacks = 4;

template <typename T, bool gate>
__global__ void __launch_bounds__(1024) quantizeKernel(const void* x, void* out, float* outScales, int rowPacks) {
  const std::int64_t row = blockIdx.x;
  Pack<T> held[quantizePacks] = {};
#pragma unroll
  for (int i = 0; i < quantizePacks; ++i) {
    const int pack = static_cast<int>(threadIdx.x + i * blockDim.x);
    if (pack >= rowPacks)
      continue;
    if constexpr (gate) {
      held[i] = gated<T>(x, row, rowPacks, pack);
    } else {
      held[i] = loadPack<T>(x, row * rowPacks + pack);
    }
  }
  storeRowFp8<T, quantizePacks>(held, out, outScales, row, rowPacks);
}

int quantizeThreads(int rowPacks) {
  return roundUpTo((rowPacks + quantizePacks - 1) / quantizePacks, warpSizeConst);
}

}  // namespace

bool quantizeFits(Element element, int width) {
  const int size = elementsPerPack(element);
  return width % size == 0 && width / size <= 1024 * quantizePacks;
}

void swiglu(Element element, const void* gateAndUp, void* out, float* outScales, std::int64_t rows, int width,
            cudaStream_t stream) {
  withElement(element, [&](auto type) {
    using T = decltype(type);
    const int rowPacks = width / Pack<T>::size;
    if (outScales != nullptr) {
      quantizeKernel<T, true>
          <<<static_cast<unsigned>(rows), quantizeThreads(rowPacks), 0, stream>>>(gateAndUp, out, outScales, rowPacks);
      return;
    }
    const int blocksPerRow = (rowPacks + threadsPerBlock - 1) / threadsPerBlock;
    swigluKernel<T><<<static_cast<unsigned>(rows * blocksPerRow), threadsPerBlock, 0, stream>>>(gateAndUp, out,
                                                                                                rowPacks, blocksPerRow);
  });
}

void quantizeRows(Element element, const void* x, void* out, float* outScales, std::int64_t rows, int width,
                  cudaStream_t stream) {
  withElement(element, [&](auto type) {
    using T = decltype(type);
    const int rowPacks = width / Pack<T>::size;
    quantizeKernel<T, false>
        <<<static_cast<unsigned>(rows), quantizeThreads(rowPacks), 0, stream>>>(x, out, outScales, rowPacks);
  });
}

}  // namespace zaohua::cuda
