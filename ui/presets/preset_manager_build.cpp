// SPDX-License-Identifier: Apache-2.0
// The parts of the preset manager: how they lie and what they say.
#include <QHBoxLayout>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/common/message_bar.h"
#include "ui/common/theme.h"
#include "ui/presets/preset_delegate.h"
#include "ui/presets/preset_manager.h"

namespace zaohua {

QPushButton* PresetManager::addButton(const char* name, void (PresetManager::*action)()) {
  auto* button = new QPushButton;
  button->setObjectName(name);
  button->setAutoDefault(false);
  connect(button, &QPushButton::clicked, this, action);
  return button;
}

void PresetManager::build() {
  m_list = new QListWidget;
  m_list->setObjectName("presetList");
  m_list->setItemDelegate(new PresetDelegate(m_list));
  m_list->setDragDropMode(QAbstractItemView::InternalMove);
  m_list->setDefaultDropAction(Qt::MoveAction);
  m_list->setSelectionMode(QAbstractItemView::SingleSelection);
  // A double click applies the preset.
  m_list->setEditTriggers(QAbstractItemView::EditKeyPressed);
  m_list->setMinimumSize(300, 320);
  m_list->installEventFilter(this);
  m_bar = new MessageBar;
  m_rename = addButton("presetListRename", &PresetManager::rename);
  m_duplicate = addButton("presetListDuplicate", &PresetManager::duplicate);
  m_remove = addButton("presetListRemove", &PresetManager::remove);
  m_up = addButton("presetListUp", &PresetManager::moveUp);
  m_down = addButton("presetListDown", &PresetManager::moveDown);
  m_import = addButton("presetListImport", &PresetManager::importFile);
  m_export = addButton("presetListExport", &PresetManager::exportFile);
  m_close = new QPushButton;
  m_close->setObjectName("presetListClose");
  m_close->setAutoDefault(false);
  connect(m_close, &QPushButton::clicked, this, &QDialog::close);

  auto* buttons = new QVBoxLayout;
  buttons->setSpacing(measure::chipSpacing);
  for (QPushButton* button : {m_rename, m_duplicate, m_remove})
    buttons->addWidget(button);
  buttons->addSpacing(measure::panelMargin);
  for (QPushButton* button : {m_up, m_down})
    buttons->addWidget(button);
  buttons->addSpacing(measure::panelMargin);
  for (QPushButton* button : {m_import, m_export})
    buttons->addWidget(button);
  buttons->addStretch();
  buttons->addWidget(m_close);
  auto* row = new QHBoxLayout;
  row->setSpacing(measure::panelMargin);
  row->addWidget(m_list, 1);
  row->addLayout(buttons);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(16, 16, 16, 16);
  column->setSpacing(measure::fieldSpacing);
  column->addLayout(row, 1);
  column->addWidget(m_bar);
  resize(520, 440);
}

void PresetManager::enableButtons() {
  const Preset* preset = m_store.preset(currentId());
  const bool own = preset != nullptr && !preset->shipped;
  m_rename->setEnabled(own);
  m_remove->setEnabled(own);
  m_duplicate->setEnabled(preset != nullptr);
  m_export->setEnabled(preset != nullptr);
  m_up->setEnabled(m_list->currentRow() > 0);
  m_down->setEnabled(m_list->currentRow() >= 0 && m_list->currentRow() + 1 < m_list->count());
}

void PresetManager::retranslate() {
  setWindowTitle(tr("Presets"));
  m_list->setAccessibleName(tr("Presets"));
  m_rename->setText(tr("Rename"));
  m_rename->setToolTip(tr("Rename (F2)"));
  m_duplicate->setText(tr("Duplicate"));
  m_remove->setText(tr("Delete"));
  m_remove->setToolTip(tr("Delete (Del); Ctrl+Z brings it back"));
  m_up->setText(tr("Move up"));
  m_up->setToolTip(tr("Move up (Alt+Up)"));
  m_down->setText(tr("Move down"));
  m_down->setToolTip(tr("Move down (Alt+Down)"));
  m_import->setText(tr("Import…"));
  m_export->setText(tr("Export…"));
  m_close->setText(tr("Close"));
  fill();
}

}  // namespace zaohua
