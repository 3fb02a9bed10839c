// SPDX-License-Identifier: Apache-2.0
// The row of cards: only the visible ones are painted, and one set of buttons visits the card under the mouse or with
// the focus. A drag moves a card among the others; it never leaves the window. GUI thread.
#pragma once

#include <QListView>
#include <QTimer>

namespace zaohua {

class QueueActions;
class QueueCards;
class QueueDelegate;

class QueueList : public QListView {
  Q_OBJECT

 public:
  static constexpr int scrollBarRoom = 10;  // below the cards, whether there is something to scroll or not

  QueueList(QueueCards& cards, QueueActions& actions, QWidget* parent = nullptr);

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return {120, sizeHint().height()}; }
  void retranslate();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  bool event(QEvent* event) override;
  bool viewportEvent(QEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
  void scrollContentsBy(int dx, int dy) override;

 private:
  void makeButtons();
  void paintNothing();
  void placeButtons();
  void follow(const QPoint& position);
  int gapAt(int x) const;
  void endDrag(bool drop);

  QueueCards& m_cards;
  QueueActions& m_actions;
  QueueDelegate* m_delegate;
  QWidget* m_buttons;
  QPersistentModelIndex m_hovered;
  QPersistentModelIndex m_pressed;
  QPoint m_pressedAt;
  int m_gap = -1;  // where a dragged card would go; -1: nothing is dragged
  QTimer m_scroll;
};

}  // namespace zaohua
