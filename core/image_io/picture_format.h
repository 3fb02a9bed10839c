// SPDX-License-Identifier: Apache-2.0
// The three kinds of picture files that are read and written, told apart by name or by content. Plain functions, any
// thread.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <string_view>

namespace zaohua {

enum class PictureFormat { png, jpeg, webp };

// ".png", ".jpg", ".webp"
std::string_view pictureExtension(PictureFormat format);

// By extension (.jpeg as well), whatever its case; nothing for another one.
std::optional<PictureFormat> pictureFormatOfName(const std::filesystem::path& path);

// By the first bytes.
std::optional<PictureFormat> pictureFormatOfContent(std::span<const std::byte> file);

}  // namespace zaohua
