// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "models/autoencoder_kl.h"

namespace zaohua {

// Fallbacks are the defaults of the reference's class.
Result<AutoencoderKlConfig> AutoencoderKlConfig::read(ConfigReader reader) {
  constexpr int wide = 1 << 14;
  constexpr int manyLevels = 8;
  AutoencoderKlConfig config;
  config.in_channels = reader.integerOr("in_channels", 3, 3, 3);
  config.out_channels = reader.integerOr("out_channels", 3, 3, 3);
  config.latent_channels = reader.integerOr("latent_channels", 4, 1, wide);
  config.layers_per_block = reader.integerOr("layers_per_block", 1, 1, 64);
  config.norm_num_groups = reader.integerOr("norm_num_groups", 32, 1, wide);
  config.block_out_channels = reader.has("block_out_channels")
                                  ? reader.integers("block_out_channels", 1, manyLevels, 1, wide)
                                  : std::vector<int>{64};
  config.mid_block_add_attention = reader.booleanOr("mid_block_add_attention", true);
  config.use_quant_conv = reader.booleanOr("use_quant_conv", true);
  config.use_post_quant_conv = reader.booleanOr("use_post_quant_conv", true);
  config.scaling_factor = reader.numberOr("scaling_factor", 0.18215, 1e-6, 1e6);
  config.shift_factor = reader.numberOr("shift_factor", 0, -1e6, 1e6);
  config.sample_size = reader.integerOr("sample_size", 32, 1, 1 << 16);
  reader.expectTextOr("act_fn", "silu", {"silu", "swish"});
  reader.expectAbsentOrNullOrFalse("latents_mean");
  reader.expectAbsentOrNullOrFalse("latents_std");
  reader.ignore({"force_upcast"});  // the Z-Image pipelines do not consult it

  const std::size_t levels = config.block_out_channels.size();
  const auto allAre = [&](std::string_view key, std::string_view wanted) {
    if (!reader.has(key)) {
      if (levels > 1)
        reader.refuse(key);
      return;
    }
    const std::vector<std::string> types = reader.texts(key, 1, manyLevels);
    const bool fits = std::ranges::all_of(types, [&](const std::string& type) { return type == wanted; });
    if (!fits || types.size() != levels)
      reader.refuse(key);
  };
  allAre("down_block_types", "DownEncoderBlock2D");
  allAre("up_block_types", "UpDecoderBlock2D");
  const auto divisible = [&](int channels) { return channels % config.norm_num_groups == 0; };
  if (!std::ranges::all_of(config.block_out_channels, divisible))
    reader.refuse("norm_num_groups");
  if (Result<void> finished = reader.finish(); !finished)
    return failure(finished.error());
  return config;
}

namespace {

class ParameterList {
 public:
  explicit ParameterList(const AutoencoderKlConfig& config) : m_config(config) {}

  void conv(const std::string& name, int in, int out, int kernel = 3) {
    m_list.push_back({name + ".weight", {out, in, kernel, kernel}});
    m_list.push_back({name + ".bias", {out}});
  }

  void norm(const std::string& name, int channels) {
    m_list.push_back({name + ".weight", {channels}});
    m_list.push_back({name + ".bias", {channels}});
  }

  void resnet(const std::string& name, int in, int out) {
    norm(name + ".norm1", in);
    conv(name + ".conv1", in, out);
    norm(name + ".norm2", out);
    conv(name + ".conv2", out, out);
    if (in != out)
      conv(name + ".conv_shortcut", in, out, 1);
  }

  void midBlock(const std::string& name) {
    const int channels = m_config.block_out_channels.back();
    resnet(name + ".resnets.0", channels, channels);
    resnet(name + ".resnets.1", channels, channels);
    if (!m_config.mid_block_add_attention)
      return;
    norm(name + ".attentions.0.group_norm", channels);
    for (const char* part : {"to_q", "to_k", "to_v", "to_out.0"}) {
      m_list.push_back({name + ".attentions.0." + part + ".weight", {channels, channels}});
      m_list.push_back({name + ".attentions.0." + part + ".bias", {channels}});
    }
  }

  std::vector<ParameterSpec> take() { return std::move(m_list); }

 private:
  const AutoencoderKlConfig& m_config;
  std::vector<ParameterSpec> m_list;
};

}  // namespace

std::vector<ParameterSpec> autoencoderKlParameters(const AutoencoderKlConfig& config) {
  const std::vector<int>& channels = config.block_out_channels;
  const int levels = static_cast<int>(channels.size());
  const int latent = config.latent_channels;
  ParameterList list(config);

  list.conv("encoder.conv_in", config.in_channels, channels.front());
  list.midBlock("encoder.mid_block");
  list.norm("encoder.conv_norm_out", channels.back());
  list.conv("encoder.conv_out", channels.back(), 2 * latent);
  if (config.use_quant_conv)
    list.conv("quant_conv", 2 * latent, 2 * latent, 1);
  int width = channels.front();
  for (int level = 0; level < levels; ++level) {
    const std::string block = "encoder.down_blocks." + std::to_string(level);
    const int out = channels[static_cast<std::size_t>(level)];
    for (int i = 0; i < config.layers_per_block; ++i) {
      list.resnet(block + ".resnets." + std::to_string(i), i == 0 ? width : out, out);
    }
    if (level + 1 < levels)
      list.conv(block + ".downsamplers.0.conv", out, out);
    width = out;
  }

  list.conv("decoder.conv_in", latent, channels.back());
  list.midBlock("decoder.mid_block");
  list.norm("decoder.conv_norm_out", channels.front());
  list.conv("decoder.conv_out", channels.front(), config.out_channels);
  if (config.use_post_quant_conv)
    list.conv("post_quant_conv", latent, latent, 1);
  width = channels.back();
  for (int level = 0; level < levels; ++level) {
    const std::string block = "decoder.up_blocks." + std::to_string(level);
    const int out = channels[static_cast<std::size_t>(levels - 1 - level)];
    for (int i = 0; i <= config.layers_per_block; ++i) {
      list.resnet(block + ".resnets." + std::to_string(i), i == 0 ? width : out, out);
    }
    if (level + 1 < levels)
      list.conv(block + ".upsamplers.0.conv", out, out);
    width = out;
  }
  return list.take();
}

}  // namespace zaohua
