// SPDX-License-Identifier: Apache-2.0
#include "image_io/file_name.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "base/utf8.h"

namespace zaohua {
namespace {

constexpr LocalTime morning = {.year = 2026, .month = 1, .day = 2, .hour = 3, .minute = 4, .second = 5};

TEST(FileName, FillsInTheTemplate) {
  EXPECT_EQ(fillFileName(defaultFileNameTemplate, morning, 42), "zaohua_2026-01-02_03-04-05_42.png");
  EXPECT_EQ(fillFileName("{seed}{seed}-{其他}.png", morning, 4294967310), "42949673104294967310-{其他}.png");
  EXPECT_EQ(fillFileName("{dat{date}.png", morning, 1), "{dat2026-01-02.png");
}

TEST(FileName, NeverLeavesTheFolderOrHides) {
  EXPECT_EQ(fillFileName("../../etc/{seed}.png", morning, 1), "_._.._etc_1.png");
  EXPECT_EQ(fillFileName("/root/a.png", morning, 1), "_root_a.png");
  EXPECT_EQ(fillFileName(".hidden.png", morning, 1), "_hidden.png");
  EXPECT_EQ(fillFileName("a\\b:c*d?e\"f<g>h|i.png", morning, 1), "a_b_c_d_e_f_g_h_i.png");
  EXPECT_EQ(fillFileName("a\nb.png", morning, 1), "a b.png");
}

TEST(FileName, LongNamesAreCutBetweenCharacters) {
  std::string longName;
  while (longName.size() < 1000)
    longName += "画";
  const std::string name = numberedFileName(fillFileName("x" + longName + ".png", morning, 1), 10'000);
  EXPECT_LE(name.size(), 255U);
  EXPECT_TRUE(isValidUtf8(name));
  EXPECT_TRUE(name.ends_with("画-10000.png"));
}

TEST(FileName, InvalidBytesBecomeSomethingThatEveryFileSystemTakes) {
  EXPECT_TRUE(isValidUtf8(fillFileName("a\xff\xfe.png", morning, 1)));
}

TEST(FileName, TheFirstOfSeveralHasNoNumber) {
  EXPECT_EQ(numberedFileName("a.b.png", 1), "a.b.png");
  EXPECT_EQ(numberedFileName("a.b.png", 2), "a.b-2.png");
  EXPECT_EQ(numberedFileName("a", 3), "a-3");
}

}  // namespace
}  // namespace zaohua
