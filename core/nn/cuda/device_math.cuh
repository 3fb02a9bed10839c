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
constexpr float fp8Max = 448.0F;  // of e4m3

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

// 16 bytes of elements.
template <typename T>
struct alignas(16) Pack {
  static constexpr int size = 16 / sizeof(T);
  T v[size];
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

// Values already divided by their row's scale, as many as a pack of T holds.
template <typename T>
__device__ inline void storeFp8(void* base, std::int64_t pack, const float (&values)[Pack<T>::size]) {
  static_assert(Pack<T>::size % 4 == 0);
  unsigned* out = static_cast<unsigned*>(base) + pack * (Pack<T>::size / 4);
#pragma unroll
  for (int word = 0; word < Pack<T>::size / 4; ++word) {
    const float* v = values + 4 * word;
    const unsigned low = __nv_cvt_float2_to_fp8x2(make_float2(v[0], v[1]), __NV_SATFINITE, __NV_E4M3);
    const unsigned high = __nv_cvt_float2_to_fp8x2(make_float2(v[2], v[3]), __NV_SATFINITE, __NV_E4M3);
    out[word] = low | (high << 16);
  }
}

__device__ inline float silu(float v) {
  return v / (1.0F + __expf(-v));
}

struct Sum {
  static constexpr float identity = 0;
  static __device__ float combine(float a, float b) { return a + b; }
};
struct Largest {
  static constexpr float identity = -3.402823466e38F;
  static __device__ float combine(float a, float b) { return fmaxf(a, b); }
};

template <typename Reduction>
__device__ inline float reduceLanes(float v, int lanes) {
  for (int step = lanes / 2; step > 0; step /= 2)
    v = Reduction::combine(v, __shfl_xor_sync(wholeWarp, v, step));
  return v;
}

// The same value for every thread of a block of whole warps. `shared` (32 floats) may be used again right afterwards.
template <typename Reduction>
__device__ inline float reduceBlock(float v, float* shared) {
  v = reduceLanes<Reduction>(v, warpSizeConst);
  const int warp = static_cast<int>(threadIdx.x) / warpSizeConst;
  const int lane = static_cast<int>(threadIdx.x) % warpSizeConst;
  const int warps = static_cast<int>(blockDim.x) / warpSizeConst;
  __syncthreads();
  if (lane == 0)
    shared[warp] = v;
  __syncthreads();
  v = lane < warps ? shared[lane] : Reduction::identity;
  return reduceLanes<Reduction>(v, warpSizeConst);
}

// A row of fp8: the scale that its largest magnitude asks for.
__device__ inline float fp8Scale(float largest) {
  return largest > 0 ? largest / fp8Max : 1.0F;
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
