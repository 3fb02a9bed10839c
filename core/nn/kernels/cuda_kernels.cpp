// SPDX-License-Identifier: Apache-2.0
#include "nn/kernels/cuda_kernels.h"

#include <ATen/Context.h>

#include <atomic>

#include "base/platform.h"

namespace zaohua::kernels {

namespace {

// A module stays open for the rest of the process, as libtorch's own do: so does what it exports.
std::atomic<const CudaKernels*>& opened() {
  static std::atomic<const CudaKernels*> kernels = nullptr;
  return kernels;
}

}  // namespace

const CudaKernels* cudaKernels() {
  return opened().load(std::memory_order_acquire);
}

Result<void> openTorchCuda() {
  for (const char* name : {"libc10_cuda.so", "libtorch_cuda.so"}) {
    if (Result<void*> library = openLibrary(name, SymbolVisibility::global); !library) {
      return failure(ErrorCode::deviceLost,
                     "The CUDA part of libtorch is missing or broken. Run scripts/setup again on this machine.", {},
                     library.error().detail);
    }
  }
  if (!at::hasCUDA()) {
    return failure(ErrorCode::deviceLost, "The graphics card cannot be used: its driver is too old or not loaded.");
  }
  return {};
}

Result<void> openCudaKernels(const std::filesystem::path& module) {
  if (cudaKernels() != nullptr)
    return {};
  const Result<void*> library = openLibrary(module, SymbolVisibility::local);
  if (!library)
    return failure(library.error());
  using Entry = const CudaKernels* (*)();
  const auto entry = reinterpret_cast<Entry>(findSymbol(*library, cudaKernelsEntry));
  if (entry == nullptr) {
    return failure(ErrorCode::deviceLost, "The CUDA part of this program is broken. Install it again.", {},
                   module.string() + " exports no " + cudaKernelsEntry);
  }
  const CudaKernels* kernels = entry();
  if (Result<void> checked = kernels->check(); !checked)
    return checked;
  opened().store(kernels, std::memory_order_release);
  return {};
}

}  // namespace zaohua::kernels
