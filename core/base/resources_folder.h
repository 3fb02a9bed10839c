// SPDX-License-Identifier: Apache-2.0
// Where the program's own files lie: models/demo, tokenizers/qwen2. Plain function, any thread.
#pragma once

#include <filesystem>

namespace zaohua {

// Beside the program in a build tree, ../share/zaohua where it is installed.
std::filesystem::path resourcesFolder();

}  // namespace zaohua
