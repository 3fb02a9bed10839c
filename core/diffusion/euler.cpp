// SPDX-License-Identifier: Apache-2.0
#include "diffusion/euler.h"

#include <ATen/ATen.h>

namespace zaohua {

at::Tensor SamplerStep::predictedClean() const {
  return latents - sigma * velocity;
}

at::Tensor sampleEuler(at::Tensor latents, const Schedule& schedule, const VelocityFunction& velocity,
                       const std::function<void(const SamplerStep&)>& onStep) {
  for (int step = 0; step < schedule.steps(); ++step) {
    const float sigma = schedule.sigmas[static_cast<std::size_t>(step)];
    const float next = schedule.sigmas[static_cast<std::size_t>(step) + 1];
    const at::Tensor v = velocity(latents, schedule.t(step));
    latents = latents + (next - sigma) * v;
    onStep({.done = step + 1, .latents = latents, .velocity = v, .sigma = next});
  }
  return latents;
}

}  // namespace zaohua
