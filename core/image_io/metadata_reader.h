// SPDX-License-Identifier: Apache-2.0
// Takes the request back out of a picture: ours or, as far as it goes, another program's. Every file is taken for
// hostile. Plain functions, any thread.
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
  infotext,  // the text that most programs write: prompts and the common settings
};

struct RestoredRequest {
  GenerationRequest request;  // passes validate()
  RequestOrigin origin = RequestOrigin::request;
  // What the picture says and this program cannot repeat: an unknown sampler, a size out of range, another noise rule.
  std::vector<InfotextSetting> unrestored;
};

// Our object if it is there and sound, else the infotext. `name` is what Errors call the picture.
Result<RestoredRequest> restoreRequest(std::span<const PngText> texts, std::string_view name);

// A request from a file of either kind: a PNG picture, or the JSON object itself.
Result<RestoredRequest> readRequestFile(const std::filesystem::path& path);

}  // namespace zaohua
