// SPDX-License-Identifier: Apache-2.0
// Cuts text into the pieces that byte pairs are merged within. The patterns are fixed regular expressions, written out
// by hand: each piece is found in one pass, where a backtracking engine needs stack and time in proportion to the text,
// and means exactly what the reference's engine means by it. Plain functions, any thread.
#pragma once

#include <cstddef>
#include <string_view>

namespace zaohua {

enum class SplitPattern {
  // (?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+
  qwen2,
  // 's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+
  gpt2,
};

// The first of them as it is spelled in a tokenizer.json. The second is never spelled: a ByteLevel step implies it.
inline constexpr std::string_view qwen2SplitRegex =
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";

// Where the piece that begins at `begin` ends. REQUIRES valid UTF-8 and begin < text.size().
std::size_t endOfPiece(SplitPattern pattern, std::string_view text, std::size_t begin);

}  // namespace zaohua
