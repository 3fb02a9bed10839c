// SPDX-License-Identifier: Apache-2.0
// Where this user's files lie, by the XDG base directory specification. Plain functions, any thread.
#pragma once

#include <filesystem>

namespace zaohua {

// For what can be made again: $XDG_CACHE_HOME/zaohua, else ~/.cache/zaohua. Empty if there is no home. Not created.
std::filesystem::path userCacheFolder();

}  // namespace zaohua
