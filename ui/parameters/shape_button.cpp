// SPDX-License-Identifier: Apache-2.0
#include "ui/parameters/shape_button.h"

#include <QPainter>
#include <cmath>

#include "ui/common/theme.h"

namespace zaohua {

namespace {

constexpr int rectangleRoom = 20;      // height for the drawn rectangle
constexpr double rectangleArea = 225;  // every shape is drawn with the same area

}  // namespace

ShapeButton::ShapeButton(PictureShape shape, QWidget* parent) : QAbstractButton(parent), m_shape(shape) {
  setText(shape.name());
  setCheckable(true);
  setFocusPolicy(Qt::StrongFocus);
  setAttribute(Qt::WA_Hover);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QFont ShapeButton::captionFont() const {
  QFont caption = font();
  if (caption.pointSizeF() > 0)
    caption.setPointSizeF(caption.pointSizeF() - 1.5);
  else
    caption.setPixelSize(caption.pixelSize() - 2);
  return caption;
}

QSize ShapeButton::sizeHint() const {
  return {44, rectangleRoom + QFontMetrics(captionFont()).height() + 11};
}

QSize ShapeButton::minimumSizeHint() const {
  return {30, sizeHint().height()};
}

void ShapeButton::paintEvent(QPaintEvent*) {
  const ThemeColors& colors = themeColors(palette());
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  QColor ground = colors.raised;
  if (isDown() || underMouse())
    ground = colors.dark ? ground.lighter(118) : ground.darker(104);
  const qreal line = hasFocus() ? 2 : isChecked() ? 1.5 : 1;
  painter.setPen(QPen(hasFocus() || isChecked() ? colors.accentLine : colors.line, line));
  painter.setBrush(ground);
  painter.drawRoundedRect(QRectF(rect()).adjusted(line / 2, line / 2, -line / 2, -line / 2), measure::radius,
                          measure::radius);

  const double ratio = std::sqrt(1.0 * m_shape.across / m_shape.down);
  const double side = std::sqrt(rectangleArea);
  const QSizeF size(std::round(side * ratio), std::round(side / ratio));
  const QPointF middle(std::round(width() / 2.0), 6 + rectangleRoom / 2.0);
  const QRectF drawn(std::floor(middle.x() - size.width() / 2) + 0.5, std::floor(middle.y() - size.height() / 2) + 0.5,
                     size.width(), size.height());
  painter.setPen(QPen(isChecked() ? colors.accentLine : colors.muted, 1.25));
  painter.setBrush(Qt::NoBrush);
  painter.drawRoundedRect(drawn, 1.5, 1.5);

  painter.setFont(captionFont());
  painter.setPen(isChecked() ? colors.text : colors.muted);
  painter.drawText(rect().adjusted(0, rectangleRoom + 6, 0, -3), Qt::AlignHCenter | Qt::AlignVCenter, text());
}

}  // namespace zaohua
