// SPDX-License-Identifier: Apache-2.0
// What a picture says about itself: in a PNG as texts, in a JPEG and a WebP as EXIF and XMP, in all three complete.
// Plain values and functions, any thread.
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
// Of other programs' texts.
inline constexpr const char* graphKeyword = "prompt";       // ComfyUI's graph as its server takes it
inline constexpr const char* workflowKeyword = "workflow";  // the same as its window shows it
inline constexpr const char* invokeAiKeyword = "invokeai_metadata";
inline constexpr const char* fooocusKeyword = "fooocus_scheme";  // which of its two forms `parameters` has
inline constexpr const char* softwareKeyword = "Software";
inline constexpr const char* commentKeyword = "Comment";

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
  // The job that made it, and as its which picture from 0. Empty: no job.
  std::string job;
  int jobIndex = 0;
  // False: neither the request nor the job is written, only the mark.
  bool includePrompt = true;
};

// "Zaohua 0.1.0"
std::string programName();

// How the starting noise was drawn, spelled for metadata: "torch_cpu_mt19937". Together with the seed it fixes every
// number.
std::string_view noiseRuleName(NoiseDevice device);

// Where the picture's own object says which job made it: {"id", "picture"}.
inline constexpr const char* jobKey = "job";

// The request with program, noise rule and job: what stands under `zaohua`. REQUIRES a request.
std::string pictureRequestText(const PictureMetadata& metadata);

// The XMP packet that marks a picture as generated.
std::string generatedMark(std::string_view pictureId);

// All of it for a PNG, in the order in which it is written.
std::vector<PngText> metadataTexts(const PictureMetadata& metadata);

// All of it for a WebP: an EXIF block with the infotext as user comment, or nothing, and an XMP packet with the mark
// and our own object, or nothing.
struct MetadataBlocks {
  std::string exif;
  std::string xmp;
};
MetadataBlocks metadataBlocks(const PictureMetadata& metadata);

// All of it for a JPEG, as payloads of APP1 segments. What is too long for one segment: the infotext, which says less
// than our own object, is left out; our object goes into an extension of the XMP packet.
std::vector<std::string> metadataSegments(const PictureMetadata& metadata);

}  // namespace zaohua
