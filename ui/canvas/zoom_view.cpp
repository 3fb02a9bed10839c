// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/zoom_view.h"

#include <QContextMenuEvent>
#include <QGestureEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QPinchGesture>
#include <QWheelEvent>
#include <cmath>

namespace zaohua {

namespace {

constexpr int restAfterMs = 90;
constexpr double panStep = 48;
constexpr double wheelNotch = 120;
constexpr double wheelStep = 1.25;

// It scrolls, and zooms by a pinch. Where a system does not say so, it is taken for a wheel.
bool isTouchpad(const QWheelEvent& event) {
  return event.deviceType() == QInputDevice::DeviceType::TouchPad || event.phase() != Qt::NoScrollPhase;
}

}  // namespace

ZoomView::ZoomView(QWidget* parent) : QWidget(parent) {
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  grabGesture(Qt::PinchGesture);
  m_rest.setSingleShot(true);
  m_rest.setInterval(restAfterMs);
  connect(&m_rest, &QTimer::timeout, this, QOverload<>::of(&QWidget::update));
}

void ZoomView::zoomToFit() {
  m_viewport.fit();
  viewChanged();
}

void ZoomView::zoomToActualSize() {
  zoomTo(1, anchor());
}

void ZoomView::setPictureSize(const QSize& size) {
  m_viewport.setPictureSize(size);
  viewChanged();
}

void ZoomView::zoomTo(double scale, const QPointF& anchor) {
  m_rest.start();
  m_viewport.setScale(scale, anchor);
  viewChanged();
}

QPointF ZoomView::anchor() const {
  return underMouse() ? QPointF(mapFromGlobal(QCursor::pos())) : QPointF(rect().center());
}

void ZoomView::viewChanged() {
  if (m_toldScale != m_viewport.scale()) {
    m_toldScale = m_viewport.scale();
    Q_EMIT zoomChanged(m_toldScale);
  }
  updateCursor();
  update();
}

QCursor ZoomView::restingCursor() const {
  return leftButtonPans() ? Qt::OpenHandCursor : Qt::ArrowCursor;
}

void ZoomView::updateCursor() {
  if (m_panning)
    setCursor(Qt::ClosedHandCursor);
  else if (m_spaceHeld)
    setCursor(Qt::OpenHandCursor);
  else
    setCursor(restingCursor());
}

bool ZoomView::event(QEvent* event) {
  if (event->type() == QEvent::NativeGesture && nativeGesture(*static_cast<QNativeGestureEvent*>(event)))
    return true;
  if (event->type() == QEvent::Gesture && gesture(*static_cast<QGestureEvent*>(event)))
    return true;
  // Space belongs to panning here, whatever shortcut the window has for it.
  if (event->type() == QEvent::ShortcutOverride) {
    const auto* key = static_cast<QKeyEvent*>(event);
    if (key->modifiers() == Qt::NoModifier && key->key() == Qt::Key_Space)
      event->accept();
  }
  return QWidget::event(event);
}

bool ZoomView::nativeGesture(const QNativeGestureEvent& event) {
  if (event.gestureType() != Qt::ZoomNativeGesture)
    return false;
  zoomTo(scale() * (1 + event.value()), event.position());
  return true;
}

bool ZoomView::gesture(QGestureEvent& event) {
  auto* pinch = static_cast<QPinchGesture*>(event.gesture(Qt::PinchGesture));
  if (pinch == nullptr)
    return false;
  if (pinch->changeFlags().testFlag(QPinchGesture::ScaleFactorChanged))
    zoomTo(scale() * pinch->scaleFactor(), mapFromGlobal(pinch->centerPoint()));
  event.accept(pinch);
  return true;
}

void ZoomView::resizeEvent(QResizeEvent* event) {
  // A window that is being dragged wider asks for many sizes; only the last one has to be fine.
  if (event->oldSize().isValid() && isVisible())
    m_rest.start();
  m_viewport.setView(size(), devicePixelRatioF());
  viewChanged();
}

// On its way out it stops where the picture fits, and does not go on below both that and 1:1.
void ZoomView::zoomByWheel(double notches, const QPointF& anchor) {
  const double fitted = m_viewport.fittedScale();
  const double wanted = qMax(scale() * std::pow(wheelStep, notches), qMin(fitted, 1.0));
  const bool reachesFit = !isFitted() && (scale() - fitted) * (wanted - fitted) <= 0;
  if (reachesFit && notches < 0)
    zoomToFit();
  else if (!qFuzzyCompare(wanted, scale()))
    zoomTo(wanted, anchor);
}

void ZoomView::wheelEvent(QWheelEvent* event) {
  const bool sideways = event->modifiers().testFlag(Qt::ShiftModifier);
  const bool turns = event->angleDelta().y() != 0 && !sideways && !isTouchpad(*event);
  if (turns || event->modifiers().testFlag(Qt::ControlModifier)) {
    zoomByWheel(event->angleDelta().y() / wheelNotch, event->position());
    event->accept();
    return;
  }
  if (!m_viewport.canPan()) {
    event->ignore();
    return;
  }
  const QPointF lines =
      event->pixelDelta().isNull() ? QPointF(event->angleDelta()) / wheelNotch * panStep : QPointF(event->pixelDelta());
  m_viewport.panBy(sideways ? lines.transposed() : lines);
  viewChanged();
  event->accept();
}

void ZoomView::mousePressEvent(QMouseEvent* event) {
  const bool left = event->button() == Qt::LeftButton;
  if (event->button() != Qt::MiddleButton && !(left && (m_spaceHeld || leftButtonPans()))) {
    QWidget::mousePressEvent(event);
    return;
  }
  m_panning = true;
  m_panFrom = event->position();
  updateCursor();
}

void ZoomView::mouseMoveEvent(QMouseEvent* event) {
  if (!m_panning)
    return;
  m_viewport.panBy(event->position() - m_panFrom);
  m_panFrom = event->position();
  viewChanged();
}

void ZoomView::mouseReleaseEvent(QMouseEvent* event) {
  if (!m_panning) {
    QWidget::mouseReleaseEvent(event);
    return;
  }
  m_panning = false;
  updateCursor();
}

void ZoomView::mouseDoubleClickEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton)
    return;
  m_panning = false;
  if (isFitted())
    zoomTo(1, event->position());
  else
    zoomToFit();
}

