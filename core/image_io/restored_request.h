// SPDX-License-Identifier: Apache-2.0
// A request as it was found in a picture. Plain value.
#pragma once

#include <string>
#include <vector>

#include "base/generation_request.h"

namespace zaohua {

struct RestoredRequest {
  GenerationRequest request;  // passes validate()
  std::string dialect;        // "zaohua" or "A1111"
  // Settings that this program does not have or whose values it cannot use: "Sampler: DPM++ 2M".
  std::vector<std::string> notRestored;
};

}  // namespace zaohua
