// SPDX-License-Identifier: Apache-2.0
// AutoencoderKL of diffusers: convolutional encoder and decoder with one attention in the middle. Latents here are the
// autoencoder's own; scaled() and unscaled() go to and from the transformer's. Source of the arithmetic: diffusers
// 0.42.1.
#pragma once

#include <ATen/core/Tensor.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/config_reader.h"
#include "base/heartbeat.h"
#include "tensor_io/weights.h"

namespace zaohua {

// vae/config.json, its names kept.
struct AutoencoderKlConfig {
  int in_channels = 3;
  int out_channels = 3;
  int latent_channels = 16;
  int layers_per_block = 2;
  int norm_num_groups = 32;
  std::vector<int> block_out_channels = {128, 256, 512, 512};
  bool mid_block_add_attention = true;
  bool use_quant_conv = false;
  bool use_post_quant_conv = false;
  double scaling_factor = 0.3611;
  double shift_factor = 0.1159;
  int sample_size = 1024;  // pixels a side that the autoencoder was made for

  int downscale() const { return 1 << (block_out_channels.size() - 1); }

  static Result<AutoencoderKlConfig> read(ConfigReader reader);
};

// In the order in which the encoder, then the decoder reads them.
std::vector<ParameterSpec> autoencoderKlParameters(const AutoencoderKlConfig& config);

class AutoencoderKlDecoder {
 public:
  AutoencoderKlDecoder(const AutoencoderKlConfig& config, const Weights& weights);
  ~AutoencoderKlDecoder();

  // Latents of the transformer (B, latent_channels, h, w) to the autoencoder's own, in its dtype.
  at::Tensor unscaled(const at::Tensor& latents) const;

  // (B, latent_channels, h, w) → (B, 3, 8h, 8w), about -1…1. A beat in each block.
  at::Tensor decode(const at::Tensor& z, const Heartbeat& heartbeat) const;

  using Probe = std::function<void(const std::string&, const at::Tensor&)>;
  void setProbe(Probe probe) { m_probe = std::move(probe); }

 private:
  struct Parts;
  AutoencoderKlConfig m_config;
  at::ScalarType m_dtype;
  at::Device m_device;
  std::unique_ptr<const Parts> m_parts;
  Probe m_probe;
};

class AutoencoderKlEncoder {
 public:
  AutoencoderKlEncoder(const AutoencoderKlConfig& config, const Weights& weights);
  ~AutoencoderKlEncoder();

  // The posterior of a picture (B, 3, H, W) in -1…1: each (B, latent_channels, H/8, W/8).
  struct Posterior {
    at::Tensor mean;
    at::Tensor standardDeviation;
  };
  Posterior encode(const at::Tensor& picture, const Heartbeat& heartbeat) const;

  // The autoencoder's latents to the transformer's.
  at::Tensor scaled(const at::Tensor& z) const;

 private:
  struct Parts;
  AutoencoderKlConfig m_config;
  at::ScalarType m_dtype;
  at::Device m_device;
  std::unique_ptr<const Parts> m_parts;
};

}  // namespace zaohua
