// SPDX-License-Identifier: Apache-2.0
#include "ui/presets/preset_box.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QSignalBlocker>
#include <QToolButton>

#include "ui/common/dialogs.h"
#include "ui/common/icons.h"
#include "ui/common/text_width.h"
#include "ui/common/theme.h"
#include "ui/presets/preset_combo.h"
#include "ui/presets/preset_manager.h"
#include "ui/presets/preset_text.h"
#include "ui/presets/save_preset_dialog.h"

namespace zaohua {

PresetBox::PresetBox(PresetStore& store, Dialogs& dialogs, QWidget* parent)
    : QWidget(parent),
      m_store(store),
      m_dialogs(dialogs),
      m_label(new QLabel),
      m_combo(new PresetCombo),
      m_menuButton(new QToolButton) {
  setObjectName("presetBox");
  setStyleRole(m_label, "muted");
  m_label->setBuddy(m_combo);
  m_combo->setObjectName("presetCombo");
  m_menuButton->setObjectName("presetMenuButton");
  m_menuButton->setIcon(themeIcon("ellipsis"));
  m_menuButton->setFocusPolicy(Qt::StrongFocus);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(measure::chipSpacing);
  row->addWidget(m_label);
  row->addSpacing(measure::fieldSpacing - measure::chipSpacing);
  row->addWidget(m_combo, 1);
  row->addWidget(m_menuButton);
  connect(m_combo, &QComboBox::activated, this, [this](int index) { choose(m_combo->itemData(index).toString()); });
  connect(m_menuButton, &QToolButton::clicked, this, &PresetBox::openMenu);
  for (const auto signal : {&PresetStore::rowsInserted, &PresetStore::rowsRemoved})
    connect(&store, signal, this, &PresetBox::fill);
  connect(&store, &PresetStore::rowsMoved, this, &PresetBox::fill);
  connect(&store, &PresetStore::dataChanged, this, &PresetBox::fill);
  connect(&store, &PresetStore::modelReset, this, &PresetBox::fill);
  retranslate();
}

void PresetBox::fill() {
  const QSignalBlocker silent(m_combo);
  m_combo->clear();
  for (const bool shipped : {false, true}) {
    if (shipped && m_combo->count() > 0)
      m_combo->insertSeparator(m_combo->count());
    for (const Preset& preset : m_store.presets())
      if (preset.shipped == shipped)
        m_combo->addItem(preset.displayName(), preset.id);
  }
  if (m_store.preset(m_id) == nullptr)
    m_id.clear();
  m_combo->setCurrentIndex(m_id.isEmpty() ? -1 : m_combo->findData(m_id));
  showChanged();
}

void PresetBox::setCurrent(const Preset& settings) {
  m_current = settings;
  showChanged();
}

void PresetBox::setPresetId(const QString& id) {
  m_id = id;
  fill();
}

bool PresetBox::isChanged() const {
  const Preset* chosen = m_store.preset(m_id);
  return chosen != nullptr && !isAsInPreset(*chosen, m_current);
}

void PresetBox::showChanged() {
  const Preset* chosen = m_store.preset(m_id);
  m_combo->setPlaceholderText(tr("Choose a preset"));
  m_combo->setShownText(isChanged() ? tr("%1 (changed)").arg(chosen->displayName()) : QString());
  m_combo->setToolTip(isChanged() ? tr("The settings are no longer those of this preset") : QString());
  m_combo->setAccessibleDescription(m_combo->toolTip());
}

void PresetBox::choose(const QString& id) {
  if (id.isEmpty())
    return;
  setPresetId(id);
  Q_EMIT presetChosen(id);
}

void PresetBox::openMenu() {
  const Preset* chosen = m_store.preset(m_id);
  const bool own = chosen != nullptr && !chosen->shipped;
  const QString name = chosen == nullptr ? QString() : chosen->displayName();
  auto* menu = new QMenu(this);
  menu->setObjectName("presetMenu");
  menu->setAttribute(Qt::WA_DeleteOnClose);
  const auto add = [menu](const char* objectName, const QString& text) {
    QAction* action = menu->addAction(text);
    action->setObjectName(objectName);
    return action;
  };
  connect(add("presetSaveAsNew", tr("Save as new…")), &QAction::triggered, this, &PresetBox::saveAsNew);
  if (chosen != nullptr && isChanged())
    connect(add("presetReset", tr("Back to “%1”").arg(name)), &QAction::triggered, this, [this] { choose(m_id); });
  if (own) {
    QAction* keep = add("presetOverwrite", tr("Keep the changes in “%1”").arg(name));
    keep->setEnabled(isChanged());
    connect(keep, &QAction::triggered, this, &PresetBox::overwrite);
    connect(add("presetRename", tr("Rename…")), &QAction::triggered, this, &PresetBox::rename);
  }
  menu->addSeparator();
  connect(add("presetImport", tr("Import…")), &QAction::triggered, this, &PresetBox::importFile);
  connect(add("presetManage", tr("Manage presets…")), &QAction::triggered, this, &PresetBox::openManager);
  const QPoint corner = m_menuButton->mapToGlobal(QPoint(m_menuButton->width(), m_menuButton->height() + 2));
  menu->popup(corner - QPoint(menu->sizeHint().width(), 0));
}

void PresetBox::saveAsNew() {
  const Preset* chosen = m_store.preset(m_id);
  auto* dialog = new SavePresetDialog(settingsNow(), chosen == nullptr ? QString() : chosen->displayName(), window());
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, &QDialog::accepted, this, [this, dialog] {
    const Result<QString> saved = m_store.save(dialog->preset());
    if (!saved) {
      Q_EMIT failed(saved.error());
      return;
    }
    setPresetId(*saved);
    Q_EMIT messageRequested(tr("Saved as “%1”").arg(m_store.preset(*saved)->displayName()), QString(), nullptr);
  });
  dialog->open();
}

