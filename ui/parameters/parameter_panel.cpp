// SPDX-License-Identifier: Apache-2.0
#include "ui/parameters/parameter_panel.h"

#include <QEvent>
#include <QLabel>
#include <algorithm>
#include <array>
#include <cmath>

#include "base/generation_request.h"
#include "ui/common/icons.h"
#include "ui/common/segmented_control.h"
#include "ui/common/theme.h"
#include "ui/parameters/number_field.h"
#include "ui/parameters/seed_row.h"
#include "ui/parameters/size_section.h"
#include "ui/parameters/stop_slider.h"

namespace zaohua {

namespace {

constexpr std::array<const char*, 3> formats = {"png", "jpg", "webp"};
constexpr int mostSegments = 4;  // of the counts that have one each

ModelInfo beforeAnyModel() {
  const Parameters defaults;
  ModelInfo model;
  model.width = defaults.width;
  model.height = defaults.height;
  model.steps = defaults.steps;
  model.guidance = defaults.guidance;
  return model;
}

double roundedGuidance(double guidance) {
  return std::round(guidance * 100) / 100;
}

}  // namespace

ParameterPanel::ParameterPanel(QWidget* parent) : QWidget(parent), m_model(beforeAnyModel()) {
  setObjectName("parameterPanel");
  build();
  connectParts();
  fillIn(Parameters());
}

Parameters ParameterPanel::parameters() const {
  Parameters parameters;
  parameters.width = m_size->size().width;
  parameters.height = m_size->size().height;
  parameters.steps = static_cast<int>(std::lround(m_steps.field->value()));
  parameters.guidance = m_model.guidance > 0 ? m_guidance.field->value() : 0;
  parameters.seed = m_seed->seed();
  parameters.seedLocked = parameters.seed >= 0;
  parameters.count = m_count;
  parameters.format = formats[static_cast<std::size_t>(qBound(0, m_formats->current(), 2))];
  return parameters;
}

void ParameterPanel::setParameters(const Parameters& wanted) {
  const Parameters before = parameters();
  fillIn(wanted);
  if (parameters() != before)
    Q_EMIT changed();
}

void ParameterPanel::fillIn(const Parameters& parameters) {
  m_silent = true;
  m_size->setSize({legalPixels(parameters.width), legalPixels(parameters.height)});
  m_steps.field->setValue(parameters.steps);
  // A model without guidance leaves the number alone that another one will need.
  if (m_model.guidance > 0 || parameters.guidance > 0)
    m_guidance.field->setValue(parameters.guidance);
  m_seed->setSeed(parameters.seed);
  m_count = qBound(RequestLimits::minCount, parameters.count, RequestLimits::maxCount);
  showCount();
  const QString format = parameters.format == "jpeg" ? "jpg" : parameters.format;
  const auto known = std::find(formats.begin(), formats.end(), format);
  m_formats->setCurrent(known == formats.end() ? 0 : static_cast<int>(known - formats.begin()));
  m_silent = false;
  say({});
  notice();
}

void ParameterPanel::setModel(const ModelInfo& model) {
  if (model.width <= 0 || model.height <= 0 || model.steps <= 0)
    return;
  const Parameters before = parameters();
  Parameters now = before;
  now.guidance = m_guidance.field->value();
  if (now.width == m_model.width && now.height == m_model.height) {
    now.width = model.width;
    now.height = model.height;
  }
  if (now.steps == m_model.steps)
    now.steps = model.steps;
  if (roundedGuidance(now.guidance) == roundedGuidance(m_model.guidance))
    now.guidance = model.guidance;
  m_model = model;
  m_size->setNativeSize({model.width, model.height});
  for (QWidget* part :
       std::initializer_list<QWidget*>{m_guidance.label, m_guidance.slider, m_guidance.field, m_guidance.words})
    part->setVisible(model.guidance > 0);
  fillIn(now);
  if (parameters() != before)
    Q_EMIT changed();
}

void ParameterPanel::setLastSeed(qint64 seed) {
  m_seed->setLastSeed(seed);
}

std::optional<qint64> ParameterPanel::lastSeed() const {
  return m_seed->lastSeed();
}

void ParameterPanel::commitEdits() {
  m_size->commitEdits();
  m_steps.field->interpretText();
  m_guidance.field->interpretText();
  m_countField->interpretText();
  m_seed->commitEdits();
}

QString ParameterPanel::problem() const {
  const Parameters now = parameters();
  const qint64 pixels = static_cast<qint64>(now.width) * now.height;
  if (pixels * now.count <= RequestLimits::maxPixels)
    return {};
  const int most = static_cast<int>(RequestLimits::maxPixels / pixels);
  return tr("At %1 × %2, at most %n pictures can be made at once. Take fewer, or a smaller size.", "", most)
      .arg(now.width)
      .arg(now.height);
}

void ParameterPanel::takeCount(int count) {
  if (count == m_count)
    return;
  m_count = count;
  showCount();
  notice();
}

void ParameterPanel::showCount() {
  m_counts->setCurrent(qMin(m_count, mostSegments + 1) - 1);
  const QSignalBlocker silent(m_countField);
  m_countField->setValue(m_count);
  m_countField->setVisible(m_count > mostSegments);
}

void ParameterPanel::showGuidance() {
  const double guidance = m_guidance.field->value();
  m_guidance.slider->showNumber(guidance);
  if (guidance <= 0)
    m_guidance.words->setText(tr("off: the negative prompt has no effect"));
  else if (guidance < 3)
    m_guidance.words->setText(tr("gentle; typical is 3–5"));
  else if (guidance <= 5)
    m_guidance.words->setText(tr("balanced; typical"));
  else if (guidance <= 10)
    m_guidance.words->setText(tr("strong; typical is 3–5"));
  else
    m_guidance.words->setText(tr("very strong, colours may look overdone; typical is 3–5"));
}

void ParameterPanel::showProblem() {
  const QString words = problem();
  m_problemIcon->setPixmap(themePixmap("triangle-alert", 14, themeColors(palette()).warn, devicePixelRatioF()));
  m_problemText->setText(words);
  m_problem->setVisible(!words.isEmpty());
}

void ParameterPanel::showCorrection(double typed, double became) {
  say(tr("Changed %1 to %2").arg(QString::number(typed, 'g', 12)).arg(became));
}

void ParameterPanel::say(const QString& words) {
  m_note->setText(words);
  m_note->setVisible(!words.isEmpty());
}

void ParameterPanel::notice() {
  m_steps.slider->showNumber(m_steps.field->value());
  showGuidance();
  showProblem();
  if (!m_silent)
    Q_EMIT changed();
}

void ParameterPanel::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::LanguageChange)
    retranslate();
  if (event->type() == QEvent::PaletteChange)
    showProblem();
}

}  // namespace zaohua
