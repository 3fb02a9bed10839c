// SPDX-License-Identifier: Apache-2.0
// A head of a token belongs to a few neighbouring lanes of one warp, which hold all of its channels.
#include "nn/cuda/device_math.cuh"

namespace zaohua::cuda {

namespace {

constexpr int threadsPerBlock = 256;

// A group of lanes takes `headsAtOnce` heads of one token, a stride apart: they share the token's angles.
template <typename T, int lanes, int headsAtOnce>
__global__ void __launch_bounds__(threadsPerBlock) normRotateKernel(const HeadRotation work) {
  constexpr int size = Pack<T>::size;
  constexpr int headDim = lanes * size;
  const int headStride = (work.heads + work.keyHeads) / headsAtOnce;
  const std::int64_t index = (static_cast<std::int64_t>(blockIdx.x) * threadsPerBlock + threadIdx.x) / lanes;
  const int lane = static_cast<int>(threadIdx.x) % lanes;
  // Lanes without a head go along, because the sums below need whole warps.
  const bool inside = index < work.tokens * headStride;
  const std::int64_t token = inside ? index / headStride : 0;
  const int firstHead = inside ? static_cast<int>(index % headStride) : 0;
  const std::int64_t place = token % work.tokensPerSample;
  T* tokenValues = static_cast<T*>(work.product) + token * work.rowStride;

  Pack<T> held[headsAtOnce];
#pragma unroll
  for (int i = 0; i < headsAtOnce; ++i)
    held[i] = loadOwnPack<T>(tokenValues + (firstHead + i * headStride) * std::int64_t{headDim}, lane);
  float4 pairs[size / 4];  // cos, sin, cos, sin
  Pack<T> cosine;
  Pack<T> sine;
  if (work.pairs != nullptr) {
    const float4* table = reinterpret_cast<const float4*>(work.pairs + place * headDim) + lane * (size / 4);
#pragma unroll
    for (int k = 0; k < size / 4; ++k)
      pairs[k] = __ldg(table + k);
  } else {
    cosine = loadPack<T>(static_cast<const T*>(work.halfCos) + place * headDim, lane);
    sine = loadPack<T>(static_cast<const T*>(work.halfSin) + place * headDim, lane);
  }

#pragma unroll
  for (int i = 0; i < headsAtOnce; ++i) {
    const int head = firstHead + i * headStride;
    float squares = 0;
#pragma unroll
    for (int k = 0; k < size / 2; ++k) {
      const float2 v = held[i].pair(k).widened();
      squares += v.x * v.x;
      squares += v.y * v.y;
    }
    squares = reduceLanes<Sum>(squares, lanes);
    if (const void* weight = head < work.heads ? work.queryWeight : work.keyWeight) {
      const float inverse = rsqrtf(squares / static_cast<float>(headDim) + work.eps);
      const Pack<T> weights = loadPack<T>(weight, lane);
#pragma unroll
      for (int k = 0; k < size / 2; ++k) {
        const float2 v = held[i].pair(k).widened();
        held[i].setPair(k, Two<T>::of(v.x * inverse, v.y * inverse).times(weights.pair(k)));
      }
    }
    if (work.pairs != nullptr) {
#pragma unroll
      for (int k = 0; k < size / 4; ++k) {
        const float2 a = held[i].pair(2 * k).widened();
        const float2 b = held[i].pair(2 * k + 1).widened();
        const float4 turn = pairs[k];
        held[i].setPair(2 * k, Two<T>::of(a.x * turn.x - a.y * turn.y, a.x * turn.y + a.y * turn.x));
        held[i].setPair(2 * k + 1, Two<T>::of(b.x * turn.z - b.y * turn.w, b.x * turn.w + b.y * turn.z));
      }
    } else {
      const float sign = lane < lanes / 2 ? -1.0F : 1.0F;
#pragma unroll
      for (int k = 0; k < size / 2; ++k) {
        const float2 own = held[i].pair(k).widened();
        const Two<T> other = Two<T>::of(sign * __shfl_xor_sync(wholeWarp, own.x, lanes / 2),
                                        sign * __shfl_xor_sync(wholeWarp, own.y, lanes / 2));
        held[i].setPair(k, held[i].pair(k).times(cosine.pair(k)).plus(other.times(sine.pair(k))));
      }
    }
    if (inside)
      storePack(tokenValues + head * std::int64_t{headDim}, lane, held[i]);
  }
}

template <typename T, int lanes, int headsAtOnce>
void launch(const HeadRotation& work, cudaStream_t stream) {
  const std::int64_t threads = work.tokens * ((work.heads + work.keyHeads) / headsAtOnce) * lanes;
  const std::int64_t blocks = (threads + threadsPerBlock - 1) / threadsPerBlock;
  normRotateKernel<T, lanes, headsAtOnce><<<static_cast<unsigned>(blocks), threadsPerBlock, 0, stream>>>(work);
}

template <typename T, int lanes>
void chooseHeads(const HeadRotation& work, cudaStream_t stream) {
  constexpr int several = 2;
  if ((work.heads + work.keyHeads) % several == 0)
    return launch<T, lanes, several>(work, stream);
  launch<T, lanes, 1>(work, stream);
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
        return chooseHeads<T, 4>(work, stream);
      case 8:
        return chooseHeads<T, 8>(work, stream);
      case 16:
        return chooseHeads<T, 16>(work, stream);
      default:
        return chooseHeads<T, 32>(work, stream);
    }
  });
}

}  // namespace zaohua::cuda
