// SPDX-License-Identifier: Apache-2.0
// The desktop's trash by the freedesktop specification, and the way back. Plain functions, any thread.
#pragma once

#include <QString>

#include "base/result.h"

namespace zaohua {

// Moves a file to the trash and returns where it lies now.
Result<QString> moveToTrash(const QString& path);

// Brings it back under its old name or, where that is taken meanwhile, a numbered one; returns the path.
Result<QString> restoreFromTrash(const QString& pathInTrash, const QString& path);

}  // namespace zaohua
