// SPDX-License-Identifier: Apache-2.0
#include "nn/cuda/gated_product.h"

#include <algorithm>

#include "nn/cuda/hopper_launch.h"
#include "nn/cuda/hopper_tiles.cuh"

namespace zaohua::cuda {

namespace {

using namespace hopper;

__device__ inline Two<__nv_bfloat16> gatedPair(const Two<__nv_bfloat16>& gate, const Two<__nv_bfloat16>& up) {
  const float2 v = gate.widened();
  return Two<__nv_bfloat16>::of(silu(v.x), silu(v.y)).times(up);
}

// The halves of a tile are the same columns of both products: a thread finds both factors of a result in its registers.
__global__ void __cluster_dims__(clusterBlocks, 1, 1) __launch_bounds__(blockThreads, 1)
    gatedProductKernel(const __grid_constant__ CUtensorMap x, const __grid_constant__ CUtensorMap weight,
                       const __grid_constant__ CUtensorMap y, const Walk walk) {
  computeTiles(x, weight, walk, [&](const float(&sums)[128], const Tile& tile, int group, std::uint32_t results) {
    constexpr int up = halfColumns / 8;
    const auto product = [&](int chunk, int below) {
      return Two<__nv_bfloat16>::of(sums[4 * chunk + 2 * below], sums[4 * chunk + 2 * below + 1]);
    };
    beginResults(group);
    placeBf16(results,
              [&](int chunk, int below) { return gatedPair(product(chunk, below), product(chunk + up, below)); });
    if (resultsComplete(group))
      sendBf16(y, results, tile.column * halfColumns, tile.row * tileRows + group * groupRows);
  });
}

int ceilDivided(std::int64_t a, std::int64_t b) {
  return static_cast<int>((a + b - 1) / b);
}

// As many columns of weights as a quarter of the second-level cache holds: much more or less was slower.
Walk walkOf(const GatedProduct& work) {
  constexpr std::int64_t bytesKept = 12 << 20;
  constexpr int widestGroup = 32;
  const auto columns = static_cast<int>(bytesKept / (2 * halfColumns * work.in * std::int64_t{sizeof(__nv_bfloat16)}));
  const Schedule schedule = {ceilDivided(work.rows, tileRows), ceilDivided(work.width, halfColumns),
                             std::clamp(columns / 2 * 2, 2, widestGroup)};
  return {schedule, static_cast<int>(work.in / stepElements), static_cast<int>(work.width)};
}

// All tiles take equally long, so what the last round leaves idle is lost: with few rows the library's choice among
// tiles of several sizes is better.
bool fillsTheCard(const GatedProduct& work) {
  constexpr double leastShare = 0.9;
  const double tiles = static_cast<double>(work.rows) / tileRows * static_cast<double>(work.width) / halfColumns;
  const int atOnce = pairsAtOnce();
  return atOnce > 0 &&
         tiles >= leastShare * ceilDivided(walkOf(work).schedule.pairs(), atOnce) * atOnce * clusterBlocks;
}

}  // namespace

bool gatedProductFits(const GatedProduct& work) {
  constexpr std::int64_t most = std::int64_t{1} << 24;
  return work.rows > 0 && work.rows < most && work.in > 0 && work.in < most && work.width > 0 && work.width < most &&
         work.in % stepElements == 0 && work.width % halfColumns == 0 && fillsTheCard(work) && supported();
}

cudaError_t gatedProduct(const GatedProduct& work, cudaStream_t stream) {
  CUtensorMap x;
  CUtensorMap weight;
  CUtensorMap y;
  if (!describe(x, work.x, work.rows, work.in, tileRows) ||
      !describe(weight, work.weight, 2 * work.width, work.in, halfColumns) ||
      !describe(y, work.y, work.rows, work.width, groupRows)) {
    return cudaErrorInvalidValue;
  }
  const cudaError_t status =
      cudaFuncSetAttribute(gatedProductKernel, cudaFuncAttributeMaxDynamicSharedMemorySize, sharedBytes);
  if (status != cudaSuccess)
    return status;
  const Walk walk = walkOf(work);
  const int blocks = std::min(pairsAtOnce(), walk.schedule.pairs()) * clusterBlocks;
  gatedProductKernel<<<static_cast<unsigned>(blocks), blockThreads, sharedBytes, stream>>>(x, weight, y, walk);
  return cudaGetLastError();
}

}  // namespace zaohua::cuda
