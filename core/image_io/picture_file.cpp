// SPDX-License-Identifier: Apache-2.0
#include "image_io/picture_file.h"

#include <array>
#include <cstdio>

#include "base/platform.h"
#include "image_io/png_codec.h"
#include "image_io/png_text.h"

namespace zaohua {

namespace {

constexpr int mostNamesTried = 10000;

Result<std::vector<std::byte>> pngOf(const Image8& image, const PictureMetadata& metadata) {
  Result<std::vector<std::byte>> png = encodePng(image);
  if (!png)
    return png;
  return withPngText(*png, pictureTexts(metadata));
}

std::string templateName(const PictureMetadata& metadata) {
  const LocalTime now = localTime();
  std::array<char, 80> stamp = {};
  std::snprintf(stamp.data(), stamp.size(), "zaohua_%04d%02d%02d_%02d%02d%02d", now.year, now.month, now.day, now.hour,
                now.minute, now.second);
  std::string name = stamp.data();
  if (metadata.request)
    name += "_" + std::to_string(metadata.request->seed);
  return name;
}

}  // namespace

Result<void> checkPicturePath(const std::filesystem::path& path) {
  if (path.extension() != ".png") {
    return failure(ErrorCode::invalidRequest, "Pictures are stored as .png; %1 has another ending.", {path.string()});
  }
  return checkWritable(path);
}

Result<void> savePicture(const std::filesystem::path& path, const Image8& image, const PictureMetadata& metadata) {
  if (Result<void> allowed = checkPicturePath(path); !allowed)
    return allowed;
  const Result<std::vector<std::byte>> file = pngOf(image, metadata);
  if (!file)
    return failure(file.error());
  return writeFileAtomically(path, *file);
}

Result<std::filesystem::path> saveNewPicture(const std::filesystem::path& folder, const Image8& image,
                                             const PictureMetadata& metadata) {
  const Result<std::vector<std::byte>> file = pngOf(image, metadata);
  if (!file)
    return failure(file.error());
  const std::string name = templateName(metadata);
  for (int i = 1; i <= mostNamesTried; ++i) {
    const std::filesystem::path path = folder / (name + (i > 1 ? "-" + std::to_string(i) : "") + ".png");
    const Result<bool> saved = writeNewFileAtomically(path, *file);
    if (!saved)
      return failure(saved.error());
    if (*saved)
      return path;
  }
  return failure(ErrorCode::writeFailed, "There are too many pictures named %1 in %2.", {name, folder.string()});
}

Result<Image8> loadPicture(const std::filesystem::path& path) {
  const Result<MappedFile> file = MappedFile::open(path);
  if (!file)
    return failure(file.error());
  return decodePng(file->bytes(), path.string());
}

Result<RestoredRequest> readPictureRequest(const std::filesystem::path& path) {
  const Result<MappedFile> file = MappedFile::open(path);
  if (!file)
    return failure(file.error());
  const Result<std::vector<PngText>> texts = readPngText(file->bytes(), path.string());
  if (!texts)
    return failure(texts.error());
  return requestFromTexts(*texts, path.string());
}

}  // namespace zaohua
