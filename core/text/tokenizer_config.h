// SPDX-License-Identifier: Apache-2.0
// What a tokenizer_config.json says that changes a prompt's tokens. It is full of settings that do not, and that change
// from version to version, so unlike elsewhere unknown ones are let pass. Plain value and function, any thread.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "base/result.h"
#include "text/bpe_tokenizer.h"

namespace zaohua {

struct TokenizerConfig {
  std::optional<std::string> chatTemplate;  // Jinja
  std::optional<std::int32_t> padToken;
};

// Also holds the file against the tokenizer beside it: where the two disagree about an added token or about how text is
// split, versions of the reference disagree about the ids, and the file is refused.
Result<TokenizerConfig> readTokenizerConfig(const std::filesystem::path& file, const BpeTokenizer& tokenizer);

}  // namespace zaohua
