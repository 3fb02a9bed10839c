// SPDX-License-Identifier: Apache-2.0
#include "ui/window/shortcut_sheet.h"

#include <QAction>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QVBoxLayout>

#include "ui/common/key_text.h"
#include "ui/common/theme.h"

namespace zaohua {

namespace {

constexpr std::size_t columnCount = 3;

// What single widgets do with keys, without an action.
struct WidgetKey {
  const char* text;
  const char* keys;  // arrows and names that are the same in both languages as they are
};

constexpr WidgetKey promptKeys[] = {
    {QT_TRANSLATE_NOOP("zaohua::ShortcutSheet", "Earlier and later prompts"), "Alt+↑, Alt+↓"},
    {QT_TRANSLATE_NOOP("zaohua::ShortcutSheet", "Move a part of the prompt"), "Alt+←, Alt+→"},
};
constexpr WidgetKey galleryKeys[] = {
    {QT_TRANSLATE_NOOP("zaohua::ShortcutSheet", "Open the picture"), "Enter"},
    {QT_TRANSLATE_NOOP("zaohua::ShortcutSheet", "Select all"), "Ctrl+A"},
    {QT_TRANSLATE_NOOP("zaohua::ShortcutSheet", "Larger and smaller thumbnails"),
     QT_TRANSLATE_NOOP("zaohua::ShortcutSheet", "Ctrl+Wheel")},
};
constexpr WidgetKey canvasKeys[] = {
    {QT_TRANSLATE_NOOP("zaohua::ShortcutSheet", "Previous and next picture"), "←, →"},
    {QT_TRANSLATE_NOOP("zaohua::ShortcutSheet", "Zoom in and out"), "+, −"},
    {QT_TRANSLATE_NOOP("zaohua::ShortcutSheet", "Zoom around the pointer"),
     QT_TRANSLATE_NOOP("zaohua::ShortcutSheet", "Wheel")},
    {QT_TRANSLATE_NOOP("zaohua::ShortcutSheet", "Move an enlarged picture"), "←, →, ↑, ↓"},
    {QT_TRANSLATE_NOOP("zaohua::ShortcutSheet", "Move it with the mouse"),
     QT_TRANSLATE_NOOP("zaohua::ShortcutSheet", "Space+Drag")},
    {QT_TRANSLATE_NOOP("zaohua::ShortcutSheet", "Move the divider of a comparison"), "←, →, Home, End"},
    {QT_TRANSLATE_NOOP("zaohua::ShortcutSheet", "Back to all pictures of the job"), "Backspace"},
};
constexpr WidgetKey queueKeys[] = {
    {QT_TRANSLATE_NOOP("zaohua::ShortcutSheet", "Earlier and later in the queue"), "Ctrl+←, Ctrl+→"},
    {QT_TRANSLATE_NOOP("zaohua::ShortcutSheet", "Pause or resume the job"),
     QT_TRANSLATE_NOOP("zaohua::ShortcutSheet", "Space")},
    {QT_TRANSLATE_NOOP("zaohua::ShortcutSheet", "Remove the job"), "Delete"},
};
constexpr WidgetKey listKeys[] = {
    {QT_TRANSLATE_NOOP("zaohua::ShortcutSheet", "Move a preset"), "Alt+↑, Alt+↓"},
    {QT_TRANSLATE_NOOP("zaohua::ShortcutSheet", "Delete a preset, or forget a prompt"), "Delete"},
    {QT_TRANSLATE_NOOP("zaohua::ShortcutSheet", "Undo the deletion of a preset"), "Ctrl+Z"},
    {QT_TRANSLATE_NOOP("zaohua::ShortcutSheet", "Remove a keyword or filter"), "Delete, Backspace"},
};

template <std::size_t count, typename Lines>
void append(Lines& lines, const WidgetKey (&keys)[count]) {
  for (const WidgetKey& key : keys)
    lines.append({ShortcutSheet::tr(key.text), ShortcutSheet::tr(key.keys)});
}

void addLine(QGridLayout& grid, int row, const QString& text, const QString& keys) {
  auto* name = new QLabel(text);
  auto* value = new QLabel(keys);
  value->setProperty("keys", true);
  setStyleRole(value, "muted");
  grid.addWidget(name, row, 0);
  grid.addWidget(value, row, 1, Qt::AlignRight);
}

void addHeading(QGridLayout& grid, int row, const QString& text) {
  auto* heading = new QLabel(text);
  setStyleRole(heading, "heading");
  heading->setContentsMargins(0, row == 0 ? 0 : 14, 0, 2);
  grid.addWidget(heading, row, 0, 1, 2);
}

}  // namespace

ShortcutSheet::ShortcutSheet(const Commands& commands, QWidget* window)
    : QDialog(window), m_commands(commands), m_window(window), m_scroll(new QScrollArea), m_close(new QPushButton) {
  setObjectName("shortcutSheet");
  m_scroll->setWidgetResizable(true);
  m_scroll->setFrameShape(QFrame::NoFrame);
  m_close->setObjectName("shortcutClose");
  m_close->setDefault(true);
  connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(4, 4, 4, 16);
  column->setSpacing(8);
  column->addWidget(m_scroll, 1);
  auto* buttons = new QHBoxLayout;
  buttons->setContentsMargins(0, 0, 12, 0);
  buttons->addStretch(1);
  buttons->addWidget(m_close);
  column->addLayout(buttons);
  build();
  m_close->setFocus();
}

ShortcutSheet::Group ShortcutSheet::groupOf(CommandGroup group) const {
  Group made{Commands::groupName(group), {}};
  for (const Command& command : m_commands.all())
    if (command.group == group && !command.action->shortcut().isEmpty())
      made.lines.append({command.action->text(), keyText(command.action->shortcut())});
  return made;
}

// Its actions wait for the keyboard to be in the gallery.
ShortcutSheet::Group ShortcutSheet::galleryGroup() const {
  Group made{tr("In the gallery"), {}};
  for (const QAction* action : m_window->findChildren<QAction*>()) {
    if (action->shortcutContext() == Qt::WidgetShortcut && !action->shortcut().isEmpty())
      made.lines.append({action->text(), keyText(action->shortcut())});
  }
  append(made.lines, galleryKeys);
  return made;
}

QList<ShortcutSheet::Group> ShortcutSheet::groups() const {
  Group prompt = groupOf(CommandGroup::edit);
  append(prompt.lines, promptKeys);
  Group canvas{tr("On the canvas"), {}};
  append(canvas.lines, canvasKeys);
  Group queue{tr("In the queue"), {}};
  append(queue.lines, queueKeys);
  Group lists{tr("In lists"), {}};
  append(lists.lines, listKeys);
  return {groupOf(CommandGroup::generate), prompt,         groupOf(CommandGroup::file),
          groupOf(CommandGroup::picture),  galleryGroup(), queue,
          groupOf(CommandGroup::view),     canvas,         lists,
          groupOf(CommandGroup::help)};
}

// Groups in their order, in columns of about the same height.
void ShortcutSheet::build() {
  setWindowTitle(tr("Keyboard shortcuts"));
  m_close->setText(tr("Close"));
  const QList<Group> all = groups();
  qsizetype lines = 0;
  for (const Group& group : all)
    lines += group.lines.size() + 2;
  auto* page = new QWidget;
  auto* columns = new QHBoxLayout(page);
  columns->setContentsMargins(16, 16, 16, 8);
  columns->setSpacing(36);
  QGridLayout* grid = nullptr;
  qsizetype placed = 0;
  int row = 0;
  for (const Group& group : all) {
    const qsizetype middle = placed + (group.lines.size() + 2) / 2;
    const auto wanted = static_cast<int>(middle * static_cast<qsizetype>(columnCount) / lines);
    if (grid == nullptr || wanted >= columns->count()) {
      grid = new QGridLayout;
      grid->setHorizontalSpacing(20);
      grid->setVerticalSpacing(5);
      columns->addLayout(grid, 1);
      columns->setAlignment(grid, Qt::AlignTop);
      row = 0;
    }
    addHeading(*grid, row++, group.title);
    for (const Line& line : group.lines)
      addLine(*grid, row++, line.text, line.keys);
    placed += group.lines.size() + 2;
  }
  m_scroll->setWidget(page);
  const QSize room = screen()->availableSize() * 0.9;
  resize(QSize(page->sizeHint().width() + 24, page->sizeHint().height() + 72).boundedTo(room));
}

void ShortcutSheet::changeEvent(QEvent* event) {
  QDialog::changeEvent(event);
  // The actions learn their new names in the same turn.
  if (event->type() == QEvent::LanguageChange)
    QMetaObject::invokeMethod(this, &ShortcutSheet::build, Qt::QueuedConnection);
}

}  // namespace zaohua
