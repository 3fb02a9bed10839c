// SPDX-License-Identifier: Apache-2.0
// A head of a token belongs to a few neighbouring lanes of one warp, which hold all of its channels.
#include "nn/cuda/device_math.cuh"

namespace zaohua::cuda {

namespace {

constexpr int threadsPerBlock = 256;

template <typename T, int lanes>
__global__ void __launch_bounds__(threadsPerBlock) normRotateKernel(const HeadRotation work) {
  constexpr int size = Pack<T>::size;
  constexpr int headDim = lanes * size;
  const int headsOfToken = work.heads + work.keyHeads;
  const std::int64_t index = (static_cast<std::int64_t>(blockIdx.x) * threadsPerBlock + threadIdx.x) / lanes;
  const int lane = static_cast<int>(threadIdx.x) % lanes;
  // Lanes without a head go along, because the sums below need whole warps.
  const bool inside = index < work.tokens * headsOfToken;
  const std::int64_t token = inside ? index / headsOfToken : 0;
  const int head = inside ? static_cast<int>(index % headsOfToken) : 0;
  const std::int64_t place = token % work.tokensPerSample;
  T* values = static_cast<T*>(work.product) + token * work.rowStride + std::int64_t{head} * headDim;

  const Pack<T> loaded = loadOwnPack<T>(values, lane);
  float x[size];
#pragma unroll
  for (int k = 0; k < size; ++k)
    x[k] = widen(loaded.v[k]);

  const void* weight = head < work.heads ? work.queryWeight : work.keyWeight;
  float squares = 0;
#pragma unroll
  for (int k = 0; k < size; ++k)
    squares += x[k] * x[k];
  squares = reduceLanes<Sum>(squares, lanes);
  if (weight != nullptr) {
    const float inverse = rsqrtf(squares / static_cast<float>(headDim) + work.eps);
    const Pack<T> weights = loadPack<T>(weight, lane);
#pragma unroll
    for (int k = 0; k < size; ++k)
      x[k] = rounded<T>(rounded<T>(x[k] * inverse) * widen(weights.v[k]));
  }

  Pack<T> stored;
  if (work.pairs != nullptr) {
    const float4* table = reinterpret_cast<const float4*>(work.pairs + place * headDim) + lane * (size / 4);
#pragma unroll
    for (int k = 0; k < size; k += 4) {
      const float4 turn = __ldg(table + k / 4);  // two pairs: cos, sin, cos, sin
      stored.v[k] = narrow<T>(x[k] * turn.x - x[k + 1] * turn.y);
      stored.v[k + 1] = narrow<T>(x[k] * turn.y + x[k + 1] * turn.x);
      stored.v[k + 2] = narrow<T>(x[k + 2] * turn.z - x[k + 3] * turn.w);
      stored.v[k + 3] = narrow<T>(x[k + 2] * turn.w + x[k + 3] * turn.z);
    }
  } else {
    const Pack<T> cosine = loadPack<T>(static_cast<const T*>(work.halfCos) + place * headDim, lane);
    const Pack<T> sine = loadPack<T>(static_cast<const T*>(work.halfSin) + place * headDim, lane);
    const float sign = lane < lanes / 2 ? -1.0F : 1.0F;
#pragma unroll
    for (int k = 0; k < size; ++k) {
      const float other = sign * __shfl_xor_sync(wholeWarp, x[k], lanes / 2);
      stored.v[k] = narrow<T>(rounded<T>(x[k] * widen(cosine.v[k])) + rounded<T>(other * widen(sine.v[k])));
    }
  }
  if (inside)
    storePack(values, lane, stored);
}

template <typename T, int lanes>
void launch(const HeadRotation& work, cudaStream_t stream) {
  const std::int64_t threads = work.tokens * (work.heads + work.keyHeads) * lanes;
  const std::int64_t blocks = (threads + threadsPerBlock - 1) / threadsPerBlock;
  normRotateKernel<T, lanes><<<static_cast<unsigned>(blocks), threadsPerBlock, 0, stream>>>(work);
}

}  // namespace

bool rotationFits(Element element, int headDim) {
  const int lanes = headDim / elementsPerPack(element);
  return headDim % elementsPerPack(element) == 0 && (lanes == 4 || lanes == 8 || lanes == 16 || lanes == 32);
}

void normRotate(Element element, const HeadRotation& work, cudaStream_t stream) {
  withElement(element, [&](auto type) {
    using T = decltype(type);
    switch (work.headDim / Pack<T>::size) {
      case 4:
        return launch<T, 4>(work, stream);
      case 8:
        return launch<T, 8>(work, stream);
      case 16:
        return launch<T, 16>(work, stream);
      default:
        return launch<T, 32>(work, stream);
    }
  });
}

}  // namespace zaohua::cuda
