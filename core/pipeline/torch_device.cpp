// SPDX-License-Identifier: Apache-2.0
#include "pipeline/torch_device.h"

#include <ATen/ATen.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <c10/core/CachingDeviceAllocator.h>
#include <c10/core/DeviceGuard.h>
#include <c10/core/impl/VirtualGuardImpl.h>

#include <array>

#include "base/log.h"
#include "base/platform.h"
#include "base/user_folders.h"
#include "nn/kernels/cuda_kernels.h"
#include "nn/packed_weight.h"
#include "pipeline/guarded.h"

namespace zaohua {

namespace {

// The few calls of the CUDA driver that tell what a card is before torch touches it. Looked up at run time, because a
// machine without a card has no driver library either.
class CudaDriver {
 public:
  static Result<CudaDriver> open() {
    Result<void*> library = openLibrary("libcuda.so.1", SymbolVisibility::local);
    if (!library) {
      return failure(ErrorCode::deviceLost, "There is no NVIDIA driver on this machine.", {}, library.error().detail);
    }
    CudaDriver driver;
    driver.m_library = *library;
    const int status = driver.call<int (*)(unsigned)>("cuInit", 0U);
    constexpr int noDevice = 100;  // CUDA_ERROR_NO_DEVICE
    if (status == noDevice) {
      return failure(ErrorCode::deviceLost, "There is no NVIDIA graphics card on this machine that may be used.");
    }
    if (status != 0) {
      return failure(ErrorCode::deviceLost,
                     "The NVIDIA driver does not start. Restart the machine or update the driver.", {},
                     "cuInit returned " + std::to_string(status));
    }
    return driver;
  }

  int cards() const {
    int count = 0;
    return call<int (*)(int*)>("cuDeviceGetCount", &count) == 0 ? count : 0;
  }

  std::string cardName(int index) const {
    std::array<char, 256> name = {};
    const int status = call<int (*)(char*, int, int)>("cuDeviceGetName", name.data(), int{name.size() - 1}, index);
    return status == 0 ? std::string(name.data()) : "NVIDIA";
  }

  // 10·major + minor, as in sm_89.
  int computeCapability(int index) const {
    constexpr int majorAttribute = 75;  // CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR
    constexpr int minorAttribute = 76;
    int major = 0;
    int minor = 0;
    call<int (*)(int*, int, int)>("cuDeviceGetAttribute", &major, majorAttribute, index);
    call<int (*)(int*, int, int)>("cuDeviceGetAttribute", &minor, minorAttribute, index);
    return 10 * major + minor;
  }

 private:
  template <typename Function, typename... Arguments>
  int call(const char* name, Arguments... arguments) const {
    void* symbol = findSymbol(m_library, name);
    constexpr int notFound = 500;  // CUDA_ERROR_NOT_FOUND
    return symbol == nullptr ? notFound : reinterpret_cast<Function>(symbol)(arguments...);
  }

