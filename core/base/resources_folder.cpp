// SPDX-License-Identifier: Apache-2.0
#include "base/resources_folder.h"

#include "base/platform.h"

namespace zaohua {

std::filesystem::path resourcesFolder() {
  const std::filesystem::path program = programFolder();
  for (const std::filesystem::path& folder :
       {program / "resources", program.parent_path() / "share" / "zaohua", program.parent_path() / "resources"}) {
    std::error_code ignored;
    if (std::filesystem::is_directory(folder, ignored))
      return folder;
  }
  return program / "resources";
}

}  // namespace zaohua
