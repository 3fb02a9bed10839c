// SPDX-License-Identifier: Apache-2.0
// Paints a job as a card: a square of what it makes, the first line of its prompt, and why it waits. GUI thread.
#pragma once

#include <QStyledItemDelegate>

namespace zaohua {

class QueueDelegate : public QStyledItemDelegate {
  Q_OBJECT

 public:
  using QStyledItemDelegate::QStyledItemDelegate;

  static int cardHeight(const QFontMetrics& metrics);
  // Where the Retry of a failed job is, in its card.
  QRect retryRect(const QRect& card, const QFont& font) const;

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

 private:
  void paintSquare(QPainter* painter, const QRect& square, const QStyleOptionViewItem& option,
                   const QModelIndex& index) const;
  void paintTexts(QPainter* painter, const QRect& room, const QStyleOptionViewItem& option,
                  const QModelIndex& index) const;
};

}  // namespace zaohua
