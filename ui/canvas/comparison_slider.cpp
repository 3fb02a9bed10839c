// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/comparison_slider.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include "ui/common/icons.h"
#include "ui/common/theme.h"

namespace zaohua {

namespace {

constexpr double keyStep = 0.02;
constexpr double largeKeyStep = 0.1;
constexpr int knob = 15;  // radius

// The place of a picture of another shape in the frame that both share.
QRectF placed(const QSize& picture, const QRectF& frame) {
  const QSizeF size = QSizeF(picture).scaled(frame.size(), Qt::KeepAspectRatio);
  return {frame.center() - QPointF(size.width() / 2, size.height() / 2), size};
}

}  // namespace

ComparisonSlider::ComparisonSlider(QWidget* parent) : ZoomView(parent) {
  setObjectName("comparisonSlider");
  retranslate();
}

void ComparisonSlider::setPictures(const QImage& a, const QImage& b) {
  m_a.setImage(a);
  m_b.setImage(b);
  m_position = 0.5;
  zoomToFit();
  // Of two pictures that differ in size the larger one sets what 1:1 means.
  const bool firstIsLarger = qint64(a.width()) * a.height() >= qint64(b.width()) * b.height();
  setPictureSize(firstIsLarger ? a.size() : b.size());
}

void ComparisonSlider::retranslate() {
  setAccessibleName(tr("Divider between picture A and picture B"));
  setToolTip(tr("Move the divider with the mouse or the arrow keys"));
  update();
}

QRectF ComparisonSlider::seen() const {
  return viewport().target().intersected(rect());
}

void ComparisonSlider::setPosition(double position) {
  const double bounded = qBound(0.0, position, 1.0);
  if (bounded == m_position)
    return;
  m_position = bounded;
  update();
  Q_EMIT positionChanged(bounded);
  QAccessibleValueChangeEvent event(this, qRound(bounded * 100));
  QAccessible::updateAccessibility(&event);
}

void ComparisonSlider::follow(double x) {
  const QRectF area = seen();
  if (area.width() > 0)
    setPosition((x - area.x()) / area.width());
}

void ComparisonSlider::paintEvent(QPaintEvent* event) {
  const ThemeColors& colors = themeColors(palette());
  const QRectF frame = viewport().target();
  const QRectF area = seen();
  const double divider = std::round(area.x() + m_position * area.width());
  QPainter painter(this);
  painter.fillRect(event->rect(), colors.canvas);
  if (isFitted())
    paintPictureShadow(painter, frame, colors.dark);
  PictureSurface::Manner manner;
  manner.hurried = isHurried();
  manner.radius = isFitted() ? measure::pictureRadius : 0;
  const QRectF left(0, 0, divider, height());
  const QRectF right(divider, 0, width() - divider, height());
  m_a.paint(painter, placed(m_a.image().size(), frame), left, manner);
  m_b.paint(painter, placed(m_b.image().size(), frame), right, manner);

  // A white line with a dark rim is seen on every picture.
  painter.setRenderHint(QPainter::Antialiasing);
  painter.fillRect(QRectF(divider - 2, area.y(), 4, area.height()), QColor(0, 0, 0, 90));
  painter.fillRect(QRectF(divider - 1, area.y(), 2, area.height()), Qt::white);
  const QPointF middle(divider, area.center().y());
  painter.setPen(QPen(showsFocus() ? colors.accentLine : QColor(0, 0, 0, 90), showsFocus() ? 3 : 1));
  painter.setBrush(Qt::white);
  painter.drawEllipse(middle, knob, knob);
  const QPixmap arrows = themePixmap("move-horizontal", 18, lightColors().text, devicePixelRatioF());
  painter.drawPixmap(middle - QPointF(9, 9), arrows);
  paintLabel(painter, tr("A", "the first of two compared pictures"), true);
  paintLabel(painter, tr("B", "the second of two compared pictures"), false);
}

void ComparisonSlider::paintLabel(QPainter& painter, const QString& text, bool left) const {
  QFont bold = font();
  bold.setWeight(QFont::DemiBold);
  painter.setFont(bold);
  const QFontMetrics metrics(bold);
  const QRectF area = seen();
  const QSizeF size(qMax(metrics.horizontalAdvance(text) + 16, metrics.height() + 8), metrics.height() + 6);
  const double x = left ? area.x() + 8 : area.right() - 8 - size.width();
  const QRectF box(QPointF(x, area.y() + 8), size);
  QColor ground = darkColors().window;
  ground.setAlpha(220);
  painter.setPen(Qt::NoPen);
  painter.setBrush(ground);
  painter.drawRoundedRect(box, 5, 5);
  painter.setPen(darkColors().text);
  painter.drawText(box, Qt::AlignCenter, text);
}

void ComparisonSlider::mousePressEvent(QMouseEvent* event) {
  ZoomView::mousePressEvent(event);
  if (isPanning() || event->button() != Qt::LeftButton)
    return;
  m_sliding = true;
  follow(event->position().x());
  event->accept();
}

void ComparisonSlider::mouseMoveEvent(QMouseEvent* event) {
  ZoomView::mouseMoveEvent(event);
  if (m_sliding)
    follow(event->position().x());
}

void ComparisonSlider::mouseReleaseEvent(QMouseEvent* event) {
  m_sliding = false;
  ZoomView::mouseReleaseEvent(event);
}

void ComparisonSlider::keyPressEvent(QKeyEvent* event) {
  const double step = event->modifiers().testFlag(Qt::ShiftModifier) ? largeKeyStep : keyStep;
  switch (event->key()) {
    case Qt::Key_Left:
      setPosition(m_position - step);
      return;
    case Qt::Key_Right:
      setPosition(m_position + step);
      return;
    case Qt::Key_Home:
      setPosition(0);
      return;
    case Qt::Key_End:
      setPosition(1);
      return;
    default:
      ZoomView::keyPressEvent(event);
  }
}

}  // namespace zaohua
