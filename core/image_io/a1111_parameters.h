// SPDX-License-Identifier: Apache-2.0
// The `parameters` text that AUTOMATIC1111's web UI invented and most programs read: prompt, a line of negative prompt,
// one line of settings. It cannot say everything, so our own JSON stands beside it. Plain functions.
#pragma once

#include <string>
#include <string_view>

#include "base/generation_request.h"
#include "image_io/restored_request.h"

namespace zaohua {

// The negative line is always there, because ComfyUI finds nothing without it; Steps comes first, because Civitai wants
// it so. CFG scale is guidance + 1. REQUIRES a complete request.
std::string a1111Parameters(const GenerationRequest& request);

// Whatever of the text this program understands; the rest is named.
RestoredRequest parseA1111Parameters(std::string_view text);

}  // namespace zaohua
