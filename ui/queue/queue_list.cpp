// SPDX-License-Identifier: Apache-2.0
#include "ui/queue/queue_list.h"

#include <QApplication>
#include <QBoxLayout>
#include <QContextMenuEvent>
#include <QFontInfo>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolButton>
#include <QWheelEvent>

#include "library/job_queue.h"
#include "ui/common/theme.h"
#include "ui/queue/queue_actions.h"
#include "ui/queue/queue_cards.h"
#include "ui/queue/queue_delegate.h"

namespace zaohua {

namespace {

constexpr int scrollZone = 24;  // from the edge, where a drag scrolls
constexpr int scrollStep = 12;

// On the second line of a card, in front of its words.
class CardButtons : public QWidget {
 public:
  using QWidget::QWidget;

 protected:
  void paintEvent(QPaintEvent*) override {
    const ThemeColors& colors = themeColors(palette());
    QPainter painter(this);
    QLinearGradient fade(0, 0, 14, 0);
    QColor clear = colors.raised;
    clear.setAlpha(0);
    fade.setColorAt(0, clear);
    fade.setColorAt(1, colors.raised);
    painter.fillRect(rect(), fade);
  }
};

}  // namespace

QueueList::QueueList(QueueCards& cards, QueueActions& actions, QWidget* parent)
    : QListView(parent), m_cards(cards), m_actions(actions), m_delegate(new QueueDelegate(this)) {
  setObjectName("queueList");
  setFlow(QListView::LeftToRight);
  setWrapping(false);
  setMovement(QListView::Static);
  setUniformItemSizes(false);
  setResizeMode(QListView::Adjust);
  setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
  setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setSelectionMode(QAbstractItemView::SingleSelection);
  setEditTriggers(QAbstractItemView::NoEditTriggers);
  setFrameShape(QFrame::NoFrame);
  setStyleSheet(
      "QListView { background: transparent; border: none; border-radius: 0; }"
      "QListView::item { padding: 0; }");
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  viewport()->setAutoFillBackground(false);
  setMouseTracking(true);
  setItemDelegate(m_delegate);
  makeButtons();
  setModel(&cards);
  // A card is as high as the view is: it keeps its height where there is nothing to scroll.
  setViewportMargins(0, 0, 0, scrollBarRoom);
  connect(horizontalScrollBar(), &QScrollBar::rangeChanged, this,
          [this](int least, int most) { setViewportMargins(0, 0, 0, most > least ? 0 : scrollBarRoom); });
  connect(&cards, &QAbstractItemModel::dataChanged, this, [this](const auto&, const auto&, const QList<int>& roles) {
    if (roles != QList<int>{QueueCards::PreviewRole} && roles != QList<int>{QueueCards::ProgressTextRole})
      scheduleDelayedItemsLayout();
    m_actions.refresh();
    placeButtons();
  });
  connect(&cards, &QAbstractItemModel::rowsRemoved, this, &QueueList::placeButtons, Qt::QueuedConnection);
  m_scroll.setInterval(16);
  connect(&m_scroll, &QTimer::timeout, this, [this] {
    const int x = viewport()->mapFromGlobal(QCursor::pos()).x();
    const int by = x < scrollZone ? -scrollStep : x > viewport()->width() - scrollZone ? scrollStep : 0;
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() + by);
  });
  retranslate();
}

void QueueList::makeButtons() {
  m_buttons = new CardButtons(viewport());
  m_buttons->setObjectName("queueCardButtons");
  auto* row = new QHBoxLayout(m_buttons);
  row->setContentsMargins(14, 0, 0, 0);
  row->setSpacing(0);
  for (QAction* action : {m_actions.earlier(), m_actions.later(), m_actions.settings(), m_actions.pause(),
                          m_actions.remove(), m_actions.retry()}) {
    auto* button = new QToolButton;
    button->setDefaultAction(action);
    button->setObjectName(action->objectName() + "Button");
    button->setFocusPolicy(Qt::TabFocus);
    button->setIconSize({14, 14});
    button->setStyleSheet("QToolButton { padding: 1px; } QToolButton:focus { padding: 0; }");
    const auto follow = [button, action] {
      button->setVisible(action->isVisible());
      button->setAccessibleName(action->text());
    };
    connect(action, &QAction::changed, button, follow);
    follow();
    row->addWidget(button);
    if (action == m_actions.retry())
      button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  }
  m_buttons->hide();
}

