// SPDX-License-Identifier: Apache-2.0
// What is written into a picture besides its pixels: `zaohua`, our own JSON, from which the picture can be made again;
// `parameters`, the same for other programs; and XMP that says the picture is generated (IPTC DigitalSourceType, and
// the AIGC label of GB 45438-2025). Plain functions.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "base/generation_request.h"
#include "image_io/png_text.h"
#include "image_io/restored_request.h"

namespace zaohua {

inline constexpr const char* requestKeyword = "zaohua";

struct PictureMetadata {
  std::optional<GenerationRequest> request;  // of this very picture: complete, its own seed, count 1
  bool aigcLabel = true;
};

std::vector<PngText> pictureTexts(const PictureMetadata& metadata);

// The request in a picture's texts: our own first, else A1111's. invalid_request if there is neither.
Result<RestoredRequest> requestFromTexts(std::span<const PngText> texts, const std::string& name);

}  // namespace zaohua
