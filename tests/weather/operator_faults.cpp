// SPDX-License-Identifier: Apache-2.0
// Faults of libtorch's operators on a CPU, through a dispatch key that libtorch keeps for tests: every operator that
// the engine calls on a watched thread passes here first, those that operators call themselves do not. On threads that
// are not watched it is every allocation of a tensor instead.
#include <ATen/ATen.h>
#include <c10/core/CPUAllocator.h>
#include <c10/core/impl/LocalDispatchKeySet.h>
#include <torch/library.h>

#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <mutex>
#include <new>
#include <stdexcept>
#include <string>

#include "weather/faults.h"

#define EXPORTED __attribute__((visibility("default")))

namespace {

using zaohua::test::Fault;

struct Forecast {
  long calls = 0;
  long failing = 0;
  Fault fault = Fault::refused;
  bool everAfter = false;
  std::string failed;
};
std::mutex mutex;
Forecast forecast;

[[noreturn]] void fail(const Forecast& now, const std::string& name) {
  constexpr int launchFailure = 719;  // cudaErrorLaunchFailure
  const c10::SourceLocation here = {__func__, __FILE__, __LINE__};
  if (now.fault == Fault::broken)
    throw c10::AcceleratorError(here, launchFailure, "CUDA error: in " + name);
  if (now.fault == Fault::refused)
    throw std::runtime_error(name + " is refused");
  if (now.failing % 2 == 0)
    throw std::bad_alloc();
  throw c10::OutOfMemoryError(here, "no memory for " + name);
}

void count(const std::string& name) {
  const std::lock_guard lock(mutex);
  ++forecast.calls;
  const bool due = forecast.everAfter ? forecast.calls >= forecast.failing : forecast.calls == forecast.failing;
  if (forecast.failing == 0 || !due)
    return;
  if (forecast.failed.empty())
    forecast.failed = name;
  fail(forecast, name);
}

void passOn(const c10::OperatorHandle& operation, torch::jit::Stack* stack) {
  count(operation.operator_name().name);
  const c10::impl::ExcludeDispatchKeyGuard within(c10::DispatchKey::TESTING_ONLY_GenericMode);
  operation.callBoxed(stack);
}

TORCH_LIBRARY_IMPL(_, TESTING_ONLY_GenericMode, library) {
  library.fallback(torch::CppFunction::makeFromBoxedFunction<&passOn>());
}

// Takes the place of libtorch's allocator and counts what it gives out. The size lies in front of the block.
class CountingAllocator final : public c10::Allocator {
 public:
  c10::DataPtr allocate(std::size_t bytes) override {
    if (!c10::impl::tls_is_dispatch_key_included(c10::DispatchKey::TESTING_ONLY_GenericMode))
      count("allocate");
    void* block = nullptr;
    if (posix_memalign(&block, head, head + bytes) != 0)
      throw std::bad_alloc();
    *static_cast<std::size_t*>(block) = bytes;
    held += static_cast<long>(bytes);
    void* data = static_cast<std::byte*>(block) + head;
    return {data, data, &giveBack, c10::DeviceType::CPU};
  }
  c10::DeleterFnPtr raw_deleter() const override { return &giveBack; }
  void copy_data(void* to, const void* from, std::size_t bytes) const override { default_copy_data(to, from, bytes); }

  static inline std::atomic<long> held = 0;

 private:
  static constexpr std::size_t head = 64;  // what libtorch aligns to

  static void giveBack(void* data) {
    void* block = static_cast<std::byte*>(data) - head;
    held -= static_cast<long>(*static_cast<std::size_t*>(block));
    std::free(block);
  }
};

const bool countsMemory = [] {
  constexpr std::uint8_t priority = 100;
  static CountingAllocator allocator;
  c10::SetCPUAllocator(&allocator, priority);
  return true;
}();

}  // namespace

EXPORTED void faultsArm(long call, Fault fault, bool everAfter) {
  const std::lock_guard lock(mutex);
  forecast = {0, call, fault, everAfter, {}};
}

EXPORTED void faultsWatchThisThread() {
  c10::impl::tls_set_dispatch_key_included(c10::DispatchKey::TESTING_ONLY_GenericMode, true);
}

EXPORTED long faultsCalls() {
  const std::lock_guard lock(mutex);
  return forecast.calls;
}

EXPORTED const char* faultsFailedCall() {
  return forecast.failed.c_str();
}

EXPORTED long faultsHeldBytes() {
  return CountingAllocator::held;
}
