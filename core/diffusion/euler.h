// SPDX-License-Identifier: Apache-2.0
// The Euler sampler of flow matching. Knows no model: it is given a function that predicts the velocity.
#pragma once

#include <ATen/core/Tensor.h>

#include <functional>

#include "diffusion/schedule.h"

namespace zaohua {

// (latents fp32, t = 1 - sigma) → velocity fp32 of the same shape. Throws to end the sampling.
using VelocityFunction = std::function<at::Tensor(const at::Tensor& latents, float t)>;

struct SamplerStep {
  int done = 0;         // from 1
  at::Tensor latents;   // after the step
  at::Tensor velocity;  // of the step
  float sigma = 0;      // after the step

  // Where the velocity leads: latents - sigma·velocity, the picture as the model sees it now.
  at::Tensor predictedClean() const;
};

// x ← x + (sigma' - sigma)·velocity for each step, fp32. Returns the final latents.
at::Tensor sampleEuler(at::Tensor latents, const Schedule& schedule, const VelocityFunction& velocity,
                       const std::function<void(const SamplerStep&)>& onStep);

}  // namespace zaohua
