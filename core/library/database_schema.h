// SPDX-License-Identifier: Apache-2.0
// The tables of library.sqlite, as the steps that made them. A step that was released is never changed; a new one is
// put at the end. Plain function, any thread.
#pragma once

#include <vector>

#include "library/database.h"

namespace zaohua {

const std::vector<MigrationStep>& librarySchema();

}  // namespace zaohua
