// SPDX-License-Identifier: Apache-2.0
#include "ui/window/command_palette.h"

#include <QAction>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QTimer>
#include <QVBoxLayout>

#include "ui/common/theme.h"
#include "ui/window/command_row.h"
#include "ui/window/commands.h"

namespace zaohua {

namespace {

constexpr int paletteWidth = 520;
constexpr int rowsShown = 10;

bool matches(const QString& name, const QString& typed) {
  const QStringList words = typed.split(' ', Qt::SkipEmptyParts);
  return std::ranges::all_of(words, [&name](const QString& word) { return name.contains(word, Qt::CaseInsensitive); });
}

}  // namespace

CommandPalette::CommandPalette(Commands& commands, QWidget* window)
    : QFrame(window, Qt::Popup), m_commands(commands), m_search(new QLineEdit), m_list(new QListWidget) {
  setObjectName("commandPalette");
  setStyleRole(this, "card");
  m_search->setObjectName("commandSearch");
  m_list->setObjectName("commandList");
  m_list->setFocusPolicy(Qt::NoFocus);
  m_list->setFrameShape(QFrame::NoFrame);
  m_list->setItemDelegate(new CommandRow(m_list));
  m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(8, 8, 8, 8);
  column->setSpacing(6);
  column->addWidget(m_search);
  column->addWidget(m_list);
  m_search->installEventFilter(this);
  connect(m_search, &QLineEdit::textChanged, this, &CommandPalette::fill);
  connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::runCurrent);
  retranslate();
}

void CommandPalette::open() {
  m_search->clear();
  fill();
  const QWidget* window = parentWidget();
  const int width = qMin(paletteWidth, window->width() - 2 * measure::panelMargin);
  resize(width, sizeHint().height());
  move(window->mapToGlobal(QPoint((window->width() - width) / 2, 44)));
  show();
  m_search->setFocus();
}

void CommandPalette::fill() {
  m_list->clear();
  const QString typed = m_search->text();
  for (const Command& command : m_commands.all()) {
    const QString name = command.action->text();
    const QString group = Commands::groupName(command.group);
    if (!command.action->isEnabled() || command.id == "commandPalette" || !matches(group + " " + name, typed))
      continue;
    auto* item = new QListWidgetItem(command.action->icon(), name, m_list);
    item->setData(CommandRow::KeysRole, command.action->shortcut().toString(QKeySequence::NativeText));
    item->setData(CommandRow::GroupRole, group);
    item->setData(CommandRow::IdRole, command.id);
  }
  m_list->setCurrentRow(0);
  const int row = m_list->count() > 0 ? m_list->sizeHintForRow(0) : 0;
  m_list->setFixedHeight(qBound(1, m_list->count(), rowsShown) * row + 2);
  if (isVisible())
    resize(width(), sizeHint().height());
}

void CommandPalette::runCurrent() {
  const QListWidgetItem* item = m_list->currentItem();
  if (item == nullptr)
    return;
  QAction* action = m_commands[item->data(CommandRow::IdRole).toString().toLatin1().constData()];
  hide();
  // After the popup has given the focus back: an action may want to move it.
  QTimer::singleShot(0, action, &QAction::trigger);
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() != QEvent::KeyPress)
    return QFrame::eventFilter(watched, event);
  const int key = static_cast<QKeyEvent*>(event)->key();
  const int rows = m_list->count();
  switch (key) {
    case Qt::Key_Down:
    case Qt::Key_Up:
      if (rows > 0)
        m_list->setCurrentRow((m_list->currentRow() + (key == Qt::Key_Down ? 1 : rows - 1)) % rows);
      return true;
    case Qt::Key_PageDown:
      m_list->setCurrentRow(qMin(rows - 1, m_list->currentRow() + rowsShown));
      return true;
    case Qt::Key_PageUp:
      m_list->setCurrentRow(qMax(0, m_list->currentRow() - rowsShown));
      return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
      runCurrent();
      return true;
    default:
      return QFrame::eventFilter(watched, event);
  }
}

void CommandPalette::changeEvent(QEvent* event) {
  if (event->type() == QEvent::LanguageChange)
    retranslate();
  QFrame::changeEvent(event);
}

void CommandPalette::retranslate() {
  m_search->setPlaceholderText(tr("Search commands…"));
  m_search->setAccessibleName(tr("Search commands"));
  m_list->setAccessibleName(tr("Commands"));
}

}  // namespace zaohua
