// SPDX-License-Identifier: Apache-2.0
// Where the time of one picture goes, kernel by kernel: part of the engine's door. Plain values.
#pragma once

#include <string>
#include <vector>

#include "base/generation_request.h"

namespace zaohua {

// The work of one kind in a picture, added up.
struct KernelTiming {
  std::string kind;  // "attention"
  int calls = 0;
  double seconds = 0;
  double operations = 0;  // of floating point or integers; a multiplication with its addition is two
  double bytes = 0;       // that have to be read and written, each once
  // The least that the operations or the bytes take at the rates that this device reached in the same run: a large
  // product of the same format, a large copy.
  double floorSeconds = 0;
};

// Where the time of one picture goes. Marking every kernel slows the picture down a little.
struct KernelProfile {
  GenerationRequest request;
  double seconds = 0;  // of the whole; what the kinds leave is everything else
  std::vector<KernelTiming> kinds;
};

}  // namespace zaohua
