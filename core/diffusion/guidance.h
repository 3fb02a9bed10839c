// SPDX-License-Identifier: Apache-2.0
// Classifier-free guidance as Z-Image's pipeline does it, on the model's outputs before their sign is turned. Pure
// functions. Source: diffusers 0.42.1, pipeline_z_image.py.
#pragma once

#include <ATen/core/Tensor.h>

namespace zaohua {

struct Guidance {
  double scale = 0;          // g; 0 = off. ComfyUI's cfg is g + 1
  double normalization = 0;  // c; 0 = off
  double truncation = 1;     // off at steps where t exceeds it

  // The scale at a step: 0 means that the negative prompt need not be computed.
  double at(float t) const { return static_cast<double>(t) > truncation ? 0 : scale; }

  // positive + g·(positive - negative) in fp32; if c > 0, each sample's norm is capped at c times that of its
  // positive. Both (B, C, h, w) fp32.
  at::Tensor combine(const at::Tensor& positive, const at::Tensor& negative) const;
};

}  // namespace zaohua
