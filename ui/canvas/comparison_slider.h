// SPDX-License-Identifier: Apache-2.0
// Two pictures in one place with a divider between them: left of it the first, right of it the second. The divider
// follows the mouse and the arrow keys; both zoom and pan together (wheel, space, middle button). GUI thread.
#pragma once

#include "ui/canvas/picture_surface.h"
#include "ui/canvas/zoom_view.h"

namespace zaohua {

class ComparisonSlider : public ZoomView {
  Q_OBJECT

 public:
  explicit ComparisonSlider(QWidget* parent = nullptr);

  void setPictures(const QImage& a, const QImage& b);
  double position() const { return m_position; }  // 0…1 of the seen width of the pictures
  void setPosition(double position);
  void retranslate();

 Q_SIGNALS:
  void positionChanged(double position);

 protected:
  bool leftButtonPans() const override { return false; }
  QCursor restingCursor() const override { return Qt::SplitHCursor; }
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  QRectF seen() const;
  void follow(double x);
  void paintLabel(QPainter& painter, const QString& text, bool left) const;

  PictureSurface m_a;
  PictureSurface m_b;
  double m_position = 0.5;
  bool m_sliding = false;
};

}  // namespace zaohua