bool ZoomView::panWithKey(int key) {
  const QPointF distance = key == Qt::Key_Left    ? QPointF(panStep, 0)
                           : key == Qt::Key_Right ? QPointF(-panStep, 0)
                           : key == Qt::Key_Up    ? QPointF(0, panStep)
                           : key == Qt::Key_Down  ? QPointF(0, -panStep)
                                                  : QPointF();
  if (distance.isNull() || !m_viewport.canPan())
    return false;
  m_viewport.panBy(distance);
  viewChanged();
  return true;
}

void ZoomView::keyPressEvent(QKeyEvent* event) {
  const bool plain = (event->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) == Qt::NoModifier;
  const int key = event->key();
  if (!plain) {
    QWidget::keyPressEvent(event);
  } else if (panWithKey(key)) {
    event->accept();
  } else if (key == Qt::Key_Plus || key == Qt::Key_Equal) {
    zoomIn();
  } else if (key == Qt::Key_Minus) {
    zoomOut();
  } else if (key == Qt::Key_Space) {
    m_spaceHeld = true;
    updateCursor();
  } else if (key == Qt::Key_Left || key == Qt::Key_Right) {
    Q_EMIT stepRequested(key == Qt::Key_Left ? -1 : 1);
  } else {
    QWidget::keyPressEvent(event);
  }
}

void ZoomView::keyReleaseEvent(QKeyEvent* event) {
  if (event->key() != Qt::Key_Space) {
    QWidget::keyReleaseEvent(event);
    return;
  }
  m_spaceHeld = event->isAutoRepeat();
  updateCursor();
}

void ZoomView::focusInEvent(QFocusEvent* event) {
  m_showsFocus = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason ||
                 event->reason() == Qt::ShortcutFocusReason;
  update();
  QWidget::focusInEvent(event);
}

void ZoomView::focusOutEvent(QFocusEvent* event) {
  m_spaceHeld = false;
  m_showsFocus = false;
  updateCursor();
  update();
  QWidget::focusOutEvent(event);
}

void ZoomView::contextMenuEvent(QContextMenuEvent* event) {
  Q_EMIT contextMenuRequested(event->globalPos());
}

}  // namespace zaohua
