// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>

#include "core/image_io/png_parts.h"
#include "image_io/webp_codec.h"

namespace zaohua {
namespace {

using test::bytesOf;
using test::colourful;
using test::fixture;
using test::textOf;

std::string encoded(const Image8& image, int quality, const WebpTexts& texts = {}) {
  const auto file = encodeWebp(image, quality, texts);
  return file ? textOf(*file) : "";
}

TEST(Webp, LosesNothingAtOneHundred) {
  for (const int channels : {3, 4}) {
    const Image8 image = colourful(37, 23, channels);
    for (const WebpTexts& texts : {WebpTexts{}, WebpTexts{"exif!", "<x/>"}}) {
      const Result<Image8> again = decodeWebp(bytesOf(encoded(image, 100, texts)), "a.webp");
      ASSERT_TRUE(again) << again.error().text();
      EXPECT_EQ(again->channels, channels);
      EXPECT_EQ(again->pixels, image.pixels);
    }
  }
}

TEST(Webp, QualityDecidesTheSize) {
  const Image8 image = colourful(64, 64);
  EXPECT_LT(encoded(image, 40).size() * 2, encoded(image, 98).size());
  const Result<Image8> lossy = decodeWebp(bytesOf(encoded(colourful(64, 64, 4), 90)), "a.webp");
  ASSERT_TRUE(lossy);
  EXPECT_EQ(lossy->width, 64);
  EXPECT_EQ(lossy->channels, 4);
}

TEST(Webp, TextsComeBack) {
  for (const std::string exif : {"", "even", "odd"}) {
    for (const std::string xmp : {"", "<x:xmpmeta>猫</x:xmpmeta>"}) {
      for (const int quality : {80, 100}) {
        const std::string file = encoded(colourful(20, 10), quality, {exif, xmp});
        const Result<WebpTexts> texts = readWebpTexts(bytesOf(file), "a.webp");
        ASSERT_TRUE(texts);
        EXPECT_EQ(texts->exif, exif);
        EXPECT_EQ(texts->xmp, xmp);
        EXPECT_TRUE(decodeWebp(bytesOf(file), "a.webp"));
      }
    }
  }
}

TEST(Webp, ReadsThePicturesOfOtherPrograms) {
  const Result<Image8> plain = decodeWebp(bytesOf(fixture("plain.webp")), "a");
  ASSERT_TRUE(plain);
  EXPECT_EQ(plain->channels, 3);
  EXPECT_EQ(plain->pixels[3], 6);
  EXPECT_EQ(plain->pixels[32 * 3 + 1], 8);
  const Result<Image8> transparent = decodeWebp(bytesOf(fixture("transparent.webp")), "a");
  ASSERT_TRUE(transparent);
  EXPECT_EQ(transparent->channels, 4);
  EXPECT_EQ(transparent->pixels[7], 1);
  EXPECT_EQ(decodeWebp(bytesOf(fixture("animation.webp")), "a.webp").error().text(),
            "The picture a.webp is an animation, which cannot be opened.");
}

TEST(Webp, HalfAPictureIsAnError) {
  const std::string whole = encoded(colourful(32, 24), 90, {"exif", "<x/>"});
  for (std::size_t length = 0; length < whole.size(); ++length) {
    EXPECT_EQ(decodeWebp(bytesOf(whole.substr(0, length)), "a").error().code, ErrorCode::fileCorrupt);
    EXPECT_FALSE(readWebpTexts(bytesOf(whole.substr(0, length)), "a"));
  }
}

TEST(Webp, PicturesThatAreNotWholeOrTooLargeAreErrors) {
  Image8 broken = colourful(4, 4);
  broken.pixels.pop_back();
  EXPECT_EQ(encodeWebp(broken, 90, {}).error().code, ErrorCode::internal);
  Image8 wide = {.width = 16384, .height = 1, .channels = 3, .pixels = std::vector<std::uint8_t>(16384 * 3)};
  EXPECT_EQ(encodeWebp(wide, 90, {}).error().code, ErrorCode::invalidRequest);
}

TEST(Webp, ChunksThatLieAreErrors) {
  std::string file = encoded(colourful(8, 8), 100, {"exif", ""});
  file.replace(16, 4, "\xff\xff\xff\x7f");
  EXPECT_FALSE(readWebpTexts(bytesOf(file), "a"));
  EXPECT_FALSE(decodeWebp(bytesOf(file), "a"));
  EXPECT_FALSE(readWebpTexts(bytesOf("RIFF\4\0\0\0WEBX"), "a"));
}

}  // namespace
}  // namespace zaohua
