// SPDX-License-Identifier: Apache-2.0
#include "nn/cuda/hopper_launch.h"

namespace zaohua::cuda::hopper {

namespace {

using EncodeTiled = CUresult (*)(CUtensorMap*, CUtensorMapDataType, cuuint32_t, void*, const cuuint64_t*,
                                 const cuuint64_t*, const cuuint32_t*, const cuuint32_t*, CUtensorMapInterleave,
                                 CUtensorMapSwizzle, CUtensorMapL2promotion, CUtensorMapFloatOOBfill);

EncodeTiled encodeTiled() {
  static const EncodeTiled function = [] {
    void* found = nullptr;
    cudaDriverEntryPointQueryResult result = cudaDriverEntryPointSymbolNotFound;
    constexpr unsigned cuda12 = 12000;
    const cudaError_t status =
        cudaGetDriverEntryPointByVersion("cuTensorMapEncodeTiled", &found, cuda12, cudaEnableDefault, &result);
    return status == cudaSuccess && result == cudaDriverEntryPointSuccess ? reinterpret_cast<EncodeTiled>(found)
                                                                          : nullptr;
  }();
  return function;
}

int attribute(cudaDeviceAttr which) {
  int device = 0;
  int value = 0;
  return cudaGetDevice(&device) == cudaSuccess && cudaDeviceGetAttribute(&value, which, device) == cudaSuccess ? value
                                                                                                               : 0;
}

}  // namespace

bool supported() {
  return attribute(cudaDevAttrComputeCapabilityMajor) == 9 && attribute(cudaDevAttrComputeCapabilityMinor) == 0 &&
         encodeTiled() != nullptr;
}

bool describe(CUtensorMap& map, const void* matrix, std::int64_t rows, std::int64_t columns, int boxRows) {
  constexpr cuuint32_t boxColumns = 64;
  constexpr cuuint64_t elementBytes = 2;
  const cuuint64_t sizes[2] = {static_cast<cuuint64_t>(columns), static_cast<cuuint64_t>(rows)};
  const cuuint64_t strides[1] = {static_cast<cuuint64_t>(columns) * elementBytes};
  const cuuint32_t box[2] = {boxColumns, static_cast<cuuint32_t>(boxRows)};
  const cuuint32_t everyElement[2] = {1, 1};
  return encodeTiled()(&map, CU_TENSOR_MAP_DATA_TYPE_BFLOAT16, 2, const_cast<void*>(matrix), sizes, strides, box,
                       everyElement, CU_TENSOR_MAP_INTERLEAVE_NONE, CU_TENSOR_MAP_SWIZZLE_128B,
                       CU_TENSOR_MAP_L2_PROMOTION_L2_256B, CU_TENSOR_MAP_FLOAT_OOB_FILL_NONE) == CUDA_SUCCESS;
}

int pairsAtOnce() {
  return attribute(cudaDevAttrMultiProcessorCount) / 2;
}

}  // namespace zaohua::cuda::hopper
