// SPDX-License-Identifier: Apache-2.0
#include "models/autoencoder_kl_blocks.h"

#include <ATen/ATen.h>

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

at::Tensor ResnetBlock::forward(const at::Tensor& x) const {
  at::Tensor branch = conv2(norm2.silu(conv1(norm1.silu(x))));
  return branch.add_(shortcut ? (*shortcut)(x) : x);
}

PixelAttention::PixelAttention(const AutoencoderKlConfig& config, const Weights& weights, int channels)
    : norm(weights, "group_norm", channels, config.norm_num_groups, normEps),
      query(weights, "to_q", channels, channels, Bias::present),
      key(weights, "to_k", channels, channels, Bias::present),
      value(weights, "to_v", channels, channels, Bias::present),
      out(weights, "to_out.0", channels, channels, Bias::present) {
}

at::Tensor PixelAttention::forward(const at::Tensor& x) const {
  const at::Tensor pixels = norm(x).flatten(2).transpose(1, 2).contiguous();  // (B, h·w, C)
  const auto asOneHead = [](const at::Tensor& part) { return part.unsqueeze(1); };
  const at::Tensor mixed = out(kernels::attention(
      {asOneHead(query(pixels)), asOneHead(key(pixels)), asOneHead(value(pixels))}, kernels::Mask::none));
  return x + mixed.transpose(1, 2).reshape(x.sizes());
}

MidBlock::MidBlock(const AutoencoderKlConfig& config, const Weights& weights)
    : first(config, weights["resnets"][0], config.block_out_channels.back(), config.block_out_channels.back()),
      second(config, weights["resnets"][1], config.block_out_channels.back(), config.block_out_channels.back()) {
  if (config.mid_block_add_attention) {
    attention.emplace(config, weights["attentions"][0], config.block_out_channels.back());
  }
}

at::Tensor MidBlock::forward(const at::Tensor& x, const CancelToken& cancel) const {
  cancel.throwIfCancelled();
  at::Tensor hidden = first.forward(x);
  if (attention) {
    cancel.throwIfCancelled();
    hidden = attention->forward(hidden);
  }
  cancel.throwIfCancelled();
  return second.forward(hidden);
}

}  // namespace zaohua