  void* m_library = nullptr;
};

// Without them the same pictures come slower, so that is no error.
void openOwnKernels(at::Device device) {
  const c10::DeviceGuard guard(device);
  const Result<void> opened = kernels::openCudaKernels(folderOfThisModule() / "libzaohua_cuda.so");
  if (!opened) {
    log::warning("own CUDA kernels are not used: " + opened.error().text() + " " + opened.error().detail);
    return;
  }
  if (const std::filesystem::path cache = userCacheFolder(); !cache.empty())
    kernels::cudaKernels()->rememberProductsIn(cache / "products.json");
}

Result<TorchDevice> openCuda(int index) {
  const Result<CudaDriver> driver = CudaDriver::open();
  if (!driver)
    return failure(driver.error());
  const int cards = driver->cards();
  if (cards == 0)
    return failure(ErrorCode::deviceLost, "There is no NVIDIA graphics card on this machine.");
  if (index >= cards) {
    return failure(ErrorCode::deviceLost, "There is no graphics card %1 on this machine: it has %2, counted from 0.",
                   {std::to_string(index), std::to_string(cards)});
  }
  if (Result<void> opened = kernels::openTorchCuda(); !opened)
    return failure(opened.error());
  const at::Device device(at::kCUDA, static_cast<at::DeviceIndex>(index));
  // The first tensor starts the card: what is wrong with it shows here, and its memory can be counted from now on. One
  // that was lost meanwhile may still hand out memory, but it does not answer.
  const Result<void> started = guarded([device] {
    at::empty({1}, at::TensorOptions(device));
    synchronize(device);
    openOwnKernels(device);
  });
  if (!started)
    return failure(started.error());
  constexpr int ampere = 80;
  constexpr int ada = 89;
  const int capability = driver->computeCapability(index);
  return TorchDevice{device, driver->cardName(index), capability >= ampere, capability >= ada};
}

TorchDevice cpuDevice() {
  return {at::kCPU, "CPU", cpuHasBf16(), /*hasFp8=*/false};
}

}  // namespace

Result<TorchDevice> chooseDevice(const DeviceChoice& choice, const std::function<void(const Notice&)>& notice) {
  if (choice.kind == DeviceChoice::Kind::cpu)
    return cpuDevice();
  Result<TorchDevice> cuda = openCuda(choice.index);
  if (cuda || choice.kind == DeviceChoice::Kind::cuda)
    return cuda;
  log::info("no CUDA: " + cuda.error().text() + " " + cuda.error().detail);
  const bool cardIsThere = CudaDriver::open().has_value();
  if (cardIsThere && notice)
    notice({"%1 The CPU is used instead.", {cuda.error().text()}});
  return cpuDevice();
}

Result<ComputeType> chooseDtype(DtypeChoice choice, const TorchDevice& device) {
  // Cards without bf16 multiply fp16 several times faster than fp32 and hold twice as much of it; the models keep their
  // values within its range (nn/half_range.h). A CPU gains nothing by fp16.
  const at::ScalarType withoutBf16 = device.device.is_cpu() ? at::kFloat : at::kHalf;
  const at::ScalarType fastest = device.hasBf16 ? at::kBFloat16 : withoutBf16;
  switch (choice) {
    case DtypeChoice::automatic:
      return ComputeType{fastest};
    case DtypeChoice::bf16:
      return ComputeType{at::kBFloat16};
    case DtypeChoice::fp32:
      return ComputeType{at::kFloat};
    case DtypeChoice::fp16:
      return ComputeType{at::kHalf};
    case DtypeChoice::fp8:
      if (!device.hasFp8)
        break;
      return ComputeType{at::kBFloat16, ProductFormat::fp8Rows};
    case DtypeChoice::int8:
      return ComputeType{fastest, ProductFormat::int8Rows};
  }
  return failure(ErrorCode::invalidRequest,
                 "fp8 needs a graphics card of the GeForce 40 series or later. Choose int8, bf16, fp16 or fp32.");
}

void synchronize(at::Device device) {
  if (!device.is_cpu())
    c10::impl::VirtualGuardImpl(device.type()).synchronizeDevice(device.index());
}

void resetPeakMemory(at::Device device) {
  if (!device.is_cpu())
    at::getDeviceAllocator(device.type())->resetPeakStats(device.index());
}

std::uint64_t peakMemory(at::Device device) {
  if (device.is_cpu())
    return memoryUse().peakResidentBytes;
  constexpr std::size_t aggregate = 0;
  const auto stats = at::getDeviceAllocator(device.type())->getDeviceStats(device.index());
  return static_cast<std::uint64_t>(stats.allocated_bytes[aggregate].peak);
}

DeviceMemory deviceMemory(at::Device device) {
  if (device.is_cpu())
    return {0, memoryUse().availableBytes};
  constexpr std::size_t aggregate = 0;
  at::DeviceAllocator* allocator = at::getDeviceAllocator(device.type());
  const auto [free, total] = allocator->getMemoryInfo(device.index());
  const auto stats = allocator->getDeviceStats(device.index());
  const auto cached = stats.reserved_bytes[aggregate].current - stats.allocated_bytes[aggregate].current;
  return {total, free + static_cast<std::uint64_t>(cached)};
}

void releaseCachedMemory(at::Device device) {
  if (!device.is_cpu())
    at::getDeviceAllocator(device.type())->emptyCache();
}

}  // namespace zaohua
