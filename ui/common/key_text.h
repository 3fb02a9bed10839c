// SPDX-License-Identifier: Apache-2.0
// Keys as they are printed on a keyboard, the same in menus, tooltips and lists. Plain function, GUI thread.
#pragma once

#include <QKeySequence>
#include <QString>

namespace zaohua {

// "Ctrl+Enter", not "Ctrl+Return"; empty where there are none.
QString keyText(const QKeySequence& keys);

}  // namespace zaohua
