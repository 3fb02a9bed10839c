// SPDX-License-Identifier: Apache-2.0
// Takes the request back out of a picture: ours or, as far as it goes, another program's. Every file is taken for
// hostile: sizes, depth and time are bounded. Plain functions, any thread.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/generation_request.h"
#include "image_io/infotext.h"
#include "image_io/png_text.h"

namespace zaohua {

enum class RequestOrigin {
  request,   // our own object: everything is there
  infotext,  // the text that AUTOMATIC1111, Forge and many others write: prompts and the common settings
  comfyUi,
  invokeAi,
  swarmUi,
  stableDiffusionCpp,
  fooocus,
  drawThings,
};

struct RestoredRequest {
  GenerationRequest request;  // passes validate()
  RequestOrigin origin = RequestOrigin::request;
  // What the picture says and this program cannot repeat: an unknown sampler, a size out of range, another noise rule.
  std::vector<InfotextSetting> unrestored;
  // Which of our own jobs made the picture, and as its which one from 0; empty where it does not say.
  std::string job;
  int jobIndex = 0;
};

// Our object if it is there and sound, else what another program wrote: an infotext or JSON under `parameters`,
// `invokeai_metadata`, a ComfyUI graph, a comment of Draw Things. `texts` are those of readPictureTexts(), `name` is
// what Errors call the picture.
Result<RestoredRequest> restoreRequest(std::span<const PngText> texts, std::string_view name);

// A request from a file of either kind: a picture (PNG, JPEG, WebP), or the JSON object itself.
Result<RestoredRequest> readRequestFile(const std::filesystem::path& path);

}  // namespace zaohua
