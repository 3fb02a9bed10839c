// SPDX-License-Identifier: Apache-2.0
#include "ui/window/command_row.h"

#include <QIcon>
#include <QPainter>

#include "ui/common/theme.h"

namespace zaohua {

QSize CommandRow::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
  return {200, option.fontMetrics.height() + 14};
}

void CommandRow::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  constexpr int iconSize = 16;
  constexpr int margin = 10;
  const ThemeColors& colors = themeColors(option.palette);
  const bool selected = (option.state & QStyle::State_Selected) != 0;
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  if (selected) {
    painter->setPen(Qt::NoPen);
    painter->setBrush(colors.accentTextGround);
    painter->drawRoundedRect(option.rect, 4, 4);
  }
  QRect room = option.rect.adjusted(margin, 0, -margin, 0);
  const QRect icon(room.left(), room.center().y() - iconSize / 2 + 1, iconSize, iconSize);
  index.data(Qt::DecorationRole).value<QIcon>().paint(painter, icon);
  room.setLeft(icon.right() + margin);

  const QString keys = index.data(KeysRole).toString();
  const QString group = index.data(GroupRole).toString();
  painter->setPen(selected ? colors.accentText : colors.muted);
  // One column for all rows.
  const int keysWidth = option.fontMetrics.horizontalAdvance("Ctrl+Shift+Return") + 2 * margin;
  painter->drawText(room, Qt::AlignVCenter | Qt::AlignRight, keys);
  room.setRight(room.right() - keysWidth);
  painter->drawText(room, Qt::AlignVCenter | Qt::AlignRight, group);
  room.setRight(room.right() - option.fontMetrics.horizontalAdvance(group) - margin);

  painter->setPen(selected ? colors.accentText : colors.text);
  const QString name = index.data(Qt::DisplayRole).toString();
  painter->drawText(room, Qt::AlignVCenter | Qt::AlignLeft,
                    option.fontMetrics.elidedText(name, Qt::ElideRight, room.width()));
  painter->restore();
}

}  // namespace zaohua
