// SPDX-License-Identifier: Apache-2.0
#include "pipeline/prompt_encoder.h"

#include <ATen/ATen.h>

#include "pipeline/inference_session.h"
#include "pipeline/postprocess.h"

namespace zaohua {

namespace {

constexpr std::size_t cachedPrompts = 64;

}  // namespace

PromptEncoder::PromptEncoder(const PromptTokenizer& tokenizer, const ResidentModel& model)
    : m_tokenizer(tokenizer), m_model(model), m_cache(cachedPrompts) {
}

at::Tensor PromptEncoder::encode(const std::string& prompt, const std::function<void(const Notice&)>& notice,
                                 const Heartbeat& heartbeat) {
  const PromptTokens tokens = valueOrThrow(m_tokenizer.tokenize(prompt));
  if (tokens.ids.size() > maximumPromptTokens && notice) {
    notice({"The prompt is too long: the model reads the first %1 of its %2 tokens.",
            {std::to_string(maximumPromptTokens), std::to_string(tokens.ids.size())}});
  }
  if (std::optional<at::Tensor> known = m_cache.find(prompt))
    return *known;
  const std::span<const std::int32_t> kept =
      std::span(tokens.ids).first(std::min<std::size_t>(tokens.ids.size(), maximumPromptTokens));
  at::Tensor features = m_model.textEncoder().encode(kept, heartbeat);
  requireFinite(features, "text encoder");
  m_cache.insert(prompt, features);
  return features;
}

}  // namespace zaohua
