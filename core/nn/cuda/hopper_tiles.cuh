// SPDX-License-Identifier: Apache-2.0
// The part that all products on cards of compute capability 9.0 share: sums of tiles of 128 rows and twice 128 columns.
//
// One block holds two consumer warpgroups of 64 rows each and one that only brings tiles, in four stages of 128 bytes
// of the inner dimension. Two neighbouring blocks form a cluster and mostly compute tiles one above the other, so that
// each brings half of the columns' tile for both: reading 48 KiB a step from the cache would otherwise be slower than
// multiplying it. The blocks stay and walk over all tiles (Schedule), the tiles of the next product arriving while the
// last results are written.
#pragma once

#include "nn/cuda/device_math.cuh"
#include "nn/cuda/hopper_async.cuh"

namespace zaohua::cuda::hopper {

constexpr int tileRows = 128;
constexpr int halfColumns = 128;  // of the weight's rows that a tile's half takes
constexpr int stepElements = 64;  // of the inner dimension: one swizzled row
constexpr int stepBytes = stepElements * 2;
constexpr int stages = 4;
constexpr int groupRows = 64;  // of a warpgroup
constexpr int groupThreads = 128;
constexpr int blockThreads = 3 * groupThreads;
constexpr int consumerWarps = 8;
constexpr int clusterBlocks = 2;

constexpr int xTileBytes = tileRows * stepBytes;
constexpr int halfTileBytes = halfColumns * stepBytes;
constexpr int stageBytes = xTileBytes + 2 * halfTileBytes;
constexpr int boxBytes = groupRows * stepBytes;  // of results, as the accelerator takes them away
constexpr int groupResultBytes = 2 * boxBytes;
constexpr int swizzleAlignment = 1024;
constexpr int sharedBytes = stages * stageBytes + 2 * groupResultBytes + 2 * stages * 8 + swizzleAlignment;

// Which tiles the pairs of blocks compute, and in which order: groups of columns whose weights stay in the cache while
// all rows pass by.
struct Schedule {
  int rowTiles;
  int columnTiles;
  int groupColumns;  // even

  __host__ __device__ int pairsOfGroup(int columns) const {
    return rowTiles / 2 * columns + (rowTiles % 2) * ((columns + 1) / 2);
  }
  __host__ __device__ int pairs() const {
    const int whole = columnTiles / groupColumns;
    return whole * pairsOfGroup(groupColumns) + pairsOfGroup(columnTiles % groupColumns);
  }
};

// A tile of the weight's rows is one of its first half and the same one of its second, `secondHalf` rows below.
struct Walk {
  Schedule schedule;
  int steps;  // of the inner dimension
  int secondHalf;
};

struct Tile {
  int row;
  int column;
  bool sharesColumn;  // with the other block of the cluster
};

// With an odd number of rows of tiles the last row's are paired side by side. A tile without a partner is one below the
// last row: it loads zeros and stores nothing.
__device__ inline Tile tileOf(const Schedule& schedule, int pair, int rank) {
  const int group = pair / schedule.pairsOfGroup(schedule.groupColumns);
  const int rest = pair - group * schedule.pairsOfGroup(schedule.groupColumns);
  const int first = group * schedule.groupColumns;
  const int columns = min(schedule.groupColumns, schedule.columnTiles - first);
  const int rowPair = rest / columns;
  if (rowPair < schedule.rowTiles / 2)
    return {2 * rowPair + rank, first + rest % columns, true};
  const int column = 2 * (rest - schedule.rowTiles / 2 * columns) + rank;
  if (column < columns)
    return {schedule.rowTiles - 1, first + column, false};
  return {schedule.rowTiles, first, false};
}

struct Shared {
  std::uint32_t tiles;
  std::uint32_t results;
  std::uint32_t full;   // one barrier a stage: its tiles have come
  std::uint32_t empty;  // one barrier a stage: both blocks have read them

  __device__ explicit Shared(const void* memory) {
    tiles = (sharedAddress(memory) + swizzleAlignment - 1) / swizzleAlignment * swizzleAlignment;
    results = tiles + stages * stageBytes;
    full = results + 2 * groupResultBytes;
    empty = full + stages * 8;
  }
};

// Where in the ring of stages a warp is.
struct Turn {
  int stage = 0;
  std::uint32_t parity = 0;

