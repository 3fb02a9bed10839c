// SPDX-License-Identifier: Apache-2.0
// WebP files: pixels, and the chunks beside them that hold texts. Plain functions, any thread; encoding takes 0.1-0.3 s
// for 1024 x 1024.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/image8.h"
#include "base/result.h"

namespace zaohua {

struct WebpTexts {
  std::string exif;  // a TIFF block, with or without "Exif\0\0" before it, or empty
  std::string xmp;   // the packet, or empty
};

// quality 1-99 is lossy, 100 loses nothing, not even the colours of transparent pixels. Texts may be empty.
Result<std::vector<std::byte>> encodeWebp(const Image8& image, int quality, const WebpTexts& texts);

// 8-bit RGB, or RGBA where the file has transparency. Every file is taken for hostile: a damaged or shortened one is
// file_corrupt. Of an animation nothing is shown. `name` is what the Error calls it.
Result<Image8> decodeWebp(std::span<const std::byte> file, std::string_view name);

// Texts beyond 8 MiB are passed over.
Result<WebpTexts> readWebpTexts(std::span<const std::byte> file, std::string_view name);

}  // namespace zaohua
