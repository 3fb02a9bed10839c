// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>

#include "core/image_io/png_parts.h"
#include "image_io/jpeg_codec.h"
#include "image_io/jpeg_segments.h"
#include "image_io/md5.h"
#include "image_io/picture_metadata.h"
#include "image_io/picture_texts.h"
#include "image_io/xmp.h"
#include "support/request_samples.h"

namespace zaohua {
namespace {

using test::bytesOf;
using test::fixture;
using test::textOf;

// Smooth, so that it survives; the fixtures show the same.
Image8 ramp(int channels = 3) {
  Image8 image = {.width = 32, .height = 24, .channels = channels, .pixels = {}};
  for (int y = 0; y < image.height; ++y) {
    for (int x = 0; x < image.width; ++x) {
      for (const int value : {x * 6, y * 8, 255 - x * 3 - y * 4})
        image.pixels.push_back(static_cast<std::uint8_t>(value));
      if (channels == 4)
        image.pixels.push_back(255);
    }
  }
  return image;
}

int largestDifference(const Image8& one, const Image8& other) {
  if (one.pixels.size() != other.pixels.size())
    return 256;
  int largest = 0;
  for (std::size_t i = 0; i < one.pixels.size(); ++i)
    largest = std::max(largest, std::abs(int{one.pixels[i]} - int{other.pixels[i]}));
  return largest;
}

std::string encoded(const Image8& image, int quality, const std::vector<std::string>& app1 = {}) {
  const auto file = encodeJpeg(image, quality, app1);
  return file ? textOf(*file) : "";
}

std::string segment(char marker, const std::string& data) {
  const std::size_t length = data.size() + 2;
  return std::string{'\xff', marker, static_cast<char>(length >> 8U), static_cast<char>(length & 0xffU)} + data;
}

TEST(Jpeg, KeepsAPictureNearly) {
  for (const int quality : {80, 95, 100}) {
    const Result<Image8> image = decodeJpeg(bytesOf(encoded(ramp(), quality)), "a.jpg");
    ASSERT_TRUE(image) << image.error().text();
    EXPECT_EQ(image->width, 32);
    EXPECT_EQ(image->height, 24);
    EXPECT_LE(largestDifference(*image, ramp()), quality == 80 ? 24 : 4);
  }
}

TEST(Jpeg, QualityDecidesTheSize) {
  const Image8 image = test::colourful(64, 64);
  EXPECT_LT(encoded(image, 50).size() * 2, encoded(image, 95).size());
}

TEST(Jpeg, TransparencyBecomesWhite) {
  Image8 image = ramp(4);
  for (std::size_t i = 3; i < image.pixels.size(); i += 4)
    image.pixels[i] = 0;
  const Result<Image8> opaque = decodeJpeg(bytesOf(encoded(image, 95)), "a.jpg");
  ASSERT_TRUE(opaque);
  EXPECT_EQ(opaque->channels, 3);
  for (const std::uint8_t value : opaque->pixels)
    EXPECT_GE(value, 253);
  EXPECT_LE(largestDifference(*decodeJpeg(bytesOf(encoded(ramp(4), 100)), "a.jpg"), ramp()), 4);
}

TEST(Jpeg, PicturesThatAreNotWholeAreErrors) {
  Image8 broken = ramp();
  broken.pixels.pop_back();
  EXPECT_EQ(encodeJpeg(broken, 90, {}).error().code, ErrorCode::internal);
  Image8 wide = {.width = 65501, .height = 1, .channels = 3, .pixels = std::vector<std::uint8_t>(65501 * 3)};
  EXPECT_EQ(encodeJpeg(wide, 90, {}).error().code, ErrorCode::invalidRequest);
}

TEST(Jpeg, ReadsEveryKindOfOtherPrograms) {
  const Result<Image8> progressive = decodeJpeg(bytesOf(fixture("progressive.jpg")), "a");
  ASSERT_TRUE(progressive);
  EXPECT_LE(largestDifference(*progressive, ramp()), 6);
  const Result<Image8> inks = decodeJpeg(bytesOf(fixture("inks.jpg")), "a");
  ASSERT_TRUE(inks);
  EXPECT_LE(largestDifference(*inks, ramp()), 8);
  const Result<Image8> grey = decodeJpeg(bytesOf(fixture("grey.jpg")), "a");
  ASSERT_TRUE(grey);
  EXPECT_EQ(grey->channels, 3);
  for (std::size_t i = 0; i < grey->pixels.size(); i += 3) {
    const Image8 colours = ramp();
    const double expected = 0.299 * colours.pixels[i] + 0.587 * colours.pixels[i + 1] + 0.114 * colours.pixels[i + 2];
    EXPECT_NEAR(grey->pixels[i], expected, 4);
    EXPECT_EQ(grey->pixels[i], grey->pixels[i + 2]);
  }
}

TEST(Jpeg, HalfAPictureIsAnError) {
  for (const std::string& whole : {encoded(test::colourful(64, 48), 90), fixture("progressive.jpg")}) {
    ASSERT_TRUE(decodeJpeg(bytesOf(whole), "a.jpg"));
    for (std::size_t length = 0; length < whole.size(); length += 7) {
      const Result<Image8> part = decodeJpeg(bytesOf(whole.substr(0, length)), "a.jpg");
      ASSERT_FALSE(part) << length;
      EXPECT_EQ(part.error().code, ErrorCode::fileCorrupt);
    }
  }
}

TEST(Jpeg, HugeSizesAreRefusedBeforeTheirMemoryIsTaken) {
  std::string bomb = encoded(ramp(), 90);
  const std::size_t frame = bomb.find("\xff\xc0");
  ASSERT_NE(frame, std::string::npos);
  bomb.replace(frame + 5, 4, "\xff\xdc\xff\xdc");
  EXPECT_EQ(decodeJpeg(bytesOf(bomb), "a.jpg").error().text(), "The picture a.jpg is too large to be opened.");
  bomb.replace(frame + 5, 4, std::string("\x20\0\x20\0", 4));
  EXPECT_EQ(decodeJpeg(bytesOf(bomb), "a.jpg").error().code, ErrorCode::fileCorrupt);
}

TEST(JpegTexts, SegmentsComeBackInTheirPlaces) {
  const std::string packet = makeXmp({{xmp_namespace::ours, "zaohua", "request", "{}"}});
  const std::string file = encoded(ramp(), 90, {*makeExifSegment("MM-block"), makeXmpSegment(packet)});
  const Result<JpegTexts> texts = readJpegTexts(bytesOf(file), "a.jpg");
  ASSERT_TRUE(texts);
  EXPECT_EQ(texts->exif, std::string("Exif\0\0MM-block", 14));
  EXPECT_EQ(texts->xmp, packet);
  EXPECT_EQ(texts->extendedXmp, "");
  EXPECT_TRUE(decodeJpeg(bytesOf(file), "a.jpg"));
}

TEST(JpegTexts, ASegmentHasItsLimit) {
  EXPECT_TRUE(makeExifSegment(std::string(65533 - 6, 'x')));
  EXPECT_FALSE(makeExifSegment(std::string(65533 - 5, 'x')));
  EXPECT_TRUE(fitsXmpSegment(std::string(65533 - 29, 'x')));
  EXPECT_FALSE(fitsXmpSegment(std::string(65533 - 28, 'x')));
  const std::string longest = makeXmpSegment(std::string(65533 - 29, 'x'));
  const Result<JpegTexts> texts = readJpegTexts(bytesOf(encoded(ramp(), 90, {longest})), "a.jpg");
  ASSERT_TRUE(texts);
  EXPECT_EQ(texts->xmp.size(), 65533U - 29);
}

TEST(JpegTexts, AnExtensionIsJoinedInWhateverOrder) {
  const Image8 noise = test::colourful(300, 200);
  const std::string extension = textOf(std::as_bytes(std::span(noise.pixels)));
  std::vector<std::string> parts = makeExtendedXmpSegments(extension);
  ASSERT_EQ(parts.size(), 3U);
  const std::string named = makeXmp({{xmp_namespace::note, "xmpNote", "HasExtendedXMP", md5(extension)}});
  parts.insert(parts.begin() + 1, makeXmpSegment(named));
  std::swap(parts[0], parts[3]);
  EXPECT_EQ(readJpegTexts(bytesOf(encoded(ramp(), 90, parts)), "a.jpg")->extendedXmp, extension);
}

TEST(JpegTexts, AnExtensionThatIsNotWholeOrNotNamedIsPassedOver) {
  const std::string extension(150'000, 'x');
  const std::vector<std::string> parts = makeExtendedXmpSegments(extension);
  const std::string named =
      makeXmpSegment(makeXmp({{xmp_namespace::note, "xmpNote", "HasExtendedXMP", md5(extension)}}));
  const auto extensionOf = [](const std::vector<std::string>& app1) {
    return readJpegTexts(bytesOf(encoded(ramp(), 90, app1)), "a.jpg")->extendedXmp;
  };
  EXPECT_EQ(extensionOf({named, parts[0], parts[1], parts[2]}).size(), extension.size());
  EXPECT_EQ(extensionOf({named, parts[0], parts[2]}), "");
  EXPECT_EQ(extensionOf({named, parts[0], parts[1], parts[1], parts[2]}), "");
  EXPECT_EQ(extensionOf({parts[0], parts[1], parts[2]}), "");
  std::string other = parts[0];
  other[40] ^= 1;
  EXPECT_EQ(extensionOf({named, other, parts[1], parts[2]}), "");
}

TEST(JpegTexts, HostileChainsAreErrorsOrNothing) {
  const std::string start = "\xff\xd8";
  for (const std::string& bad : {std::string(), start, start + "\xff", start + segment('\xe1', "Exif").substr(0, 5),
                                 start + std::string("\xff\xe1\0\1", 4), start + "rubbish"})
    EXPECT_FALSE(readJpegTexts(bytesOf(bad), "a.jpg"));
  std::string many = start;
  for (int i = 0; i < 2000; ++i)
    many += segment('\xfe', "comment");
  EXPECT_EQ(readJpegTexts(bytesOf(many + "\xff\xda"), "a.jpg")->comments.size(), 256U);
  EXPECT_EQ(readJpegTexts(bytesOf(start + "\xff" + segment('\xfe', "filled") + "\xff\xda"), "a")->comments,
            std::vector<std::string>{"filled"});
}

TEST(JpegMetadata, ALongPromptGoesIntoTheExtensionAndTheTextForOthersIsLeftOut) {
  PictureMetadata metadata;
  metadata.request = test::completeRequest();
  EXPECT_EQ(metadataSegments(metadata).size(), 2U);
  for (const std::size_t length : {40'000U, 200'000U}) {
    metadata.request->prompt = std::string(length, 'x');
    const std::vector<std::string> segments = metadataSegments(metadata);
    for (const std::string& part : segments)
      EXPECT_LE(part.size(), longestJpegSegment);
    // 40,000 characters are 80,000 bytes of UTF-16 but fit the XMP packet.
    EXPECT_EQ(segments.size(), length == 40'000U ? 1U : 5U);
    EXPECT_TRUE(segments[0].starts_with("http://ns.adobe.com/xap/1.0/"));
    EXPECT_NE(segments[0].find("trainedAlgorithmicMedia"), std::string::npos);
  }
}

}  // namespace
}  // namespace zaohua
