// SPDX-License-Identifier: Apache-2.0
// From a prompt to the ids that the text encoder reads: a model's tokenizer/ folder with its chat template applied, as
// the reference does it. Immutable, so any number of threads may use one.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "text/bpe_tokenizer.h"
#include "text/chat_template.h"

namespace zaohua {

// A prompt inside its template, never cut. A model reads only so many tokens, 512 by default: the first ones.
struct PromptTokens {
  std::vector<std::int32_t> ids;

  // For each token the byte of the prompt that it begins at, or that comes after it if it belongs to the template.
  // Always the beginning of a character.
  std::vector<std::size_t> promptBytes;
  std::size_t promptSize = 0;

  // What a model reads.
  std::span<const std::int32_t> first(std::size_t limit) const;

  // Where the part of the prompt begins that a model does not read, or reads in part. Nothing if it reads all of it,
  // even if the end of the template is cut.
  std::optional<std::size_t> firstByteBeyond(std::size_t limit) const;
};

class PromptTokenizer {
 public:
  // Reads tokenizer.json, tokenizer_config.json and, where there is one, chat_template.jinja.
  static Result<PromptTokenizer> open(const std::filesystem::path& folder);

  // An empty prompt is a prompt. Text that is not UTF-8 or is absurdly long: invalidRequest.
  Result<PromptTokens> tokenize(std::string_view prompt) const;

  // What the reference fills up short prompts with, behind a mask that hides it.
  std::optional<std::int32_t> padToken() const { return m_padToken; }
  const BpeTokenizer& tokenizer() const { return m_tokenizer; }

 private:
  PromptTokenizer(BpeTokenizer tokenizer, const ChatTemplate& chatTemplate, std::optional<std::int32_t> padToken)
      : m_tokenizer(std::move(tokenizer)), m_chatTemplate(chatTemplate), m_padToken(padToken) {}

  BpeTokenizer m_tokenizer;
  ChatTemplate m_chatTemplate;
  std::optional<std::int32_t> m_padToken;
};

}  // namespace zaohua
