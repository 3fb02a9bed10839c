// SPDX-License-Identifier: Apache-2.0
// A byte-level BPE tokenizer: the same ids as the `tokenizers` package gives for the same tokenizer.json. Holds a model
// that was read before; immutable, so any number of threads may use one.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "text/added_token_finder.h"
#include "text/byte_pair_merger.h"
#include "text/tokenizer_json.h"

namespace zaohua {

class BpeTokenizer {
 public:
  explicit BpeTokenizer(TokenizerModel model);
  BpeTokenizer(BpeTokenizer&&) = default;
  BpeTokenizer& operator=(BpeTokenizer&&) = default;
  BpeTokenizer(const BpeTokenizer&) = delete;
  BpeTokenizer& operator=(const BpeTokenizer&) = delete;
  ~BpeTokenizer() = default;

  // The ids of a text. No ids for an empty one. Text that is not UTF-8 or longer than maxTextBytes: invalidRequest.
  Result<std::vector<std::int32_t>> encode(std::string_view text) const;

  // The same, with the bytes of the text that each token was made from. Where normalization changed the text, a token
  // has the whole stretch that was changed together. In order of their beginnings; one character may lie in several.
  Result<std::vector<Token>> encodeWithSpans(std::string_view text) const;

  // For display: what is not UTF-8 once the tokens are joined becomes U+FFFD.
  std::string decode(std::span<const std::int32_t> ids) const;

  const std::vector<AddedToken>& addedTokens() const { return m_model.addedTokens; }
  // A model needs an embedding for each id up to this one. -1: no tokens at all.
  std::int32_t largestId() const { return static_cast<std::int32_t>(m_textOfId.size()) - 1; }
  bool normalizesToNfc() const { return m_model.normalizesToNfc; }
  SplitPattern split() const { return m_model.split; }

  static constexpr std::size_t maxTextBytes = 16U << 20U;

 private:
  void appendPlain(std::vector<Token>& tokens, std::string_view text, std::size_t begin) const;
  void appendPieces(std::vector<Token>& tokens, std::string_view text, std::size_t begin) const;

  TokenizerModel m_model;
  AddedTokenFinder m_rawTokens;
  AddedTokenFinder m_normalizedTokens;
  BytePairMerger m_merger;
  std::unordered_map<std::string, std::int32_t> m_wholePieces;  // by their bytes; empty unless merges may be ignored
  std::vector<const std::string*> m_textOfId;                   // into m_model; null where no token has the id
};

}  // namespace zaohua
