// SPDX-License-Identifier: Apache-2.0
// Prompt to caption features: template, tokens, cut to the model's limit, text encoder, and the cache in front of it.
// Lives on the session's thread.
#pragma once

#include <ATen/core/Tensor.h>

#include <functional>
#include <string>

#include "pipeline/caption_cache.h"
#include "pipeline/resident_model.h"

namespace zaohua {

struct Notice;

// Tokens of the whole templated prompt that the reference pipeline keeps (max_sequence_length).
inline constexpr int maximumPromptTokens = 512;

class PromptEncoder {
 public:
  // Both outlive this.
  PromptEncoder(const PromptTokenizer& tokenizer, const ResidentModel& model);

  // (T, cap_feat_dim), T ≤ 512, in the model's dtype on its device. A prompt that had to be cut is told through
  // `notice`. Throws Failure.
  at::Tensor encode(const std::string& prompt, const std::function<void(const Notice&)>& notice,
                    const Heartbeat& heartbeat);

  // Gives the cache's memory back.
  void forget() { m_cache.clear(); }

 private:
  const PromptTokenizer& m_tokenizer;
  const ResidentModel& m_model;
  CaptionCache m_cache;
};

}  // namespace zaohua
