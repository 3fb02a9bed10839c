// SPDX-License-Identifier: Apache-2.0
// The asynchronous machinery of compute capability 9.0 in words: barriers in shared memory, tiles brought by the tensor
// memory accelerator, products of a warpgroup. What each instruction means stands in NVIDIA's PTX reference (mbarrier,
// cp.async.bulk.tensor, wgmma.mma_async, stmatrix).
#pragma once

#include <cuda.h>
#include <cuda_bf16.h>

#include <cstdint>

namespace zaohua::cuda::hopper {

__device__ inline std::uint32_t sharedAddress(const void* pointer) {
  return static_cast<std::uint32_t>(__cvta_generic_to_shared(pointer));
}

__device__ inline std::uint32_t rankInCluster() {
  std::uint32_t rank = 0;
  asm volatile("mov.u32 %0, %%cluster_ctarank;" : "=r"(rank));
  return rank;
}

__device__ inline void syncCluster() {
  asm volatile("barrier.cluster.arrive.release;\nbarrier.cluster.wait.acquire;" ::: "memory");
}

// Of some of a block's threads; `id` 0 is __syncthreads().
__device__ inline void syncThreads(int id, int threads) {
  asm volatile("bar.sync %0, %1;" ::"r"(id), "r"(threads) : "memory");
}

// ---- barriers: addresses in shared memory ----

__device__ inline void initBarrier(std::uint32_t barrier, int arrivals) {
  asm volatile("mbarrier.init.shared::cta.b64 [%0], %1;" ::"r"(barrier), "r"(arrivals));
}

__device__ inline void publishBarriers() {
  asm volatile("fence.mbarrier_init.release.cluster;" ::: "memory");
}

__device__ inline void arriveExpecting(std::uint32_t barrier, int bytes) {
  asm volatile("mbarrier.arrive.expect_tx.shared::cta.b64 _, [%0], %1;" ::"r"(barrier), "r"(bytes) : "memory");
}

// At the barrier of the same address in another block of the cluster.
__device__ inline void arriveAt(std::uint32_t barrier, std::uint32_t rank) {
  asm volatile(
      "{\n.reg .b32 remote;\n"
      "mapa.shared::cluster.u32 remote, %0, %1;\n"
      "mbarrier.arrive.shared::cluster.b64 _, [remote];\n}" ::"r"(barrier),
      "r"(rank)
      : "memory");
}

__device__ inline void waitFor(std::uint32_t barrier, std::uint32_t parity) {
  asm volatile(
      "{\n.reg .pred done;\n"
      "again:\n"
      "mbarrier.try_wait.parity.shared::cta.b64 done, [%0], %1;\n"
      "@done bra finished;\n"
      "bra again;\n"
      "finished:\n}" ::"r"(barrier),
      "r"(parity)
      : "memory");
}

// ---- tiles ----

__device__ inline void prefetchMap(const CUtensorMap& map) {
  asm volatile("prefetch.tensormap [%0];" ::"l"(&map) : "memory");
}

__device__ inline void loadTile(std::uint32_t to, const CUtensorMap& map, int column, int row, std::uint32_t barrier) {
  asm volatile(
      "cp.async.bulk.tensor.2d.shared::cluster.global.mbarrier::complete_tx::bytes [%0], [%1, {%2, %3}], [%4];" ::"r"(
          to),
      "l"(&map), "r"(column), "r"(row), "r"(barrier)
      : "memory");
}

// Into the same place of all blocks of the cluster that `blocks` names, each told by its own barrier.
__device__ inline void loadTileForAll(std::uint32_t to, const CUtensorMap& map, int column, int row,
                                      std::uint32_t barrier, std::uint16_t blocks) {
  asm volatile(
      "cp.async.bulk.tensor.2d.shared::cluster.global.mbarrier::complete_tx::bytes.multicast::cluster [%0], "
      "[%1, {%2, %3}], [%4], %5;" ::"r"(to),
      "l"(&map), "r"(column), "r"(row), "r"(barrier), "h"(blocks)
      : "memory");
}

// What threads wrote to shared memory becomes visible to the accelerator.
__device__ inline void publishShared() {
  asm volatile("fence.proxy.async.shared::cta;" ::: "memory");
}

__device__ inline void storeTile(const CUtensorMap& map, int column, int row, std::uint32_t from) {
  asm volatile("cp.async.bulk.tensor.2d.global.shared::cta.bulk_group [%0, {%1, %2}], [%3];" ::"l"(&map), "r"(column),
               "r"(row), "r"(from)
               : "memory");
}

__device__ inline void endStores() {
  asm volatile("cp.async.bulk.commit_group;" ::: "memory");
}

// Until shared memory may be written again.
__device__ inline void waitUntilStoresAreRead() {
  asm volatile("cp.async.bulk.wait_group.read 0;" ::: "memory");
}

__device__ inline void waitUntilStored() {
  asm volatile("cp.async.bulk.wait_group 0;" ::: "memory");
}

// Four 8x8 matrices of 16-bit elements; lane l gives the address of row l % 8 of matrix l / 8.
__device__ inline void storeMatrices(std::uint32_t address, std::uint32_t a, std::uint32_t b, std::uint32_t c,
                                     std::uint32_t d) {
  asm volatile("stmatrix.sync.aligned.m8n8.x4.shared.b16 [%0], {%1, %2, %3, %4};" ::"r"(address), "r"(a), "r"(b),
               "r"(c), "r"(d)
               : "memory");
}

// ---- products of a warpgroup ----

template <int registers>
__device__ inline void giveRegistersAway() {
  asm volatile("setmaxnreg.dec.sync.aligned.u32 %0;" ::"n"(registers));
}

template <int registers>
__device__ inline void takeRegisters() {
  asm volatile("setmaxnreg.inc.sync.aligned.u32 %0;" ::"n"(registers));
}

__device__ inline void beginProducts() {
  asm volatile("wgmma.fence.sync.aligned;" ::: "memory");
}

__device__ inline void endProducts() {
  asm volatile("wgmma.commit_group.sync.aligned;" ::: "memory");
}

template <int stillRunning>
__device__ inline void waitForProducts() {
  asm volatile("wgmma.wait_group.sync.aligned %0;" ::"n"(stillRunning) : "memory");
}

// Rows of 128 bytes in groups of eight, their 16-byte chunks exchanged as the accelerator's 128-byte swizzle does.
__device__ inline std::uint64_t swizzledRows(std::uint32_t address) {
  constexpr std::uint64_t bytesOfEightRows = 1024;
  constexpr std::uint64_t swizzle128 = 1;
  return (address & 0x3FFFF) >> 4 | std::uint64_t{1} << 16 | (bytesOfEightRows >> 4) << 32 | swizzle128 << 62;
}

#define ZAOHUA_D8(i)                                                                                          \
  "+f"(d[i]), "+f"(d[i + 1]), "+f"(d[i + 2]), "+f"(d[i + 3]), "+f"(d[i + 4]), "+f"(d[i + 5]), "+f"(d[i + 6]), \
      "+f"(d[i + 7])
#define ZAOHUA_D64(i)                                                                                         \
  ZAOHUA_D8(i), ZAOHUA_D8(i + 8), ZAOHUA_D8(i + 16), ZAOHUA_D8(i + 24), ZAOHUA_D8(i + 32), ZAOHUA_D8(i + 40), \
      ZAOHUA_D8(i + 48), ZAOHUA_D8(i + 56)
#define ZAOHUA_REGISTERS_128                                                                                     \
  "{%0,%1,%2,%3,%4,%5,%6,%7,%8,%9,%10,%11,%12,%13,%14,%15,%16,%17,%18,%19,%20,%21,%22,%23,%24,%25,%26,%27,%28,"  \
  "%29,%30,%31,%32,%33,%34,%35,%36,%37,%38,%39,%40,%41,%42,%43,%44,%45,%46,%47,%48,%49,%50,%51,%52,%53,%54,%55," \
  "%56,%57,%58,%59,%60,%61,%62,%63,%64,%65,%66,%67,%68,%69,%70,%71,%72,%73,%74,%75,%76,%77,%78,%79,%80,%81,%82," \
  "%83,%84,%85,%86,%87,%88,%89,%90,%91,%92,%93,%94,%95,%96,%97,%98,%99,%100,%101,%102,%103,%104,%105,%106,%107," \
  "%108,%109,%110,%111,%112,%113,%114,%115,%116,%117,%118,%119,%120,%121,%122,%123,%124,%125,%126,%127}"

// d (64, 256) ← a (64, 16)·b (256, 16)ᵀ + (add ? d : 0), bf16 in, fp32 out. A thread holds of every 8 columns j two
// neighbours of row lane/4 in d[4j], d[4j + 1] and of the row 8 below in d[4j + 2], d[4j + 3].
__device__ inline void multiplyAdd(float (&d)[128], std::uint64_t a, std::uint64_t b, int add) {
  asm volatile(
      "{\n.reg .pred add;\nsetp.ne.b32 add, %130, 0;\n"
      "wgmma.mma_async.sync.aligned.m64n256k16.f32.bf16.bf16 " ZAOHUA_REGISTERS_128 ", %128, %129, add, 1, 1, 0, 0;\n}"
      : ZAOHUA_D64(0), ZAOHUA_D64(64)
      : "l"(a), "l"(b), "r"(add));
}

#undef ZAOHUA_D8
#undef ZAOHUA_D64
#undef ZAOHUA_REGISTERS_128

}  // namespace zaohua::cuda::hopper
