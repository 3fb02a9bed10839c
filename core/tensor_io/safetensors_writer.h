// SPDX-License-Identifier: Apache-2.0
// Tensors to a safetensors file, whole or not at all.
#pragma once

#include <ATen/core/Tensor.h>

#include <filesystem>
#include <map>
#include <string>

#include "base/result.h"

namespace zaohua {

// Tensors may be on any device and of any layout. Errors as writeFileAtomically's.
Result<void> writeSafetensors(const std::filesystem::path& path, const std::map<std::string, at::Tensor>& tensors);

}  // namespace zaohua
