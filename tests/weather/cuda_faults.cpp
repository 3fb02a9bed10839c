// SPDX-License-Identifier: Apache-2.0
// Faults of the CUDA libraries, as libtorch and our module call them. This library is in LD_PRELOAD, so that its
// functions stand before those of the same names. Most of them are one gate in assembler, which needs no signature: it
// asks whether the call is due to fail, and else jumps to the real function with every register as it was. (x86-64)
//
// Calls that only give host memory back (cublasLtMatmulDescDestroy and its kin) and cudaGetDevice, which tells what the
// thread has set and asks no card, are let through: they have no way to fail, and libtorch makes them in destructors.
#include <dlfcn.h>

#include <atomic>
#include <cstdio>
#include <map>
#include <mutex>
#include <string>

#include "weather/faults.h"

#define EXPORTED __attribute__((visibility("default")))

namespace zaohua::test {

enum class Library { runtime, blas, blasLt, dnn };

// A function that stands before a real one.
struct Gate {
  Library library;
  const char* name;
  void* real;
};

}  // namespace zaohua::test

namespace {

using zaohua::test::Fault;
using zaohua::test::Gate;
using zaohua::test::Library;

constexpr const char* fileOf(Library library) {
  switch (library) {
    case Library::runtime:
      return "libcudart.so.13";
    case Library::blas:
      return "libcublas.so.13";
    case Library::blasLt:
      return "libcublasLt.so.13";
    case Library::dnn:
      return "libcudnn.so.9";
  }
  return "";
}

// As each library spells it.
constexpr int statusOf(Library library, Fault fault) {
  switch (library) {
    case Library::runtime:  // memory allocation, launch out of resources, launch failure
      return fault == Fault::outOfMemory ? 2 : fault == Fault::refused ? 701 : 719;
    case Library::blas:
    case Library::blasLt:  // allocation failed, internal error, execution failed
      return fault == Fault::outOfMemory ? 3 : fault == Fault::refused ? 14 : 13;
    case Library::dnn:  // device allocation failed, internal error, execution failed
      return fault == Fault::outOfMemory ? 4004 : fault == Fault::refused ? 4000 : 5000;
  }
  return 0;
}

struct Forecast {
  std::atomic<long> calls = 0;
  std::atomic<long> failing = 0;
  std::atomic<Fault> fault = Fault::refused;
  std::atomic<bool> everAfter = false;
  std::atomic<const char*> failed = "";
};
Forecast forecast;
thread_local int lastError = 0;  // as cudaGetLastError would tell it

void* realOf(Gate& gate) {
  if (gate.real == nullptr) {
    void* library = dlopen(fileOf(gate.library), RTLD_LAZY | RTLD_NOLOAD);
    gate.real = library != nullptr ? dlsym(library, gate.name) : nullptr;
    if (gate.real == nullptr) {
      std::fprintf(stderr, "cuda_faults: there is no %s in %s\n", gate.name, fileOf(gate.library));
      std::abort();
    }
  }
  return gate.real;
}

bool isBroken() {
  return forecast.everAfter && forecast.failing > 0 && forecast.calls >= forecast.failing;
}

// The status to fail with, or 0.
int due(const Gate& gate) {
  const long call = ++forecast.calls;
  if (forecast.failing == 0 || (call != forecast.failing && !(forecast.everAfter && call > forecast.failing)))
    return 0;
  const char* none = forecast.failed;
  if (*none == '\0')
    forecast.failed.compare_exchange_strong(none, gate.name);
  const int status = statusOf(gate.library, forecast.fault);
  if (gate.library == Library::runtime)
    lastError = status;
  return status;
}

template <typename Function>
Function* realAs(Gate& gate) {
  return reinterpret_cast<Function*>(realOf(gate));
}

// What cudaMalloc gave out.
std::mutex heldMutex;
std::map<void*, std::size_t> heldBlocks;

}  // namespace

struct FaultsDecision {
  void* real;  // null: fail
  long status;
};
extern "C" __attribute__((visibility("hidden"), used)) FaultsDecision faultsDecide(Gate* gate) {
  if (const int status = due(*gate); status != 0)
    return {nullptr, status};
  return {realOf(*gate), 0};
}

