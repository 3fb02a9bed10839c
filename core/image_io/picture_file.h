// SPDX-License-Identifier: Apache-2.0
// Pictures as files: saved whole or not at all, and loaded. Plain functions, any thread; they wait for the disk.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/image8.h"
#include "base/result.h"
#include "image_io/picture_metadata.h"

namespace zaohua {

inline constexpr std::size_t maxPictureFileBytes = 512U << 20U;

// What is wrong with saving a picture under this name, before hours of work go into it: a kind of file that cannot be
// written, or what checkWritable() finds.
Result<void> checkPicturePath(const std::filesystem::path& path);

// Replaces an existing picture, and only when the new one is whole.
Result<void> savePicture(const std::filesystem::path& path, const Image8& image, const PictureMetadata& metadata);

// Saves under `fileName` or, where that is taken, with "-2", "-3" … before the extension; nothing is ever replaced.
// Returns the path.
Result<std::filesystem::path> saveNewPicture(const std::filesystem::path& folder, const std::string& fileName,
                                             const Image8& image, const PictureMetadata& metadata);

Result<Image8> loadPicture(const std::filesystem::path& path);

// A name for these very pixels: 16 hexadecimal digits.
std::string pictureDigest(const Image8& image);

}  // namespace zaohua
