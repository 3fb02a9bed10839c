// SPDX-License-Identifier: Apache-2.0
#include "image_io/exif.h"

#include <gtest/gtest.h>

namespace zaohua {
namespace {

using Texts = std::vector<ExifText>;

std::string number(std::size_t value, unsigned bytes, bool bigEndian) {
  std::string text;
  for (unsigned i = 0; i < bytes; ++i)
    text += static_cast<char>((value >> (8 * (bigEndian ? bytes - 1 - i : i))) & 0xffU);
  return text;
}

// One directory with one entry whose value stands behind it.
std::string block(std::uint16_t tag, std::uint16_t type, const std::string& value, bool bigEndian = true,
                  std::size_t count = std::string::npos) {
  return (bigEndian ? "MM" : "II") + number(42, 2, bigEndian) + number(8, 4, bigEndian) + number(1, 2, bigEndian) +
         number(tag, 2, bigEndian) + number(type, 2, bigEndian) +
         number(count == std::string::npos ? value.size() : count, 4, bigEndian) + number(26, 4, bigEndian) +
         number(0, 4, bigEndian) + value;
}

std::string utf16(std::u16string_view text, bool bigEndian) {
  std::string bytes;
  for (const char16_t unit : text)
    bytes += number(unit, 2, bigEndian);
  return bytes;
}

TEST(Exif, OurBlockGivesBackItsTexts) {
  for (const char* comment : {"", "a cat\nSteps: 8", "一只猫 😀\nNegative prompt: 模糊\nSteps: 8, Seed: 1"}) {
    const Texts texts = readExifTexts(makeExif("Zaohua 0.1.0", comment));
    EXPECT_EQ(texts.size(), 3U);
    EXPECT_EQ(texts.front(), (ExifText{exif_tag::software, "Zaohua 0.1.0"}));
    EXPECT_EQ(texts[1].text, "0232");
    EXPECT_EQ(texts.back(), (ExifText{exif_tag::userComment, comment}));
  }
}

TEST(Exif, OurCommentIsBigEndianUnicode) {
  const std::string exif = makeExif("z", "猫a");
  EXPECT_TRUE(exif.ends_with(std::string("UNICODE\0\x73\x2b\0a", 12)));
}

TEST(Exif, UserCommentsAreReadInEveryForm) {
  const std::u16string_view text = u"一只猫 😀 cat\nSteps: 8";
  const std::string expected = "一只猫 😀 cat\nSteps: 8";
  const std::string unicode("UNICODE\0", 8);
  for (const std::string& value : {unicode + utf16(text, true), unicode + utf16(text, false), unicode + expected,
                                   std::string("ASCII\0\0\0", 8) + expected, std::string(8, '\0') + expected, expected,
                                   expected + std::string(3, '\0')}) {
    for (const bool bigEndian : {true, false})
      EXPECT_EQ(readExifTexts(block(exif_tag::userComment, 7, value, bigEndian)),
                (Texts{{exif_tag::userComment, expected}}));
  }
  EXPECT_EQ(readExifTexts(std::string("Exif\0\0", 6) + block(exif_tag::userComment, 2, "a text")),
            (Texts{{exif_tag::userComment, "a text"}}));
}

TEST(Exif, HalfACharacterBecomesAReplacement) {
  EXPECT_EQ(readExifTexts(block(exif_tag::userComment, 7, std::string("UNICODE\0\xd8\x3d\0a", 12))),
            (Texts{{exif_tag::userComment, "\uFFFDa"}}));
}

TEST(Exif, TextsThatAreNotUtf8AreLatin1) {
  EXPECT_EQ(readExifTexts(block(exif_tag::make, 2, "caf\xe9 noir")), (Texts{{exif_tag::make, "café noir"}}));
}

TEST(Exif, HostileBlocksGiveNothing) {
  const std::string good = makeExif("Zaohua", "text");
  for (std::size_t length = 0; length < good.size(); ++length)
    (void)readExifTexts(std::string_view(good).substr(0, length));
  for (const std::string& bad : {std::string(), std::string("MM"), std::string("XX\0*\0\0\0\x08", 8),
                                 std::string("MM\0*\xff\xff\xff\xff", 8), std::string("MM\0*\0\0\0\x08\xff\xff", 10),
                                 block(exif_tag::make, 2, "text", true, 0xffffffff), block(exif_tag::make, 3, "text")})
    EXPECT_EQ(readExifTexts(bad), Texts());
}

TEST(Exif, ADirectoryThatPointsAtItselfEnds) {
  std::string loop = block(0x8769, 4, "");
  loop.replace(14, 4, number(1, 4, true));
  loop.replace(18, 4, number(8, 4, true));
  EXPECT_EQ(readExifTexts(loop), Texts());
}

TEST(Exif, ManyEntriesOnTheSameBytesEnd) {
  const std::string value(1U << 20U, 'x');
  const std::size_t entries = 500;
  std::string exif = "MM" + number(42, 2, true) + number(8, 4, true) + number(entries, 2, true);
  const std::size_t place = 8 + 2 + entries * 12 + 4;
  for (std::size_t i = 0; i < entries; ++i)
    exif +=
        number(exif_tag::make, 2, true) + number(2, 2, true) + number(value.size(), 4, true) + number(place, 4, true);
  exif += number(0, 4, true) + value;
  EXPECT_EQ(readExifTexts(exif).size(), 8U);
}

}  // namespace
}  // namespace zaohua
