// SPDX-License-Identifier: Apache-2.0
// A small picture from latents, cheap enough for every step: a linear map from 16 latent channels to RGB. Pure.
#pragma once

#include <ATen/core/Tensor.h>

#include <array>
#include <filesystem>
#include <optional>

#include "base/result.h"

namespace zaohua {

// rgb = latents·factors + bias, in -1…1, on the latents that the transformer works on.
struct PreviewFactors {
  static constexpr std::size_t channels = 16;
  std::array<std::array<float, 3>, channels> factors = {};
  std::array<float, 3> bias = {};
};

// preview_factors.json beside a model: {"factors": 16 × 3, "bias": 3, "range": [-1, 1]}.
Result<PreviewFactors> readPreviewFactors(const std::filesystem::path& file);

// Those of the autoencoder that Z-Image and FLUX.1 share, told by its scaling factor (values as ComfyUI's, 2025-10).
std::optional<PreviewFactors> publishedPreviewFactors(double vaeScalingFactor);

// The map on a device: latents (B, 16, h, w) → (B, 3, h, w), in -1…1.
class LatentToRgb {
 public:
  LatentToRgb(const PreviewFactors& factors, at::Device device);
  at::Tensor operator()(const at::Tensor& latents) const;

 private:
  at::Tensor m_map;   // (16, 3)
  at::Tensor m_bias;  // (3)
};

}  // namespace zaohua
