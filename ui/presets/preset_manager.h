// SPDX-License-Identifier: Apache-2.0
// All presets in a list: order them, rename them in place, copy, delete with undo, import and export. The program's own
// can be copied and ordered only. Not modal. GUI thread.
#pragma once

#include <QDialog>

#include "library/preset_store.h"

class QListWidget;
class QListWidgetItem;
class QPushButton;

namespace zaohua {

class Dialogs;
class MessageBar;

class PresetManager : public QDialog {
  Q_OBJECT

 public:
  PresetManager(PresetStore& store, Dialogs& dialogs, QWidget* parent = nullptr);

  void select(const QString& id);

 Q_SIGNALS:
  void presetChosen(const QString& id);  // by a double click: apply it

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  void build();
  QPushButton* addButton(const char* name, void (PresetManager::*action)());
  void retranslate();
  void fill();
  void enableButtons();
  QString currentId() const;
  void rename();
  void takeName(QListWidgetItem* item);
  void duplicate();
  void remove();
  void undoRemove();
  void moveUp() { moveBy(-1); }
  void moveDown() { moveBy(1); }
  void moveBy(int distance);
  void takeMove(int from, int to);
  void importFile();
  void exportFile();
  void showError(const Error& error);

  PresetStore& m_store;
  Dialogs& m_dialogs;
  QListWidget* m_list;
  MessageBar* m_bar;
  QPushButton* m_rename;
  QPushButton* m_duplicate;
  QPushButton* m_remove;
  QPushButton* m_up;
  QPushButton* m_down;
  QPushButton* m_import;
  QPushButton* m_export;
  QPushButton* m_close;
  std::optional<PresetStore::Removed> m_removed;  // the latest, until it is undone
  bool m_silent = false;                          // while the list follows the store, or the store the list
};

}  // namespace zaohua
