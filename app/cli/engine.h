// SPDX-License-Identifier: Apache-2.0
// Opens the inference module and a session in it, as every command that computes does.
#pragma once

#include <memory>

#include "cli/arguments.h"
#include "cli/console.h"

namespace zaohua::cli {

Result<std::unique_ptr<InferenceSession>> openSession(const CommonArguments& common, const SessionObserver& observer,
                                                      const CancelToken& cancel);

}  // namespace zaohua::cli
