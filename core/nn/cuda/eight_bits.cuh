// SPDX-License-Identifier: Apache-2.0
// How a row leaves in 8 bits. A block of whole warps holds it as octets: thread t has the octets t, t + blockDim, …
#pragma once

#include <type_traits>

#include "nn/cuda/device_math.cuh"

namespace zaohua::cuda {

constexpr float fp8Max = 448.0F;  // of e4m3
constexpr float int8Max = 127.0F;
constexpr float smallestInt8Scale = 1e-30F;  // rows below it are zeros: dividing by their scale would overflow

// The scale that a row's largest magnitude asks for, and four values as one word, each times the scale's inverse.
template <RowFormat format>
struct EightBits;

template <>
struct EightBits<RowFormat::fp8> {
  template <typename T>
  using Held = T;
  using Reduction = Largest;
  __device__ static float larger(float a, float b) { return fmaxf(a, fabsf(b)); }
  __device__ static float scaleFor(float largest) { return largest > 0 ? largest / fp8Max : 1.0F; }
  __device__ static unsigned word(float4 v, float inverse) {
    const unsigned low = __nv_cvt_float2_to_fp8x2({v.x * inverse, v.y * inverse}, __NV_SATFINITE, __NV_E4M3);
    const unsigned high = __nv_cvt_float2_to_fp8x2({v.z * inverse, v.w * inverse}, __NV_SATFINITE, __NV_E4M3);
    return low | (high << 16);
  }
};

template <>
struct EightBits<RowFormat::int8> {
  template <typename T>
  using Held = float;  // what a Hadamard matrix makes
  using Reduction = LargestMagnitude;
  __device__ static float larger(float a, float b) { return largerMagnitude(a, b); }
  // Not finite where the row is not: then all values become zeros, and the scale makes NaN of their products.
  __device__ static float scaleFor(float largest) {
    const float scale = largest / int8Max;
    return scale < smallestInt8Scale ? 1.0F : scale;
  }
  __device__ static unsigned word(float4 v, float inverse) {
    const auto whole = [inverse](float value) { return static_cast<unsigned>(__float2int_rn(value * inverse)); };
    constexpr unsigned lowBytes = 0x0040;  // of two words
    constexpr unsigned lowHalves = 0x5410;
    return __byte_perm(__byte_perm(whole(v.x), whole(v.y), lowBytes), __byte_perm(whole(v.z), whole(v.w), lowBytes),
                       lowHalves);
  }
};

// Eight neighbouring values of a row, zeros behind its end.
constexpr int octetSize = 8;
template <typename Value>
struct Octet {
  Value v[octetSize];

  __device__ float4 four(int first) const {
    return {widen(v[first]), widen(v[first + 1]), widen(v[first + 2]), widen(v[first + 3])};
  }
};
template <RowFormat format, typename T>
using HeldOctet = Octet<typename EightBits<format>::template Held<T>>;

template <typename T>
constexpr int packsPerOctet = octetSize / Pack<T>::size;

template <typename Value, typename T>
__device__ inline void setPack(Octet<Value>& octet, int place, const Pack<T>& pack) {
#pragma unroll
  for (int k = 0; k < Pack<T>::size; ++k) {
    if constexpr (std::is_same_v<Value, T>) {
      octet.v[place * Pack<T>::size + k] = pack.v[k];
    } else {
      octet.v[place * Pack<T>::size + k] = widen(pack.v[k]);
    }
  }
}

template <int step>
__device__ inline void mixWithin(Octet<float>& octet) {
#pragma unroll
  for (int k = 0; k < octetSize; ++k) {
    if (k & step)
      continue;
    const float a = octet.v[k];
    const float b = octet.v[k + step];
    octet.v[k] = __fadd_rn(a, b);
    octet.v[k + step] = __fsub_rn(a, b);
  }
}

// Groups of 4ᵏ values, at most a warp's octets, times a Hadamard matrix without its factor 1/√group.
__device__ inline void mix(Octet<float>& octet, int group) {
  if (group > 1) {
    mixWithin<1>(octet);
    mixWithin<2>(octet);
  }
  if (group > 4)
    mixWithin<4>(octet);
  for (int lanes = 1; lanes < group / octetSize; lanes *= 2) {
    const bool upper = (threadIdx.x & static_cast<unsigned>(lanes)) != 0;
#pragma unroll
    for (int k = 0; k < octetSize; ++k) {
      const float other = __shfl_xor_sync(wholeWarp, octet.v[k], lanes);
      octet.v[k] = __fadd_rn(other, upper ? -octet.v[k] : octet.v[k]);
    }
  }
}

// By all threads of a block. Whole octets: the width is a multiple of their size.
template <RowFormat format, bool wholeOctets, typename Value, int octets>
__device__ inline void storeRow(Octet<Value> (&held)[octets], const OutRows& out, std::int64_t row,
                                ReductionSpace& space) {
  float largest = 0;
#pragma unroll
  for (int i = 0; i < octets; ++i) {
    if constexpr (format == RowFormat::int8)
      mix(held[i], out.hadamard.group);
#pragma unroll
    for (int k = 0; k < octetSize; ++k)
      largest = EightBits<format>::larger(largest, widen(held[i].v[k]));
  }
  largest = reduceBlock<typename EightBits<format>::Reduction>(largest, space);
  const float scale = EightBits<format>::scaleFor(largest);
  const float inverse = 1.0F / scale;
  const int rowWords = out.width / 4;
  unsigned* to = static_cast<unsigned*>(out.values) + row * rowWords;
#pragma unroll
  for (int i = 0; i < octets; ++i) {
    const int word = 2 * static_cast<int>(threadIdx.x + i * blockDim.x);
    if (word >= rowWords)
      continue;
    const unsigned low = EightBits<format>::word(held[i].four(0), inverse);
    const unsigned high = EightBits<format>::word(held[i].four(4), inverse);
    if constexpr (wholeOctets) {
      *reinterpret_cast<uint2*>(to + word) = {low, high};
    } else {
      to[word] = low;
      if (word + 1 < rowWords)
        to[word + 1] = high;
    }
  }
  if (threadIdx.x == 0)
    out.scales[row] = format == RowFormat::int8 ? scale * out.hadamard.factor : scale;
}

}  // namespace zaohua::cuda
