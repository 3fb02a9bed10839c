// SPDX-License-Identifier: Apache-2.0
// Where a picture lies in a view: fitted, or at a fixed scale around a point of it. Pure arithmetic. Positions in the
// view are device-independent; the scale counts device pixels for one pixel of the picture, so that 1 is 1:1 on every
// screen.
#pragma once

#include <QPointF>
#include <QRectF>
#include <QSize>

namespace zaohua {

class ZoomViewport {
 public:
  static constexpr double maxScale = 32;
  static constexpr int margin = 22;  // around a fitted picture

  // Another picture keeps what was chosen: fitted stays fitted, a scale stays with the same part in the middle.
  void setPictureSize(const QSize& size);
  void setView(const QSizeF& size, double devicePixelRatio);

  bool isFitted() const { return m_fitted; }
  double scale() const { return m_fitted ? fittedScale() : m_scale; }
  double fittedScale() const;
  // Larger than the view in one direction at least.
  bool canPan() const;
  // The whole picture, in the view; begins on a device pixel.
  QRectF target() const;

  void fit() { m_fitted = true; }
  // The point of the picture under `anchor` stays there.
  void setScale(double scale, const QPointF& anchor);
  void panBy(const QPointF& distance);
  // The next comfortable scale up or down; stops at 1:1 on its way.
  double nextScale(bool up) const;

 private:
  QSizeF sizeAt(double scale) const;
  QRectF exactTarget() const;
  double minScale() const;
  void keepInside();

  QSize m_picture;
  QSizeF m_view;
  double m_ratio = 1;
  bool m_fitted = true;
  double m_scale = 1;
  QPointF m_centre{0.5, 0.5};  // the point of the picture, 0…1, in the middle of the view
};

}  // namespace zaohua
