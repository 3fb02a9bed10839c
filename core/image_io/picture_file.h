// SPDX-License-Identifier: Apache-2.0
// Pictures as files: saved whole or not at all, and loaded. Plain functions, any thread; they wait for the disk.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/image8.h"
#include "base/result.h"
#include "image_io/picture_format.h"
#include "image_io/picture_metadata.h"

namespace zaohua {

inline constexpr std::size_t maxPictureFileBytes = 512U << 20U;

// Of JPEG and WebP, 1-100; 100 makes a WebP that loses nothing. A PNG loses nothing anyway.
inline constexpr int defaultPictureQuality = 92;

// What is wrong with saving a picture under this name, before hours of work go into it: a kind of file that cannot be
// written (it is .png, .jpg, .jpeg or .webp), or what checkWritable() finds.
Result<void> checkPicturePath(const std::filesystem::path& path);

// The bytes of the file.
Result<std::vector<std::byte>> encodePicture(PictureFormat format, const Image8& image, PictureMetadata metadata,
                                             int quality = defaultPictureQuality);

// Replaces an existing picture, and only when the new one is whole. The extension says which kind of file it becomes.
Result<void> savePicture(const std::filesystem::path& path, const Image8& image, const PictureMetadata& metadata,
                         int quality = defaultPictureQuality);

// Saves under `fileName` or, where that is taken, with "-2", "-3" … before the extension; nothing is ever replaced.
// Returns the path.
Result<std::filesystem::path> saveNewPicture(const std::filesystem::path& folder, const std::string& fileName,
                                             const Image8& image, const PictureMetadata& metadata,
                                             int quality = defaultPictureQuality);

// PNG, JPEG or WebP by its content, whatever its name says; a photograph the right way up.
Result<Image8> loadPicture(const std::filesystem::path& path);

// A name for these very pixels: 16 hexadecimal digits.
std::string pictureDigest(const Image8& image);

}  // namespace zaohua
