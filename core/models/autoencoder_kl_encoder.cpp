// SPDX-License-Identifier: Apache-2.0
#include <ATen/ATen.h>

#include "models/autoencoder_kl_blocks.h"

namespace zaohua {

namespace {

constexpr double normEps = 1e-6;
constexpr double smallestLogVariance = -30;
constexpr double largestLogVariance = 20;

struct DownBlock {
  std::vector<ResnetBlock> resnets;
  std::optional<Conv2d> downsampler;  // stride 2, after one column and one row of zeros at the right and bottom

  at::Tensor forward(at::Tensor x, const Heartbeat& heartbeat) const {
    for (const ResnetBlock& resnet : resnets) {
      heartbeat.beat();
      x = resnet.forward(std::move(x));
    }
    return downsampler ? (*downsampler)(at::constant_pad_nd(x, {0, 1, 0, 1})) : x;
  }
};

}  // namespace

struct AutoencoderKlEncoder::Parts {
  Parts(const AutoencoderKlConfig& config, const Weights& weights)
      : convIn(weights["encoder"], "conv_in", {.in = config.in_channels, .out = config.block_out_channels.front()}),
        middle(config, weights["encoder"]["mid_block"]),
        normOut(weights["encoder"], "conv_norm_out", config.block_out_channels.back(), config.norm_num_groups, normEps),
        convOut(weights["encoder"], "conv_out",
                {.in = config.block_out_channels.back(), .out = std::int64_t{2} * config.latent_channels}) {
    if (config.use_quant_conv) {
      const int moments = 2 * config.latent_channels;
      quant.emplace(weights, "quant_conv", ConvShape{.in = moments, .out = moments, .kernel = 1, .padding = 0});
    }
    const auto levels = static_cast<int>(config.block_out_channels.size());
    int width = config.block_out_channels.front();
    for (int level = 0; level < levels; ++level) {
      const Weights own = weights["encoder"]["down_blocks"][level];
      const int out = config.block_out_channels[static_cast<std::size_t>(level)];
      DownBlock block;
      for (int i = 0; i < config.layers_per_block; ++i) {
        block.resnets.emplace_back(config, own["resnets"][i], i == 0 ? width : out, out);
      }
      if (level + 1 < levels) {
        block.downsampler.emplace(own["downsamplers"][0], "conv",
                                  ConvShape{.in = out, .out = out, .stride = 2, .padding = 0});
      }
      downBlocks.push_back(std::move(block));
      width = out;
    }
  }

  Conv2d convIn;
  std::vector<DownBlock> downBlocks;
  MidBlock middle;
  GroupNorm normOut;
  Conv2d convOut;
  std::optional<Conv2d> quant;
};

AutoencoderKlEncoder::AutoencoderKlEncoder(const AutoencoderKlConfig& config, const Weights& weights)
    : m_config(config),
      m_dtype(weights.dtype()),
      m_device(weights.device()),
      m_parts(std::make_unique<const Parts>(config, weights)) {
}

AutoencoderKlEncoder::~AutoencoderKlEncoder() = default;

AutoencoderKlEncoder::Posterior AutoencoderKlEncoder::encode(const at::Tensor& picture,
                                                             const Heartbeat& heartbeat) const {
  at::Tensor x = m_parts->convIn(picture.to(m_device, m_dtype));
  for (const DownBlock& block : m_parts->downBlocks)
    x = block.forward(std::move(x), heartbeat);
  x = m_parts->middle.forward(std::move(x), heartbeat);
  at::Tensor moments = m_parts->convOut(m_parts->normOut.siluOver(std::move(x)));
  if (m_parts->quant)
    moments = (*m_parts->quant)(moments);
  const std::vector<at::Tensor> halves = moments.chunk(2, 1);
  const at::Tensor logVariance = halves[1].clamp(smallestLogVariance, largestLogVariance);
  return {halves[0], (0.5 * logVariance).exp()};
}

at::Tensor AutoencoderKlEncoder::scaled(const at::Tensor& z) const {
  return (z - m_config.shift_factor) * m_config.scaling_factor;
}

}  // namespace zaohua
