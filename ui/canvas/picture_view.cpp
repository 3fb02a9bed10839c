// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/picture_view.h"

#include <QApplication>
#include <QMouseEvent>
#include <QPainter>
#include <QStyle>

#include "ui/canvas/picture_drag.h"
#include "ui/common/theme.h"

namespace zaohua {

namespace {

constexpr int fadeMs = 140;
constexpr int softBelow = 512;  // a small picture is enlarged softly to fill the view

}  // namespace

PictureView::PictureView(QWidget* parent) : ZoomView(parent) {
  setObjectName("pictureView");
  m_preview.setSmooth(true);
  m_fade.setStartValue(0.0);
  m_fade.setEndValue(1.0);
  m_fade.setDuration(fadeMs);
  connect(&m_fade, &QVariantAnimation::valueChanged, this, QOverload<>::of(&QWidget::update));
  connect(&m_fade, &QVariantAnimation::finished, this, [this] { m_preview.setImage({}); });
}

void PictureView::showFrame(const QSize& size) {
  m_fade.stop();
  m_preview.setImage({});
  m_picture.setImage({});
  m_record = {};
  setPictureSize(size);
}

void PictureView::showPreview(const QImage& preview) {
  m_fade.stop();
  m_picture.setImage({});
  m_preview.setImage(preview);
  update();
}

void PictureView::showPicture(const CanvasPicture& picture, bool fade) {
  m_fade.stop();
  m_picture.setImage(picture.image);
  m_picture.setSmooth(isFitted() && qMax(picture.image.width(), picture.image.height()) <= softBelow);
  m_record = picture.record;
  setAccessibleName(m_record.prompt());
  const bool animated = style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, this) > 0;
  if (fade && animated && !m_preview.isNull() && isVisible())
    m_fade.start();
  else
    m_preview.setImage({});
  setPictureSize(picture.image.size());
}

void PictureView::setRecord(const PictureRecord& record) {
  m_record = record;
  setAccessibleName(m_record.prompt());
}

QRect PictureView::visibleFrame() const {
  return viewport().target().toRect().intersected(rect());
}

void PictureView::paintEvent(QPaintEvent* event) {
  const ThemeColors& colors = themeColors(palette());
  const QRectF target = viewport().target();
  QPainter painter(this);
  painter.fillRect(event->rect(), colors.canvas);
  PictureSurface::Manner manner;
  manner.hurried = isHurried();
  if (isFitted()) {
    paintPictureShadow(painter, target, colors.dark);
    manner.radius = measure::pictureRadius;
  }
  const bool fading = m_fade.state() == QAbstractAnimation::Running;
  if (m_picture.isNull() && m_preview.isNull())
    paintEmptyFrame(painter, target);
  if (m_picture.isNull() || fading)
    m_preview.paint(painter, target, rect(), manner);
  if (fading)
    painter.setOpacity(m_fade.currentValue().toDouble());
  m_picture.setSmooth(isFitted() && qMax(m_picture.image().width(), m_picture.image().height()) <= softBelow);
  m_picture.paint(painter, target, rect(), manner);
  painter.setOpacity(1);
  if (showsFocus()) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colors.accentLine, 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), measure::pictureRadius, measure::pictureRadius);
  }
}

void PictureView::paintEmptyFrame(QPainter& painter, const QRectF& target) const {
  const ThemeColors& colors = themeColors(palette());
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(colors.line, 1));
  painter.setBrush(colors.window);
  painter.drawRoundedRect(target.adjusted(0.5, 0.5, -0.5, -0.5), measure::pictureRadius, measure::pictureRadius);
}

void PictureView::mousePressEvent(QMouseEvent* event) {
  ZoomView::mousePressEvent(event);
  m_pressed = event->button() == Qt::LeftButton && !isPanning() && hasPicture() &&
              viewport().target().contains(event->position());
  m_pressedAt = event->pos();
  if (event->button() == Qt::LeftButton)
    event->accept();
}

void PictureView::mouseMoveEvent(QMouseEvent* event) {
  const bool far = (event->pos() - m_pressedAt).manhattanLength() >= QApplication::startDragDistance();
  if (!m_pressed || !far || !event->buttons().testFlag(Qt::LeftButton)) {
    ZoomView::mouseMoveEvent(event);
    return;
  }
  m_pressed = false;
  dragPicture(this, m_record, m_picture.image());
}

void PictureView::mouseReleaseEvent(QMouseEvent* event) {
  m_pressed = false;
  ZoomView::mouseReleaseEvent(event);
}

}  // namespace zaohua
