// SPDX-License-Identifier: Apache-2.0
#include "nn/kernels/cuda_kernels.h"

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
