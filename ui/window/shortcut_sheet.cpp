// SPDX-License-Identifier: Apache-2.0
#include "ui/window/shortcut_sheet.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollArea>
#include <QVBoxLayout>

#include "ui/common/theme.h"
#include "ui/window/commands.h"

namespace zaohua {

namespace {

struct Extra {
  const char* text;
  const char* keys;
};

// What single widgets do with keys, without an action of the window.
constexpr Extra extras[] = {
    {QT_TRANSLATE_NOOP("zaohua::ShortcutSheet", "Earlier and later prompts"), "Alt+↑, Alt+↓"},
    {QT_TRANSLATE_NOOP("zaohua::ShortcutSheet", "Move a part of the prompt"), "Alt+←, Alt+→"},
    {QT_TRANSLATE_NOOP("zaohua::ShortcutSheet", "Favourite, in the gallery"), "F"},
    {QT_TRANSLATE_NOOP("zaohua::ShortcutSheet", "Rename, in the gallery"), "F2"},
    {QT_TRANSLATE_NOOP("zaohua::ShortcutSheet", "Move to trash, in the gallery"), "Del"},
};

// As the keys are labelled, not as Qt calls them.
QString spelled(QString keys) {
  return keys.replace("Return", "Enter").replace(QRegularExpression("\\bDel\\b"), "Delete");
}

void addRow(QGridLayout& grid, int row, const QString& text, const QString& keys) {
  auto* name = new QLabel(text);
  auto* value = new QLabel(keys);
  setStyleRole(value, "muted");
  grid.addWidget(name, row, 0);
  grid.addWidget(value, row, 1, Qt::AlignRight);
}

void addHeading(QGridLayout& grid, int row, const QString& text) {
  auto* heading = new QLabel(text);
  setStyleRole(heading, "heading");
  heading->setContentsMargins(0, row == 0 ? 0 : 12, 0, 2);
  grid.addWidget(heading, row, 0, 1, 2);
}

}  // namespace

ShortcutSheet::ShortcutSheet(const Commands& commands, QWidget* parent) : QDialog(parent) {
  setObjectName("shortcutSheet");
  setWindowTitle(tr("Keyboard shortcuts"));
  auto* page = new QWidget;
  auto* columns = new QHBoxLayout(page);
  columns->setContentsMargins(16, 16, 16, 16);
  columns->setSpacing(40);
  // Two columns of about the same height.
  const std::vector<std::vector<CommandGroup>> sides = {
      {CommandGroup::generate, CommandGroup::picture, CommandGroup::edit},
      {CommandGroup::view, CommandGroup::file, CommandGroup::help}};
  for (const std::vector<CommandGroup>& side : sides) {
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(24);
    grid->setVerticalSpacing(5);
    int row = 0;
    for (const CommandGroup group : side) {
      addHeading(*grid, row++, Commands::groupName(group));
      for (const Command& command : commands.all())
        if (command.group == group && !command.action->shortcut().isEmpty())
          addRow(*grid, row++, command.action->text(),
                 spelled(command.action->shortcut().toString(QKeySequence::NativeText)));
      if (group == CommandGroup::edit)
        for (const Extra& extra : extras)
          addRow(*grid, row++, tr(extra.text), spelled(extra.keys));
    }
    grid->setRowStretch(row, 1);
    columns->addLayout(grid);
  }
  auto* scroll = new QScrollArea;
  scroll->setWidget(page);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
  buttons->button(QDialogButtonBox::Close)->setText(tr("Close"));
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  auto* column = new QVBoxLayout(this);
  column->addWidget(scroll);
  column->addWidget(buttons);
  resize(page->sizeHint().width() + 60, qMin(page->sizeHint().height() + 90, 760));
}

}  // namespace zaohua
