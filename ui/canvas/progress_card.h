// SPDX-License-Identifier: Apache-2.0
// Floats on the picture that is being made: the stage in words, which picture it is, the time left, a thin line in as
// many segments as steps, and Cancel. Dark in both themes, as it lies on a picture. GUI thread.
#pragma once

#include <QWidget>

#include "engine/engine_types.h"

class QLabel;
class QPushButton;

namespace zaohua {

class ProgressCard : public QWidget {
  Q_OBJECT

 public:
  explicit ProgressCard(QWidget* parent = nullptr);

  void begin(const PictureTask& task);
  void setProgress(const TaskProgress& progress);
  // Offers to go to the picture that is being made, while another one is on the canvas.
  void setAway(bool away);

  // 0…100, for assistive programs.
  int percent() const;
  QString text() const;

 Q_SIGNALS:
  void cancelRequested();
  void watchRequested();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void changeEvent(QEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;

 private:
  void retranslate();
  double shownFraction() const;
  double filledSegments(int segments) const;

  PictureTask m_task;
  TaskProgress m_progress;
  QLabel* m_stage;
  QLabel* m_picture;
  QLabel* m_time;
  QPushButton* m_watch;
  QPushButton* m_cancel;
};

}  // namespace zaohua
