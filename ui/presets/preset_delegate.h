// SPDX-License-Identifier: Apache-2.0
// A preset in a list: its name, and what it holds in small words at the right. GUI thread.
#pragma once

#include <QStyledItemDelegate>

namespace zaohua {

class PresetDelegate : public QStyledItemDelegate {
  Q_OBJECT

 public:
  static constexpr int SummaryRole = Qt::UserRole + 1;

  using QStyledItemDelegate::QStyledItemDelegate;

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

}  // namespace zaohua
