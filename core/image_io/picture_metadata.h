// SPDX-License-Identifier: Apache-2.0
// What a picture says about itself, as the texts of a PNG file. Plain values and functions, any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/generation_request.h"
#include "image_io/png_text.h"

namespace zaohua {

// Keywords of the PNG texts.
inline constexpr const char* infotextKeyword = "parameters";
inline constexpr const char* requestKeyword = "zaohua";
inline constexpr const char* xmpKeyword = "XML:com.adobe.xmp";

struct PictureMetadata {
  // Of this very picture: complete, with its own seed and a count of 1. None where nobody knows it, as for decoded
  // latents.
  std::optional<GenerationRequest> request;
  // Says in the file, unseen, that a machine made the picture: IPTC's digital source type and the AIGC label of
  // GB 45438-2025. Some countries ask for one of the two.
  bool markAsGenerated = true;
  // Names the picture inside that label, printable ASCII without blanks. Empty: savePicture() takes a digest of the
  // pixels, so that the same picture always has the same name.
  std::string pictureId;
};

// "Zaohua 0.1.0"
std::string programName();

// How the starting noise was drawn, spelled for metadata: "torch_cpu_mt19937". Together with the seed it fixes every
// number.
std::string_view noiseRuleName(NoiseDevice device);

// The request with program and noise rule: what stands under `zaohua`.
std::string pictureRequestText(const GenerationRequest& request);

// The XMP packet that marks a picture as generated.
std::string generatedMark(std::string_view pictureId);

// All of it, in the order in which it is written.
std::vector<PngText> metadataTexts(const PictureMetadata& metadata);

}  // namespace zaohua
