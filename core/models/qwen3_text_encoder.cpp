// SPDX-License-Identifier: Apache-2.0
#include "models/qwen3_text_encoder.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <utility>

#include "nn/kernels/kernels.h"
#include "nn/rope.h"

namespace zaohua {

Result<Qwen3Config> Qwen3Config::read(ConfigReader reader) {
  constexpr int wide = 1 << 18;
  Qwen3Config config;
  reader.expectTextOr("model_type", "qwen3", {"qwen3"});
  reader.expectTextOr("hidden_act", "silu", {"silu"});
  config.hidden_size = reader.integer("hidden_size", 2, wide);
  config.intermediate_size = reader.integer("intermediate_size", 1, wide);
  config.num_hidden_layers = reader.integer("num_hidden_layers", 1, 1000);
  config.num_attention_heads = reader.integer("num_attention_heads", 1, wide);
  config.num_key_value_heads = reader.integerOr("num_key_value_heads", config.num_attention_heads, 1, wide);
  config.head_dim = reader.integerOr("head_dim", config.hidden_size / config.num_attention_heads, 2, wide);
  config.vocab_size = reader.integer("vocab_size", 1, 1 << 24);
  config.max_position_embeddings = reader.integerOr("max_position_embeddings", 32768, 1, 1 << 30);
  config.rms_norm_eps = reader.numberOr("rms_norm_eps", 1e-6, 0, 1);
  // transformers 5 writes rope_parameters {rope_theta, rope_type} where 4 wrote rope_theta.
  ConfigReader rope = reader.section("rope_parameters");
  rope.expectTextOr("rope_type", "default", {"default"});
  const double newer = rope.numberOr("rope_theta", 0, 0, 1e12);
  const double older = reader.numberOr("rope_theta", 0, 0, 1e12);
  config.rope_theta = newer > 0 ? newer : older > 0 ? older : 1e6;
  reader.expectAbsentOrNullOrFalse("rope_scaling");
  reader.expectAbsentOrNullOrFalse("attention_bias");
  reader.expectAbsentOrNullOrFalse("use_sliding_window");
  if (reader.has("layer_types")) {
    const std::vector<std::string> types = reader.texts("layer_types", 0, 1000);
    const bool full = std::ranges::all_of(types, [](const std::string& type) { return type == "full_attention"; });
    if (!full)
      reader.refuse("layer_types");
  }
  // Training, generation and storage: none of it changes the hidden states.
  reader.ignore({"architectures", "attention_dropout", "bos_token_id", "eos_token_id", "pad_token_id",
                 "initializer_range", "max_window_layers", "sliding_window", "tie_word_embeddings", "torch_dtype",
                 "dtype", "transformers_version", "use_cache"});
  if (config.num_attention_heads % config.num_key_value_heads != 0)
    reader.refuse("num_key_value_heads");
  if (config.head_dim % 2 != 0)
    reader.refuse("head_dim");
  if (Result<void> finished = reader.finish(); !finished)
    return failure(finished.error());
  return config;
}

std::vector<ParameterSpec> qwen3Parameters(const Qwen3Config& config) {
  const int queryWidth = config.num_attention_heads * config.head_dim;
  const int keyWidth = config.num_key_value_heads * config.head_dim;
  std::vector<ParameterSpec> list = {{"embed_tokens.weight", {config.vocab_size, config.hidden_size}},
                                     {"norm.weight", {config.hidden_size}}};
  for (int i = 0; i < config.num_hidden_layers; ++i) {
    const std::string layer = "layers." + std::to_string(i) + ".";
    list.push_back({layer + "self_attn.q_proj.weight", {queryWidth, config.hidden_size}});
    list.push_back({layer + "self_attn.k_proj.weight", {keyWidth, config.hidden_size}});
    list.push_back({layer + "self_attn.v_proj.weight", {keyWidth, config.hidden_size}});
    list.push_back({layer + "self_attn.o_proj.weight", {config.hidden_size, queryWidth}});
    list.push_back({layer + "mlp.gate_proj.weight", {config.intermediate_size, config.hidden_size}});
    list.push_back({layer + "mlp.up_proj.weight", {config.intermediate_size, config.hidden_size}});
    list.push_back({layer + "mlp.down_proj.weight", {config.hidden_size, config.intermediate_size}});
    list.push_back({layer + "input_layernorm.weight", {config.hidden_size}});
    list.push_back({layer + "post_attention_layernorm.weight", {config.hidden_size}});
    list.push_back({layer + "self_attn.q_norm.weight", {config.head_dim}});
    list.push_back({layer + "self_attn.k_norm.weight", {config.head_dim}});
  }
  return list;
}

struct Qwen3TextEncoder::Layer {
  Layer(const Qwen3Config& config, const Weights& weights, const HalfRange& range)
      : heads(config.num_attention_heads),
        keyHeads(config.num_key_value_heads),
        width(config.head_dim),
        queryKeyValue(
            weights["self_attn"], config.hidden_size,
            {{"q_proj", heads * width}, {"k_proj", keyHeads * width}, {"v_proj", keyHeads * width, range.value}}),
        attentionOut(weights["self_attn"], "o_proj", heads * width, config.hidden_size, Bias::none,
                     ProductFormat::model, range.attentionOut),
        gateAndUp(weights["mlp"], config.hidden_size,
                  {{"gate_proj", config.intermediate_size}, {"up_proj", config.intermediate_size, range.up}}),
        down(weights["mlp"], "down_proj", config.intermediate_size, config.hidden_size, Bias::none,
             ProductFormat::model, range.down),
        inputNorm(weights, "input_layernorm", config.hidden_size, config.rms_norm_eps, {.input = range.stream}),
        postAttentionNorm(weights, "post_attention_layernorm", config.hidden_size, config.rms_norm_eps,
                          {.input = range.stream}),
        queryNorm(weights["self_attn"], "q_norm", config.head_dim, config.rms_norm_eps),
        keyNorm(weights["self_attn"], "k_norm", config.head_dim, config.rms_norm_eps) {}

