// SPDX-License-Identifier: Apache-2.0
// Where the time of a picture goes, for people and as JSON.
#pragma once

#include <nlohmann/json.hpp>

#include "cli/console.h"
#include "pipeline/kernel_profile.h"

namespace zaohua::cli {

void printKernels(const Console& console, const KernelProfile& profile);

// {"seconds", "kinds": [{"kind", "calls", "seconds", "share", "of_floor", "tflops", "gigabytes_per_second"}]}
nlohmann::ordered_json kernelsAsJson(const KernelProfile& profile);

}  // namespace zaohua::cli
