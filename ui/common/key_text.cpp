// SPDX-License-Identifier: Apache-2.0
#include "ui/common/key_text.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace zaohua {

namespace {

// Qt's own Chinese writes a word that no keyboard has on it, and menus ask Qt.
[[maybe_unused]] constexpr const char* menuKeys[] = {QT_TRANSLATE_NOOP("QShortcut", "Return")};

}  // namespace

QString keyText(const QKeySequence& keys) {
  static const QRegularExpression enter("\\bReturn\\b");
  static const QRegularExpression del("\\bDel\\b");
  return keys.toString(QKeySequence::NativeText).replace(enter, "Enter").replace(del, "Delete");
}

}  // namespace zaohua