QSize QueueList::sizeHint() const {
  return {400, QueueDelegate::cardHeight(fontMetrics()) + scrollBarRoom};
}

void QueueList::retranslate() {
  setAccessibleName(tr("Queue"));
  setAccessibleDescription(tr("Jobs in the order in which they are done"));
}

void QueueList::placeButtons() {
  const bool byKeyboard = hasFocus() || m_buttons->isAncestorOf(QApplication::focusWidget());
  QModelIndex card = m_hovered;
  if (!card.isValid() && byKeyboard)
    card = currentIndex();
  if (!card.isValid() || m_gap >= 0) {
    m_buttons->hide();
    return;
  }
  if (m_actions.target() != m_cards.idAt(card))
    m_actions.setTarget(m_cards.idAt(card));
  const QRect place = visualRect(card);
  m_buttons->adjustSize();
  const int right = place.right() - 8 - 4;
  m_buttons->move(right - m_buttons->width(), place.bottom() - m_buttons->height() - 4);
  m_buttons->show();
}

void QueueList::follow(const QPoint& position) {
  const QModelIndex under = indexAt(position);
  if (m_hovered == under)
    return;
  m_hovered = under;
  placeButtons();
}

void QueueList::mousePressEvent(QMouseEvent* event) {
  const QModelIndex card = indexAt(event->pos());
  m_pressed = event->button() == Qt::LeftButton ? card : QModelIndex();
  m_pressedAt = event->pos();
  if (card.isValid())
    setCurrentIndex(card);
}

void QueueList::mouseMoveEvent(QMouseEvent* event) {
  if (!event->buttons().testFlag(Qt::LeftButton)) {
    follow(event->pos());
    QListView::mouseMoveEvent(event);
    return;
  }
  const bool far = (event->pos() - m_pressedAt).manhattanLength() >= QApplication::startDragDistance();
  if (m_gap < 0 && (!m_pressed.isValid() || !far))
    return;
  if (m_gap < 0) {
    m_actions.setTarget(m_cards.idAt(m_pressed));
    m_scroll.start();
  }
  m_gap = gapAt(event->pos().x());
  placeButtons();
  viewport()->update();
}

void QueueList::mouseReleaseEvent(QMouseEvent* event) {
  if (m_gap >= 0) {
    endDrag(true);
  } else if (m_pressed.isValid() && m_delegate->retryRect(visualRect(m_pressed), font()).contains(event->pos())) {
    m_actions.setTarget(m_cards.idAt(m_pressed));
    if (m_actions.retry()->isVisible())
      m_actions.retry()->trigger();
  }
  m_pressed = QPersistentModelIndex();
}

void QueueList::mouseDoubleClickEvent(QMouseEvent* event) {
  event->accept();
}

// The number of cards before the gap.
int QueueList::gapAt(int x) const {
  for (int row = 0; row < m_cards.rowCount(); ++row) {
    if (x < visualRect(m_cards.index(row, 0)).center().x())
      return row;
  }
  return m_cards.rowCount();
}

void QueueList::endDrag(bool drop) {
  const int from = m_actions.row();
  const int to = m_gap > from ? m_gap - 1 : m_gap;
  m_gap = -1;
  m_scroll.stop();
  m_pressed = QPersistentModelIndex();
  if (drop)
    m_actions.moveTo(to);
  placeButtons();
  viewport()->update();
}

