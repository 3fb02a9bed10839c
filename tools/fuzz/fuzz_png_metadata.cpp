// SPDX-License-Identifier: Apache-2.0
// Everything that reads a stranger's picture: its texts, the request in them, its pixels; and the infotext parser on
// the bare bytes. Checksums are mended first, because no mutation would ever get past them.
#include <zlib.h>

#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/utf8.h"
#include "image_io/infotext.h"
#include "image_io/metadata_reader.h"
#include "image_io/png_reader.h"
#include "image_io/png_text.h"

namespace {

// Walks chunk by chunk as far as the lengths make sense.
std::string withRightChecksums(std::string file) {
  constexpr std::size_t signature = 8;
  constexpr std::size_t frame = 12;
  std::size_t at = signature;
  while (at + frame <= file.size()) {
    std::uint32_t length = 0;
    for (std::size_t i = 0; i < 4; ++i)
      length = (length << 8U) | static_cast<unsigned char>(file[at + i]);
    if (length > file.size() - at - frame)
      break;
    const auto* begin = reinterpret_cast<const Bytef*>(file.data() + at + 4);
    const unsigned long sum = ::crc32_z(0, begin, length + 4);
    for (std::size_t i = 0; i < 4; ++i)
      file[at + 8 + length + i] = static_cast<char>((sum >> (24 - 8 * i)) & 0xffU);
    at += frame + length;
  }
  return file;
}

void readPicture(const std::string& file) {
  const std::span<const std::byte> bytes = std::as_bytes(std::span(file));
  const auto texts = zaohua::readPngTexts(bytes, "picture.png");
  if (texts) {
    for (const zaohua::PngText& text : *texts) {
      if (!zaohua::isValidUtf8(text.text) || !zaohua::isValidUtf8(text.keyword))
        std::abort();
    }
    const auto restored = zaohua::restoreRequest(*texts, "picture.png");
    if (restored && !zaohua::validate(restored->request))
      std::abort();
  }
  const auto image = zaohua::decodePng(bytes, "picture.png");
  if (image && image->pixels.size() != static_cast<std::size_t>(image->width) *
                                           static_cast<std::size_t>(image->height) *
                                           static_cast<std::size_t>(image->channels))
    std::abort();
}

void readInfotext(const std::string& text) {
  if (!zaohua::isValidUtf8(text))
    return;
  const zaohua::Infotext infotext = zaohua::parseInfotext(text);
  if (text.size() <= zaohua::RequestLimits::maxTextBytes && !zaohua::validate(infotext.request))
    std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string file(reinterpret_cast<const char*>(data), size);
  readPicture(file);
  readPicture(withRightChecksums(file));
  readInfotext(file);
  return 0;
}
