// SPDX-License-Identifier: Apache-2.0
#include "image_io/orientation.h"

#include <gtest/gtest.h>

#include <string>

#include "base/platform.h"
#include "core/image_io/png_parts.h"
#include "image_io/exif.h"
#include "image_io/jpeg_codec.h"
#include "image_io/jpeg_segments.h"
#include "image_io/picture_file.h"
#include "support/temporary_folder.h"

namespace zaohua {
namespace {

// Rows of letters as a picture, each letter a pixel.
Image8 pictureOf(const std::string& letters, int width) {
  Image8 image{width, static_cast<int>(letters.size()) / width, 3, {}};
  for (const char letter : letters)
    image.pixels.insert(image.pixels.end(), {static_cast<std::uint8_t>(letter), 0, 255});
  return image;
}

std::string lettersOf(const Image8& image) {
  std::string letters;
  for (std::size_t i = 0; i < image.pixels.size(); i += 3)
    letters += static_cast<char>(image.pixels[i]);
  return letters;
}

// A block whose only entry is the orientation.
std::string exifWith(int orientation, bool bigEndian = true) {
  std::string exif = bigEndian ? std::string("MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0", 26)
                               : std::string("II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\0\0\0\0\0\0\0\0", 26);
  exif[bigEndian ? 19 : 18] = static_cast<char>(orientation);
  return exif;
}

TEST(Orientation, TurnsAsExifCounts) {
  const Image8 stored = pictureOf("abcdef", 3);
  const std::vector<std::string> expected = {"abcdef", "cbafed", "fedcba", "defabc",
                                             "adbecf", "daebfc", "fcebda", "cfbead"};
  for (int orientation = 1; orientation <= 8; ++orientation) {
    const Image8 upright = uprightFrom(stored, orientation);
    EXPECT_EQ(lettersOf(upright), expected[static_cast<std::size_t>(orientation) - 1]) << orientation;
    EXPECT_EQ(upright.width, orientation < 5 ? 3 : 2);
    EXPECT_EQ(upright.height, orientation < 5 ? 2 : 3);
  }
  for (const int strange : {-1, 0, 9, 65535})
    EXPECT_EQ(lettersOf(uprightFrom(stored, strange)), "abcdef");
}

TEST(Orientation, IsReadInBothByteOrders) {
  for (const bool bigEndian : {true, false}) {
    EXPECT_EQ(readExifOrientation(exifWith(6, bigEndian)), 6);
    EXPECT_EQ(readExifOrientation("Exif" + std::string(2, '\0') + exifWith(8, bigEndian)), 8);
    EXPECT_EQ(readExifOrientation(exifWith(9, bigEndian)), 1);
  }
  EXPECT_EQ(readExifOrientation(""), 1);
  EXPECT_EQ(readExifOrientation(makeExif("Zaohua", "text")), 1);
}

TEST(Orientation, PhotographsAreLoadedTheRightWayUp) {
  const test::TemporaryFolder folder;
  Image8 stored{32, 16, 3, std::vector<std::uint8_t>(std::size_t{32} * 16 * 3, 20)};
  for (std::size_t i = 0; i < stored.pixels.size(); i += 3)
    stored.pixels[i] = i / 3 % 32 < 16 ? 240 : 20;  // red on the left
  const auto file = encodeJpeg(stored, 95, {*makeExifSegment(exifWith(6))});
  ASSERT_TRUE(file);
  const std::string path = folder.write("照片.jpg", test::textOf(*file)).string();
  const Result<Image8> photograph = loadPicture(path);
  ASSERT_TRUE(photograph);
  EXPECT_EQ(photograph->width, 16);
  EXPECT_EQ(photograph->height, 32);
  EXPECT_GT(photograph->pixels.front(), 200);  // red above
  EXPECT_LT(photograph->pixels[photograph->pixels.size() - 3], 60);
}

}  // namespace
}  // namespace zaohua
