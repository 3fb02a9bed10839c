// SPDX-License-Identifier: Apache-2.0
// The `parameters` text that AUTOMATIC1111 began and nearly every program reads: prompt, negative prompt, one line of
// settings. It says less than our own object and is ambiguous where a prompt looks like it, so it is the second choice
// when reading. Plain functions, any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/generation_request.h"

namespace zaohua {

// REQUIRES a request with nothing left open. `program` is a name and version. The negative line is there even when
// empty, because ComfyUI reads nothing without it; Steps come first, because Civitai looks for them.
std::string makeInfotext(const GenerationRequest& request, std::string_view program);

struct InfotextSetting {
  std::string name;
  std::string value;

  bool operator==(const InfotextSetting&) const = default;
};

struct Infotext {
  GenerationRequest request;                // passes validate() unless a prompt is too long
  std::vector<InfotextSetting> settings;    // all of them, as they stand in the text
  std::vector<InfotextSetting> unrestored;  // those that mean nothing here
};

// Never fails: text without a line of settings is all prompt, as in AUTOMATIC1111. REQUIRES valid UTF-8.
Infotext parseInfotext(std::string_view text);

}  // namespace zaohua
