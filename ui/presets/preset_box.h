// SPDX-License-Identifier: Apache-2.0
// The chosen preset with a word when the settings are no longer its own, and what can be done with it. Applies nothing
// itself: the window does, on presetChosen(). Has no margins of its own. GUI thread.
#pragma once

#include <QPointer>
#include <QWidget>
#include <functional>

#include "library/preset_store.h"

class QLabel;
class QToolButton;

namespace zaohua {

class Dialogs;
class PresetCombo;
class PresetManager;

class PresetBox : public QWidget {
  Q_OBJECT

 public:
  PresetBox(PresetStore& store, Dialogs& dialogs, QWidget* parent = nullptr);

  // The settings as they are now, everything filled in: after each change.
  void setCurrent(const Preset& settings);
  // The settings at the moment of a save; without it those of setCurrent().
  void setSettingsSource(std::function<Preset()> settings) { m_settings = std::move(settings); }

  QString presetId() const { return m_id; }  // empty: none
  void setPresetId(const QString& id);       // shows it; applies nothing
  bool isChanged() const;                    // there is one, and the settings differ from it

  void saveAsNew();
  void openManager();

 Q_SIGNALS:
  void presetChosen(const QString& id);  // by the user: apply it
  void failed(const zaohua::Error& error);
  // One sentence for the message bar; `undo` may be empty.
  void messageRequested(const QString& sentence, const QString& button, const std::function<void()>& undo);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void retranslate();
  void fill();
  void openMenu();
  void showChanged();
  void choose(const QString& id);
  void overwrite();
  void rename();
  void importFile();
  Preset settingsNow() const { return m_settings ? m_settings() : m_current; }

  PresetStore& m_store;
  Dialogs& m_dialogs;
  std::function<Preset()> m_settings;
  Preset m_current;
  QString m_id;
  QLabel* m_label;
  PresetCombo* m_combo;
  QToolButton* m_menuButton;
  QPointer<PresetManager> m_manager;
};

}  // namespace zaohua
