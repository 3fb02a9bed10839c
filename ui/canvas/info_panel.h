// SPDX-License-Identifier: Apache-2.0
// Everything about one picture, each value with the exact number and the plain word side by side. GUI thread.
#pragma once

#include <QWidget>
#include <optional>
#include <vector>

#include "library/picture_record.h"

class QLabel;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace zaohua {

class InfoRow;

class InfoPanel : public QWidget {
  Q_OBJECT

 public:
  explicit InfoPanel(QWidget* parent = nullptr);

  void setPicture(const std::optional<PictureRecord>& picture);
  // "Name: value", one a line: what Copy all copies.
  QString allText() const;

 Q_SIGNALS:
  void restoreRequested();

 protected:
  void changeEvent(QEvent* event) override;

 private:
  struct Line {
    QString key, name, value;
  };
  std::vector<Line> lines() const;
  void retranslate();

  std::optional<PictureRecord> m_picture;
  QLabel* m_empty;
  QScrollArea* m_scroll;
  QVBoxLayout* m_column;
  std::vector<InfoRow*> m_rows;
  QPushButton* m_restore;
  QPushButton* m_copyAll;
};

}  // namespace zaohua
