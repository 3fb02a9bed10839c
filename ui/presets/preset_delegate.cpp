// SPDX-License-Identifier: Apache-2.0
#include "ui/presets/preset_delegate.h"

#include <QApplication>
#include <QPainter>

#include "ui/common/theme.h"

namespace zaohua {

namespace {

constexpr int padding = 8;
constexpr int rowHeight = 30;

}  // namespace

void PresetDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  QStyleOptionViewItem item = option;
  initStyleOption(&item, index);
  const QString name = std::exchange(item.text, QString());
  const QStyle* style = item.widget == nullptr ? QApplication::style() : item.widget->style();
  style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);

  const ThemeColors& colors = themeColors(item.palette);
  const bool selected = item.state.testFlag(QStyle::State_Selected);
  const QRect room = item.rect.adjusted(padding, 0, -padding, 0);
  QFont small = item.font;
  small.setPointSizeF(qMax(7.0, item.font.pointSizeF() - 1.5));
  const QString summary = index.data(SummaryRole).toString();
  const int nameWidth = qMin(item.fontMetrics.horizontalAdvance(name) + 1, room.width());
  painter->save();
  painter->setPen(selected ? colors.accentText : colors.text);
  painter->drawText(room, Qt::AlignVCenter | Qt::AlignLeft,
                    item.fontMetrics.elidedText(name, Qt::ElideRight, nameWidth));
  const QRect rest = room.adjusted(nameWidth + 2 * padding, 0, 0, 0);
  painter->setFont(small);
  painter->setPen(selected ? colors.accentText : colors.muted);
  painter->drawText(rest, Qt::AlignVCenter | Qt::AlignRight,
                    QFontMetrics(small).elidedText(summary, Qt::ElideRight, rest.width()));
  painter->restore();
}

QSize PresetDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
  return {120, qMax(rowHeight, QStyledItemDelegate::sizeHint(option, index).height())};
}

}  // namespace zaohua
