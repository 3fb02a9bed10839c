// SPDX-License-Identifier: Apache-2.0
// Reads a tokenizer.json as the `tokenizers` package writes it. Everything in the file is honoured or refused by name:
// a byte-level BPE vocabulary, NFC or no normalizer, the split patterns of Qwen2 and GPT-2, added tokens without
// stripping, nothing that adds tokens afterwards. Plain values; the functions may be called on any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "text/split_pattern.h"

namespace zaohua {

struct VocabularyEntry {
  std::string text;  // in the alphabet of byte_alphabet.h
  std::int32_t id = 0;
};

// Two neighbours that become one token. The rank is the place in the list: the lower one goes first.
struct Merge {
  std::int32_t left = 0;
  std::int32_t right = 0;
  std::int32_t result = 0;
};

// A token that is looked for in the text before anything else is done to it.
struct AddedToken {
  std::string text;
  std::int32_t id = 0;
  bool normalized = false;  // looked for after normalization instead
  bool special = false;
};

struct TokenizerModel {
  std::vector<VocabularyEntry> vocabulary;  // no text and no id twice
  std::vector<Merge> merges;
  std::vector<AddedToken> addedTokens;  // no text and no id twice
  bool normalizesToNfc = false;
  SplitPattern split = SplitPattern::qwen2;
  bool ignoresMerges = false;  // a piece that is in the vocabulary as a whole is not looked into
};

// Bounds what a file of strangers may cost.
inline constexpr std::size_t maxTokenizerBytes = 64U << 20U;
inline constexpr std::int32_t maxTokenId = (1 << 22) - 1;
inline constexpr std::size_t maxAddedTokenBytes = 1024;

// `name` is what Errors call the file. fileCorrupt, or unsupportedModel with the name of what is not supported.
Result<TokenizerModel> readTokenizerJson(std::string_view json, const std::string& name);

}  // namespace zaohua
