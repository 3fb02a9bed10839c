// SPDX-License-Identifier: Apache-2.0
// The texts of any picture file, under the keywords that they would have in a PNG: whoever reads them need not know
// where a JPEG or WebP keeps them. Plain function, any thread.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "image_io/png_text.h"

namespace zaohua {

// EXIF's user comment and what stable-diffusion.cpp writes come as `parameters`, our own XMP property as `zaohua`,
// ComfyUI's graphs in EXIF tags as `prompt` and `workflow`. `name` is what the Error calls the file.
Result<std::vector<PngText>> readPictureTexts(std::span<const std::byte> file, std::string_view name);

}  // namespace zaohua
