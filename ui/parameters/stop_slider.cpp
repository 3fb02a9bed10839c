// SPDX-License-Identifier: Apache-2.0
#include "ui/parameters/stop_slider.h"

#include <QSignalBlocker>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

namespace zaohua {

StopSlider::StopSlider(std::vector<double> stops, QWidget* parent)
    : QSlider(Qt::Horizontal, parent), m_stops(std::move(stops)) {
  setRange(0, static_cast<int>(m_stops.size()) - 1);
  setPageStep(4);
  setFocusPolicy(Qt::StrongFocus);
  setMinimumWidth(60);
  connect(this, &QSlider::valueChanged, this,
          [this](int index) { Q_EMIT chosen(m_stops[static_cast<std::size_t>(index)]); });
}

void StopSlider::showNumber(double number) {
  const auto nearest = std::min_element(
      m_stops.begin(), m_stops.end(), [&](double a, double b) { return std::abs(a - number) < std::abs(b - number); });
  const QSignalBlocker silent(this);
  setValue(static_cast<int>(nearest - m_stops.begin()));
  update();
}

QSize StopSlider::sizeHint() const {
  constexpr int handleWithRing = 20;
  return {QSlider::sizeHint().width(), handleWithRing};
}

void StopSlider::wheelEvent(QWheelEvent* event) {
  if (!hasFocus()) {
    event->ignore();
    return;
  }
  QSlider::wheelEvent(event);
}

}  // namespace zaohua
