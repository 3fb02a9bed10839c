// SPDX-License-Identifier: Apache-2.0
#include "image_io/png_text.h"

#include <gtest/gtest.h>

#include "core/image_io/png_parts.h"

namespace zaohua {
namespace {

using namespace std::string_literals;
using test::bytesOf;
using test::chunk;
using test::deflated;
using test::fixture;
using test::pngWith;

constexpr const char* settings =
    " in the snow\nNegative prompt: blurry\n"
    "Steps: 8, Sampler: Euler, Schedule type: Simple, CFG scale: 1, Seed: 42, Size: 1024x768, Model: z_image_turbo";

std::vector<PngText> textsOf(std::string_view file, const PngTextLimits& limits = {}) {
  const Result<std::vector<PngText>> texts = readPngTexts(bytesOf(file), "a.png", limits);
  EXPECT_TRUE(texts) << texts.error().text();
  return texts.value_or(std::vector<PngText>());
}

std::string parametersOf(std::string_view file) {
  const std::vector<PngText> texts = textsOf(file);
  const std::string* text = findPngText(texts, "parameters");
  return text != nullptr ? *text : "(none)";
}

Error errorOf(std::string_view file) {
  const Result<std::vector<PngText>> texts = readPngTexts(bytesOf(file), "a.png");
  EXPECT_FALSE(texts);
  return texts ? Error() : texts.error();
}

TEST(PngText, ReadsEveryKindThatPillowWrites) {
  EXPECT_EQ(parametersOf(fixture("pillow_text_ascii.png")), "a cat"s + settings);
  EXPECT_EQ(parametersOf(fixture("pillow_ztxt.png")), "a cat"s + settings);
  EXPECT_EQ(parametersOf(fixture("pillow_text_latin1.png")), "un café"s + settings);
  EXPECT_EQ(parametersOf(fixture("pillow_text_chinese.png")), "一只猫 😀"s + settings);
  EXPECT_EQ(parametersOf(fixture("pillow_itxt_language.png")), "一只猫 😀"s + settings);
  EXPECT_EQ(parametersOf(fixture("pillow_itxt_compressed.png")), "一只猫 😀"s + settings);
}

TEST(PngText, ReadsUtf8WhereLatin1WasMeant) {
  EXPECT_EQ(parametersOf(fixture("sdcpp_raw_utf8.png")).substr(0, 14), "一只猫 😀");
}

TEST(PngText, KeepsTheOrderOfTheFileAndRepeatedKeywords) {
  const std::string file = pngWith(chunk("tEXt", "b\0first"s) + chunk("tEXt", "a\0"s) + chunk("tEXt", "b\0second"s));
  EXPECT_EQ(textsOf(file), (std::vector<PngText>{{"b", "first"}, {"a", ""}, {"b", "second"}}));
  const std::vector<PngText> texts = textsOf(file);
  EXPECT_EQ(*findPngText(texts, "b"), "first");
  EXPECT_EQ(findPngText(texts, "c"), nullptr);
}

TEST(PngText, FindsTextsAfterThePixels) {
  const std::string file = test::pngSignature + test::header(2, 1) + chunk("IDAT", deflated("1234567")) +
                           chunk("tEXt", "late\0text"s) + test::pngEnd;
  EXPECT_EQ(textsOf(file), (std::vector<PngText>{{"late", "text"}}));
}

TEST(PngText, PassesOverAChunkWithAWrongChecksum) {
  std::string wrong = chunk("tEXt", "a\0broken"s);
  wrong.back() = static_cast<char>(wrong.back() ^ 1);
  EXPECT_EQ(textsOf(pngWith(wrong + chunk("tEXt", "b\0whole"s))), (std::vector<PngText>{{"b", "whole"}}));
}

TEST(PngText, PassesOverChunksThatAreNotAsTheyShouldBe) {
  const std::string packed = deflated("text");
  const std::vector<std::string> wrong = {
      chunk("tEXt", ""),
      chunk("tEXt", "no end of the keyword"),
      chunk("tEXt", "\0no keyword"s),
      chunk("tEXt", std::string(80, 'k') + "\0long keyword"s),
      chunk("zTXt", "a\0"s),
      chunk("zTXt", "a\0\1"s + packed),
      chunk("zTXt", "a\0\0"s + packed.substr(0, packed.size() - 1)),
      chunk("zTXt", "a\0\0not deflated"s),
      chunk("iTXt", "a\0"s),
      chunk("iTXt", "a\0\0"s),
      chunk("iTXt", "a\0\0\0no language end"s),
      chunk("iTXt", "a\0\0\0en\0no keyword end"s),
      chunk("iTXt", "a\0\1\1\0\0"s + packed),
      chunk("iTXt", "a\0\2\0\0\0"s + packed),
  };
  for (std::size_t i = 0; i < wrong.size(); ++i) {
    SCOPED_TRACE(i);
    EXPECT_EQ(textsOf(pngWith(wrong[i] + chunk("tEXt", "b\0whole"s))), (std::vector<PngText>{{"b", "whole"}}));
  }
}

TEST(PngText, NulBytesInATextBecomeBlanks) {
  EXPECT_EQ(textsOf(pngWith(chunk("tEXt", "a\0x\0y"s))), (std::vector<PngText>{{"a", "x y"}}));
}

TEST(PngText, ABombEndsAtTheLimitAndTheRestIsStillRead) {
  const std::string packed = deflated(std::string(64U << 20U, 'x'));
  ASSERT_LT(packed.size(), 100'000U);
  const std::string file = pngWith(chunk("zTXt", "bomb\0\0"s + packed) + chunk("iTXt", "bomb\0\1\0\0\0"s + packed) +
                                   chunk("tEXt", "b\0whole"s));
  EXPECT_EQ(textsOf(file), (std::vector<PngText>{{"b", "whole"}}));
}

TEST(PngText, ManyBombsTogetherEndAtTheLimitForAll) {
  const PngTextLimits limits = {.bytesPerText = 1000, .bytesInAll = 5000, .texts = 100};
  const std::string bomb = chunk("zTXt", "a\0\0"s + deflated(std::string(100'000, 'x')));
  // One inflates by a full buffer before it is noticed, and that is charged: nothing is left for the last text.
  EXPECT_EQ(textsOf(pngWith(bomb + chunk("tEXt", "b\0text"s)), limits), std::vector<PngText>());
}

TEST(PngText, TextsAtALimitAreKeptAndOneByteMoreIsNot) {
  const PngTextLimits limits = {.bytesPerText = 10, .bytesInAll = 25, .texts = 100};
  const std::string ten = chunk("tEXt", "a\0"s + std::string(10, 'x'));
  const std::string eleven = chunk("tEXt", "a\0"s + std::string(11, 'x'));
  const std::string tenPacked = chunk("zTXt", "a\0\0"s + deflated(std::string(10, 'x')));
  const std::string elevenPacked = chunk("zTXt", "a\0\0"s + deflated(std::string(11, 'x')));
  EXPECT_EQ(textsOf(pngWith(ten + tenPacked), limits).size(), 2U);
  EXPECT_EQ(textsOf(pngWith(eleven), limits).size(), 0U);
  EXPECT_EQ(textsOf(pngWith(elevenPacked), limits).size(), 0U);
  EXPECT_EQ(textsOf(pngWith(ten + ten + ten), limits).size(), 2U);
}

TEST(PngText, KeepsNoMoreTextsThanTheLimit) {
  std::string chunks;
  for (int i = 0; i < 1000; ++i)
    chunks += chunk("tEXt", "k\0"s + std::to_string(i));
  EXPECT_EQ(textsOf(pngWith(chunks)).size(), PngTextLimits().texts);
}

TEST(PngText, AFileCutAnywhereIsAnError) {
  const std::string file = fixture("pillow_itxt_compressed.png");
  ASSERT_TRUE(readPngTexts(bytesOf(file), "a.png"));
  for (std::size_t size = 0; size < file.size(); ++size) {
    // A block of its own, so that a sanitizer sees a read past its end.
    const std::vector<char> cut(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(size));
    const Result<std::vector<PngText>> texts = readPngTexts(std::as_bytes(std::span(cut)), "a.png");
    ASSERT_FALSE(texts) << size;
    EXPECT_EQ(texts.error().code, ErrorCode::fileCorrupt);
  }
}

TEST(PngText, SaysWhichFileIsNoPicture) {
  EXPECT_EQ(errorOf("").text(), "The file a.png is not a PNG picture.");
  EXPECT_EQ(errorOf("\xff\xd8\xff\xe0 JPEG").text(), "The file a.png is not a PNG picture.");
}

TEST(PngText, RefusesFilesThatAreNoChainOfChunks) {
  const std::string begin = test::pngSignature + test::header(2, 1);
  const std::vector<std::string> wrong = {
      test::pngSignature,
      test::pngSignature + test::pngEnd,
      test::pngSignature + chunk("tEXt", "a\0b"s) + test::header(2, 1) + test::pngEnd,
      begin,
      begin + test::header(2, 1) + test::pngEnd,
      begin + "\xff\xff\xff\xfftEXt" + test::pngEnd,
      begin + "\x7f\xff\xff\xfftEXt" + test::pngEnd,
      begin + chunk("t\nXt", "") + test::pngEnd,
  };
  for (std::size_t i = 0; i < wrong.size(); ++i) {
    SCOPED_TRACE(i);
    EXPECT_EQ(errorOf(wrong[i]).text(), "The picture a.png is damaged or not complete.");
  }
}

TEST(PngText, WhatFollowsTheEndIsNoneOfItsBusiness) {
  EXPECT_EQ(textsOf(pngWith("") + "trailing").size(), 0U);
}

TEST(PngText, WritesAsciiAsTextAndTheRestAsPlainInternationalText) {
  const PngTextChunk ascii = makePngTextChunk({"parameters", "a cat\n"});
  EXPECT_STREQ(ascii.type, "tEXt");
  EXPECT_EQ(ascii.data, "parameters\0a cat\n"s);
  const PngTextChunk chinese = makePngTextChunk({"parameters", "猫"});
  EXPECT_STREQ(chinese.type, "iTXt");
  EXPECT_EQ(chinese.data, "parameters\0\0\0\0\0猫"s);
}

TEST(PngText, NeverWritesANulIntoAText) {
  EXPECT_EQ(makePngTextChunk({"k", "a\0b"s}).data, "k\0a b"s);
  EXPECT_EQ(makePngTextChunk({"k", "猫\0b"s}).data, "k\0\0\0\0\0猫 b"s);
}

}  // namespace
}  // namespace zaohua
