// SPDX-License-Identifier: Apache-2.0
#include "ui/common/flow_layout.h"

#include <QWidget>

namespace zaohua {

FlowLayout::FlowLayout(QWidget* parent, int spacing) : QLayout(parent) {
  setContentsMargins(0, 0, 0, 0);
  setSpacing(spacing);
}

FlowLayout::~FlowLayout() {
  qDeleteAll(m_items);
}

void FlowLayout::addItem(QLayoutItem* item) {
  m_items.append(item);
}

int FlowLayout::count() const {
  return static_cast<int>(m_items.size());
}

QLayoutItem* FlowLayout::itemAt(int index) const {
  return m_items.value(index);
}

QLayoutItem* FlowLayout::takeAt(int index) {
  return index >= 0 && index < m_items.size() ? m_items.takeAt(index) : nullptr;
}

int FlowLayout::heightForWidth(int width) const {
  return arrange(QRect(0, 0, width, 0), false);
}

QSize FlowLayout::minimumSize() const {
  QSize size;
  for (const QLayoutItem* item : m_items)
    if (!item->isEmpty())
      size = size.expandedTo(item->minimumSize());
  const QMargins margins = contentsMargins();
  return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom());
}

void FlowLayout::setGeometry(const QRect& rect) {
  QLayout::setGeometry(rect);
  arrange(rect, true);
}

int FlowLayout::arrange(const QRect& rect, bool move) const {
  const QRect room = rect.marginsRemoved(contentsMargins());
  const bool rightToLeft = parentWidget() != nullptr && parentWidget()->layoutDirection() == Qt::RightToLeft;
  int x = room.x();
  int y = room.y();
  int lineHeight = 0;
  for (QLayoutItem* item : m_items) {
    if (item->isEmpty())
      continue;
    const QSize size = item->sizeHint().boundedTo(QSize(qMax(room.width(), 1), QWIDGETSIZE_MAX));
    if (x > room.x() && x + size.width() > room.right() + 1) {
      x = room.x();
      y += lineHeight + spacing();
      lineHeight = 0;
    }
    if (move) {
      const int left = rightToLeft ? room.right() + 1 - (x - room.x()) - size.width() : x;
      item->setGeometry(QRect(QPoint(left, y), size));
    }
    x += size.width() + spacing();
    lineHeight = qMax(lineHeight, size.height());
  }
  return y + lineHeight - rect.y() + contentsMargins().bottom();
}

}  // namespace zaohua