  __device__ void next() {
    if (++stage == stages) {
      stage = 0;
      parity ^= 1;
    }
  }
};

__device__ inline void bringTiles(const CUtensorMap& x, const CUtensorMap& weight, const Walk& walk,
                                  const Shared& shared) {
  const int rank = static_cast<int>(rankInCluster());
  constexpr std::uint16_t bothBlocks = 3;
  Turn turn;
  for (int pair = static_cast<int>(blockIdx.x) / clusterBlocks; pair < walk.schedule.pairs();
       pair += static_cast<int>(gridDim.x) / clusterBlocks) {
    const Tile tile = tileOf(walk.schedule, pair, rank);
    const int firstHalf = tile.column * halfColumns;
    const int secondHalf = firstHalf + walk.secondHalf;
    for (int step = 0; step < walk.steps; ++step, turn.next()) {
      const std::uint32_t full = shared.full + static_cast<std::uint32_t>(turn.stage) * 8;
      const std::uint32_t xTile = shared.tiles + static_cast<std::uint32_t>(turn.stage * stageBytes);
      const std::uint32_t columns = xTile + xTileBytes;
      const int element = step * stepElements;
      waitFor(shared.empty + static_cast<std::uint32_t>(turn.stage) * 8, turn.parity ^ 1);
      arriveExpecting(full, stageBytes);
      loadTile(xTile, x, element, tile.row * tileRows, full);
      if (tile.sharesColumn) {
        loadTileForAll(columns + static_cast<std::uint32_t>(rank * halfTileBytes), weight, element,
                       rank == 0 ? firstHalf : secondHalf, full, bothBlocks);
      } else {
        loadTile(columns, weight, element, firstHalf, full);
        loadTile(columns + halfTileBytes, weight, element, secondHalf, full);
      }
    }
  }
}

// Both blocks' stage may be filled again: a block's half of the columns goes to both.
__device__ inline void release(const Shared& shared, int stage) {
  const std::uint32_t lane = threadIdx.x % warpSizeConst;
  if (lane < clusterBlocks)
    arriveAt(shared.empty + static_cast<std::uint32_t>(stage) * 8, lane);
}

__device__ inline void multiply(float (&sums)[128], const Shared& shared, int group, int steps, Turn& turn) {
  int before = 0;
  for (int step = 0; step < steps; ++step, turn.next()) {
    waitFor(shared.full + static_cast<std::uint32_t>(turn.stage) * 8, turn.parity);
    const std::uint32_t tile = shared.tiles + static_cast<std::uint32_t>(turn.stage * stageBytes);
    const std::uint64_t a = swizzledRows(tile + static_cast<std::uint32_t>(group * groupRows * stepBytes));
    const std::uint64_t b = swizzledRows(tile + xTileBytes);
    beginProducts();
#pragma unroll
    for (int part = 0; part < 4; ++part)  // 32 bytes each, counted in the descriptor's units of 16
      multiplyAdd(sums, a + 2 * part, b + 2 * part, step + part != 0);
    endProducts();
    waitForProducts<1>();
    if (step > 0)
      release(shared, before);
    before = turn.stage;
  }
  waitForProducts<0>();
  release(shared, before);
}

// The whole kernel of a product: write(sums, tile, group, results) is called by every thread of a consumer warpgroup
// when a tile's sums are complete, the warpgroup's share of them being rows 64·group …; `results` is its own room of
// two boxes in shared memory.
template <typename Write>
__device__ void computeTiles(const CUtensorMap& x, const CUtensorMap& weight, const Walk& walk, const Write& write) {
  extern __shared__ std::uint8_t memory[];
  const Shared shared(memory);
  if (threadIdx.x == 0) {
    prefetchMap(x);
    prefetchMap(weight);
    for (std::uint32_t stage = 0; stage < stages; ++stage) {
      initBarrier(shared.full + stage * 8, 1);
      initBarrier(shared.empty + stage * 8, clusterBlocks * consumerWarps);
    }
    publishBarriers();
  }
  syncCluster();
  const int group = static_cast<int>(threadIdx.x) / groupThreads - 1;
  if (group < 0) {
    giveRegistersAway<40>();
    if (threadIdx.x == 0)
      bringTiles(x, weight, walk, shared);
  } else {
    takeRegisters<232>();
    Turn turn;
    float sums[128];
    for (int pair = static_cast<int>(blockIdx.x) / clusterBlocks; pair < walk.schedule.pairs();
         pair += static_cast<int>(gridDim.x) / clusterBlocks) {
      multiply(sums, shared, group, walk.steps, turn);
      write(sums, tileOf(walk.schedule, pair, static_cast<int>(rankInCluster())), group,
            shared.results + static_cast<std::uint32_t>(group) * groupResultBytes);
    }
    if (threadIdx.x % groupThreads == 0)
      waitUntilStored();
  }
  syncCluster();  // the other block may still send tiles and arrivals here
}

// Until a warpgroup's room for results may be written again, and until all of it is written.
__device__ inline void beginResults(int group) {
  if (threadIdx.x % groupThreads == 0)
    waitUntilStoresAreRead();
  syncThreads(1 + group, groupThreads);
}
__device__ inline bool resultsComplete(int group) {
  publishShared();
  syncThreads(1 + group, groupThreads);
  return threadIdx.x % groupThreads == 0;  // the one thread that sends them off
}

// 64 rows and 128 columns of bf16 to two boxes. pairAt(chunk, below) is the thread's pair of the eight columns `chunk`,
// of its upper or lower row.
template <typename PairAt>
__device__ inline void placeBf16(std::uint32_t results, const PairAt& pairAt) {
  const std::uint32_t lane = threadIdx.x % warpSizeConst;
  const std::uint32_t row = threadIdx.x % groupThreads / warpSizeConst * 16 + lane % 16;
  const auto word = [&](int chunk, int below) {
    const Two<__nv_bfloat16> pair = pairAt(chunk, below);
    return *reinterpret_cast<const std::uint32_t*>(&pair.v);
  };
#pragma unroll
  for (int chunk = 0; chunk < halfColumns / 8; chunk += 2) {
    const std::uint32_t own = static_cast<std::uint32_t>(chunk) + lane / 16;
    const std::uint32_t address = results + own / 8 * boxBytes + row * 128 + ((own % 8) ^ (row % 8)) * 16;
    storeMatrices(address, word(chunk, 0), word(chunk, 1), word(chunk + 1, 0), word(chunk + 1, 1));
  }
}

// The two boxes to columns `column` … of y.
__device__ inline void sendBf16(const CUtensorMap& y, std::uint32_t results, int column, int row) {
  for (int box = 0; box < 2; ++box)
    storeTile(y, column + box * stepElements, row, results + static_cast<std::uint32_t>(box * boxBytes));
  endStores();
}

}  // namespace zaohua::cuda::hopper
