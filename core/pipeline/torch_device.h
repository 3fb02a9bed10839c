// SPDX-License-Identifier: Apache-2.0
// Chooses the device and the dtype that a session computes in. CUDA is opened here, at run time: where its libraries or
// driver are missing, the reason is a sentence and the automatic choice goes on with the CPU.
#pragma once

#include <c10/core/Device.h>
#include <c10/core/ScalarType.h>

#include <cstdint>
#include <functional>
#include <string>

#include "nn/kernels/product_input.h"
#include "pipeline/inference_session.h"

namespace zaohua {

struct TorchDevice {
  at::Device device = at::kCPU;
  std::string name;      // "CPU", "NVIDIA H100 80GB HBM3"
  bool hasBf16 = false;  // in hardware
  bool hasFp8 = false;
};

// With DeviceChoice::automatic a CUDA card that cannot be used is told through `notice`, unless there is no card at
// all.
Result<TorchDevice> chooseDevice(const DeviceChoice& choice, const std::function<void(const Notice&)>& notice);

// What a model computes in: the dtype of its tensors, and that of the transformer's large products.
struct ComputeType {
  at::ScalarType dtype = at::kFloat;
  ProductFormat products = ProductFormat::model;
};
Result<ComputeType> chooseDtype(DtypeChoice choice, const TorchDevice& device);

// Waits until the device has done what it was given.
void synchronize(at::Device device);

// The most memory that tensors have taken since resetPeakMemory, in bytes; of the process on a CPU.
void resetPeakMemory(at::Device device);
std::uint64_t peakMemory(at::Device device);

// What the device has in all (0 for a CPU) and what a new tensor could have, cached memory included.
struct DeviceMemory {
  std::uint64_t totalBytes = 0;
  std::uint64_t freeBytes = 0;
};
DeviceMemory deviceMemory(at::Device device);

// Gives cached memory back to the device.
void releaseCachedMemory(at::Device device);

}  // namespace zaohua
