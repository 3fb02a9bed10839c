// SPDX-License-Identifier: Apache-2.0
#include "base/user_folders.h"

#include <cstdlib>

namespace zaohua {

std::filesystem::path userCacheFolder() {
  const char* cache = std::getenv("XDG_CACHE_HOME");
  if (cache != nullptr && std::filesystem::path(cache).is_absolute())
    return std::filesystem::path(cache) / "zaohua";
  const char* home = std::getenv("HOME");
  if (home == nullptr || !std::filesystem::path(home).is_absolute())
    return {};
  return std::filesystem::path(home) / ".cache" / "zaohua";
}

}  // namespace zaohua
