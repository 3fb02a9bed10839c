// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <numeric>

#include "models/z_image_transformer.h"

namespace zaohua {

int ZImageTransformerConfig::adaLnWidth() const {
  return std::min(dim, 256);
}

int ZImageTransformerConfig::feedForwardWidth() const {
  return static_cast<int>(static_cast<double>(dim) / 3.0 * 8.0);
}

// Fallbacks are the defaults of the reference's class, which differ from the published configuration.
Result<ZImageTransformerConfig> ZImageTransformerConfig::read(ConfigReader reader) {
  constexpr int manyLayers = 1000;
  constexpr int wide = 1 << 16;
  ZImageTransformerConfig config;
  const auto integersOr = [&reader](std::string_view key, std::vector<int> fallback, std::size_t count, int max) {
    return reader.has(key) ? reader.integers(key, count, count, 1, max) : std::move(fallback);
  };
  if (integersOr("all_patch_size", {2}, 1, 64) != std::vector<int>{2})
    reader.refuse("all_patch_size");
  if (integersOr("all_f_patch_size", {1}, 1, 64) != std::vector<int>{1})
    reader.refuse("all_f_patch_size");
  config.in_channels = reader.integerOr("in_channels", 16, 1, 1024);
  config.dim = reader.integerOr("dim", 3840, 2, wide);
  config.n_layers = reader.integerOr("n_layers", 30, 0, manyLayers);
  config.n_refiner_layers = reader.integerOr("n_refiner_layers", 2, 0, manyLayers);
  config.n_heads = reader.integerOr("n_heads", 30, 1, wide);
  config.norm_eps = reader.numberOr("norm_eps", 1e-5, 0, 1);
  config.qk_norm = reader.booleanOr("qk_norm", true);
  config.cap_feat_dim = reader.integerOr("cap_feat_dim", 2560, 1, wide);
  config.rope_theta = reader.numberOr("rope_theta", 256, 1, 1e9);
  config.t_scale = reader.numberOr("t_scale", 1000, 1e-6, 1e9);
  config.axes_dims = integersOr("axes_dims", {32, 48, 48}, 3, wide);
  config.axes_lens = integersOr("axes_lens", {1024, 512, 512}, 3, 1 << 20);
  reader.expectAbsentOrNullOrFalse("siglip_feat_dim");  // Omni, another architecture
  reader.ignore({"n_kv_heads"});                        // the reference reads it and uses n_heads for all three

  const int headDim = config.dim / config.n_heads;
  const bool evenAxes = std::ranges::all_of(config.axes_dims, [](int dim) { return dim % 2 == 0; });
  const bool axesFill = std::accumulate(config.axes_dims.begin(), config.axes_dims.end(), 0) == headDim;
  if (config.dim % config.n_heads != 0)
    reader.refuse("n_heads");
  if (!evenAxes || !axesFill)
    reader.refuse("axes_dims");
  if (Result<void> finished = reader.finish(); !finished)
    return failure(finished.error());
  return config;
}

namespace {

enum class Modulation { none, present };

void addLinear(std::vector<ParameterSpec>& list, const std::string& name, int in, int out) {
  list.push_back({name + ".weight", {out, in}});
  list.push_back({name + ".bias", {out}});
}

void addBlock(std::vector<ParameterSpec>& list, const ZImageTransformerConfig& config, const std::string& name,
              Modulation modulation) {
  const int dim = config.dim;
  for (const char* part : {"to_q", "to_k", "to_v", "to_out.0"}) {
    list.push_back({name + ".attention." + part + ".weight", {dim, dim}});
  }
  list.push_back({name + ".feed_forward.w1.weight", {config.feedForwardWidth(), dim}});
  list.push_back({name + ".feed_forward.w3.weight", {config.feedForwardWidth(), dim}});
  list.push_back({name + ".feed_forward.w2.weight", {dim, config.feedForwardWidth()}});
  for (const char* part : {"attention_norm1", "attention_norm2", "ffn_norm1", "ffn_norm2"}) {
    list.push_back({name + "." + part + ".weight", {dim}});
  }
  if (config.qk_norm) {
    for (const char* part : {"norm_q", "norm_k"}) {
      list.push_back({name + ".attention." + part + ".weight", {dim / config.n_heads}});
    }
  }
  if (modulation == Modulation::present)
    addLinear(list, name + ".adaLN_modulation.0", config.adaLnWidth(), 4 * dim);
}

}  // namespace

std::vector<ParameterSpec> zImageTransformerParameters(const ZImageTransformerConfig& config) {
  std::vector<ParameterSpec> list;
  const int patch = 4 * config.in_channels;
  addLinear(list, "t_embedder.mlp.0", 256, 1024);
  addLinear(list, "t_embedder.mlp.2", 1024, config.adaLnWidth());
  addLinear(list, "all_x_embedder.2-1", patch, config.dim);
  list.push_back({"cap_embedder.0.weight", {config.cap_feat_dim}});
  addLinear(list, "cap_embedder.1", config.cap_feat_dim, config.dim);
  list.push_back({"x_pad_token", {1, config.dim}});
  list.push_back({"cap_pad_token", {1, config.dim}});
  addLinear(list, "all_final_layer.2-1.linear", config.dim, patch);
  addLinear(list, "all_final_layer.2-1.adaLN_modulation.1", config.adaLnWidth(), config.dim);
  for (int i = 0; i < config.n_refiner_layers; ++i) {
    addBlock(list, config, "noise_refiner." + std::to_string(i), Modulation::present);
    addBlock(list, config, "context_refiner." + std::to_string(i), Modulation::none);
  }
  for (int i = 0; i < config.n_layers; ++i) {
    addBlock(list, config, "layers." + std::to_string(i), Modulation::present);
  }
  return list;
}

}  // namespace zaohua
