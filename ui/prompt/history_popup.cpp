// SPDX-License-Identifier: Apache-2.0
#include "ui/prompt/history_popup.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QScreen>
#include <QVBoxLayout>

#include "ui/common/icons.h"
#include "ui/common/theme.h"

namespace zaohua {

namespace {

constexpr int popupWidth = 360;
constexpr int rowsShown = 12;

}  // namespace

HistoryPopup::HistoryPopup(PromptHistory& history, QWidget* parent)
    : QFrame(parent, Qt::Popup),
      m_history(history),
      m_search(new QLineEdit),
      m_list(new QListWidget),
      m_hint(new QLabel) {
  setObjectName("historyPopup");
  setStyleRole(this, "card");
  m_search->setObjectName("historySearch");
  m_search->setClearButtonEnabled(true);
  m_search->addAction(themeIcon("search"), QLineEdit::LeadingPosition);
  m_search->installEventFilter(this);
  m_list->setObjectName("historyList");
  m_list->setStyleSheet("QListView { background: transparent; border: none; }");
  m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  m_list->setTextElideMode(Qt::ElideRight);
  m_list->setUniformItemSizes(true);
  m_list->installEventFilter(this);
  setStyleRole(m_hint, "caption");
  m_hint->setWordWrap(true);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(8, 8, 8, 8);
  column->setSpacing(6);
  column->addWidget(m_search);
  column->addWidget(m_list, 1);
  column->addWidget(m_hint);
  connect(m_search, &QLineEdit::textChanged, this, &HistoryPopup::fill);
  connect(m_list, &QListWidget::itemClicked, this, &HistoryPopup::take);
  retranslate();
}

void HistoryPopup::openBelow(const QWidget& anchor) {
  m_search->clear();
  fill();
  QRect place(anchor.mapToGlobal(QPoint(0, anchor.height() + 4)), QSize(popupWidth, heightNeeded()));
  resize(place.size());
  const QRect screen = anchor.screen()->availableGeometry();
  if (place.bottom() > screen.bottom())
    place.moveBottom(anchor.mapToGlobal(QPoint(0, -4)).y());
  place.moveLeft(qBound(screen.left(), place.left(), qMax(screen.left(), screen.right() - place.width())));
  move(place.topLeft());
  show();
  m_search->setFocus(Qt::PopupFocusReason);
}

int HistoryPopup::heightNeeded() const {
  const int rows = qBound(3, m_list->count(), rowsShown);
  const int row = qMax(m_list->sizeHintForRow(0), m_list->fontMetrics().height() + 8);
  return m_search->sizeHint().height() + rows * row + m_hint->heightForWidth(popupWidth - 16) + 36;
}

void HistoryPopup::changeEvent(QEvent* event) {
  QFrame::changeEvent(event);
  if (event->type() == QEvent::LanguageChange)
    retranslate();
}

void HistoryPopup::retranslate() {
  m_search->setPlaceholderText(tr("Search earlier prompts"));
  m_search->setAccessibleName(m_search->placeholderText());
  m_list->setAccessibleName(tr("Earlier prompts"));
  fill();
}

void HistoryPopup::fill() {
  m_entries = m_history.find(m_search->text().trimmed());
  m_list->clear();
  for (const PromptHistory::Entry& entry : m_entries) {
    auto* item = new QListWidgetItem(entry.prompt.simplified(), m_list);
    item->setToolTip(entry.prompt);
  }
  m_list->setCurrentRow(0);
  if (!m_entries.isEmpty())
    m_hint->setText(tr("Enter uses a prompt, Delete removes it"));
  else if (m_search->text().trimmed().isEmpty())
    m_hint->setText(tr("Prompts that you generate are kept here"));
  else
    m_hint->setText(tr("No earlier prompt has these words"));
}

void HistoryPopup::take() {
  const int row = m_list->currentRow();
  if (row < 0 || row >= m_entries.size())
    return;
  const PromptHistory::Entry entry = m_entries[row];
  close();
  Q_EMIT taken(entry);
}

void HistoryPopup::forget() {
  const int row = m_list->currentRow();
  if (row < 0 || row >= m_entries.size())
    return;
  if (const Result<void> removed = m_history.remove(m_entries[row].prompt); !removed) {
    close();
    Q_EMIT failed(removed.error());
    return;
  }
  fill();
  m_list->setCurrentRow(qMin(row, m_list->count() - 1));
}

bool HistoryPopup::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() != QEvent::KeyPress)
    return QFrame::eventFilter(watched, event);
  auto* key = static_cast<QKeyEvent*>(event);
  switch (key->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
      take();
      return true;
    case Qt::Key_Escape:
      close();
      return true;
    case Qt::Key_Delete:
      // In the search field it belongs to the text in it.
      if (watched == m_search && !m_search->text().isEmpty())
        return false;
      forget();
      return true;
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
      if (watched == m_search) {
        QCoreApplication::sendEvent(m_list, event);
        return true;
      }
      return false;
    default:
      return QFrame::eventFilter(watched, event);
  }
}

}  // namespace zaohua
