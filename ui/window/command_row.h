// SPDX-License-Identifier: Apache-2.0
// Draws one command in a list: icon, name, and on the right its group and keys. GUI thread.
#pragma once

#include <QStyledItemDelegate>

namespace zaohua {

class CommandRow : public QStyledItemDelegate {
 public:
  enum Role { IdRole = Qt::UserRole + 1, KeysRole, GroupRole };

  using QStyledItemDelegate::QStyledItemDelegate;
  QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

}  // namespace zaohua