void QueueList::paintEvent(QPaintEvent* event) {
  QListView::paintEvent(event);
  if (m_cards.rowCount() == 0)
    paintNothing();
  if (m_gap < 0)
    return;
  const bool last = m_gap >= m_cards.rowCount();
  const QRect card = visualRect(m_cards.index(last ? m_cards.rowCount() - 1 : m_gap, 0));
  const int x = last ? card.right() - 4 : qMax(card.left() - 5, 0);
  QPainter painter(viewport());
  painter.fillRect(QRect(x, card.top() + 2, 3, card.height() - 4), themeColors(palette()).accentLine);
}

void QueueList::paintNothing() {
  const QRect room(0, 0, viewport()->width(), QueueDelegate::cardHeight(fontMetrics()));
  QPainter painter(viewport());
  painter.setPen(themeColors(palette()).faint);
  painter.drawText(
      room, Qt::AlignVCenter | Qt::AlignLeft,
      fontMetrics().elidedText(tr("Each press of Generate adds a job here"), Qt::ElideRight, room.width()));
}

void QueueList::wheelEvent(QWheelEvent* event) {
  // A wheel that turns up and down moves along the only direction there is.
  const QPoint delta = event->angleDelta();
  const int by = delta.x() != 0 ? delta.x() : delta.y();
  horizontalScrollBar()->setValue(horizontalScrollBar()->value() - by / 2);
  follow(event->position().toPoint());
  event->accept();
}

void QueueList::keyPressEvent(QKeyEvent* event) {
  if (m_gap >= 0 && event->key() == Qt::Key_Escape)
    return endDrag(false);
  if (!currentIndex().isValid())
    return QListView::keyPressEvent(event);
  m_actions.setTarget(m_cards.idAt(currentIndex()));
  const bool control = event->modifiers().testFlag(Qt::ControlModifier);
  QAction* action = nullptr;
  if (control && event->key() == Qt::Key_Left)
    action = m_actions.earlier();
  else if (control && event->key() == Qt::Key_Right)
    action = m_actions.later();
  else if (event->key() == Qt::Key_Delete)
    action = m_actions.remove();
  else if (event->key() == Qt::Key_Space)
    action = m_actions.pause();
  if (action == nullptr)
    return QListView::keyPressEvent(event);
  if (action->isVisible())
    action->trigger();
  if (currentIndex().isValid())
    scrollTo(currentIndex());
  event->accept();
}

void QueueList::contextMenuEvent(QContextMenuEvent* event) {
  const bool byMouse = event->reason() == QContextMenuEvent::Mouse;
  const QModelIndex card = byMouse ? indexAt(event->pos()) : currentIndex();
  if (!card.isValid())
    return;
  setCurrentIndex(card);
  m_actions.setTarget(m_cards.idAt(card));
  auto* menu = new QMenu(this);
  menu->setObjectName("queueMenu");
  menu->setAttribute(Qt::WA_DeleteOnClose);
  m_actions.fill(*menu);
  menu->popup(byMouse ? event->globalPos() : viewport()->mapToGlobal(visualRect(card).bottomLeft()));
}

bool QueueList::event(QEvent* event) {
  // While a card is dragged, Esc puts it back before it means anything to the window.
  if (event->type() == QEvent::ShortcutOverride && m_gap >= 0 &&
      static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape)
    event->accept();
  return QListView::event(event);
}

bool QueueList::viewportEvent(QEvent* event) {
  if (event->type() == QEvent::Leave) {
    m_hovered = QPersistentModelIndex();
    placeButtons();
  }
  return QListView::viewportEvent(event);
}

void QueueList::focusInEvent(QFocusEvent* event) {
  if (!currentIndex().isValid() && m_cards.rowCount() > 0)
    setCurrentIndex(m_cards.index(0, 0));
  QListView::focusInEvent(event);
  placeButtons();
}

void QueueList::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
  QListView::currentChanged(current, previous);
  placeButtons();
}

void QueueList::resizeEvent(QResizeEvent* event) {
  QListView::resizeEvent(event);
  placeButtons();
}

void QueueList::scrollContentsBy(int dx, int dy) {
  QListView::scrollContentsBy(dx, dy);
  placeButtons();
}

}  // namespace zaohua
