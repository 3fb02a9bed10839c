// SPDX-License-Identifier: Apache-2.0
// Seed and shape to the latents a picture starts from. Pure function.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

#include "base/generation_request.h"

namespace zaohua {

// Standard normal fp32 (1, channels, height, width) on `device`. Drawn on the CPU by default (mt19937, the numbers of
// torch.Generator('cpu')), so that a seed means the same picture on every device; NoiseDevice::cuda draws the numbers
// of torch.Generator('cuda') and needs a CUDA device.
at::Tensor drawNoise(std::uint64_t seed, std::int64_t channels, std::int64_t height, std::int64_t width,
                     NoiseDevice noiseDevice, at::Device device);

}  // namespace zaohua
