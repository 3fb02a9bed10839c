// SPDX-License-Identifier: Apache-2.0
// The settings in a ComfyUI graph, found by following its links: from what saves a picture to the sampler that made it,
// and from there to prompt, size, noise and model. Every graph is taken for hostile. Plain function, any thread.
#pragma once

#include <string_view>

#include "base/result.h"
#include "image_io/metadata_reader.h"

namespace zaohua {

// `text` is the graph as ComfyUI's server takes it (the `prompt` of a picture): nodes by their ids. A graph without a
// sampler is invalid_request. `name` is what Errors call the picture.
Result<RestoredRequest> requestFromComfyUi(std::string_view text, std::string_view name);

}  // namespace zaohua