// rax holds the Gate. The struct comes back in rax and rdx.
asm(R"(
.text
.local faultsGate
.type faultsGate, @function
faultsGate:
  pushq %rdi
  pushq %rsi
  pushq %rdx
  pushq %rcx
  pushq %r8
  pushq %r9
  subq $136, %rsp
  movups %xmm0, (%rsp)
  movups %xmm1, 16(%rsp)
  movups %xmm2, 32(%rsp)
  movups %xmm3, 48(%rsp)
  movups %xmm4, 64(%rsp)
  movups %xmm5, 80(%rsp)
  movups %xmm6, 96(%rsp)
  movups %xmm7, 112(%rsp)
  movq %rax, %rdi
  call faultsDecide
  movq %rax, %r11
  movq %rdx, %r10
  movups (%rsp), %xmm0
  movups 16(%rsp), %xmm1
  movups 32(%rsp), %xmm2
  movups 48(%rsp), %xmm3
  movups 64(%rsp), %xmm4
  movups 80(%rsp), %xmm5
  movups 96(%rsp), %xmm6
  movups 112(%rsp), %xmm7
  addq $136, %rsp
  popq %r9
  popq %r8
  popq %rcx
  popq %rdx
  popq %rsi
  popq %rdi
  testq %r11, %r11
  jz 1f
  jmp *%r11
1:
  movq %r10, %rax
  ret
.size faultsGate, .-faultsGate
)");

