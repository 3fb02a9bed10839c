// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/zoom_viewport.h"

#include <algorithm>
#include <cmath>

namespace zaohua {

namespace {

constexpr double step = 1.25;

// The share of the picture that must stay between the middle of the view and the picture's edge.
double boundedCentre(double centre, double picture, double view) {
  if (picture <= view)
    return 0.5;
  const double half = view / picture / 2;
  return std::clamp(centre, half, 1 - half);
}

}  // namespace

void ZoomViewport::setPictureSize(const QSize& size) {
  m_picture = size;
  keepInside();
}

void ZoomViewport::setView(const QSizeF& size, double devicePixelRatio) {
  m_view = size;
  m_ratio = devicePixelRatio;
  keepInside();
}

QSizeF ZoomViewport::sizeAt(double scale) const {
  return QSizeF(m_picture) * scale / m_ratio;
}

double ZoomViewport::fittedScale() const {
  if (m_picture.isEmpty())
    return 1;
  const double around = std::min(static_cast<double>(margin), std::min(m_view.width(), m_view.height()) / 10);
  const QSizeF room = QSizeF(m_view.width() - 2 * around, m_view.height() - 2 * around).expandedTo(QSizeF(1, 1));
  return std::min(room.width() / m_picture.width(), room.height() / m_picture.height()) * m_ratio;
}

double ZoomViewport::minScale() const {
  return std::min(0.1, fittedScale());
}

bool ZoomViewport::canPan() const {
  const QSizeF size = sizeAt(scale());
  return size.width() > m_view.width() + 0.5 || size.height() > m_view.height() + 0.5;
}

QRectF ZoomViewport::exactTarget() const {
  const QSizeF size = sizeAt(scale());
  const QPointF centre = m_fitted ? QPointF(0.5, 0.5) : m_centre;
  return {QPointF(m_view.width() / 2 - centre.x() * size.width(), m_view.height() / 2 - centre.y() * size.height()),
          size};
}

QRectF ZoomViewport::target() const {
  const QRectF exact = exactTarget();
  return {QPointF(std::round(exact.x() * m_ratio) / m_ratio, std::round(exact.y() * m_ratio) / m_ratio), exact.size()};
}

void ZoomViewport::setScale(double scale, const QPointF& anchor) {
  const QRectF before = exactTarget();
  if (before.isEmpty())
    return;
  const QPointF held((anchor.x() - before.x()) / before.width(), (anchor.y() - before.y()) / before.height());
  m_scale = std::clamp(scale, minScale(), maxScale);
  m_fitted = false;
  const QSizeF after = sizeAt(m_scale);
  m_centre.setX(held.x() + (m_view.width() / 2 - anchor.x()) / after.width());
  m_centre.setY(held.y() + (m_view.height() / 2 - anchor.y()) / after.height());
  keepInside();
}

void ZoomViewport::panBy(const QPointF& distance) {
  const QSizeF size = sizeAt(scale());
  if (size.isEmpty() || m_fitted)
    return;
  m_centre -= QPointF(distance.x() / size.width(), distance.y() / size.height());
  keepInside();
}

double ZoomViewport::nextScale(bool up) const {
  const double now = scale();
  const double next = std::clamp(up ? now * step : now / step, minScale(), maxScale);
  const bool passesOne = (now - 1) * (next - 1) < -1e-9;
  return passesOne ? 1 : next;
}

void ZoomViewport::keepInside() {
  const QSizeF size = sizeAt(m_scale);
  if (size.isEmpty() || m_view.isEmpty())
    return;
  m_centre.setX(boundedCentre(m_centre.x(), size.width(), m_view.width()));
  m_centre.setY(boundedCentre(m_centre.y(), size.height(), m_view.height()));
}

}  // namespace zaohua
