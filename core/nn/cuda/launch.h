// SPDX-License-Identifier: Apache-2.0
// The CUDA kernels as plain functions over device pointers: what cuda_kernels.cpp (which knows tensors) asks of the
// .cu files (which do not). Each enqueues on `stream` and returns at once; the caller looks at cudaGetLastError().
// Rows are contiguous, pointers aligned to 16 bytes, widths multiples of 16 bytes. Rounding points are those of
// kernels/aten_kernels.cpp.
#pragma once

#include <cuda_runtime_api.h>

#include <cstdint>

#include "nn/kernels/hadamard.h"

namespace zaohua::cuda {

enum class Element { fp32, fp16, bf16 };

// How rows are written: in the element type, or in 8 bits, each row divided by a scale that is written beside it.
enum class RowFormat { element, fp8, int8 };

// Where rows go.
struct OutRows {
  OutRows() = default;
  OutRows(RowFormat as, void* to, float* toScales, std::int64_t count, int columns)
      : format(as), values(to), scales(toScales), rows(count), width(columns), hadamard(hadamardOf(columns)) {}

  RowFormat format = RowFormat::element;
  void* values = nullptr;
  float* scales = nullptr;  // (rows), in 8 bits
  std::int64_t rows = 0;
  int width = 0;
  Hadamard hadamard;  // of int8
};

// A vector that multiplies rows: (samples, width), or one for all where sampleStride is 0. Null = all ones.
struct Factor {
  const void* values = nullptr;
  std::int64_t sampleStride = 0;
};

// x ← x + gate·norm(branch) if there is a branch; out = norm(x)·weight·scale if there is an out. A row is one token.
struct RowNorm {
  std::int64_t rows = 0;
  int width = 0;
  std::int64_t rowsPerSample = 0;
  void* x = nullptr;
  const void* branch = nullptr;
  const void* branchWeight = nullptr;  // null: the branch is added as it is
  float branchEps = 0;
  Factor gate;
  OutRows out;                   // without values: none
  const void* weight = nullptr;  // null: a layer norm without weights, in the element type, instead of an RMS norm
  float eps = 0;
  Factor scale;
};
bool rowNormFits(Element element, int width);
void rowNorm(Element element, const RowNorm& work, cudaStream_t stream);

// (rows, 2·width) → (rows, width): silu(a)·b.
void swiglu(Element element, const void* gateAndUp, const OutRows& out, cudaStream_t stream);
bool quantizeFits(Element element, int width);
void quantizeRows(Element element, const void* x, const OutRows& out, cudaStream_t stream);  // to 8 bits

// What a product of int8 leaves: sums that become numbers when they are multiplied by the scales of row and column.
struct Int8Sums {
  const std::int32_t* sums = nullptr;  // (rows, width)
  const float* rowScales = nullptr;
  const float* columnScales = nullptr;
};
// The numbers, in the element type: out.format is that.
void scaleSums(Element element, const Int8Sums& product, const OutRows& out, cudaStream_t stream);
// swiglu() of the numbers, each rounded to the element type, to int8: sums are (rows, 2·width).
bool swigluSumsFits(int width);
void swigluSums(Element element, const Int8Sums& product, const OutRows& out, cudaStream_t stream);

// In a fused product (tokens, rowStride) the first `heads` query heads and then `keyHeads` key heads of headDim
// channels: normalised, then rotated, in place.
struct HeadRotation {
  void* product = nullptr;
  std::int64_t tokens = 0;
  std::int64_t tokensPerSample = 0;
  std::int64_t rowStride = 0;
  int heads = 0;
  int keyHeads = 0;
  int headDim = 0;
  const void* queryWeight = nullptr;  // null: not normalised
  const void* keyWeight = nullptr;
  float eps = 0;
  const float* pairs = nullptr;   // (tokens, headDim/2, 2) cos, sin: neighbouring pairs, in fp32
  const void* halfCos = nullptr;  // (tokens, headDim): first half with second half, in the element type
  const void* halfSin = nullptr;
};
bool rotationFits(Element element, int headDim);
void normRotate(Element element, const HeadRotation& work, cudaStream_t stream);

// silu(groupNorm(x + inputBias)) of channels-last pictures, out may be x. `workspace` holds groupNormFloats() floats.
struct GroupNormSilu {
  const void* x = nullptr;
  void* out = nullptr;
  const void* inputBias = nullptr;  // (channels) or null
  const void* weight = nullptr;
  const void* bias = nullptr;
  float* workspace = nullptr;
  std::int64_t samples = 0;
  std::int64_t pixels = 0;
  int channels = 0;
  int groups = 0;
  float eps = 0;
  bool silu = true;
};
bool groupNormFits(Element element, int channels, int groups);
std::int64_t groupNormFloats(const GroupNormSilu& work);
void groupNormSilu(Element element, const GroupNormSilu& work, cudaStream_t stream);

// branch ← x + (branch + bias), channels-last; x may be null.
void addBiased(Element element, void* branch, const void* bias, const void* x, std::int64_t pixels, int channels,
               cudaStream_t stream);
// Each pixel four times: (samples, height, width, channels) → twice as high and wide.
void doublePixels(Element element, const void* x, void* out, std::int64_t samples, int height, int width, int channels,
                  cudaStream_t stream);
// softmax(scale·x) of fp32 rows, out in the element type.
void softmaxRows(Element element, const float* x, void* out, float scale, std::int64_t rows, int width,
                 cudaStream_t stream);

// Success if these kernels were compiled for the current card, or can be.
cudaError_t machineCodeForThisCard();

}  // namespace zaohua::cuda
