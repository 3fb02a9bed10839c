// SPDX-License-Identifier: Apache-2.0
// The feed-forward's first two products and SwiGLU as one kernel, on cards of compute capability 9.0 (H100, H200): the
// widest intermediate of a block, 2·width a row, never reaches memory. cuBLASLt cannot do that. Enqueues on `stream`;
// plain pointers as in launch.h.
#pragma once

#include <cuda_runtime_api.h>

#include <cstdint>

namespace zaohua::cuda {

// y (rows, width) ← silu(gate)·up of [gate | up] = x (rows, in) · weight (2·width, in)ᵀ, in bf16. Each product is
// rounded to bf16 first, as if it had been stored.
struct GatedProduct {
  const void* x = nullptr;
  const void* weight = nullptr;
  void* y = nullptr;
  std::int64_t rows = 0;
  std::int64_t in = 0;
  std::int64_t width = 0;
};

// Whether this card and these sizes are what it is made for.
bool gatedProductFits(const GatedProduct& work);
cudaError_t gatedProduct(const GatedProduct& work, cudaStream_t stream);

}  // namespace zaohua::cuda
