// SPDX-License-Identifier: Apache-2.0
#include "ui/common/chip.h"

#include <QApplication>
#include <QDrag>
#include <QKeyEvent>
#include <QMimeData>
#include <QMouseEvent>
#include <QPainter>

#include "ui/common/icons.h"
#include "ui/common/text_width.h"
#include "ui/common/theme.h"

namespace zaohua {

namespace {

constexpr int sidePadding = 10;
constexpr int crossSize = 12;
constexpr int ringWidth = 2;

}  // namespace

Chip::Chip(const QString& text, QWidget* parent) : QAbstractButton(parent) {
  setText(text);
  setFocusPolicy(Qt::StrongFocus);
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
  setAttribute(Qt::WA_Hover);
}

void Chip::setRemovable(bool removable) {
  m_removable = removable;
  updateGeometry();
  update();
}

QSize Chip::sizeHint() const {
  const QFontMetrics metrics = fontMetrics();
  const int cross = m_removable ? crossSize + 4 : 0;
  return {textWidth(font(), text()) + 2 * sidePadding + cross, metrics.height() + 8};
}

QSize Chip::minimumSizeHint() const {
  return {2 * sidePadding + fontMetrics().averageCharWidth() * 3, sizeHint().height()};
}

QRect Chip::crossRect() const {
  return {width() - sidePadding - crossSize + 3, (height() - crossSize) / 2, crossSize, crossSize};
}

void Chip::paintEvent(QPaintEvent*) {
  const ThemeColors& colors = themeColors(palette());
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const bool focused = hasFocus();
  const qreal inset = focused ? ringWidth / 2.0 : 0.5;
  const QRectF outline = QRectF(rect()).adjusted(inset, inset, -inset, -inset);
  QColor ground = colors.raised;
  if (isDown() || underMouse())
    ground = colors.dark ? ground.lighter(118) : ground.darker(104);
  painter.setBrush(isChecked() ? colors.accentTextGround : ground);
  painter.setPen(QPen(focused || isChecked() ? colors.accentLine : colors.line, focused ? ringWidth : 1));
  painter.drawRoundedRect(outline, outline.height() / 2, outline.height() / 2);

  painter.setPen(!isEnabled() ? colors.faint : isChecked() ? colors.accentText : colors.text);
  const QRect room = rect().adjusted(sidePadding, 0, m_removable ? -sidePadding - crossSize : -sidePadding, 0);
  painter.drawText(room, Qt::AlignCenter, fontMetrics().elidedText(text(), Qt::ElideRight, room.width()));
  if (m_removable)
    painter.drawPixmap(crossRect(), themePixmap("x", crossSize, colors.muted, devicePixelRatioF()));
}

void Chip::mousePressEvent(QMouseEvent* event) {
  m_pressedAt = event->pos();
  QAbstractButton::mousePressEvent(event);
}

void Chip::mouseMoveEvent(QMouseEvent* event) {
  const bool far = (event->pos() - m_pressedAt).manhattanLength() >= QApplication::startDragDistance();
  if (m_dragText.isEmpty() || !(event->buttons() & Qt::LeftButton) || !far) {
    QAbstractButton::mouseMoveEvent(event);
    return;
  }
  setDown(false);
  auto* mime = new QMimeData;
  mime->setText(m_dragText);
  auto* drag = new QDrag(this);
  drag->setMimeData(mime);
  drag->setPixmap(grab());
  drag->setHotSpot(m_pressedAt);
  drag->exec(Qt::CopyAction);
}

void Chip::mouseReleaseEvent(QMouseEvent* event) {
  if (m_removable && event->button() == Qt::LeftButton && crossRect().adjusted(-4, -6, 6, 6).contains(event->pos())) {
    setDown(false);
    Q_EMIT removeRequested();
    return;
  }
  QAbstractButton::mouseReleaseEvent(event);
}

void Chip::keyPressEvent(QKeyEvent* event) {
  if (m_removable && (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace)) {
    Q_EMIT removeRequested();
    return;
  }
  if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
    click();
    return;
  }
  QAbstractButton::keyPressEvent(event);
}

void Chip::enterEvent(QEnterEvent* event) {
  update();
  QAbstractButton::enterEvent(event);
}

void Chip::leaveEvent(QEvent* event) {
  update();
  QAbstractButton::leaveEvent(event);
}

void Chip::changeEvent(QEvent* event) {
  // A style sheet changes the font after the layout has asked for the size.
  if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
    updateGeometry();
  QAbstractButton::changeEvent(event);
}

}  // namespace zaohua
