// SPDX-License-Identifier: Apache-2.0
// One block is one row, held in registers from its only read to its only write.
#include "nn/cuda/eight_bits.cuh"

namespace zaohua::cuda {

namespace {

enum class Branch { none, plain, normed };
enum class Out { none, rms, layer, rmsFp8, rmsInt8 };
template <Out out>
constexpr bool inEightBits = out == Out::rmsFp8 || out == Out::rmsInt8;

// A block of `packs` packs a thread is at most this large, and at least so many of them shall fit on a multiprocessor:
// what a thread holds in registers decides how many rows are under way at once.
template <int packs>
constexpr int mostThreads = packs == 2 ? 256 : 1024;
template <int packs>
constexpr int leastBlocks = packs == 2 ? 4 : 1;

template <typename T, int packs, Branch branch, Out out>
__global__ void __launch_bounds__(mostThreads<packs>, leastBlocks<packs>) rowNormKernel(const RowNorm work) {
  constexpr int pairs = Pack<T>::pairs;
  constexpr bool hasWeight = out == Out::rms || inEightBits<out>;
  __shared__ ReductionSpace branchSpace;
  __shared__ ReductionSpace meanSpace;
  __shared__ ReductionSpace squaresSpace;
  __shared__ ReductionSpace largestSpace;
  const std::int64_t row = blockIdx.x;
  const int rowPacks = work.width / Pack<T>::size;
  const std::int64_t first = row * rowPacks;
  const std::int64_t sample = row / work.rowsPerSample;
  const float inverseWidth = 1.0F / static_cast<float>(work.width);
  constexpr int neighbours = inEightBits<out> ? packsPerOctet<T> : 1;
  const auto packOf = [](int i) {
    return static_cast<int>(threadIdx.x + i / neighbours * blockDim.x) * neighbours + i % neighbours;
  };

  // 1. The row, zeros behind its end.
  Pack<T> x[packs] = {};
#pragma unroll
  for (int i = 0; i < packs; ++i) {
    if (packOf(i) < rowPacks)
      x[i] = loadOwnPack<T>(work.x, first + packOf(i));
  }

  // 2. x ← x + gate·norm(branch).
  if constexpr (branch != Branch::none) {
    Pack<T> added[packs] = {};
    float squares = 0;
#pragma unroll
    for (int i = 0; i < packs; ++i) {
      if (packOf(i) < rowPacks)
        added[i] = loadPack<T>(work.branch, first + packOf(i));
#pragma unroll
      for (int k = 0; k < pairs; ++k) {
        const float2 v = added[i].pair(k).widened();
        squares += v.x * v.x;
        squares += v.y * v.y;
      }
    }
    float inverse = 1;
    if constexpr (branch == Branch::normed)
      inverse = rsqrtf(reduceBlock<Sum>(squares, branchSpace) * inverseWidth + work.branchEps);
    const T* gate = static_cast<const T*>(work.gate.values) + sample * work.gate.sampleStride;
#pragma unroll
    for (int i = 0; i < packs; ++i) {
      const int pack = packOf(i);
      if (pack >= rowPacks)
        continue;
      if constexpr (branch == Branch::normed) {
        const Pack<T> weights = loadPack<T>(work.branchWeight, pack);
#pragma unroll
        for (int k = 0; k < pairs; ++k) {
          const float2 v = added[i].pair(k).widened();
          added[i].setPair(k, Two<T>::of(v.x * inverse, v.y * inverse).times(weights.pair(k)));
        }
      }
      if (work.gate.values != nullptr) {
        const Pack<T> gates = loadPack<T>(gate, pack);
#pragma unroll
        for (int k = 0; k < pairs; ++k)
          added[i].setPair(k, gates.pair(k).times(added[i].pair(k)));
      }
#pragma unroll
      for (int k = 0; k < pairs; ++k)
        x[i].setPair(k, x[i].pair(k).plus(added[i].pair(k)));
      storePack(work.x, first + pack, x[i]);
    }
  }

  // 3. out = norm(x)·weight·scale.
  if constexpr (out != Out::none) {
    float mean = 0;
    if constexpr (out == Out::layer) {
      float sum = 0;
#pragma unroll
      for (int i = 0; i < packs; ++i) {
#pragma unroll
        for (int k = 0; k < pairs; ++k) {
          const float2 v = x[i].pair(k).widened();
          sum += v.x + v.y;
        }
      }
      mean = reduceBlock<Sum>(sum, meanSpace) * inverseWidth;
    }
    float squares = 0;
#pragma unroll
    for (int i = 0; i < packs; ++i) {
      if (packOf(i) >= rowPacks)
        continue;
#pragma unroll
      for (int k = 0; k < pairs; ++k) {
        const float2 v = x[i].pair(k).widened();
        squares += (v.x - mean) * (v.x - mean);
        squares += (v.y - mean) * (v.y - mean);
      }
    }
    const float inverse = rsqrtf(reduceBlock<Sum>(squares, squaresSpace) * inverseWidth + work.eps);
    const T* scale = static_cast<const T*>(work.scale.values) + sample * work.scale.sampleStride;
#pragma unroll
    for (int i = 0; i < packs; ++i) {
      const int pack = packOf(i);
      if (pack >= rowPacks)
        continue;
#pragma unroll
      for (int k = 0; k < pairs; ++k) {
        const float2 v = x[i].pair(k).widened();
        x[i].setPair(k, Two<T>::of((v.x - mean) * inverse, (v.y - mean) * inverse));
      }
      if constexpr (hasWeight) {
        const Pack<T> weights = loadPack<T>(work.weight, pack);
#pragma unroll
        for (int k = 0; k < pairs; ++k)
          x[i].setPair(k, x[i].pair(k).times(weights.pair(k)));
      }
      if (work.scale.values != nullptr) {
        const Pack<T> scales = loadPack<T>(scale, pack);
#pragma unroll
        for (int k = 0; k < pairs; ++k)
          x[i].setPair(k, x[i].pair(k).times(scales.pair(k)));
      }
      if constexpr (!inEightBits<out>)
        storePack(work.out.values, first + pack, x[i]);
    }
    if constexpr (inEightBits<out>) {
      constexpr RowFormat format = out == Out::rmsFp8 ? RowFormat::fp8 : RowFormat::int8;
      HeldOctet<format, T> held[packs / neighbours];
#pragma unroll
      for (int i = 0; i < packs; ++i)
        setPack(held[i / neighbours], i % neighbours, x[i]);
      storeRow<format, neighbours == 1>(held, work.out, row, largestSpace);
    }
  }
}

constexpr int mostPacks = 4;

template <typename T, int packs, Branch branch, Out out>
void launch(const RowNorm& work, cudaStream_t stream) {
  const int rowPacks = work.width / Pack<T>::size;
  const int threads = roundUpTo((rowPacks + packs - 1) / packs, warpSizeConst);
  rowNormKernel<T, packs, branch, out><<<static_cast<unsigned>(work.rows), threads, 0, stream>>>(work);
}

template <typename T, Branch branch, Out out>
void choosePacks(const RowNorm& work, cudaStream_t stream) {
  const int rowPacks = work.width / Pack<T>::size;
  if (rowPacks <= 2 * mostThreads<2>)
    return launch<T, 2, branch, out>(work, stream);
  launch<T, mostPacks, branch, out>(work, stream);
}

template <typename T, Branch branch>
void chooseOut(const RowNorm& work, cudaStream_t stream) {
  if (work.out.values == nullptr) {
    if constexpr (branch != Branch::none)
      choosePacks<T, branch, Out::none>(work, stream);
    return;
  }
  if (work.weight == nullptr)
    return choosePacks<T, branch, Out::layer>(work, stream);
  if (work.out.format == RowFormat::fp8)
    return choosePacks<T, branch, Out::rmsFp8>(work, stream);
  if (work.out.format == RowFormat::int8)
    return choosePacks<T, branch, Out::rmsInt8>(work, stream);
  choosePacks<T, branch, Out::rms>(work, stream);
}

}  // namespace

bool rowNormFits(Element element, int width) {
  const int size = elementsPerPack(element);
  return width % size == 0 && width / size <= 1024 * mostPacks;
}

cudaError_t machineCodeForThisCard() {
  cudaFuncAttributes attributes;
  return cudaFuncGetAttributes(&attributes, rowNormKernel<float, 2, Branch::none, Out::rms>);
}

void rowNorm(Element element, const RowNorm& work, cudaStream_t stream) {
  withElement(element, [&](auto type) {
    using T = decltype(type);
    if (work.branch == nullptr)
      return chooseOut<T, Branch::none>(work, stream);
    if (work.branchWeight == nullptr)
      return chooseOut<T, Branch::plain>(work, stream);
    chooseOut<T, Branch::normed>(work, stream);
  });
}

}  // namespace zaohua::cuda
