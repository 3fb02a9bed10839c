// SPDX-License-Identifier: Apache-2.0
// The texts inside an EXIF block (a little TIFF file), and the small block that we write ourselves. Every block is
// taken for hostile. Plain functions, any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace zaohua {

namespace exif_tag {
inline constexpr std::uint16_t make = 0x010f, model = 0x0110, software = 0x0131, makerNote = 0x927c,
                               userComment = 0x9286;
}

struct ExifText {
  std::uint16_t tag = 0;
  std::string text;  // UTF-8, no NUL

  bool operator==(const ExifText&) const = default;
};

// The texts of the first directory and of the EXIF directory, in their order; nothing where the block makes no sense.
// `block` may begin with "Exif\0\0". User comments are decoded by their code: UTF-16 of either byte order, or UTF-8.
std::vector<ExifText> readExifTexts(std::string_view block);

// How the picture has to be turned, 1 to 8; 1, which is not at all, where the block does not say.
int readExifOrientation(std::string_view block);

// A block that says which program made the picture, with `comment` as its user comment: UTF-16, big-endian, as
// AUTOMATIC1111 writes it. Begins with the TIFF header. REQUIRES valid UTF-8.
std::string makeExif(std::string_view software, std::string_view comment);

}  // namespace zaohua
