// SPDX-License-Identifier: Apache-2.0
// The model at the right end of the top bar: state dot, name, device, memory, state in words. Its menu switches models.
// GUI thread.
#pragma once

#include <QMenu>
#include <QToolButton>

#include "engine/engine.h"
#include "library/model_catalogue.h"

namespace zaohua {

class ModelChip : public QToolButton {
  Q_OBJECT

 public:
  ModelChip(Engine& engine, ModelCatalogue& catalogue, QWidget* parent = nullptr);

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 Q_SIGNALS:
  void modelChosen(const QString& path);
  void manageRequested();
  void retryRequested();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  void refresh();
  void fillMenu();
  QString stateText() const;

  Engine& m_engine;
  ModelCatalogue& m_catalogue;
  QMenu m_menu;
  QString m_name;
  QString m_rest;  // device, memory and state
};

// "Demo model" for the one in the box, the folder's name for others.
QString modelTitle(const KnownModel& model);
// "12 GB", "372 MB": one digit where it says something.
QString memoryText(double bytes);

}  // namespace zaohua
