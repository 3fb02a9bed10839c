// SPDX-License-Identifier: Apache-2.0
#include "image_io/picture_file.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "base/platform.h"
#include "image_io/file_name.h"
#include "image_io/png_reader.h"
#include "image_io/png_writer.h"

namespace zaohua {

namespace {

Result<void> checkExtension(const std::filesystem::path& path) {
  std::string extension = path.extension().string();
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter; });
  if (extension == ".png")
    return {};
  if (extension.empty()) {
    return failure(ErrorCode::invalidRequest, "The name of the picture %1 has no extension: end it in .png.",
                   {path.string()});
  }
  return failure(ErrorCode::invalidRequest,
                 "Pictures cannot be written as %2 files: end the name of the picture %1 in .png.",
                 {path.string(), path.extension().string()});
}

Result<std::vector<std::byte>> encodePicture(const Image8& image, PictureMetadata metadata) {
  if (metadata.pictureId.empty())
    metadata.pictureId = pictureDigest(image);
  return encodePng(image, metadataTexts(metadata));
}

}  // namespace

Result<void> checkPicturePath(const std::filesystem::path& path) {
  return checkExtension(path).and_then([&] { return checkWritable(path); });
}

Result<void> savePicture(const std::filesystem::path& path, const Image8& image, const PictureMetadata& metadata) {
  return checkPicturePath(path)
      .and_then([&] { return encodePicture(image, metadata); })
      .and_then([&](const std::vector<std::byte>& file) { return writeFileAtomically(path, file); });
}

Result<std::filesystem::path> saveNewPicture(const std::filesystem::path& folder, const std::string& fileName,
                                             const Image8& image, const PictureMetadata& metadata) {
  const Result<std::vector<std::byte>> file =
      checkExtension(fileName).and_then([&] { return encodePicture(image, metadata); });
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
  return readFile(path, maxPictureFileBytes).and_then([&](const std::string& file) {
    return decodePng(std::as_bytes(std::span(file)), path.string());
  });
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
