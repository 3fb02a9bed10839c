// SPDX-License-Identifier: Apache-2.0
#include "image_io/picture_format.h"

#include <algorithm>
#include <string>

#include "image_io/png_text.h"

namespace zaohua {

std::string_view pictureExtension(PictureFormat format) {
  switch (format) {
    case PictureFormat::png:
      return ".png";
    case PictureFormat::jpeg:
      return ".jpg";
    case PictureFormat::webp:
      return ".webp";
  }
  return "";
}

std::optional<PictureFormat> pictureFormatOfName(const std::filesystem::path& path) {
  std::string extension = path.extension().string();
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter; });
  if (extension == ".png")
    return PictureFormat::png;
  if (extension == ".jpg" || extension == ".jpeg")
    return PictureFormat::jpeg;
  if (extension == ".webp")
    return PictureFormat::webp;
  return std::nullopt;
}

std::optional<PictureFormat> pictureFormatOfContent(std::span<const std::byte> file) {
  const std::string_view start(reinterpret_cast<const char*>(file.data()), std::min<std::size_t>(file.size(), 12));
  if (isPng(file))
    return PictureFormat::png;
  if (start.starts_with("\xff\xd8\xff"))
    return PictureFormat::jpeg;
  if (start.size() == 12 && start.starts_with("RIFF") && start.ends_with("WEBP"))
    return PictureFormat::webp;
  return std::nullopt;
}

}  // namespace zaohua
