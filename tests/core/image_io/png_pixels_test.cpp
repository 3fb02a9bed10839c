// SPDX-License-Identifier: Apache-2.0
// Pixels to PNG and back.
#include <gtest/gtest.h>

#include "core/image_io/png_parts.h"
#include "image_io/png_reader.h"
#include "image_io/png_writer.h"

namespace zaohua {
namespace {

using namespace std::string_literals;
using test::bytesOf;
using test::chunk;
using test::colourful;
using test::deflated;
using test::fixture;
using test::Part;

Image8 decoded(std::string_view file) {
  Result<Image8> image = decodePng(bytesOf(file), "a.png");
  EXPECT_TRUE(image) << image.error().text() << " " << image.error().detail;
  return image.value_or(Image8());
}

Error errorOf(std::string_view file) {
  const Result<Image8> image = decodePng(bytesOf(file), "a.png");
  EXPECT_FALSE(image);
  return image ? Error() : image.error();
}

std::string encoded(const Image8& image, const std::vector<PngText>& texts = {}) {
  const Result<std::vector<std::byte>> file = encodePng(image, texts);
  EXPECT_TRUE(file) << file.error().text();
  return file ? test::textOf(*file) : std::string();
}

// One channel of one pixel of the fixtures made by formula.
std::uint8_t formula(int x, int y, int channel) {
  const int values[] = {x * 30, y * 50, x * y * 7};
  return static_cast<std::uint8_t>(values[channel]);
}

void expectFormula(const Image8& image) {
  ASSERT_EQ(image.width, 8);
  ASSERT_EQ(image.height, 5);
  ASSERT_EQ(image.pixels.size(), static_cast<std::size_t>(8 * 5 * image.channels));
  for (int y = 0; y < 5; ++y) {
    for (int x = 0; x < 8; ++x) {
      for (int channel = 0; channel < 3; ++channel) {
        EXPECT_EQ(image.pixels[static_cast<std::size_t>((y * 8 + x) * image.channels + channel)],
                  formula(x, y, channel));
      }
    }
  }
}

TEST(PngPixels, ComeBackAsTheyWere) {
  const std::vector<std::pair<int, int>> sizes = {{1, 1}, {1, 7}, {7, 1}, {16, 16}, {333, 257}};
  for (const int channels : {3, 4}) {
    for (const auto& [width, height] : sizes) {
      const Image8 image = colourful(width, height, channels);
      const Image8 again = decoded(encoded(image));
      EXPECT_EQ(again.width, width);
      EXPECT_EQ(again.height, height);
      EXPECT_EQ(again.channels, channels);
      EXPECT_EQ(again.pixels, image.pixels);
    }
  }
}

TEST(PngPixels, TheFileIsMadeOfTheRightChunksInOrder) {
  const std::string file = encoded(colourful(300, 200), {{"parameters", "ascii"}, {"zaohua", "中文"}});
  std::string order;
  for (const Part& part : test::partsOf(file)) {
    EXPECT_TRUE(part.checksumFits) << part.type;
    if (!order.ends_with(part.type))
      order += " " + part.type;
  }
  EXPECT_EQ(order, " IHDR tEXt iTXt IDAT IEND");
  EXPECT_TRUE(file.starts_with(test::pngSignature));
  EXPECT_EQ(test::partsOf(file)[0].data, "\0\0\1\x2c\0\0\0\xc8\x08\x02\0\0\0"s);
}

TEST(PngPixels, AnImageThatIsNotWholeIsRefused) {
  Image8 tooFew = colourful(4, 4);
  tooFew.pixels.pop_back();
  Image8 tooMany = colourful(4, 4);
  tooMany.pixels.push_back(0);
  Image8 grey = colourful(4, 4);
  grey.channels = 1;
  Image8 negative = colourful(4, 4);
  negative.width = -4;
  negative.height = -4;
  for (const Image8& image : {Image8(), tooFew, tooMany, grey, negative}) {
    const Result<std::vector<std::byte>> file = encodePng(image);
    ASSERT_FALSE(file);
    EXPECT_EQ(file.error().code, ErrorCode::internal);
  }
}

TEST(PngPixels, ReadsColourWithAndWithoutTransparency) {
  expectFormula(decoded(fixture("rgb.png")));
  const Image8 rgba = decoded(fixture("rgba.png"));
  expectFormula(rgba);
  ASSERT_EQ(rgba.channels, 4);
  for (std::size_t i = 0; i < 40; ++i)
    EXPECT_EQ(rgba.pixels[i * 4 + 3], i * 6);
}

TEST(PngPixels, ReadsInterlacedPictures) {
  expectFormula(decoded(fixture("interlaced.png")));
}

TEST(PngPixels, ReadsPalettes) {
  const Image8 plain = decoded(fixture("palette.png"));
  const Image8 transparent = decoded(fixture("palette_transparent.png"));
  ASSERT_EQ(plain.channels, 3);
  ASSERT_EQ(transparent.channels, 4);
  for (std::size_t i = 0; i < 40; ++i) {
    EXPECT_EQ(plain.pixels[i * 3 + 2], i * 3);
    EXPECT_EQ(transparent.pixels[i * 4 + 1], i * 2);
    EXPECT_EQ(transparent.pixels[i * 4 + 3], i);
  }
}

TEST(PngPixels, ReadsGreyOfEveryDepthAsColour) {
  const Image8 bits = decoded(fixture("one_bit.png"));
  ASSERT_EQ(bits.channels, 3);
  EXPECT_EQ(bits.pixels[0], 255);
  EXPECT_EQ(bits.pixels[3], 0);
  const Image8 sixteen = decoded(fixture("grey_16.png"));
  ASSERT_EQ(sixteen.channels, 3);
  for (std::size_t i = 0; i < 40; ++i)
    EXPECT_EQ(sixteen.pixels[i * 3 + 1], i);
  EXPECT_EQ(decoded(fixture("grey.png")).channels, 3);
}

TEST(PngPixels, AFileCutAnywhereIsAnError) {
  for (const std::string& file : {encoded(colourful(9, 9), {{"k", "text"}}), fixture("interlaced.png")}) {
    ASSERT_FALSE(decoded(file).empty());
    for (std::size_t size = 0; size < file.size(); ++size) {
      const std::vector<char> cut(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(size));
      const Result<Image8> image = decodePng(std::as_bytes(std::span(cut)), "a.png");
      ASSERT_FALSE(image) << size;
      EXPECT_EQ(image.error().code, ErrorCode::fileCorrupt);
    }
  }
}

TEST(PngPixels, ADamagedByteIsNoticedInThePixels) {
  const std::string file = encoded(colourful(9, 9));
  const std::size_t pixels = file.find("IDAT") + 4;
  for (std::size_t at = pixels; at < file.size() - test::pngEnd.size(); ++at) {
    std::string damaged = file;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
    EXPECT_FALSE(decodePng(bytesOf(damaged), "a.png")) << at;
  }
}

TEST(PngPixels, ADamagedByteAnywhereIsSurvived) {
  const std::string file = encoded(colourful(9, 9, 4), {{"parameters", "中文"}});
  for (std::size_t at = 0; at < file.size(); ++at) {
    for (const int flip : {0x01, 0x80, 0xff}) {
      std::string damaged = file;
      damaged[at] = static_cast<char>(damaged[at] ^ flip);
      const Result<Image8> image = decodePng(bytesOf(damaged), "a.png");
      if (image) {
        EXPECT_EQ(image->pixels, colourful(9, 9, 4).pixels) << at;
      }
    }
  }
}

TEST(PngPixels, MoreThanTheLimitIsTooLarge) {
  const std::string file =
      test::pngSignature + test::header(20'000, 20'000) + chunk("IDAT", deflated("x")) + test::pngEnd;
  EXPECT_EQ(errorOf(file).text(), "The picture a.png is too large to be opened.");
}

TEST(PngPixels, NoMemoryIsTakenForPixelsThatTheFileCannotHold) {
  const std::string file =
      test::pngSignature + test::header(9'000, 9'000) + chunk("IDAT", deflated("x")) + test::pngEnd;
  const Error error = errorOf(file);
  EXPECT_EQ(error.code, ErrorCode::fileCorrupt);
  EXPECT_EQ(error.detail, "fewer bytes than its size needs");
}

TEST(PngPixels, ImpossibleHeadersAreErrors) {
  const std::vector<std::string> headers = {test::header(0, 1),
                                            test::header(1, 0),
                                            test::header(0xffffffff, 0xffffffff),
                                            test::header(0x7fffffff, 1),
                                            test::header(2, 1, 3),
                                            test::header(2, 1, 8, 5),
                                            test::header(2, 1, 16, 3),
                                            chunk("IHDR", "short"),
                                            chunk("IHDR", std::string(100, '\1')),
                                            chunk("IHDR", "\0\0\0\2\0\0\0\1\x08\2\1\0\0"s)};
  for (std::size_t i = 0; i < headers.size(); ++i) {
    SCOPED_TRACE(i);
    EXPECT_EQ(errorOf(test::pngSignature + headers[i] + chunk("IDAT", deflated("1234567")) + test::pngEnd).code,
              ErrorCode::fileCorrupt);
  }
}

TEST(PngPixels, BombsInTextsAndProfilesAreNotInflated) {
  const std::string bomb = deflated(std::string(64U << 20U, 'x'));
  const std::string file = test::pngWith(chunk("iCCP", "p\0\0"s + bomb) + chunk("zTXt", "a\0\0"s + bomb));
  EXPECT_EQ(decoded(file).pixels, std::vector<std::uint8_t>(6, 0));
}

TEST(PngPixels, AFileThatIsNoPngIsNamed) {
  EXPECT_EQ(errorOf("").text(), "The file a.png is not a PNG picture.");
  EXPECT_EQ(errorOf("GIF89a").text(), "The file a.png is not a PNG picture.");
}

}  // namespace
}  // namespace zaohua
