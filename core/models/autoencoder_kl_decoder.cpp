// SPDX-License-Identifier: Apache-2.0
#include <ATen/ATen.h>

#include "models/autoencoder_kl_blocks.h"

namespace zaohua {

namespace {

constexpr double normEps = 1e-6;

struct UpBlock {
  std::vector<ResnetBlock> resnets;
  std::optional<UpsampleConv2d> upsampler;

  at::Tensor forward(at::Tensor x, const Heartbeat& heartbeat) const {
    for (const ResnetBlock& resnet : resnets) {
      heartbeat.beat();
      x = resnet.forward(std::move(x));
    }
    if (!upsampler)
      return x;
    heartbeat.beat();
    return (*upsampler)(std::move(x));
  }
};

}  // namespace

struct AutoencoderKlDecoder::Parts {
  Parts(const AutoencoderKlConfig& config, const Weights& weights)
      : convIn(weights["decoder"], "conv_in", {.in = config.latent_channels, .out = config.block_out_channels.back()}),
        middle(config, weights["decoder"]["mid_block"]),
        normOut(weights["decoder"], "conv_norm_out", config.block_out_channels.front(), config.norm_num_groups,
                normEps),
        convOut(weights["decoder"], "conv_out", {.in = config.block_out_channels.front(), .out = config.out_channels}) {
    if (config.use_post_quant_conv) {
      const int latent = config.latent_channels;
      postQuant.emplace(weights, "post_quant_conv", ConvShape{.in = latent, .out = latent, .kernel = 1, .padding = 0});
    }
    const auto levels = static_cast<int>(config.block_out_channels.size());
    int width = config.block_out_channels.back();
    for (int level = 0; level < levels; ++level) {
      const Weights own = weights["decoder"]["up_blocks"][level];
      const int out = config.block_out_channels[static_cast<std::size_t>(levels - 1 - level)];
      UpBlock block;
      for (int i = 0; i <= config.layers_per_block; ++i) {
        block.resnets.emplace_back(config, own["resnets"][i], i == 0 ? width : out, out);
      }
      if (level + 1 < levels)
        block.upsampler.emplace(own["upsamplers"][0], "conv", out);
      upBlocks.push_back(std::move(block));
      width = out;
    }
  }

  std::optional<Conv2d> postQuant;
  Conv2d convIn;
  MidBlock middle;
  std::vector<UpBlock> upBlocks;
  GroupNorm normOut;
  Conv2d convOut;
};

AutoencoderKlDecoder::AutoencoderKlDecoder(const AutoencoderKlConfig& config, const Weights& weights)
    : m_config(config),
      m_dtype(weights.dtype()),
      m_device(weights.device()),
      m_parts(std::make_unique<const Parts>(config, weights)) {
}

AutoencoderKlDecoder::~AutoencoderKlDecoder() = default;

at::Tensor AutoencoderKlDecoder::unscaled(const at::Tensor& latents) const {
  return latents.to(m_device, m_dtype) / m_config.scaling_factor + m_config.shift_factor;
}

at::Tensor AutoencoderKlDecoder::decode(const at::Tensor& z, const Heartbeat& heartbeat) const {
  const auto probe = [this](const std::string& name, const at::Tensor& value) {
    if (m_probe)
      m_probe(name, value);
  };
  at::Tensor x = z;
  if (m_parts->postQuant)
    x = (*m_parts->postQuant)(x);
  x = m_parts->convIn(x);
  probe("decoder.conv_in", x);
  x = m_parts->middle.forward(std::move(x), heartbeat);
  probe("decoder.mid_block", x);
  for (std::size_t i = 0; i < m_parts->upBlocks.size(); ++i) {
    x = m_parts->upBlocks[i].forward(std::move(x), heartbeat);
    probe("decoder.up_blocks." + std::to_string(i), x);
  }
  heartbeat.beat();
  return m_parts->convOut(m_parts->normOut.siluOver(std::move(x)));
}

}  // namespace zaohua
