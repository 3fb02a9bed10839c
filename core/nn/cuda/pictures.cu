// SPDX-License-Identifier: Apache-2.0
// The autoencoder's operations over channels-last pictures.
#include "nn/cuda/device_math.cuh"

namespace zaohua::cuda {

namespace {

constexpr int threadsPerBlock = 256;
constexpr int mostChunks = 1024;
constexpr int leastPixelsPerChunk = 64;

int chunksOf(std::int64_t pixels) {
  const std::int64_t wanted = (pixels + leastPixelsPerChunk - 1) / leastPixelsPerChunk;
  return static_cast<int>(wanted < mostChunks ? wanted : mostChunks);
}

template <typename T>
__device__ inline void addInputBias(Pack<T>& values, const Pack<T>& bias) {
#pragma unroll
  for (int k = 0; k < Pack<T>::pairs; ++k)
    values.setPair(k, values.pair(k).plus(bias.pair(k)));
}

// partial (samples, chunks, groups, 2): sum and sum of squares of one chunk of pixels.
template <typename T>
__global__ void __launch_bounds__(threadsPerBlock)
    groupSumsKernel(const GroupNormSilu work, float* partial, int chunks) {
  constexpr int size = Pack<T>::size;
  extern __shared__ float sums[];  // (2, pixelsAtOnce, channels)
  const int pixelPacks = work.channels / size;
  const int pack = static_cast<int>(threadIdx.x) % pixelPacks;
  const int pixelsAtOnce = threadsPerBlock / pixelPacks;
  const int lane = static_cast<int>(threadIdx.x) / pixelPacks;
  const std::int64_t perChunk = (work.pixels + chunks - 1) / chunks;
  const std::int64_t begin = blockIdx.x * perChunk;
  const std::int64_t end = begin + perChunk < work.pixels ? begin + perChunk : work.pixels;
  const std::int64_t origin = static_cast<std::int64_t>(blockIdx.y) * work.pixels;
  const bool biased = work.inputBias != nullptr;
  const Pack<T> bias = biased ? loadPack<T>(work.inputBias, pack) : Pack<T>{};

  float sum[size] = {};
  float squares[size] = {};
  if (lane < pixelsAtOnce) {
#pragma unroll 4
    for (std::int64_t pixel = begin + lane; pixel < end; pixel += pixelsAtOnce) {
      Pack<T> values = loadPack<T>(work.x, (origin + pixel) * pixelPacks + pack);
      if (biased)
        addInputBias(values, bias);
#pragma unroll
      for (int k = 0; k < size; ++k) {
        const float v = widen(values.v[k]);
        sum[k] += v;
        squares[k] += v * v;
      }
    }
#pragma unroll
    for (int k = 0; k < size; ++k) {
      const int at = lane * work.channels + pack * size + k;
      sums[at] = sum[k];
      sums[pixelsAtOnce * work.channels + at] = squares[k];
    }
  }
  __syncthreads();
  // Added in one order always: a seed shall give the same picture to the bit.
  for (int i = static_cast<int>(threadIdx.x); i < 2 * work.channels; i += threadsPerBlock) {
    float* const column = sums + i / work.channels * pixelsAtOnce * work.channels + i % work.channels;
    float total = 0;
    for (int row = 0; row < pixelsAtOnce; ++row)
      total += column[row * work.channels];
    column[0] = total;
  }
  __syncthreads();
  float* out = partial + (static_cast<std::int64_t>(blockIdx.y) * chunks + blockIdx.x) * 2 * work.groups;
  const int perGroup = work.channels / work.groups;
  for (int i = static_cast<int>(threadIdx.x); i < 2 * work.groups; i += threadsPerBlock) {
    const float* const ofChannels = sums + i % 2 * pixelsAtOnce * work.channels + i / 2 * perGroup;
    float total = 0;
    for (int channel = 0; channel < perGroup; ++channel)
      total += ofChannels[channel];
    out[i] = total;
  }
}

// Per channel a and b with groupNorm(x) = a·x + b: coefficients (samples, channels). One block is one group.
template <typename T>
__global__ void coefficientsKernel(const GroupNormSilu work, const float* partial, float2* coefficients, int chunks) {
  const int group = static_cast<int>(blockIdx.x);
  const std::int64_t sample = blockIdx.y;
  double sum = 0;
  double squares = 0;
  for (int chunk = static_cast<int>(threadIdx.x); chunk < chunks; chunk += warpSizeConst) {
    const float* from = partial + ((sample * chunks + chunk) * work.groups + group) * 2;
    sum += from[0];
    squares += from[1];
  }
  for (int step = warpSizeConst / 2; step > 0; step /= 2) {
    sum += __shfl_xor_sync(wholeWarp, sum, step);
    squares += __shfl_xor_sync(wholeWarp, squares, step);
  }
  const int perGroup = work.channels / work.groups;
  const double count = static_cast<double>(work.pixels) * perGroup;
  const double mean = sum / count;
  const double variance = fmax(squares / count - mean * mean, 0.0);
  const auto inverse = static_cast<float>(rsqrt(variance + work.eps));
  for (int i = static_cast<int>(threadIdx.x); i < perGroup; i += warpSizeConst) {
    const int channel = group * perGroup + i;
    const float a = widen(static_cast<const T*>(work.weight)[channel]) * inverse;
    const float b = widen(static_cast<const T*>(work.bias)[channel]) - static_cast<float>(mean) * a;
    coefficients[sample * work.channels + channel] = {a, b};
  }
}

template <typename T, bool withSilu>
__global__ void __launch_bounds__(threadsPerBlock)
    applyKernel(const GroupNormSilu work, const float2* coefficients, std::int64_t packs) {
  constexpr int size = Pack<T>::size;
  const std::int64_t index = static_cast<std::int64_t>(blockIdx.x) * threadsPerBlock + threadIdx.x;
  if (index >= packs)
    return;
  const int pixelPacks = work.channels / size;
  const int pack = static_cast<int>(index % pixelPacks);
  const std::int64_t sample = index / (pixelPacks * work.pixels);
  Pack<T> values = loadOwnPack<T>(work.x, index);
  if (work.inputBias != nullptr)
    addInputBias(values, loadPack<T>(work.inputBias, pack));
  const float4* table = reinterpret_cast<const float4*>(coefficients + sample * work.channels + pack * size);
#pragma unroll
  for (int k = 0; k < size; k += 2) {
    const float4 two = __ldg(table + k / 2);
    const float first = rounded<T>(widen(values.v[k]) * two.x + two.y);
    const float second = rounded<T>(widen(values.v[k + 1]) * two.z + two.w);
    values.setPair(k / 2, withSilu ? Two<T>::of(silu(first), silu(second)) : Two<T>::of(first, second));
  }
  storePack(work.out, index, values);
}

template <typename T>
__global__ void __launch_bounds__(threadsPerBlock)
    addBiasedKernel(void* branch, const void* bias, const void* x, std::int64_t packs, int pixelPacks) {
  const std::int64_t index = static_cast<std::int64_t>(blockIdx.x) * threadsPerBlock + threadIdx.x;
  if (index >= packs)
    return;
  Pack<T> values = loadOwnPack<T>(branch, index);
  if (bias != nullptr)
    addInputBias(values, loadPack<T>(bias, index % pixelPacks));
  if (x != nullptr)
    addInputBias(values, loadPack<T>(x, index));
  storePack(branch, index, values);
}

__global__ void __launch_bounds__(threadsPerBlock)
    doublePixelsKernel(const uint4* x, uint4* out, int height, int width, int pixelPacks, std::int64_t packs) {
  const std::int64_t index = static_cast<std::int64_t>(blockIdx.x) * threadsPerBlock + threadIdx.x;
  if (index >= packs)
    return;
  const int pack = static_cast<int>(index % pixelPacks);
  std::int64_t pixel = index / pixelPacks;
  const int column = static_cast<int>(pixel % width);
  pixel /= width;
  const int row = static_cast<int>(pixel % height);
  const std::int64_t sample = pixel / height;
  const uint4 value = __ldg(x + index);
  const std::int64_t line = std::int64_t{2} * width * pixelPacks;
  uint4* corner = out + (sample * 2 * height + 2 * row) * line + std::int64_t{2} * column * pixelPacks + pack;
  corner[0] = value;
  corner[pixelPacks] = value;
  corner[line] = value;
  corner[line + pixelPacks] = value;
}

template <typename T>
__global__ void __launch_bounds__(1024) softmaxKernel(const float* x, T* out, float scale, int width) {
  __shared__ ReductionSpace largestSpace;
  __shared__ ReductionSpace sumSpace;
  const float* row = x + static_cast<std::int64_t>(blockIdx.x) * width;
  T* outRow = out + static_cast<std::int64_t>(blockIdx.x) * width;
  float largest = Largest::identity;
  float sum = 0;
  for (int i = static_cast<int>(threadIdx.x); i < width; i += static_cast<int>(blockDim.x)) {
    const float v = row[i] * scale;
    const float before = largest;
    largest = fmaxf(largest, v);
    sum = sum * __expf(before - largest) + __expf(v - largest);
  }
  const float rowLargest = reduceBlock<Largest>(largest, largestSpace);
  const float rowSum = reduceBlock<Sum>(sum * __expf(largest - rowLargest), sumSpace);
  const float inverse = 1.0F / rowSum;
  for (int i = static_cast<int>(threadIdx.x); i < width; i += static_cast<int>(blockDim.x))
    outRow[i] = narrow<T>(__expf(row[i] * scale - rowLargest) * inverse);
}

unsigned blocksFor(std::int64_t packs) {
  return static_cast<unsigned>((packs + threadsPerBlock - 1) / threadsPerBlock);
}

}  // namespace

bool groupNormFits(Element element, int channels, int groups) {
  const int pixelPacks = channels / elementsPerPack(element);
  return channels % elementsPerPack(element) == 0 && channels % groups == 0 && pixelPacks <= threadsPerBlock;
}

std::int64_t groupNormFloats(const GroupNormSilu& work) {
  return work.samples * 2 * (work.channels + std::int64_t{chunksOf(work.pixels)} * work.groups);
}

void groupNormSilu(Element element, const GroupNormSilu& work, cudaStream_t stream) {
  const int chunks = chunksOf(work.pixels);
  auto* coefficients = reinterpret_cast<float2*>(work.workspace);
  float* partial = work.workspace + 2 * work.samples * work.channels;
  const auto samples = static_cast<unsigned>(work.samples);
  withElement(element, [&](auto type) {
    using T = decltype(type);
    const int pixelsAtOnce = threadsPerBlock / (work.channels / Pack<T>::size);
    const std::size_t sharedBytes = 2 * static_cast<std::size_t>(pixelsAtOnce * work.channels) * sizeof(float);
    groupSumsKernel<T>
        <<<dim3(static_cast<unsigned>(chunks), samples), threadsPerBlock, sharedBytes, stream>>>(work, partial, chunks);
    coefficientsKernel<T><<<dim3(static_cast<unsigned>(work.groups), samples), warpSizeConst, 0, stream>>>(
        work, partial, coefficients, chunks);
    const std::int64_t packs = work.samples * work.pixels * (work.channels / Pack<T>::size);
    if (work.silu) {
      applyKernel<T, true><<<blocksFor(packs), threadsPerBlock, 0, stream>>>(work, coefficients, packs);
    } else {
      applyKernel<T, false><<<blocksFor(packs), threadsPerBlock, 0, stream>>>(work, coefficients, packs);
    }
  });
}

void addBiased(Element element, void* branch, const void* bias, const void* x, std::int64_t pixels, int channels,
               cudaStream_t stream) {
  withElement(element, [&](auto type) {
    using T = decltype(type);
    const int pixelPacks = channels / Pack<T>::size;
    const std::int64_t packs = pixels * pixelPacks;
    addBiasedKernel<T><<<blocksFor(packs), threadsPerBlock, 0, stream>>>(branch, bias, x, packs, pixelPacks);
  });
}

void doublePixels(Element element, const void* x, void* out, std::int64_t samples, int height, int width, int channels,
                  cudaStream_t stream) {
  const int pixelPacks = channels / elementsPerPack(element);
  const std::int64_t packs = samples * height * width * pixelPacks;
  doublePixelsKernel<<<blocksFor(packs), threadsPerBlock, 0, stream>>>(
      static_cast<const uint4*>(x), static_cast<uint4*>(out), height, width, pixelPacks, packs);
}

void softmaxRows(Element element, const float* x, void* out, float scale, std::int64_t rows, int width,
                 cudaStream_t stream) {
  withElement(element, [&](auto type) {
    using T = decltype(type);
    softmaxKernel<T><<<static_cast<unsigned>(rows), 512, 0, stream>>>(x, static_cast<T*>(out), scale, width);
  });
}

}  // namespace zaohua::cuda
