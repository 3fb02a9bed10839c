// SPDX-License-Identifier: Apache-2.0
// What a model file or folder is, read from its metadata alone. Plain values.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.h"

namespace zaohua {

struct ComponentInspection {
  std::string name;          // "transformer"
  std::string architecture;  // "ZImageTransformer2DModel", or empty if it could not be told
  std::string dtype;         // "BF16", or "BF16+F32" where mixed
  std::uint64_t parameters = 0;
  std::uint64_t tensors = 0;
  std::uint64_t bytes = 0;
  std::vector<std::string> files;  // relative to the inspected path
};

struct ModelInspection {
  std::string path;
  std::string kind;  // "Z-Image pipeline", "safetensors file", …
  std::vector<ComponentInspection> components;
  std::vector<Error> problems;  // missing parts, tensors that do not fit, damaged files
};

}  // namespace zaohua
