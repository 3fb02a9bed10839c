// SPDX-License-Identifier: Apache-2.0
// Asks for the name of a new preset and for the parts that it holds. Not blocking: open() it and wait for accepted().
// GUI thread.
#pragma once

#include <QDialog>

#include "ui/presets/preset_text.h"

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace zaohua {

class SavePresetDialog : public QDialog {
  Q_OBJECT

 public:
  SavePresetDialog(const Preset& settings, const QString& suggestedName, QWidget* parent);

  Preset preset() const;  // named, with only the chosen parts

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void retranslate();
  PresetParts parts() const;
  void update();

  Preset m_settings;
  QLabel* m_nameLabel;
  QLineEdit* m_name;
  QLabel* m_partsLabel;
  QCheckBox* m_prompt;
  QCheckBox* m_size;
  QCheckBox* m_steps;
  QCheckBox* m_seed;
  QCheckBox* m_count;
  QCheckBox* m_model;
  QCheckBox* m_format;
  QPushButton* m_save;
  QPushButton* m_cancel;
};

}  // namespace zaohua
