// SPDX-License-Identifier: Apache-2.0
// What all kernels share: 16-byte loads, rounding to the element type, sums over a block.
#pragma once

#include <cuda_bf16.h>
#include <cuda_fp16.h>
#include <cuda_fp8.h>

#include <cstdint>

#include "nn/cuda/launch.h"

namespace zaohua::cuda {

constexpr int warpSizeConst = 32;
constexpr unsigned wholeWarp = 0xffffffffU;

__device__ inline float widen(float v) {
  return v;
}
__device__ inline float widen(__half v) {
  return __half2float(v);
}
__device__ inline float widen(__nv_bfloat16 v) {
  return __bfloat162float(v);
}

template <typename T>
__device__ T narrow(float v);
template <>
__device__ inline float narrow<float>(float v) {
  return v;
}
template <>
__device__ inline __half narrow<__half>(float v) {
  return __float2half_rn(v);
}
template <>
__device__ inline __nv_bfloat16 narrow<__nv_bfloat16>(float v) {
  return __float2bfloat16_rn(v);
}

// As if the value had been stored in the element type and read again.
template <typename T>
__device__ inline float rounded(float v) {
  return widen(narrow<T>(v));
}

// The larger one of two magnitudes, of which NaN is the largest.
__device__ inline float largerMagnitude(float a, float b) {
  constexpr unsigned withoutSign = 0x7fffffffU;
  return __uint_as_float(max(__float_as_uint(a) & withoutSign, __float_as_uint(b) & withoutSign));
}

// Two neighbouring elements: one instruction multiplies both and rounds each product once, which is what storing it and
// reading it again would do. The _rn forms keep the compiler from joining a product and a sum.
template <typename T>
struct Two;
template <>
struct Two<float> {
  float2 v;
  __device__ static Two of(float a, float b) { return {{a, b}}; }
  __device__ float2 widened() const { return v; }
  __device__ Two times(const Two& o) const { return {{v.x * o.v.x, v.y * o.v.y}}; }
  __device__ Two plus(const Two& o) const { return {{__fadd_rn(v.x, o.v.x), __fadd_rn(v.y, o.v.y)}}; }
};
template <>
struct Two<__half> {
  __half2 v;
  __device__ static Two of(float a, float b) { return {__floats2half2_rn(a, b)}; }
  __device__ float2 widened() const { return __half22float2(v); }
  __device__ Two times(const Two& o) const { return {__hmul2_rn(v, o.v)}; }
  __device__ Two plus(const Two& o) const { return {__hadd2_rn(v, o.v)}; }
};
template <>
struct Two<__nv_bfloat16> {
  __nv_bfloat162 v;
  __device__ static Two of(float a, float b) { return {__floats2bfloat162_rn(a, b)}; }
  __device__ float2 widened() const { return __bfloat1622float2(v); }
  __device__ Two times(const Two& o) const { return {__hmul2_rn(v, o.v)}; }
  __device__ Two plus(const Two& o) const { return {__hadd2_rn(v, o.v)}; }
};

// 16 bytes of elements.
template <typename T>
struct alignas(16) Pack {
  static constexpr int size = 16 / sizeof(T);
  static constexpr int pairs = size / 2;
  T v[size];

  __device__ Two<T> pair(int k) const { return reinterpret_cast<const Two<T>*>(v)[k]; }
  __device__ void setPair(int k, const Two<T>& value) { reinterpret_cast<Two<T>*>(v)[k] = value; }
};

template <typename T>
__device__ inline Pack<T> loadPack(const void* base, std::int64_t pack) {
  const uint4 raw = __ldg(static_cast<const uint4*>(base) + pack);
  return *reinterpret_cast<const Pack<T>*>(&raw);
}

// For memory that this kernel itself writes.
template <typename T>
__device__ inline Pack<T> loadOwnPack(const void* base, std::int64_t pack) {
  const uint4 raw = static_cast<const uint4*>(base)[pack];
  return *reinterpret_cast<const Pack<T>*>(&raw);
}

template <typename T>
__device__ inline void storePack(void* base, std::int64_t pack, const Pack<T>& value) {
  static_cast<uint4*>(base)[pack] = *reinterpret_cast<const uint4*>(&value);
}

__device__ inline float silu(float v) {
  return __fdividef(v, 1.0F + __expf(-v));
}

struct Sum {
  static constexpr float identity = 0;
  static __device__ float combine(float a, float b) { return a + b; }
};
struct Largest {
  static constexpr float identity = -3.402823466e38F;
  static __device__ float combine(float a, float b) { return fmaxf(a, b); }
};
struct LargestMagnitude {
  static constexpr float identity = 0;
  static __device__ float combine(float a, float b) { return largerMagnitude(a, b); }
};

template <typename Reduction>
__device__ inline float reduceLanes(float v, int lanes) {
  for (int step = lanes / 2; step > 0; step /= 2)
    v = Reduction::combine(v, __shfl_xor_sync(wholeWarp, v, step));
  return v;
}

// The same value for every thread of a block of whole warps. Each reduction of a kernel has a `shared` of its own, so
// that one barrier is enough.
struct ReductionSpace {
  float ofWarps[warpSizeConst];
};
template <typename Reduction>
__device__ inline float reduceBlock(float v, ReductionSpace& shared) {
  v = reduceLanes<Reduction>(v, warpSizeConst);
  const int warp = static_cast<int>(threadIdx.x) / warpSizeConst;
  const int lane = static_cast<int>(threadIdx.x) % warpSizeConst;
  const int warps = static_cast<int>(blockDim.x) / warpSizeConst;
  if (lane == 0)
    shared.ofWarps[warp] = v;
  __syncthreads();
  v = lane < warps ? shared.ofWarps[lane] : Reduction::identity;
  return reduceLanes<Reduction>(v, warpSizeConst);
}

// Calls work with a value of the C++ type of `element`.
template <typename Work>
void withElement(Element element, Work work) {
  switch (element) {
    case Element::fp32:
      return work(float{});
    case Element::fp16:
      return work(__half{});
    case Element::bf16:
      return work(__nv_bfloat16{});
  }
}

inline int elementsPerPack(Element element) {
  return element == Element::fp32 ? 4 : 8;
}

inline int roundUpTo(int value, int multiple) {
  return (value + multiple - 1) / multiple * multiple;
}

}  // namespace zaohua::cuda
