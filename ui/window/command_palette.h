// SPDX-License-Identifier: Apache-2.0
// Ctrl+K: type a few letters of any action's name, press Enter. Finds the words typed in any order, in the name or its
// group. A popup over the window. GUI thread.
#pragma once

#include <QFrame>

class QLineEdit;
class QListWidget;

namespace zaohua {

class Commands;

class CommandPalette : public QFrame {
  Q_OBJECT

 public:
  CommandPalette(Commands& commands, QWidget* window);

  void open();

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  void fill();
  void runCurrent();
  void retranslate();

  Commands& m_commands;
  QLineEdit* m_search;
  QListWidget* m_list;
};

}  // namespace zaohua
