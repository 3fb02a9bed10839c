// SPDX-License-Identifier: Apache-2.0
#include "text/nfc.h"

#include <gtest/gtest.h>

namespace zaohua {
namespace {

TEST(Nfc, LeavesNormalizedTextAlone) {
  for (const std::string text : {"", "plain", "café", "中文 \U0001f408", "\u0301 at the beginning", "한국어"}) {
    const NormalizedText normalized = normalizeNfc(text);
    EXPECT_EQ(normalized.text, text);
    EXPECT_TRUE(normalized.changes.empty());
  }
}

TEST(Nfc, Composes) {
  EXPECT_EQ(normalizeNfc("e\u0301").text, "é");
  EXPECT_EQ(normalizeNfc("\u1112\u1161\u11ab").text, "한");
  EXPECT_EQ(normalizeNfc("\u212b").text, "Å");
  EXPECT_EQ(normalizeNfc("\u09c7\u09be").text, "\u09cb");
  // Across a mark that binds closer, not across one of the same kind.
  EXPECT_EQ(normalizeNfc("a\u0323\u0302").text, "ậ");
  EXPECT_EQ(normalizeNfc("a\u0302\u0323").text, "ậ");
  EXPECT_EQ(normalizeNfc("a\u0305\u0301").text, "a\u0305\u0301");
  // Excluded from composition.
  EXPECT_EQ(normalizeNfc("\u0958").text, "\u0915\u093c");
}

TEST(Nfc, TakesCharactersAfterUnicodeNineForUnassigned) {
  // U+1DF6, a mark of Unicode 10, stays where it was written and keeps the acute from the letter.
  EXPECT_EQ(normalizeNfc("a\u1df6\u0301").text, "a\u1df6\u0301");
}

TEST(Nfc, KnowsTheWayBack) {
  const NormalizedText normalized = normalizeNfc("xe\u0301y\u212bz");  // x é y Å z
  ASSERT_EQ(normalized.text, "xéyÅz");
  EXPECT_EQ(normalized.sourceBeginOf(0), 0U);
  EXPECT_EQ(normalized.sourceEndOf(1), 1U);
  EXPECT_EQ(normalized.sourceBeginOf(1), 1U);
  EXPECT_EQ(normalized.sourceBeginOf(2), 1U);  // inside é
  EXPECT_EQ(normalized.sourceEndOf(2), 4U);
  EXPECT_EQ(normalized.sourceEndOf(3), 4U);
  EXPECT_EQ(normalized.sourceBeginOf(3), 4U);  // y
  EXPECT_EQ(normalized.sourceEndOf(4), 5U);
  EXPECT_EQ(normalized.sourceBeginOf(4), 5U);  // Å
  EXPECT_EQ(normalized.sourceEndOf(6), 8U);
  EXPECT_EQ(normalized.sourceBeginOf(6), 8U);  // z
  EXPECT_EQ(normalized.sourceEndOf(7), 9U);
}

TEST(Nfc, SortsAMillionMarks) {
  std::string text = "a";
  for (int i = 0; i < 250'000; ++i)
    text += "\u0301\u0323";
  const NormalizedText normalized = normalizeNfc(text);
  EXPECT_TRUE(normalized.text.starts_with("\u1ea1\u0323"));
  EXPECT_TRUE(normalized.text.ends_with("\u0301\u0301"));
}

}  // namespace
}  // namespace zaohua
