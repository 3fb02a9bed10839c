// SPDX-License-Identifier: Apache-2.0
#include "nn/cuda/eight_bits.cuh"

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

constexpr int quantizePacks = 4;  // of a thread

template <typename T, RowFormat format, bool gate>
__global__ void __launch_bounds__(1024) quantizeKernel(const void* x, const OutRows out, int rowPacks) {
  constexpr int packs = packsPerOctet<T>;
  constexpr int octets = quantizePacks / packs;
  __shared__ ReductionSpace space;
  const std::int64_t row = blockIdx.x;
  HeldOctet<format, T> held[octets] = {};
#pragma unroll
  for (int i = 0; i < octets * packs; ++i) {
    const int pack = static_cast<int>(threadIdx.x + i / packs * blockDim.x) * packs + i % packs;
    if (pack >= rowPacks)
      continue;
    if constexpr (gate) {
      setPack(held[i / packs], i % packs, gated<T>(x, row, rowPacks, pack));
    } else {
      setPack(held[i / packs], i % packs, loadPack<T>(x, row * rowPacks + pack));
    }
  }
  storeRow<format, packs == 1>(held, out, row, space);
}

template <typename T, bool gate>
void quantize(const void* x, const OutRows& out, cudaStream_t stream) {
  const int rowPacks = out.width / Pack<T>::size;
  const int threads = roundUpTo((rowPacks + quantizePacks - 1) / quantizePacks, warpSizeConst);
  const auto blocks = static_cast<unsigned>(out.rows);
  if (out.format == RowFormat::fp8) {
    quantizeKernel<T, RowFormat::fp8, gate><<<blocks, threads, 0, stream>>>(x, out, rowPacks);
  } else {
    quantizeKernel<T, RowFormat::int8, gate><<<blocks, threads, 0, stream>>>(x, out, rowPacks);
  }
}

}  // namespace

bool quantizeFits(Element element, int width) {
  const int size = elementsPerPack(element);
  return width % size == 0 && width / size <= 1024 * quantizePacks;
}

void swiglu(Element element, const void* gateAndUp, const OutRows& out, cudaStream_t stream) {
  withElement(element, [&](auto type) {
    using T = decltype(type);
    if (out.format != RowFormat::element)
      return quantize<T, true>(gateAndUp, out, stream);
    const int rowPacks = out.width / Pack<T>::size;
    const int blocksPerRow = (rowPacks + threadsPerBlock - 1) / threadsPerBlock;
    swigluKernel<T><<<static_cast<unsigned>(out.rows * blocksPerRow), threadsPerBlock, 0, stream>>>(
        gateAndUp, out.values, rowPacks, blocksPerRow);
  });
}

void quantizeRows(Element element, const void* x, const OutRows& out, cudaStream_t stream) {
  withElement(element, [&](auto type) { quantize<decltype(type), false>(x, out, stream); });
}

}  // namespace zaohua::cuda
