// SPDX-License-Identifier: Apache-2.0
// What a product of hopper_tiles.cuh needs from the host: descriptions of matrices, and how many blocks at once.
#pragma once

#include <cuda.h>
#include <cuda_runtime_api.h>

#include <cstdint>

namespace zaohua::cuda::hopper {

// Whether the current card has compute capability 9.0 and its driver can describe matrices.
bool supported();

// A bf16 matrix that is read or written in boxes of 64 columns of `boxRows` rows.
bool describe(CUtensorMap& map, const void* matrix, std::int64_t rows, std::int64_t columns, int boxRows);

// Pairs of blocks that the card holds at once.
int pairsAtOnce();

}  // namespace zaohua::cuda::hopper
