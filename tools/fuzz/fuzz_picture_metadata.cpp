// SPDX-License-Identifier: Apache-2.0
// Everything that reads a stranger's JPEG or WebP, and every other program's settings: the bytes are taken for a file,
// for an EXIF block, for an XMP packet, and for the text that each dialect keeps its settings in.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/utf8.h"
#include "image_io/comfyui_graph.h"
#include "image_io/exif.h"
#include "image_io/jpeg_codec.h"
#include "image_io/metadata_reader.h"
#include "image_io/picture_format.h"
#include "image_io/picture_texts.h"
#include "image_io/webp_codec.h"
#include "image_io/xmp.h"

namespace {

void check(bool promiseHolds) {
  if (!promiseHolds)
    std::abort();
}

void checkRestored(const zaohua::Result<zaohua::RestoredRequest>& restored) {
  if (!restored)
    return;
  check(zaohua::validate(restored->request).has_value());
  check(restored->jobIndex >= 0);
  for (const zaohua::InfotextSetting& setting : restored->unrestored)
    check(zaohua::isValidUtf8(setting.name) && zaohua::isValidUtf8(setting.value));
}

void checkPixels(const zaohua::Result<zaohua::Image8>& image) {
  if (image) {
    check(image->pixels.size() == static_cast<std::size_t>(image->width) * static_cast<std::size_t>(image->height) *
                                      static_cast<std::size_t>(image->channels));
  }
}

void readFile(std::span<const std::byte> bytes) {
  if (const auto texts = zaohua::readPictureTexts(bytes, "picture")) {
    for (const zaohua::PngText& text : *texts)
      check(zaohua::isValidUtf8(text.text));
    checkRestored(zaohua::restoreRequest(*texts, "picture"));
  }
  const auto format = zaohua::pictureFormatOfContent(bytes);
  if (format == zaohua::PictureFormat::jpeg)
    checkPixels(zaohua::decodeJpeg(bytes, "picture"));
  if (format == zaohua::PictureFormat::webp)
    checkPixels(zaohua::decodeWebp(bytes, "picture"));
}

void readBlocks(const std::string& bytes) {
  for (const zaohua::ExifText& text : zaohua::readExifTexts(bytes))
    check(zaohua::isValidUtf8(text.text));
  for (const auto& space : {zaohua::xmp_namespace::ours, zaohua::xmp_namespace::exif, zaohua::xmp_namespace::note}) {
    for (const char* name : {"request", "UserComment", "HasExtendedXMP"})
      (void)zaohua::findXmpProperty(bytes, space, name);
  }
}

void readSettings(const std::string& text) {
  if (!zaohua::isValidUtf8(text))
    return;
  checkRestored(zaohua::requestFromComfyUi(text, "picture"));
  for (const char* keyword : {"zaohua", "parameters", "invokeai_metadata", "Comment"})
    checkRestored(zaohua::restoreRequest(std::vector<zaohua::PngText>{{keyword, text}}, "picture"));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string file(reinterpret_cast<const char*>(data), size);
  readFile(std::as_bytes(std::span(file)));
  readBlocks(file);
  readSettings(file);
  return 0;
}
