// SPDX-License-Identifier: Apache-2.0
// Pixels to PNG and back, through libpng's simplified interface, which reports errors instead of jumping over our
// objects. Plain functions, any thread.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "base/image8.h"
#include "base/result.h"

namespace zaohua {

Result<std::vector<std::byte>> encodePng(const Image8& image);

// RGB, or RGBA where the picture has transparency. Refuses pictures of more than 64 million pixels before it allocates.
Result<Image8> decodePng(std::span<const std::byte> file, const std::string& name);

}  // namespace zaohua
