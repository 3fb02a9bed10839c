// SPDX-License-Identifier: Apache-2.0
// Byte-pair encoding of one piece of text: merges neighbours by rank, the leftmost first among equals, until nothing
// merges. n log n time, whatever the piece and the merges are. Value, const and so usable on any thread.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "text/tokenizer_json.h"

namespace zaohua {

// A token and the stretch of text it stands for. Bytes; a stretch may end inside a character.
struct Token {
  std::int32_t id = 0;
  std::size_t begin = 0;
  std::size_t end = 0;
};

class BytePairMerger {
 public:
  // A byte without a token vanishes, as in the reference: its neighbours become neighbours of each other.
  static constexpr std::int32_t noToken = -1;
  using ByteTokens = std::array<std::int32_t, 256>;

  BytePairMerger(const ByteTokens& byteTokens, const std::vector<Merge>& merges);

  // The tokens of a piece that begins at `begin` of the text, appended.
  void append(std::vector<Token>& tokens, std::string_view piece, std::size_t begin) const;

 private:
  struct Right {
    std::int32_t id = 0;
    std::uint32_t rank = 0;
    std::int32_t result = 0;
  };

  const Right* find(std::int32_t left, std::int32_t right) const;

  ByteTokens m_byteTokens;
  // The merges of the left token L, in the order of their right tokens, are m_rights from m_firstRight[L] up to
  // m_firstRight[L + 1].
  std::vector<std::uint32_t> m_firstRight;
  std::vector<Right> m_rights;
};

}  // namespace zaohua