#define GATE(LIBRARY, NAME)                                                                                  \
  extern "C" {                                                                                               \
  __attribute__((visibility("hidden"), used)) Gate faultsGateOf_##NAME = {Library::LIBRARY, #NAME, nullptr}; \
  }                                                                                                          \
  asm(".text\n.globl " #NAME "\n.type " #NAME ", @function\n" #NAME ":\n  leaq faultsGateOf_" #NAME          \
      "(%rip), %rax\n  jmp faultsGate\n.size " #NAME ", .-" #NAME "\n");

GATE(runtime, __cudaLaunchKernel)
GATE(runtime, cudaLaunchKernel)
GATE(runtime, cudaLaunchKernelExC)
GATE(runtime, cudaDeviceGetAttribute)
GATE(runtime, cudaDeviceSynchronize)
GATE(runtime, cudaEventElapsedTime)
GATE(runtime, cudaEventQuery)
GATE(runtime, cudaEventRecord)
GATE(runtime, cudaEventRecordWithFlags)
GATE(runtime, cudaEventSynchronize)
GATE(runtime, cudaEventCreate)
GATE(runtime, cudaEventCreateWithFlags)
GATE(runtime, cudaFreeHost)
GATE(runtime, cudaFuncGetAttributes)
GATE(runtime, cudaFuncSetAttribute)
GATE(runtime, cudaGetDeviceCount)
GATE(runtime, cudaGetDeviceProperties)
GATE(runtime, cudaHostAlloc)
GATE(runtime, cudaHostRegister)
GATE(runtime, cudaMallocAsync)
GATE(runtime, cudaMemGetInfo)
GATE(runtime, cudaMemcpy)
GATE(runtime, cudaMemcpyAsync)
GATE(runtime, cudaMemset)
GATE(runtime, cudaMemsetAsync)
GATE(runtime, cudaOccupancyMaxActiveBlocksPerMultiprocessorWithFlags)
GATE(runtime, cudaPointerGetAttributes)
GATE(runtime, cudaSetDevice)
GATE(runtime, cudaStreamCreateWithPriority)
GATE(runtime, cudaStreamGetCaptureInfo)
GATE(runtime, cudaStreamIsCapturing)
GATE(runtime, cudaStreamQuery)
GATE(runtime, cudaStreamSynchronize)
GATE(runtime, cudaStreamWaitEvent)
GATE(runtime, cudaThreadExchangeStreamCaptureMode)
GATE(blas, cublasCreate_v2)
GATE(blas, cublasGemmEx)
GATE(blas, cublasGemmStridedBatchedEx)
GATE(blas, cublasSetMathMode)
GATE(blas, cublasSetPointerMode_v2)
GATE(blas, cublasSetStream_v2)
GATE(blas, cublasSetWorkspace_v2)
GATE(blas, cublasSgemmEx)
GATE(blas, cublasSgemmStridedBatched)
GATE(blas, cublasSgemm_v2)
GATE(blasLt, cublasLtCreate)
GATE(blasLt, cublasLtMatmul)
GATE(blasLt, cublasLtMatmulAlgoCheck)
GATE(blasLt, cublasLtMatmulAlgoGetHeuristic)
GATE(blasLt, cublasLtMatmulDescCreate)
GATE(blasLt, cublasLtMatmulDescSetAttribute)
GATE(blasLt, cublasLtMatmulPreferenceCreate)
GATE(blasLt, cublasLtMatmulPreferenceSetAttribute)
GATE(blasLt, cublasLtMatrixLayoutCreate)
GATE(dnn, cudnnBackendCreateDescriptor)
GATE(dnn, cudnnBackendExecute)
GATE(dnn, cudnnBackendFinalize)
GATE(dnn, cudnnBackendGetAttribute)
GATE(dnn, cudnnBackendSetAttribute)
GATE(dnn, cudnnConvolutionForward)
GATE(dnn, cudnnCreate)
GATE(dnn, cudnnSetStream)

extern "C" {

EXPORTED int cudaMalloc(void** block, std::size_t bytes) {
  static Gate gate = {Library::runtime, "cudaMalloc", nullptr};
  if (const int status = due(gate); status != 0)
    return status;
  const int status = realAs<int(void**, std::size_t)>(gate)(block, bytes);
  if (status == 0) {
    const std::lock_guard lock(heldMutex);
    heldBlocks[*block] = bytes;
  }
  return status;
}

EXPORTED int cudaFree(void* block) {
  static Gate gate = {Library::runtime, "cudaFree", nullptr};
  if (const int status = due(gate); status != 0)
    return status;
  {
    const std::lock_guard lock(heldMutex);
    heldBlocks.erase(block);
  }
  return realAs<int(void*)>(gate)(block);
}

// Happens in any case: libtorch makes it in destructors and has no use for what it says.
EXPORTED int cudaEventDestroy(void* event) {
  static Gate gate = {Library::runtime, "cudaEventDestroy", nullptr};
  const int status = realAs<int(void*)>(gate)(event);
  const int fault = due(gate);
  return fault != 0 ? fault : status;
}

// An injected error is told once, as a real one is, or for ever by a device that is lost.
EXPORTED int cudaPeekAtLastError() {
  static Gate gate = {Library::runtime, "cudaPeekAtLastError", nullptr};
  if (isBroken())
    return statusOf(Library::runtime, forecast.fault);
  return lastError != 0 ? lastError : realAs<int()>(gate)();
}

EXPORTED int cudaGetLastError() {
  static Gate gate = {Library::runtime, "cudaGetLastError", nullptr};
  if (isBroken())
    return statusOf(Library::runtime, forecast.fault);
  const int injected = lastError;
  lastError = 0;
  const int real = realAs<int()>(gate)();
  return injected != 0 ? injected : real;
}

EXPORTED void faultsArm(long call, Fault fault, bool everAfter) {
  forecast.failing = 0;
  forecast.calls = 0;
  forecast.fault = fault;
  forecast.everAfter = everAfter;
  forecast.failed = "";
  forecast.failing = call;
  if (call == 0)
    lastError = 0;
}

EXPORTED void faultsWatchThisThread() {
}

EXPORTED long faultsCalls() {
  return forecast.calls;
}

EXPORTED const char* faultsFailedCall() {
  return forecast.failed;
}

EXPORTED long faultsHeldBytes() {
  const std::lock_guard lock(heldMutex);
  long bytes = 0;
  for (const auto& [block, size] : heldBlocks)
    bytes += static_cast<long>(size);
  return bytes;
}
}