  // Updates x (1, T, hidden) in place from `input`, its norm. Returns the input of `next`, where there is one.
  at::Tensor forward(at::Tensor& x, const at::Tensor& input, const HalfRope& rope, const Layer* next) const {
    const at::Tensor hidden = addThenNorm(x, attend(input, rope), postAttentionNorm);
    const at::Tensor fed = down(kernels::swiglu(gateAndUp(hidden), down.inputFormat()));
    if (next != nullptr)
      return addThenNorm(x, fed, next->inputNorm);
    kernels::addNormed(x, fed, {});
    return {};
  }

  static at::Tensor addThenNorm(at::Tensor& x, const at::Tensor& branch, const RmsNorm& norm) {
    return kernels::addNormedThenNorm(x, branch, {}, norm.times({}), ProductFormat::model).values;
  }

  at::Tensor attend(const at::Tensor& x, const HalfRope& rope) const {
    const kernels::HeadNorms norms = {heads, keyHeads, queryNorm.weight, keyNorm.weight, queryNorm.eps};
    const kernels::QueryKeyValue split = kernels::splitRotateHalves(queryKeyValue(x), norms, rope.cos, rope.sin);
    return attentionOut(kernels::attention(split, kernels::Mask::causal));
  }

  std::int64_t heads;
  std::int64_t keyHeads;
  std::int64_t width;
  Linear queryKeyValue;
  Linear attentionOut;
  Linear gateAndUp;
  Linear down;
  RmsNorm inputNorm;
  RmsNorm postAttentionNorm;
  RmsNorm queryNorm;
  RmsNorm keyNorm;
};

Qwen3TextEncoder::Qwen3TextEncoder(const Qwen3Config& config, const Weights& weights, std::optional<HalfRange> range)
    : m_config(config),
      m_range(range.value_or(HalfRange::ofPreNorm(weights.dtype()))),
      m_embedding(weights["embed_tokens"].get("weight", {config.vocab_size, config.hidden_size})) {
  for (int i = 0; i + 1 < config.num_hidden_layers; ++i)
    m_layers.emplace_back(config, weights["layers"][i], m_range);
}

Qwen3TextEncoder::~Qwen3TextEncoder() = default;

at::Tensor Qwen3TextEncoder::encode(std::span<const std::int32_t> ids, const Heartbeat& heartbeat) const {
  const auto tokens = static_cast<std::int64_t>(ids.size());
  for (const std::int32_t id : ids) {
    if (id >= 0 && id < m_config.vocab_size)
      continue;
    throw Failure({ErrorCode::fileCorrupt,
                   "The model's tokenizer and text encoder do not belong together: there is no word %1.",
                   {std::to_string(id)},
                   "vocab_size " + std::to_string(m_config.vocab_size)});
  }
  const at::Tensor index = at::tensor(at::ArrayRef<std::int32_t>(ids.data(), ids.size()), at::kInt);
  at::Tensor x = at::embedding(m_embedding, index.to(m_embedding.device())).unsqueeze(0);  // (1, T, hidden)
  if (m_range.stream != 1)
    x = x * m_range.stream;
  if (m_probe)
    m_probe("embed_tokens", x);
  const HalfRope rope = halfRope(tokens, m_config.head_dim, m_config.rope_theta, x.options());
  at::Tensor input = m_layers.empty() ? x : m_layers.front().inputNorm(x);
  for (std::size_t i = 0; i < m_layers.size(); ++i) {
    heartbeat.beat();
    input = m_layers[i].forward(x, input, rope, i + 1 < m_layers.size() ? &m_layers[i + 1] : nullptr);
    if (m_probe)
      m_probe("layers." + std::to_string(i), x);
  }
  const at::Tensor features = x.squeeze(0);
  return m_range.stream == 1 ? features : features.to(at::kFloat) / m_range.stream;
}

}  // namespace zaohua
