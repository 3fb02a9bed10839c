// SPDX-License-Identifier: Apache-2.0
#include "image_io/picture_file.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "base/platform.h"
#include "image_io/exif.h"
#include "image_io/file_name.h"
#include "image_io/jpeg_codec.h"
#include "image_io/jpeg_segments.h"
#include "image_io/orientation.h"
#include "image_io/png_reader.h"
#include "image_io/png_writer.h"
#include "image_io/webp_codec.h"

namespace zaohua {

namespace {

Result<PictureFormat> formatOf(const std::filesystem::path& path) {
  if (const std::optional<PictureFormat> format = pictureFormatOfName(path))
    return *format;
  if (!path.has_extension()) {
    return failure(ErrorCode::invalidRequest,
                   "The name of the picture %1 has no extension: end it in .png, .jpg or .webp.", {path.string()});
  }
  return failure(ErrorCode::invalidRequest,
                 "Pictures cannot be written as %2 files: end the name of the picture %1 in .png, .jpg or .webp.",
                 {path.string(), path.extension().string()});
}

int jpegOrientation(std::span<const std::byte> file, const std::string& name) {
  const Result<JpegTexts> texts = readJpegTexts(file, name);
  return texts ? readExifOrientation(texts->exif) : 1;
}

}  // namespace

Result<void> checkPicturePath(const std::filesystem::path& path) {
  return formatOf(path).and_then([&](PictureFormat) { return checkWritable(path); });
}

Result<std::vector<std::byte>> encodePicture(PictureFormat format, const Image8& image, PictureMetadata metadata,
                                             int quality) {
  if (metadata.pictureId.empty())
    metadata.pictureId = pictureDigest(image);
  quality = std::clamp(quality, 1, 100);
  switch (format) {
    case PictureFormat::png:
      return encodePng(image, metadataTexts(metadata));
    case PictureFormat::jpeg:
      return encodeJpeg(image, quality, metadataSegments(metadata));
    case PictureFormat::webp: {
      const MetadataBlocks blocks = metadataBlocks(metadata);
      return encodeWebp(image, quality, {blocks.exif, blocks.xmp});
    }
  }
  return failure(ErrorCode::internal, "The picture could not be stored: it is not a whole picture.");
}

Result<void> savePicture(const std::filesystem::path& path, const Image8& image, const PictureMetadata& metadata,
                         int quality) {
  return checkPicturePath(path)
      .and_then([&] { return formatOf(path); })
      .and_then([&](PictureFormat format) { return encodePicture(format, image, metadata, quality); })
      .and_then([&](const std::vector<std::byte>& file) { return writeFileAtomically(path, file); });
}

Result<std::filesystem::path> saveNewPicture(const std::filesystem::path& folder, const std::string& fileName,
                                             const Image8& image, const PictureMetadata& metadata, int quality) {
  const Result<std::vector<std::byte>> file = formatOf(fileName).and_then(
      [&](PictureFormat format) { return encodePicture(format, image, metadata, quality); });
  if (!file)
    return failure(file.error());
  constexpr int mostOfOneName = 10'000;
  for (int number = 1; number <= mostOfOneName; ++number) {
    std::filesystem::path path = folder / numberedFileName(fileName, number);
    const Result<bool> written = writeNewFileAtomically(path, *file);
    if (!written)
      return failure(written.error());
    if (*written)
      return path;
  }
  return failure(ErrorCode::writeFailed, "The folder %1 already holds too many pictures named %2.",
                 {folder.string(), fileName});
}

Result<Image8> loadPicture(const std::filesystem::path& path) {
  const Result<std::string> file = readFile(path, maxPictureFileBytes);
  if (!file)
    return failure(file.error());
  const std::span<const std::byte> bytes = std::as_bytes(std::span(*file));
  const std::optional<PictureFormat> format = pictureFormatOfContent(bytes);
  if (!format)
    return failure(ErrorCode::fileCorrupt, "The file %1 is not a PNG, JPEG or WebP picture.", {path.string()});
  switch (*format) {
    case PictureFormat::png:
      return decodePng(bytes, path.string());
    case PictureFormat::jpeg:
      return decodeJpeg(bytes, path.string()).map([&](Image8 image) {
        return uprightFrom(std::move(image), jpegOrientation(bytes, path.string()));
      });
    case PictureFormat::webp:
      return decodeWebp(bytes, path.string());
  }
  return {};
}

std::string pictureDigest(const Image8& image) {
  // FNV-1a with 64 bits: it tells pictures apart and promises nothing about forgery.
  std::uint64_t digest = 0xcbf29ce484222325U;
  const auto add = [&digest](std::uint64_t value) { digest = (digest ^ value) * 0x100000001b3U; };
  add(static_cast<std::uint64_t>(image.width));
  add(static_cast<std::uint64_t>(image.height));
  for (const std::uint8_t value : image.pixels)
    add(value);
  std::array<char, 17> text = {};
  std::snprintf(text.data(), text.size(), "%016llx", static_cast<unsigned long long>(digest));
  return text.data();
}

}  // namespace zaohua
