// SPDX-License-Identifier: Apache-2.0
#include "ui/window/command_palette.h"

#include <QAction>
#include <QFutureWatcher>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QTimer>
#include <QVBoxLayout>
#include <QtConcurrent>
#include <algorithm>

#include "library/pinyin.h"
#include "ui/common/key_text.h"
#include "ui/common/theme.h"
#include "ui/window/command_row.h"
#include "ui/window/commands.h"

namespace zaohua {

namespace {

constexpr int paletteWidth = 520;
constexpr int rowsShown = 10;

using Pinyin = QHash<QString, QString>;  // of each text

Pinyin pinyinOfAll(const QStringList& texts) {
  Pinyin pinyin;
  for (const QString& text : texts)
    pinyin.insert(text, pinyinOf(text));
  return pinyin;
}

}  // namespace

CommandPalette::CommandPalette(Commands& commands, QWidget* window)
    : QFrame(window, Qt::Popup),
      m_commands(commands),
      m_search(new QLineEdit),
      m_list(new QListWidget),
      m_nothing(new QLabel) {
  setObjectName("commandPalette");
  setStyleRole(this, "card");
  m_search->setObjectName("commandSearch");
  m_list->setObjectName("commandList");
  m_list->setFocusPolicy(Qt::NoFocus);
  m_list->setFrameShape(QFrame::NoFrame);
  m_list->setItemDelegate(new CommandRow(m_list));
  m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  m_nothing->setObjectName("commandNothing");
  m_nothing->setWordWrap(true);
  m_nothing->setAlignment(Qt::AlignCenter);
  m_nothing->setContentsMargins(measure::panelMargin, measure::panelMargin, measure::panelMargin, measure::panelMargin);
  setStyleRole(m_nothing, "muted");
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(8, 8, 8, 8);
  column->setSpacing(6);
  column->addWidget(m_search);
  column->addWidget(m_list);
  column->addWidget(m_nothing);
  m_search->installEventFilter(this);
  connect(m_search, &QLineEdit::textChanged, this, &CommandPalette::fill);
  connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::runCurrent);
  retranslate();
}

void CommandPalette::open() {
  if (m_keys.isEmpty())
    makeKeys({});
  learnPinyin();
  m_search->clear();
  fill();
  const QWidget* window = parentWidget();
  const int width = qMin(paletteWidth, window->width() - 2 * measure::panelMargin);
  resize(width, sizeHint().height());
  move(window->mapToGlobal(QPoint((window->width() - width) / 2, 44)));
  show();
  m_search->setFocus();
}

void CommandPalette::makeKeys(const Pinyin& pinyin) {
  m_keys.clear();
  for (const Command& command : m_commands.all()) {
    const QString name = command.action->text();
    const QString group = Commands::groupName(command.group);
    const QString english = Commands::englishName(command.id);
    const QString sound = pinyin.value(name);
    m_keys.insert(command.id,
                  {KeywordSearchKey(name, english, sound),
                   KeywordSearchKey(group + ' ' + name, english, (pinyin.value(group) + ' ' + sound).trimmed())});
  }
}

// Asked for the first time it takes a while, in which the palette is open already and finds by letters.
void CommandPalette::learnPinyin() {
  if (m_knowsPinyin || QLocale().language() != QLocale::Chinese)
    return;
  m_knowsPinyin = true;
  QStringList texts;
  for (const Command& command : m_commands.all())
    texts << command.action->text() << Commands::groupName(command.group);
  auto* watcher = new QFutureWatcher<Pinyin>(this);
  connect(watcher, &QFutureWatcher<Pinyin>::finished, this, [this, watcher] {
    watcher->deleteLater();
    if (!m_knowsPinyin)
      return;  // the language has changed meanwhile
    makeKeys(watcher->result());
    if (isVisible() && !m_search->text().isEmpty())
      fill();
  });
  watcher->setFuture(QtConcurrent::run(pinyinOfAll, texts));
}

int CommandPalette::rankOf(const Command& command, const QString& query) const {
  constexpr int behindAllNames = 100;
  const Keys& keys = *m_keys.constFind(command.id);
  const int rank = keys.name.rank(query);
  if (rank >= 0)
    return rank;
  const int rankOfBoth = keys.both.rank(query);
  return rankOfBoth >= 0 ? behindAllNames + rankOfBoth : rankOfBoth;
}

// Best first; as they stand in the menus where nothing is typed, and among equals.
std::vector<const Command*> CommandPalette::found() const {
  const QString query = foldedForSearch(m_search->text()).simplified();
  std::vector<std::pair<int, const Command*>> ranked;
  for (const Command& command : m_commands.all()) {
    if (!command.action->isEnabled() || command.id == "commandPalette")
      continue;
    const int rank = query.isEmpty() ? 0 : rankOf(command, query);
    if (rank >= 0)
      ranked.emplace_back(rank, &command);
  }
  std::ranges::stable_sort(ranked, {}, [](const auto& entry) { return entry.first; });
  std::vector<const Command*> commands;
  for (const auto& [rank, command] : ranked)
    commands.push_back(command);
  return commands;
}

void CommandPalette::fill() {
  m_list->clear();
  for (const Command* command : found()) {
    auto* item = new QListWidgetItem(command->action->icon(), command->action->text(), m_list);
    item->setData(CommandRow::KeysRole, keyText(command->action->shortcut()));
    item->setData(CommandRow::GroupRole, Commands::groupName(command->group));
    item->setData(CommandRow::IdRole, command->id);
  }
  m_list->setCurrentRow(0);
  m_list->setVisible(m_list->count() > 0);
  m_nothing->setVisible(m_list->count() == 0);
  fitToRows();
}

void CommandPalette::fitToRows() {
  const int row = m_list->count() > 0 ? m_list->sizeHintForRow(0) : 0;
  m_list->setFixedHeight(qBound(1, m_list->count(), rowsShown) * row + 2);
  if (!isVisible())
    return;
  layout()->activate();  // else the least height is still that of the rows before
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
  m_nothing->setText(tr("No command matches. Try fewer letters or another word."));
  // The commands learn their new names at the same time, so theirs are asked for when they are needed.
  hide();
  m_keys.clear();
  m_knowsPinyin = false;
}

}  // namespace zaohua
