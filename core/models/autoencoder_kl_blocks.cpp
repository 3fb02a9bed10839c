// SPDX-License-Identifier: Apache-2.0
#include "models/autoencoder_kl_blocks.h"

#include <ATen/ATen.h>

#include <utility>

#include "nn/kernels/kernels.h"

namespace zaohua {

namespace {

constexpr double normEps = 1e-6;

}  // namespace

ResnetBlock::ResnetBlock(const AutoencoderKlConfig& config, const Weights& weights, int in, int out)
    : norm1(weights, "norm1", in, config.norm_num_groups, normEps),
      conv1(weights, "conv1", {.in = in, .out = out}),
      norm2(weights, "norm2", out, config.norm_num_groups, normEps),
      conv2(weights, "conv2", {.in = out, .out = out}) {
  if (in != out)
    shortcut.emplace(weights, "conv_shortcut", ConvShape{.in = in, .out = out, .kernel = 1, .padding = 0});
}

at::Tensor ResnetBlock::forward(at::Tensor x) const {
  const at::Tensor residual = shortcut ? (*shortcut)(x) : x;
  Conv2d::Unbiased branch = conv1.unbiased(shortcut ? norm1.siluOver(std::move(x)) : norm1.silu(x));
  branch = conv2.unbiased(norm2.siluOver(std::move(branch.values), branch.bias));
  return kernels::addBiased(residual, std::move(branch.values), branch.bias);
}

PixelAttention::PixelAttention(const AutoencoderKlConfig& config, const Weights& weights, int channels)
    : norm(weights, "group_norm", channels, config.norm_num_groups, normEps),
      query(weights, "to_q", channels, channels, Bias::present),
      key(weights, "to_k", channels, channels, Bias::present),
      value(weights, "to_v", channels, channels, Bias::present),
      out(weights, "to_out.0", channels, channels, Bias::present) {
}

at::Tensor PixelAttention::forward(at::Tensor x) const {
  const at::Tensor pixels = norm(x).flatten(2).transpose(1, 2).contiguous();  // (B, h·w, C)
  const auto asOneHead = [](const at::Tensor& part) { return part.unsqueeze(1); };
  const at::Tensor mixed = out(kernels::attention(
      {asOneHead(query(pixels)), asOneHead(key(pixels)), asOneHead(value(pixels))}, kernels::Mask::none));
  return kernels::addBiased(x, mixed.transpose(1, 2).unflatten(2, {x.size(2), x.size(3)}), {});
}

MidBlock::MidBlock(const AutoencoderKlConfig& config, const Weights& weights)
    : first(config, weights["resnets"][0], config.block_out_channels.back(), config.block_out_channels.back()),
      second(config, weights["resnets"][1], config.block_out_channels.back(), config.block_out_channels.back()) {
  if (config.mid_block_add_attention) {
    attention.emplace(config, weights["attentions"][0], config.block_out_channels.back());
  }
}

at::Tensor MidBlock::forward(at::Tensor x, const Heartbeat& heartbeat) const {
  heartbeat.beat();
  x = first.forward(std::move(x));
  if (attention) {
    heartbeat.beat();
    x = attention->forward(std::move(x));
  }
  heartbeat.beat();
  return second.forward(std::move(x));
}

}  // namespace zaohua