void PresetBox::overwrite() {
  const Preset* chosen = m_store.preset(m_id);
  if (chosen == nullptr || chosen->shipped)
    return;
  const Preset before = *chosen;
  // A preset goes on holding the parts that it held.
  Preset now = onlyParts(settingsNow(), partsOf(before));
  now.name = before.name;
  if (const Result<void> written = m_store.overwrite(before.id, now); !written) {
    Q_EMIT failed(written.error());
    return;
  }
  Q_EMIT messageRequested(tr("“%1” now has these settings").arg(before.displayName()), tr("Undo"), [this, before] {
    if (const Result<void> written = m_store.overwrite(before.id, before); !written)
      Q_EMIT failed(written.error());
  });
}

void PresetBox::rename() {
  const Preset* chosen = m_store.preset(m_id);
  if (chosen == nullptr)
    return;
  const std::optional<QString> name = m_dialogs.askText(this, tr("Rename preset"), tr("Name"), chosen->name);
  if (!name)
    return;
  if (const Result<void> renamed = m_store.rename(m_id, *name); !renamed)
    Q_EMIT failed(renamed.error());
}

void PresetBox::importFile() {
  const std::optional<QString> path =
      m_dialogs.openFile(this, tr("Import a preset"), QString(), tr("Presets (*.zaohua-preset *.json)"));
  if (!path)
    return;
  const Result<QString> imported = m_store.importFile(*path);
  if (imported)
    choose(*imported);
  else
    Q_EMIT failed(imported.error());
}

void PresetBox::openManager() {
  if (m_manager == nullptr) {
    m_manager = new PresetManager(m_store, m_dialogs, window());
    m_manager->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_manager, &PresetManager::presetChosen, this, &PresetBox::choose);
  }
  m_manager->select(m_id);
  m_manager->show();
  m_manager->raise();
  m_manager->activateWindow();
}

void PresetBox::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::LanguageChange)
    retranslate();
}

void PresetBox::retranslate() {
  m_label->setText(tr("Preset"));
  m_label->setMinimumWidth(qMax(m_label->sizeHint().width(), labelColumnWidth(font())));
  m_combo->setAccessibleName(tr("Preset"));
  m_menuButton->setToolTip(tr("Save, rename and manage presets"));
  m_menuButton->setAccessibleName(m_menuButton->toolTip());
  fill();
}

}  // namespace zaohua
