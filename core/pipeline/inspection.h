// SPDX-License-Identifier: Apache-2.0
// Says what a model file or folder is, from metadata alone: every part is looked at, and what is wrong with one does
// not hide the others.
#pragma once

#include <filesystem>

#include "base/result.h"
#include "pipeline/model_inspection.h"

namespace zaohua {

Result<ModelInspection> inspectModel(const std::filesystem::path& path);

}  // namespace zaohua
