// SPDX-License-Identifier: Apache-2.0
#include "text/split_pattern.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace zaohua {
namespace {

using Pieces = std::vector<std::string>;

Pieces piecesOf(SplitPattern pattern, std::string_view text) {
  Pieces pieces;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = endOfPiece(pattern, text, begin);
    pieces.emplace_back(text.substr(begin, end - begin));
    begin = end;
  }
  return pieces;
}

Pieces qwen2(std::string_view text) {
  return piecesOf(SplitPattern::qwen2, text);
}

Pieces gpt2(std::string_view text) {
  return piecesOf(SplitPattern::gpt2, text);
}

TEST(SplitPattern, KeepsASpaceOrSymbolWithTheWordAfterIt) {
  EXPECT_EQ(qwen2("a cat, (dog)"), (Pieces{"a", " cat", ",", " (", "dog", ")"}));
  EXPECT_EQ(qwen2("\tx\u00a0y"), (Pieces{"\tx", "\u00a0y"}));
  EXPECT_EQ(qwen2("_x #y"), (Pieces{"_x", " #", "y"}));
}

TEST(SplitPattern, TakesDigitsOneByOne) {
  EXPECT_EQ(qwen2("a12 ½"), (Pieces{"a", "1", "2", " ", "½"}));
}

TEST(SplitPattern, CutsContractionsInEitherCase) {
  EXPECT_EQ(qwen2("don't WE'LL 've"), (Pieces{"don", "'t", " WE", "'LL", " '", "ve"}));
  EXPECT_EQ(qwen2("'lx 'rE '\u017f"), (Pieces{"'lx", " '", "rE", " '", "\u017f"}));
  EXPECT_EQ(qwen2("'rE'\u017f"), (Pieces{"'rE", "'\u017f"}));
}

TEST(SplitPattern, LeavesTheLastSpaceToTheNextWord) {
  EXPECT_EQ(qwen2("a   b"), (Pieces{"a", "  ", " b"}));
  EXPECT_EQ(qwen2("a   "), (Pieces{"a", "   "}));
  EXPECT_EQ(qwen2("a   1"), (Pieces{"a", "  ", " ", "1"}));
}

TEST(SplitPattern, EndsWhiteSpaceAfterItsLastLine) {
  EXPECT_EQ(qwen2("a \n\n  b"), (Pieces{"a", " \n\n", " ", " b"}));
  EXPECT_EQ(qwen2("a\r\nb"), (Pieces{"a", "\r\n", "b"}));
  EXPECT_EQ(qwen2("!\n\nb"), (Pieces{"!\n\n", "b"}));
}

TEST(SplitPattern, SplitsWordsAtCombiningMarks) {
  EXPECT_EQ(qwen2("नमस्ते"), (Pieces{"नमस", "्त", "े"}));
}

TEST(SplitPattern, DoesNotTakeInvisibleCharactersForSpace) {
  EXPECT_EQ(qwen2("a\u200b\u200b1"), (Pieces{"a", "\u200b\u200b", "1"}));
  EXPECT_EQ(qwen2("\x1c\x1c\u0085 "), (Pieces{"\x1c\x1c", "\u0085 "}));
}

TEST(SplitPattern, Gpt2TakesNumbersWholeAndContractionsInLowerCase) {
  EXPECT_EQ(gpt2("a 12 345"), (Pieces{"a", " 12", " 345"}));
  EXPECT_EQ(gpt2("it's IT'S"), (Pieces{"it", "'s", " IT", "'", "S"}));
  EXPECT_EQ(gpt2("a \n\n  b\t!"), (Pieces{"a", " \n\n ", " b", "\t", "!"}));
}

}  // namespace
}  // namespace zaohua
