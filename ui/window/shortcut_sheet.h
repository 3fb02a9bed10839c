// SPDX-License-Identifier: Apache-2.0
// F1: all shortcuts on one sheet, by group. Made from the commands when opened, so it is always right. GUI thread.
#pragma once

#include <QDialog>

namespace zaohua {

class Commands;

class ShortcutSheet : public QDialog {
  Q_OBJECT

 public:
  ShortcutSheet(const Commands& commands, QWidget* parent);
};

}  // namespace zaohua
