// SPDX-License-Identifier: Apache-2.0
// One block is one row, held in registers from its only read to its only write.
#include "nn/cuda/device_math.cuh"

namespace zaohua::cuda {

namespace {

enum class Branch { none, plain, normed };
enum class Out { none, rms, layer, rmsFp8 };

template <typename T, int packs, Branch branch, Out out>
__global__ void __launch_bounds__(1024) rowNormKernel(const RowNorm work) {
  constexpr int size = Pack<T>::size;
  __shared__ float shared[warpSizeConst];
  const std::int64_t row = blockIdx.x;
  const int rowPacks = work.width / size;
  const std::int64_t first = row * rowPacks;
  const std::int64_t sample = row / work.rowsPerSample;
  const float inverseWidth = 1.0F / static_cast<float>(work.width);

  float x[packs][size];
#pragma unroll
  for (int i = 0; i < packs; ++i) {
    const int pack = static_cast<int>(threadIdx.x + i * blockDim.x);
    const bool inside = pack < rowPacks;
    const Pack<T> loaded = inside ? loadOwnPack<T>(work.x, first + pack) : Pack<T>{};
#pragma unroll
    for (int k = 0; k < size; ++k)
      x[i][k] = inside ? widen(loaded.v[k]) : 0.0F;
  }

  if constexpr (branch != Branch::none) {
    float b[packs][size];
    float squares = 0;
#pragma unroll
    for (int i = 0; i < packs; ++i) {
      const int pack = static_cast<int>(threadIdx.x + i * blockDim.x);
      const bool inside = pack < rowPacks;
      const Pack<T> loaded = inside ? loadPack<T>(work.branch, first + pack) : Pack<T>{};
#pragma unroll
      for (int k = 0; k < size; ++k) {
        b[i][k] = inside ? widen(loaded.v[k]) : 0.0F;
        squares += b[i][k] * b[i][k];
      }
    }
    float inverse = 1;
    if constexpr (branch == Branch::normed)
      inverse = rsqrtf(reduceBlock<Sum>(squares, shared) * inverseWidth + work.branchEps);
    const T* gate = static_cast<const T*>(work.gate.values) + sample * work.gate.sampleStride;
#pragma unroll
    for (int i = 0; i < packs; ++i) {
      const int pack = static_cast<int>(threadIdx.x + i * blockDim.x);
      if (pack >= rowPacks)
        continue;
      Pack<T> stored;
      Pack<T> weights;
      Pack<T> gates;
      if constexpr (branch == Branch::normed)
        weights = loadPack<T>(work.branchWeight, pack);
      if (work.gate.values != nullptr)
        gates = loadPack<T>(gate, pack);
#pragma unroll
      for (int k = 0; k < size; ++k) {
        float added = b[i][k];
        if constexpr (branch == Branch::normed)
          added = rounded<T>(rounded<T>(added * inverse) * widen(weights.v[k]));
        if (work.gate.values != nullptr)
          added = rounded<T>(widen(gates.v[k]) * added);
        stored.v[k] = narrow<T>(x[i][k] + added);
        x[i][k] = widen(stored.v[k]);
      }
      storePack(work.x, first + pack, stored);
    }
  }

  if constexpr (out != Out::none) {
    float mean = 0;
    if constexpr (out == Out::layer) {
      float sum = 0;
#pragma unroll
      for (int i = 0; i < packs; ++i) {
#pragma unroll
        for (int k = 0; k < size; ++k)
          sum += x[i][k];
      }
      mean = reduceBlock<Sum>(sum, shared) * inverseWidth;
    }
    float squares = 0;
#pragma unroll
    for (int i = 0; i < packs; ++i) {
      const bool inside = static_cast<int>(threadIdx.x + i * blockDim.x) < rowPacks;
#pragma unroll
      for (int k = 0; k < size; ++k) {
        const float centred = inside ? x[i][k] - mean : 0.0F;
        squares += centred * centred;
      }
    }
    const float inverse = rsqrtf(reduceBlock<Sum>(squares, shared) * inverseWidth + work.eps);
    const T* scale = static_cast<const T*>(work.scale.values) + sample * work.scale.sampleStride;
    float largest = 0;
#pragma unroll
    for (int i = 0; i < packs; ++i) {
      const int pack = static_cast<int>(threadIdx.x + i * blockDim.x);
      if (pack >= rowPacks)
        continue;
      Pack<T> weights;
      Pack<T> scales;
      if constexpr (out != Out::layer)
        weights = loadPack<T>(work.weight, pack);
      if (work.scale.values != nullptr)
        scales = loadPack<T>(scale, pack);
      Pack<T> stored;
#pragma unroll
      for (int k = 0; k < size; ++k) {
        float y = rounded<T>((x[i][k] - mean) * inverse);
        if constexpr (out != Out::layer)
          y = rounded<T>(y * widen(weights.v[k]));
        if (work.scale.values != nullptr)
          y = rounded<T>(y * widen(scales.v[k]));
        stored.v[k] = narrow<T>(y);
        x[i][k] = y;
        largest = fmaxf(largest, fabsf(y));
      }
      if constexpr (out != Out::rmsFp8)
        storePack(work.out, first + pack, stored);
    }
    if constexpr (out == Out::rmsFp8) {
      const float rowScale = fp8Scale(reduceBlock<Largest>(largest, shared));
#pragma unroll
      for (int i = 0; i < packs; ++i) {
        const int pack = static_cast<int>(threadIdx.x + i * blockDim.x);
        if (pack >= rowPacks)
          continue;
#pragma unroll
        for (int k = 0; k < size; ++k)
          x[i][k] /= rowScale;
        storeFp8<T>(work.out, first + pack, x[i]);
      }
      if (threadIdx.x == 0)
        work.outScales[row] = rowScale;
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
  if (rowPacks <= 256)
    return launch<T, 1, branch, out>(work, stream);
  if (rowPacks <= 1024)
    return launch<T, 2, branch, out>(work, stream);
  launch<T, mostPacks, branch, out>(work, stream);
}

template <typename T, Branch branch>
void chooseOut(const RowNorm& work, cudaStream_t stream) {
  if (work.out == nullptr) {
    if constexpr (branch != Branch::none)
      choosePacks<T, branch, Out::none>(work, stream);
    return;
  }
  if (work.weight == nullptr)
    return choosePacks<T, branch, Out::layer>(work, stream);
  if (work.outScales != nullptr)
    return choosePacks<T, branch, Out::rmsFp8>(work, stream);
  choosePacks<T, branch, Out::rms>(work, stream);
}

}  // namespace

bool rowNormFits(Element element, int width) {
  const int size = elementsPerPack(element);
  return width % size == 0 && width / size <= 1024 * mostPacks;
}

cudaError_t machineCodeForThisCard() {
  cudaFuncAttributes attributes;
  return cudaFuncGetAttributes(&attributes, rowNormKernel<float, 1, Branch::none, Out::rms>);
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
