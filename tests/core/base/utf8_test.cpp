// SPDX-License-Identifier: Apache-2.0
#include "base/utf8.h"

#include <gtest/gtest.h>

namespace zaohua {
namespace {

bool isScalarValue(char32_t codePoint) {
  return codePoint <= 0x10ffff && !(codePoint >= 0xd800 && codePoint <= 0xdfff);
}

TEST(Utf8, ReadsBackEveryCharacterThatItWrites) {
  for (char32_t codePoint = 0; codePoint <= 0x10ffff; ++codePoint) {
    if (!isScalarValue(codePoint))
      continue;
    std::string text;
    appendUtf8(text, codePoint);
    const Utf8Character character = decodeUtf8(text, 0);
    ASSERT_TRUE(character.valid) << std::hex << static_cast<std::uint32_t>(codePoint);
    ASSERT_EQ(character.codePoint, codePoint);
    ASSERT_EQ(character.length, text.size());
  }
}

TEST(Utf8, RefusesEverySequenceThatIsNoCharacter) {
  for (const std::string_view text : {
           "\x80",              // a tail without a head
           "\xbf\xbf",          // two of them
           "\xc0\x80",          // overlong NUL
           "\xc1\xbf",          // overlong DEL
           "\xe0\x9f\xbf",      // overlong, three bytes
           "\xf0\x8f\xbf\xbf",  // overlong, four bytes
           "\xed\xa0\x80",      // first surrogate
           "\xed\xbf\xbf",      // last surrogate
           "\xf4\x90\x80\x80",  // past the last code point
           "\xf5\x80\x80\x80",  // no such head
           "\xff",
           "\xc3",          // cut off
           "\xe9\x80",      // cut off
           "\xf0\x9f\x98",  // cut off
           "\xc3\x28",      // a head before a letter
           "\xe9\x80\x28",
       }) {
    EXPECT_FALSE(isValidUtf8(text));
    const Utf8Character character = decodeUtf8(text, 0);
    EXPECT_FALSE(character.valid);
    EXPECT_EQ(character.length, 1U);
    EXPECT_FALSE(isValidUtf8("ok " + std::string(text)));
  }
}

TEST(Utf8, AcceptsMixedText) {
  EXPECT_TRUE(isValidUtf8(""));
  EXPECT_TRUE(isValidUtf8(std::string_view("\0", 1)));
  EXPECT_TRUE(isValidUtf8("Zaohua 造画 é 👨‍👩‍👧"));
  EXPECT_EQ(decodeUtf8("a造", 1).codePoint, U'造');
}

}  // namespace
}  // namespace zaohua
