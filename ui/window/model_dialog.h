// SPDX-License-Identifier: Apache-2.0
// The models: which folders there are, what is in them, and in words what is wrong with one. GUI thread; the engine
// looks into the folders.
#pragma once

#include <QDialog>
#include <QHash>

#include "engine/engine.h"
#include "library/model_catalogue.h"

class QLabel;
class QListWidget;
class QPushButton;

namespace zaohua {

class Dialogs;

class ModelDialog : public QDialog {
  Q_OBJECT

 public:
  ModelDialog(Engine& engine, ModelCatalogue& catalogue, Dialogs& dialogs, QWidget* parent);

 Q_SIGNALS:
  void modelChosen(const QString& path);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void build();
  QWidget* makeDetails();
  void fill();
  void showCurrent();
  void addFolder();
  QString currentPath() const;
  void retranslate();

  Engine& m_engine;
  ModelCatalogue& m_catalogue;
  Dialogs& m_dialogs;
  QListWidget* m_list;
  QLabel* m_title;
  QLabel* m_path;
  QLabel* m_text;
  QPushButton* m_add;
  QPushButton* m_remove;
  QPushButton* m_close;
  QPushButton* m_use;
  QHash<QString, InspectedModel> m_known;
};

}  // namespace zaohua
