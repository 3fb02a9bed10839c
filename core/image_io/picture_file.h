// SPDX-License-Identifier: Apache-2.0
// Pictures on disk: whole or not at all, with how they were made inside. Plain functions, any thread.
#pragma once

#include <filesystem>

#include "base/image8.h"
#include "base/result.h"
#include "image_io/picture_metadata.h"

namespace zaohua {

// Refuses a name whose extension is no format that this version writes (.png), and a place that cannot be written.
Result<void> checkPicturePath(const std::filesystem::path& path);

// Replaces an existing picture only when the new one is whole and on the disk.
Result<void> savePicture(const std::filesystem::path& path, const Image8& image, const PictureMetadata& metadata);

// Saves under a name of the template zaohua_{date}_{time}_{seed}.png that nobody uses yet, with -2, -3 … where
// necessary, and returns the path.
Result<std::filesystem::path> saveNewPicture(const std::filesystem::path& folder, const Image8& image,
                                             const PictureMetadata& metadata);

Result<Image8> loadPicture(const std::filesystem::path& path);

// How a picture was made, from its metadata alone.
Result<RestoredRequest> readPictureRequest(const std::filesystem::path& path);

}  // namespace zaohua
