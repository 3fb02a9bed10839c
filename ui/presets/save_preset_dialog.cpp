// SPDX-License-Identifier: Apache-2.0
#include "ui/presets/save_preset_dialog.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QEvent>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/common/theme.h"

namespace zaohua {

namespace {

constexpr int longestShown = 260;  // pixels

QString shortened(const QFontMetrics& metrics, const QString& text) {
  return metrics.elidedText(text.simplified(), Qt::ElideRight, longestShown);
}

}  // namespace

SavePresetDialog::SavePresetDialog(const Preset& settings, const QString& suggestedName, QWidget* parent)
    : QDialog(parent),
      m_settings(settings),
      m_nameLabel(new QLabel),
      m_name(new QLineEdit(suggestedName)),
      m_partsLabel(new QLabel),
      m_prompt(new QCheckBox),
      m_size(new QCheckBox),
      m_steps(new QCheckBox),
      m_seed(new QCheckBox),
      m_count(new QCheckBox),
      m_model(new QCheckBox),
      m_format(new QCheckBox),
      m_save(new QPushButton),
      m_cancel(new QPushButton) {
  setObjectName("savePresetDialog");
  m_name->setObjectName("presetName");
  m_name->selectAll();
  m_nameLabel->setBuddy(m_name);
  setStyleRole(m_nameLabel, "muted");
  setStyleRole(m_partsLabel, "muted");
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(16, 16, 16, 16);
  column->setSpacing(measure::fieldSpacing);
  column->addWidget(m_nameLabel);
  column->addWidget(m_name);
  column->addSpacing(4);
  column->addWidget(m_partsLabel);
  const PresetParts usual;
  const struct {
    QCheckBox* box;
    const char* name;
    bool on, possible;
  } rows[] = {
      {m_prompt, "presetPrompt", usual.prompt, settings.prompt.has_value()},
      {m_size, "presetSize", usual.size, settings.width && settings.height},
      {m_steps, "presetSteps", usual.steps, settings.steps.has_value()},
      {m_seed, "presetSeed", usual.seed, settings.seed.value_or(-1) >= 0},
      {m_count, "presetCount", usual.count, settings.count.has_value()},
      {m_format, "presetFormat", usual.format, settings.format.has_value()},
      {m_model, "presetModel", usual.model, settings.model.has_value()},
  };
  for (const auto& row : rows) {
    row.box->setObjectName(row.name);
    row.box->setChecked(row.on && row.possible);
    column->addWidget(row.box);
    row.box->setVisible(row.possible);
    connect(row.box, &QCheckBox::toggled, this, &SavePresetDialog::update);
  }
  m_save->setObjectName("presetSave");
  m_save->setDefault(true);
  setStyleRole(m_save, "primary");
  m_cancel->setObjectName("presetCancel");
  auto* buttons = new QDialogButtonBox;
  buttons->addButton(m_cancel, QDialogButtonBox::RejectRole);
  buttons->addButton(m_save, QDialogButtonBox::AcceptRole);
  column->addSpacing(8);
  column->addWidget(buttons);
  connect(m_name, &QLineEdit::textChanged, this, &SavePresetDialog::update);
  connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  setMinimumWidth(340);
  retranslate();
  update();
}

PresetParts SavePresetDialog::parts() const {
  PresetParts parts;
  parts.prompt = m_prompt->isChecked();
  parts.size = m_size->isChecked();
  parts.steps = m_steps->isChecked();
  parts.seed = m_seed->isChecked();
  parts.count = m_count->isChecked();
  parts.model = m_model->isChecked();
  parts.format = m_format->isChecked();
  return parts;
}

Preset SavePresetDialog::preset() const {
  Preset preset = onlyParts(m_settings, parts());
  preset.id.clear();
  preset.shipped = false;
  preset.nameZh.clear();
  preset.name = m_name->text().simplified();
  return preset;
}

void SavePresetDialog::update() {
  m_save->setEnabled(!m_name->text().simplified().isEmpty() && !parts().isNothing());
}

void SavePresetDialog::changeEvent(QEvent* event) {
  QDialog::changeEvent(event);
  if (event->type() == QEvent::LanguageChange)
    retranslate();
}

void SavePresetDialog::retranslate() {
  setWindowTitle(tr("Save preset"));
  m_nameLabel->setText(tr("Name"));
  m_partsLabel->setText(tr("The preset holds"));
  m_prompt->setText(tr("Prompt: %1").arg(shortened(fontMetrics(), m_settings.prompt.value_or(QString()))));
  m_size->setText(tr("Size: %1 × %2").arg(m_settings.width.value_or(0)).arg(m_settings.height.value_or(0)));
  const int steps = m_settings.steps.value_or(0);
  m_steps->setText(m_settings.guidance.value_or(0) > 0
                       ? tr("Steps and guidance: %1, %2").arg(steps).arg(m_settings.guidance.value_or(0))
                       : tr("Steps and guidance: %1, off").arg(steps));
  m_seed->setText(tr("Seed: %1").arg(m_settings.seed.value_or(0)));
  m_count->setText(tr("Images: %1").arg(m_settings.count.value_or(1)));
  m_format->setText(tr("Format: %1").arg(m_settings.format.value_or(QString()).toUpper()));
  m_model->setText(
      tr("Model: %1").arg(shortened(fontMetrics(), QFileInfo(m_settings.model.value_or(QString())).fileName())));
  m_save->setText(tr("Save"));
  m_cancel->setText(tr("Cancel"));
}

}  // namespace zaohua
