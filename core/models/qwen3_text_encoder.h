// SPDX-License-Identifier: Apache-2.0
// Qwen3 as Z-Image's text encoder: a causal transformer of which only hidden_states[-2] is wanted, so the last layer
// and the final norm are never read. Differs from the diffusion transformer in all of: half-split rotary embedding,
// grouped key and value heads, pre-norm only, no modulation. Source of the arithmetic: transformers 5.23.0.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/config_reader.h"
#include "base/heartbeat.h"
#include "nn/half_range.h"
#include "nn/linear.h"
#include "nn/norm.h"
#include "tensor_io/weights.h"

namespace zaohua {

// text_encoder/config.json, its names kept.
struct Qwen3Config {
  int hidden_size = 2560;
  int intermediate_size = 9728;
  int num_hidden_layers = 36;
  int num_attention_heads = 32;
  int num_key_value_heads = 8;
  int head_dim = 128;
  int vocab_size = 151936;
  int max_position_embeddings = 40960;
  double rms_norm_eps = 1e-6;
  double rope_theta = 1e6;

  static Result<Qwen3Config> read(ConfigReader reader);
};

// Every parameter of Qwen3Model, without the "model." that files saved with a language model head put in front. In the
// order in which the encoder reads them; it leaves out some.
std::vector<ParameterSpec> qwen3Parameters(const Qwen3Config& config);

class Qwen3TextEncoder {
 public:
  // Without `range` it is the one for the weights' dtype.
  Qwen3TextEncoder(const Qwen3Config& config, const Weights& weights, std::optional<HalfRange> range = std::nullopt);
  ~Qwen3TextEncoder();

  // hidden_states[-2] of the ids, T ≥ 1: (T, hidden_size) in the model's dtype, but in fp32 from a model in fp16, whose
  // range they may leave. Throws Failure(fileCorrupt) for an id outside the vocabulary: then tokenizer and encoder do
  // not belong together.
  at::Tensor encode(std::span<const std::int32_t> ids, const Heartbeat& heartbeat) const;

  const Qwen3Config& config() const { return m_config; }

  using Probe = std::function<void(const std::string&, const at::Tensor&)>;
  void setProbe(Probe probe) { m_probe = std::move(probe); }

 private:
  struct Layer;

  Qwen3Config m_config;
  HalfRange m_range;
  at::Tensor m_embedding;  // embed_tokens (vocab_size, hidden_size)
  std::vector<Layer> m_layers;
  Probe m_probe;
};

}  // namespace zaohua
