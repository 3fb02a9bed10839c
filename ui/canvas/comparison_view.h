// SPDX-License-Identifier: Apache-2.0
// Two pictures compared: the divider, and below it a table of what differs in their settings. GUI thread.
#pragma once

#include <QWidget>

#include "ui/canvas/canvas_picture.h"

class QLabel;
class QTableWidget;
class QToolButton;

namespace zaohua {

class ComparisonSlider;

class ComparisonView : public QWidget {
  Q_OBJECT

 public:
  explicit ComparisonView(QWidget* parent = nullptr);

  void compare(const CanvasPicture& a, const CanvasPicture& b);
  ComparisonSlider* slider() const { return m_slider; }

 Q_SIGNALS:
  void closeRequested();

 protected:
  void changeEvent(QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void retranslate();
  void fillTable();
  void fitTable();
  void copySelection() const;

  PictureRecord m_a;
  PictureRecord m_b;
  ComparisonSlider* m_slider;
  QLabel* m_heading;
  QToolButton* m_close;
  QTableWidget* m_table;
};

}  // namespace zaohua
