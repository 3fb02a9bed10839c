// SPDX-License-Identifier: Apache-2.0
#include "diffusion/noise.h"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>

namespace zaohua {

at::Tensor drawNoise(std::uint64_t seed, std::int64_t channels, std::int64_t height, std::int64_t width,
                     NoiseDevice noiseDevice, at::Device device) {
  const std::array<std::int64_t, 4> shape = {1, channels, height, width};
  if (noiseDevice == NoiseDevice::cpu) {
    return at::randn(shape, at::make_generator<at::CPUGeneratorImpl>(seed), at::kFloat).to(device);
  }
  at::Generator generator =
      at::globalContext().getAcceleratorHooksInterface(device.type()).getNewGenerator(device.index());
  generator.set_current_seed(seed);
  return at::randn(shape, generator, at::TensorOptions(at::kFloat).device(device));
}

}  // namespace zaohua
