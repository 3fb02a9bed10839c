// SPDX-License-Identifier: Apache-2.0
// Pixels of JPEG files. Plain functions, any thread; 1024 x 1024 takes some 20 ms to write and 5 to read.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/image8.h"
#include "base/result.h"

namespace zaohua {

// quality 1-100; from 90 on colours keep their full resolution. Transparency, which JPEG has not, becomes white.
// `app1` are payloads of APP1 segments, in order, each at most longestJpegSegment bytes.
Result<std::vector<std::byte>> encodeJpeg(const Image8& image, int quality, const std::vector<std::string>& app1);

// As 8-bit RGB, whatever the file holds (grey, CMYK, progressive). Every file is taken for hostile: a damaged or
// shortened one is file_corrupt, half a picture is never returned. `name` is what the Error calls it.
Result<Image8> decodeJpeg(std::span<const std::byte> file, std::string_view name);

}  // namespace zaohua
