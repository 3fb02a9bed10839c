// SPDX-License-Identifier: Apache-2.0
// Holds what a KernelClock saw of a picture against what the device can do, measured here with the engine's own large
// product and a large copy. Lives on the session's thread; throws.
#pragma once

#include <c10/core/Device.h>

#include <functional>

#include "nn/kernels/kernel_clock.h"
#include "pipeline/kernel_profile.h"
#include "pipeline/torch_device.h"

namespace zaohua {

// What makePicture spends its time on, and how far that is from the floor. Its request is left to the caller.
KernelProfile profileOf(at::Device device, const ComputeType& type, const std::function<void()>& makePicture);

}  // namespace zaohua
