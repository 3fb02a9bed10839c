// SPDX-License-Identifier: Apache-2.0
// Words that several parts of the window say, so that they say the same. docs/words.md is the table of all. GUI thread.
#pragma once

#include <QString>
#include <string>

namespace zaohua {

// A model as people call it, with its exact name: pictures and presets carry the folder's.
QString modelText(const std::string& name);

}  // namespace zaohua
