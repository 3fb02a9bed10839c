// SPDX-License-Identifier: Apache-2.0
// The bar above everything: seal, menus, command search, model. GUI thread.
#pragma once

#include <QFrame>
#include <QHash>

class QMenu;
class QMenuBar;
class QPushButton;

namespace zaohua {

class Commands;
class ModelChip;

class TopBar : public QFrame {
  Q_OBJECT

 public:
  // Takes the chip.
  TopBar(Commands& commands, ModelChip* chip, QWidget* parent = nullptr);

  // Language and theme stand in the View menu, as submenus that the window owns.
  void addToViewMenu(QMenu* menu);

 protected:
  void changeEvent(QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void retranslate();

  Commands& m_commands;
  ModelChip* m_chip;
  QMenuBar* m_menuBar;
  QHash<int, QMenu*> m_menus;  // by CommandGroup
  QPushButton* m_search;
};

}  // namespace zaohua
