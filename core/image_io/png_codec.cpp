// SPDX-License-Identifier: Apache-2.0
#include "image_io/png_codec.h"

#include <png.h>

namespace zaohua {

namespace {

constexpr std::size_t mostPixels = 64'000'000;

png_image emptyImage() {
  png_image image = {};
  image.version = PNG_IMAGE_VERSION;
  return image;
}

}  // namespace

Result<std::vector<std::byte>> encodePng(const Image8& image) {
  png_image description = emptyImage();
  description.width = static_cast<png_uint_32>(image.width);
  description.height = static_cast<png_uint_32>(image.height);
  description.format = image.channels == 4 ? PNG_FORMAT_RGBA : PNG_FORMAT_RGB;
  description.flags = PNG_IMAGE_FLAG_FAST;
  const auto broken = [&description] {
    return failure(ErrorCode::internal, "The picture could not be stored as PNG.", {}, description.message);
  };
  png_alloc_size_t bytes = PNG_IMAGE_PNG_SIZE_MAX(description);
  std::vector<std::byte> file(bytes);
  if (png_image_write_to_memory(&description, file.data(), &bytes, 0, image.pixels.data(), 0, nullptr) == 0) {
    return broken();
  }
  file.resize(bytes);
  return file;
}

Result<Image8> decodePng(std::span<const std::byte> file, const std::string& name) {
  png_image description = emptyImage();
  const auto broken = [&] {
    const std::string detail = description.message;
    png_image_free(&description);
    return failure(ErrorCode::fileCorrupt, "The picture %1 is damaged or not a PNG.", {name}, detail);
  };
  if (png_image_begin_read_from_memory(&description, file.data(), file.size()) == 0)
    return broken();
  if (std::size_t{description.width} * description.height > mostPixels) {
    png_image_free(&description);
    return failure(ErrorCode::invalidRequest, "The picture %1 is too large.", {name});
  }
  const bool transparent = (description.format & PNG_FORMAT_FLAG_ALPHA) != 0;
  description.format = transparent ? PNG_FORMAT_RGBA : PNG_FORMAT_RGB;
  Image8 image;
  image.width = static_cast<int>(description.width);
  image.height = static_cast<int>(description.height);
  image.channels = transparent ? 4 : 3;
  image.pixels.resize(PNG_IMAGE_SIZE(description));
  if (png_image_finish_read(&description, nullptr, image.pixels.data(), 0, nullptr) == 0)
    return broken();
  return image;
}

}  // namespace zaohua
