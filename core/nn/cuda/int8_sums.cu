// SPDX-License-Identifier: Apache-2.0
// The sums of an int8 product on their way to numbers. They are read through the second cache alone: it is where the
// product has just left them, and the scales of the columns, which every row needs, stay in the first.
#include "nn/cuda/eight_bits.cuh"

namespace zaohua::cuda {

namespace {

constexpr int quad = 4;  // sums in a load

__device__ inline float4 numbers(const Int8Sums& product, std::int64_t quadOfSums, int quadOfColumns, float rowScale) {
  const int4 sums = __ldcg(reinterpret_cast<const int4*>(product.sums) + quadOfSums);
  const float4 scales = __ldg(reinterpret_cast<const float4*>(product.columnScales) + quadOfColumns);
  const auto number = [rowScale](int sum, float scale) {
    return __fmul_rn(__fmul_rn(__int2float_rn(sum), rowScale), scale);
  };
  return {number(sums.x, scales.x), number(sums.y, scales.y), number(sums.z, scales.z), number(sums.w, scales.w)};
}

constexpr int scaleThreads = 256;
constexpr int scaleRows = 4;  // of a thread, so that several loads are under way

template <typename T>
__global__ void __launch_bounds__(scaleThreads)
    scaleSumsKernel(const Int8Sums product, void* out, std::int64_t rows, int rowPacks, int blocksPerRow) {
  constexpr int quads = Pack<T>::size / quad;
  const int pack = static_cast<int>(blockIdx.x % blocksPerRow) * scaleThreads + static_cast<int>(threadIdx.x);
  const std::int64_t first = static_cast<std::int64_t>(blockIdx.x / blocksPerRow) * scaleRows;
  if (pack >= rowPacks)
    return;
#pragma unroll
  for (int i = 0; i < scaleRows; ++i) {
    const std::int64_t row = first + i;
    if (row >= rows)
      return;
    const std::int64_t packOfAll = row * rowPacks + pack;
    const float rowScale = product.rowScales[row];
    Pack<T> scaled;
#pragma unroll
    for (int k = 0; k < quads; ++k) {
      const float4 v = numbers(product, packOfAll * quads + k, pack * quads + k, rowScale);
      scaled.setPair(2 * k, Two<T>::of(v.x, v.y));
      scaled.setPair(2 * k + 1, Two<T>::of(v.z, v.w));
    }
    storePack(out, packOfAll, scaled);
  }
}

template <typename T>
__device__ inline Two<T> gatedPair(float gate0, float gate1, float up0, float up1) {
  const float2 gate = Two<T>::of(gate0, gate1).widened();
  return Two<T>::of(silu(gate.x), silu(gate.y)).times(Two<T>::of(up0, up1));
}

constexpr int gateOctets = 2;  // of a thread
constexpr int mostGateThreads = 1024;

// A block is a row.
template <typename T>
__global__ void __launch_bounds__(mostGateThreads) swigluSumsKernel(const Int8Sums product, const OutRows out) {
  constexpr int quads = octetSize / quad;
  __shared__ ReductionSpace space;
  const std::int64_t row = blockIdx.x;
  const float rowScale = product.rowScales[row];
  const int rowQuads = out.width / quad;
  Octet<float> held[gateOctets] = {};
#pragma unroll
  for (int i = 0; i < gateOctets * quads; ++i) {
    const int at = static_cast<int>(threadIdx.x + i / quads * blockDim.x) * quads + i % quads;
    if (at >= rowQuads)
      continue;
    const std::int64_t first = row * 2 * rowQuads + at;
    const float4 gate = numbers(product, first, at, rowScale);
    const float4 up = numbers(product, first + rowQuads, at + rowQuads, rowScale);
    const float2 low = gatedPair<T>(gate.x, gate.y, up.x, up.y).widened();
    const float2 high = gatedPair<T>(gate.z, gate.w, up.z, up.w).widened();
    setPack(held[i / quads], i % quads, Pack<float>{{low.x, low.y, high.x, high.y}});
  }
  storeRow<RowFormat::int8, true>(held, out, row, space);
}

}  // namespace

void scaleSums(Element element, const Int8Sums& product, const OutRows& out, cudaStream_t stream) {
  withElement(element, [&](auto type) {
    using T = decltype(type);
    const int rowPacks = out.width / Pack<T>::size;
    const int blocksPerRow = (rowPacks + scaleThreads - 1) / scaleThreads;
    const std::int64_t blocks = (out.rows + scaleRows - 1) / scaleRows * blocksPerRow;
    scaleSumsKernel<T><<<static_cast<unsigned>(blocks), scaleThreads, 0, stream>>>(product, out.values, out.rows,
                                                                                   rowPacks, blocksPerRow);
  });
}

bool swigluSumsFits(int width) {
  return width % octetSize == 0 && width / octetSize <= mostGateThreads * gateOctets;
}

void swigluSums(Element element, const Int8Sums& product, const OutRows& out, cudaStream_t stream) {
  const int octets = out.width / octetSize;
  const int threads = roundUpTo((octets + gateOctets - 1) / gateOctets, warpSizeConst);
  withElement(element, [&](auto type) {
    swigluSumsKernel<decltype(type)><<<static_cast<unsigned>(out.rows), threads, 0, stream>>>(product, out);
  });
}

}  // namespace zaohua::cuda
