// SPDX-License-Identifier: Apache-2.0
#include "ui/presets/preset_manager.h"

#include <QKeyEvent>
#include <QListWidget>
#include <QScopedValueRollback>

#include "ui/common/dialogs.h"
#include "ui/common/message_bar.h"
#include "ui/presets/preset_delegate.h"
#include "ui/presets/preset_text.h"

namespace zaohua {

namespace {

constexpr int idRole = Qt::UserRole;

}  // namespace

PresetManager::PresetManager(PresetStore& store, Dialogs& dialogs, QWidget* parent)
    : QDialog(parent), m_store(store), m_dialogs(dialogs) {
  setObjectName("presetManager");
  build();
  connect(m_list, &QListWidget::currentItemChanged, this, &PresetManager::enableButtons);
  connect(m_list, &QListWidget::itemChanged, this, &PresetManager::takeName);
  connect(m_list, &QListWidget::itemDoubleClicked, this, [this] { Q_EMIT presetChosen(currentId()); });
  connect(m_list->model(), &QAbstractItemModel::rowsMoved, this,
          [this](const QModelIndex&, int from, int, const QModelIndex&, int before) {
            takeMove(from, before > from ? before - 1 : before);
          });
  const auto refill = [this] {
    if (!m_silent)
      fill();
  };
  connect(&store, &PresetStore::rowsInserted, this, refill);
  connect(&store, &PresetStore::rowsRemoved, this, refill);
  connect(&store, &PresetStore::rowsMoved, this, refill);
  connect(&store, &PresetStore::dataChanged, this, refill);
  connect(&store, &PresetStore::modelReset, this, refill);
  retranslate();
}

void PresetManager::fill() {
  const QScopedValueRollback<bool> silent(m_silent, true);
  const QString before = currentId();
  const int rowBefore = m_list->currentRow();
  m_list->clear();
  for (const Preset& preset : m_store.presets()) {
    auto* item = new QListWidgetItem(preset.displayName(), m_list);
    const PresetParts parts = partsOf(preset);
    QStringList held;
    if (preset.shipped)
      held += tr("built in");
    if (parts.prompt)
      held += tr("prompt");
    if (parts.size)
      held += tr("size");
    if (parts.steps)
      held += tr("steps");
    if (parts.seed)
      held += tr("seed");
    if (parts.count)
      held += tr("images");
    if (parts.format)
      held += tr("format");
    if (parts.model)
      held += tr("model");
    item->setData(idRole, preset.id);
    item->setData(PresetDelegate::SummaryRole, held.join(" · "));
    item->setData(Qt::AccessibleDescriptionRole, held.join(", "));
    item->setFlags(item->flags().setFlag(Qt::ItemIsEditable, !preset.shipped).setFlag(Qt::ItemIsDropEnabled, false));
  }
  select(before);
  if (m_list->currentRow() < 0)
    m_list->setCurrentRow(qBound(0, rowBefore, m_list->count() - 1));
  enableButtons();
}

QString PresetManager::currentId() const {
  const QListWidgetItem* item = m_list->currentItem();
  return item == nullptr ? QString() : item->data(idRole).toString();
}

void PresetManager::select(const QString& id) {
  for (int row = 0; row < m_list->count(); ++row)
    if (m_list->item(row)->data(idRole).toString() == id)
      m_list->setCurrentRow(row);
}

void PresetManager::rename() {
  if (QListWidgetItem* item = m_list->currentItem())
    m_list->editItem(item);
}

void PresetManager::takeName(QListWidgetItem* item) {
  if (m_silent)
    return;
  Result<void> renamed;
  {
    const QScopedValueRollback<bool> silent(m_silent, true);
    renamed = m_store.rename(item->data(idRole).toString(), item->text());
  }
  if (!renamed)
    showError(renamed.error());
  // The list has not closed its editor yet.
  QMetaObject::invokeMethod(this, &PresetManager::fill, Qt::QueuedConnection);
}

void PresetManager::duplicate() {
  const Preset* original = m_store.preset(currentId());
  if (original == nullptr)
    return;
  Preset copy = *original;
  copy.name = original->displayName();
  // A copy of a shipped preset speaks the window's language for good.
  if (original->promptZh && copy.name == original->nameZh)
    copy.prompt = original->promptZh;
  const Result<QString> saved = m_store.save(copy);
  if (!saved) {
    showError(saved.error());
    return;
  }
  select(*saved);
  rename();
}

void PresetManager::remove() {
  const Result<PresetStore::Removed> removed = m_store.remove(currentId());
  if (!removed) {
    showError(removed.error());
    return;
  }
  m_removed = *removed;
  m_list->setFocus();
  m_bar->showMessage(MessageBar::Kind::information, tr("“%1” was deleted").arg(m_removed->preset.name), tr("Undo"),
                     [this] { undoRemove(); });
}

void PresetManager::undoRemove() {
  if (!m_removed)
    return;
  const PresetStore::Removed removed = *std::exchange(m_removed, std::nullopt);
  if (const Result<void> restored = m_store.restore(removed); !restored)
    showError(restored.error());
  else
    m_bar->hide();
  select(removed.preset.id);
}

void PresetManager::moveBy(int distance) {
  const int from = m_list->currentRow();
  const int to = from + distance;
  if (from < 0 || to < 0 || to >= m_list->count())
    return;
  if (const Result<void> moved = m_store.move(from, to); !moved)
    showError(moved.error());
}

void PresetManager::takeMove(int from, int to) {
  if (m_silent)
    return;
  Result<void> moved;
  {
    const QScopedValueRollback<bool> silent(m_silent, true);
    moved = m_store.move(from, to);
  }
  if (!moved)
    showError(moved.error());
  // The list is still in the middle of its own move.
  QMetaObject::invokeMethod(this, &PresetManager::fill, Qt::QueuedConnection);
}

void PresetManager::importFile() {
  const std::optional<QString> path =
      m_dialogs.openFile(this, tr("Import a preset"), QString(), tr("Presets (*.zaohua-preset *.json)"));
  if (!path)
    return;
  const Result<QString> imported = m_store.importFile(*path);
  if (imported)
    select(*imported);
  else
    showError(imported.error());
}

void PresetManager::exportFile() {
  const Preset* preset = m_store.preset(currentId());
  if (preset == nullptr)
    return;
  QString fileName = preset->displayName();
  fileName.replace('/', '-');
  std::optional<QString> path = m_dialogs.saveFile(this, tr("Export the preset"), fileName + PresetStore::extension,
                                                   tr("Presets (*.zaohua-preset)"));
  if (!path)
    return;
  if (!PresetStore::looksLikePreset(*path))
    *path += PresetStore::extension;
  const Result<void> written = m_store.exportFile(preset->id, *path);
  if (written)
    m_bar->showMessage(MessageBar::Kind::success, tr("Exported to %1").arg(*path));
  else
    showError(written.error());
}

void PresetManager::showError(const Error& error) {
  m_bar->showError(error);
}

bool PresetManager::eventFilter(QObject* watched, QEvent* event) {
  if (watched != m_list || event->type() != QEvent::KeyPress)
    return QDialog::eventFilter(watched, event);
  const auto* key = static_cast<QKeyEvent*>(event);
  const bool vertical = key->key() == Qt::Key_Up || key->key() == Qt::Key_Down;
  if (key->modifiers() == Qt::AltModifier && vertical) {
    moveBy(key->key() == Qt::Key_Up ? -1 : 1);
    return true;
  }
  if (key->key() == Qt::Key_Delete && m_remove->isEnabled()) {
    remove();
    return true;
  }
  if (key->matches(QKeySequence::Undo)) {
    undoRemove();
    return true;
  }
  const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
  if (enter && !currentId().isEmpty()) {
    Q_EMIT presetChosen(currentId());
    return true;
  }
  return QDialog::eventFilter(watched, event);
}

void PresetManager::changeEvent(QEvent* event) {
  QDialog::changeEvent(event);
  if (event->type() == QEvent::LanguageChange)
    retranslate();
}

}  // namespace zaohua
