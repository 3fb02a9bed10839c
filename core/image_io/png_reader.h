// SPDX-License-Identifier: Apache-2.0
// The pixels of a PNG file, whatever its kind (palette, grey, 16 bits, interlaced), as 8-bit RGB or RGBA. Every file is
// taken for hostile. Plain function, any thread.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "base/image8.h"
#include "base/result.h"

namespace zaohua {

// At most this many pixels are decoded: a camera's picture fits, a bomb does not.
inline constexpr std::size_t maxPicturePixels = 100'000'000;

// A damaged or shortened file is file_corrupt; half a picture is never returned. `name` is what the Error calls it.
Result<Image8> decodePng(std::span<const std::byte> file, std::string_view name);

}  // namespace zaohua
