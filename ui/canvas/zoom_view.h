// SPDX-License-Identifier: Apache-2.0
// What every view of a picture can do: fit, 1:1, zoom around the cursor (wheel, pinch, + and -), pan by drag, space,
// Shift with the wheel, two fingers or the arrow keys. What is painted and what a plain drag does is the subclass's.
// GUI thread.
#pragma once

#include <QTimer>
#include <QWidget>

#include "ui/canvas/zoom_viewport.h"

class QGestureEvent;
class QNativeGestureEvent;

namespace zaohua {

class ZoomView : public QWidget {
  Q_OBJECT

 public:
  explicit ZoomView(QWidget* parent = nullptr);

  double scale() const { return m_viewport.scale(); }
  bool isFitted() const { return m_viewport.isFitted(); }

  void zoomToFit();
  void zoomToActualSize();  // around the cursor if it is on the view
  void zoomIn() { zoomTo(m_viewport.nextScale(true), anchor()); }
  void zoomOut() { zoomTo(m_viewport.nextScale(false), anchor()); }

 Q_SIGNALS:
  void zoomChanged(double scale);  // device pixels for one pixel of the picture
  void contextMenuRequested(const QPoint& global);
  void stepRequested(int by);  // arrow keys where there is nothing to pan: -1 earlier, 1 later

 protected:
  const ZoomViewport& viewport() const { return m_viewport; }
  void setPictureSize(const QSize& size);
  bool isHurried() const { return m_rest.isActive(); }  // the scale is changing right now
  bool isPanning() const { return m_panning; }
  bool showsFocus() const { return m_showsFocus; }  // it came by the keyboard
  // Whether a plain drag with the left button moves the picture.
  virtual bool leftButtonPans() const { return m_viewport.canPan(); }
  // The cursor where nothing is dragged.
  virtual QCursor restingCursor() const;

  bool event(QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void keyReleaseEvent(QKeyEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;

 private:
  void zoomTo(double scale, const QPointF& anchor);
  void zoomByWheel(double notches, const QPointF& anchor);
  QPointF anchor() const;
  bool nativeGesture(const QNativeGestureEvent& event);
  bool gesture(QGestureEvent& event);
  bool panWithKey(int key);
  void viewChanged();
  void updateCursor();

  ZoomViewport m_viewport;
  QTimer m_rest;
  double m_toldScale = 0;
  QPointF m_panFrom;
  bool m_panning = false;
  bool m_spaceHeld = false;
  bool m_showsFocus = false;
};

}  // namespace zaohua
