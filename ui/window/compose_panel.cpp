// SPDX-License-Identifier: Apache-2.0
#include "ui/window/compose_panel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/keywords/keyword_panel.h"
#include "ui/parameters/parameter_panel.h"
#include "ui/presets/preset_box.h"
#include "ui/prompt/prompt_panel.h"
#include "ui/prompt/prompt_variations.h"
#include "ui/window/fit_line.h"

namespace zaohua {

ComposePanel::ComposePanel(const Parts& parts, QWidget* parent)
    : QWidget(parent),
      m_engine(parts.engine),
      m_keywords(parts.keywords),
      m_presets(parts.presets),
      m_prompt(new PromptPanel(parts.keywords, parts.history)),
      m_keywordPanel(new KeywordPanel(parts.keywords, parts.dialogs)),
      m_parameters(new ParameterPanel),
      m_presetBox(new PresetBox(parts.presets, parts.dialogs)),
      m_fit(new FitLine),
      m_generate(new QPushButton),
      m_detailsRow(new QWidget),
      m_detailsText(new QLabel),
      m_missingRow(new QFrame),
      m_missingText(new QLabel),
      m_missingButton(new QPushButton) {
  setObjectName("composePanel");
  setStyleRole(this, "panel");
  setAttribute(Qt::WA_StyledBackground);

  m_detailsRow->setObjectName("detailsRow");
  m_detailsText->setWordWrap(true);
  setStyleRole(m_detailsText, "caption");
  auto* removeDetails = new QToolButton;
  removeDetails->setObjectName("removeDetails");
  removeDetails->setIcon(themeIcon("x"));
  connect(removeDetails, &QToolButton::clicked, this, [this] {
    setDetails({});
    refresh();
  });
  auto* details = new QHBoxLayout(m_detailsRow);
  details->setContentsMargins(0, 0, 0, 0);
  details->addWidget(m_detailsText, 1);
  details->addWidget(removeDetails, 0, Qt::AlignTop);
  m_detailsRow->hide();

  m_missingRow->setObjectName("missingModelRow");
  setStyleRole(m_missingRow, "card");
  m_missingText->setObjectName("missingModelText");
  m_missingText->setWordWrap(true);
  m_missingButton->setObjectName("missingModelButton");
  auto* missing = new QVBoxLayout(m_missingRow);
  missing->setContentsMargins(10, 8, 10, 8);
  missing->addWidget(m_missingText);
  missing->addWidget(m_missingButton, 0, Qt::AlignLeft);
  m_missingRow->hide();

  auto* page = new QWidget;
  auto* column = new QVBoxLayout(page);
  column->setContentsMargins(measure::panelMargin, measure::panelMargin, measure::panelMargin, measure::fieldSpacing);
  column->setSpacing(14);
  column->addWidget(m_prompt);
  column->addWidget(m_keywordPanel);
  column->addWidget(m_parameters);
  column->addWidget(m_presetBox);
  column->addWidget(m_detailsRow);
  column->addStretch(1);
  auto* scroll = new QScrollArea;
  scroll->setObjectName("composeScroll");
  scroll->setWidget(page);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll->setFocusPolicy(Qt::NoFocus);
  // The bar comes and goes in the margin: what is beside it stays as wide as it is.
  const QScrollBar* bar = scroll->verticalScrollBar();
  connect(bar, &QScrollBar::rangeChanged, column, [column, bar](int least, int most) {
    QMargins margins = column->contentsMargins();
    margins.setRight(measure::panelMargin - (most > least ? bar->sizeHint().width() : 0));
    column->setContentsMargins(margins);
  });

  m_generate->setObjectName("generateButton");
  m_generate->setAutoDefault(true);  // Enter presses it too, whatever the desktop
  setStyleRole(m_generate, "primary");
  auto* bottom = new QVBoxLayout;
  bottom->setContentsMargins(measure::panelMargin, measure::fieldSpacing, measure::panelMargin, measure::panelMargin);
  bottom->setSpacing(10);
  bottom->addWidget(m_missingRow);
  bottom->addWidget(m_fit);
  bottom->addWidget(m_generate);

  auto* whole = new QVBoxLayout(this);
  whole->setContentsMargins(0, 0, 0, 0);
  whole->setSpacing(0);
  whole->addWidget(scroll, 1);
  whole->addLayout(bottom);
  connectParts();
  retranslate();
  refresh();
}

void ComposePanel::connectParts() {
  connect(m_generate, &QPushButton::clicked, this, &ComposePanel::generateRequested);
  connect(m_prompt, &PromptPanel::generateRequested, this, &ComposePanel::generateRequested);
  connect(m_prompt, &PromptPanel::changed, this, &ComposePanel::refresh);
  connect(m_parameters, &ParameterPanel::changed, this, &ComposePanel::refresh);
  connect(m_keywordPanel, &KeywordPanel::keywordChosen, this, [this](const QString& id) {
    if (const Keyword* keyword = m_keywords.keyword(id))
      m_prompt->insertKeyword(*keyword);
  });
  connect(m_presetBox, &PresetBox::presetChosen, this, [this](const QString& id) {
    if (const Preset* preset = m_presets.preset(id))
      apply(*preset);
  });
  m_presetBox->setSettingsSource([this] { return currentPreset(); });
  connect(m_presetBox, &PresetBox::failed, this, &ComposePanel::failed);
  connect(m_presetBox, &PresetBox::messageRequested, this, &ComposePanel::messageRequested);
  connect(m_prompt, &PromptPanel::failed, this, &ComposePanel::failed);
  connect(m_keywordPanel, &KeywordPanel::failed, this, &ComposePanel::failed);
  connect(&m_engine, &Engine::modelChanged, this, &ComposePanel::refresh);
  connect(&m_engine, &Engine::taskEnded, this, &ComposePanel::refresh);
  connect(m_missingButton, &QPushButton::clicked, this, &ComposePanel::missingModelDismissed);
}

GenerationRequest ComposePanel::form() const {
  const Parameters parameters = m_parameters->parameters();
  GenerationRequest request = m_details;
  request.prompt = m_prompt->prompt().toStdString();
  request.negativePrompt = m_prompt->negativePrompt().toStdString();
  request.seed = parameters.seed;
  request.count = parameters.count;
  // Before a model is open nobody knows what it wants: what was not touched is left to it.
  const Parameters untouched;
  if (m_hasModel || parameters.width != untouched.width || parameters.height != untouched.height) {
    request.width = parameters.width;
    request.height = parameters.height;
  }
  if (m_hasModel || parameters.steps != untouched.steps)
    request.steps = parameters.steps;
  if (m_hasModel || parameters.guidance != untouched.guidance)
    request.guidance = parameters.guidance;
  return request;
}

std::vector<GenerationRequest> ComposePanel::requests() {
  m_prompt->commitPreedit();
  m_parameters->commitEdits();
  std::vector<GenerationRequest> requests;
  for (const QString& variation : m_prompt->variations()) {
    requests.push_back(form());
    requests.back().prompt = variation.toStdString();
  }
  return requests;
}

QString ComposePanel::format() const {
  return m_parameters->parameters().format;
}

void ComposePanel::rememberPrompt() {
  m_prompt->addToHistory();
}

void ComposePanel::setLastSeed(qint64 seed) {
  m_parameters->setLastSeed(seed);
}

QString ComposePanel::prompt() const {
  return m_prompt->prompt();
}

void ComposePanel::setPrompt(const QString& prompt) {
  m_prompt->setPrompt(prompt);
}

void ComposePanel::focusPrompt() {
  m_prompt->focusPrompt();
}

void ComposePanel::focusGenerate() {
  m_generate->setFocus(Qt::OtherFocusReason);
}

void ComposePanel::searchKeywords() {
  m_keywordPanel->openSearch();
}

void ComposePanel::savePreset() {
  m_presetBox->saveAsNew();
}

void ComposePanel::setFormat(const QString& format) {
  Parameters parameters = m_parameters->parameters();
  parameters.format = format;
  m_parameters->setParameters(parameters);
}

Preset ComposePanel::currentPreset() const {
  const Parameters parameters = m_parameters->parameters();
  Preset preset;
  preset.prompt = m_prompt->prompt();
  preset.negativePrompt = m_prompt->negativePrompt();
  preset.width = parameters.width;
  preset.height = parameters.height;
  preset.steps = parameters.steps;
  preset.guidance = parameters.guidance;
  preset.seed = parameters.seed;
  preset.count = parameters.count;
  preset.format = parameters.format;
  preset.model = m_missingModel.isEmpty() ? QString::fromStdString(m_engine.model().info.name) : m_missingModel;
  return preset;
}

void ComposePanel::apply(const Preset& preset) {
  m_presetBox->setPresetId(preset.id);
  Parameters parameters = m_parameters->parameters();
  parameters.width = preset.width.value_or(parameters.width);
  parameters.height = preset.height.value_or(parameters.height);
  parameters.steps = preset.steps.value_or(parameters.steps);
  parameters.guidance = preset.guidance.value_or(parameters.guidance);
  parameters.count = preset.count.value_or(parameters.count);
  parameters.format = preset.format.value_or(parameters.format);
  if (preset.seed) {
    parameters.seed = *preset.seed;
    parameters.seedLocked = *preset.seed >= 0;
  }
  m_parameters->setParameters(parameters);
  const bool chinese = QLocale().language() == QLocale::Chinese && preset.promptZh;
  if (chinese || preset.prompt)
    m_prompt->setPrompt(chinese ? *preset.promptZh : *preset.prompt);
  if (preset.negativePrompt)
    m_prompt->setNegativePrompt(*preset.negativePrompt);
  if (preset.model)
    Q_EMIT modelWanted(*preset.model);
  refresh();
}

void ComposePanel::restore(const GenerationRequest& picture, const QList<RestoreField>& fields) {
  const GenerationRequest wanted = withRestored(form(), picture, fields);
  Parameters parameters = m_parameters->parameters();
  parameters.width = wanted.width.value_or(parameters.width);
  parameters.height = wanted.height.value_or(parameters.height);
  parameters.steps = wanted.steps.value_or(parameters.steps);
  parameters.guidance = wanted.guidance.value_or(parameters.guidance);
  if (fields.contains(RestoreField::seed)) {
    // The same picture again: its own seed, kept, once.
    parameters.seed = wanted.seed;
    parameters.seedLocked = true;
    parameters.count = 1;
  }
  if (fields.contains(RestoreField::model) && !picture.model.empty())
    Q_EMIT modelWanted(QString::fromStdString(picture.model));
  m_parameters->setParameters(parameters);
  if (fields.contains(RestoreField::prompt))
    m_prompt->setPrompt(escapedForVariations(QString::fromStdString(wanted.prompt)));
  if (fields.contains(RestoreField::negativePrompt))
    m_prompt->setNegativePrompt(QString::fromStdString(wanted.negativePrompt));
  setDetails(wanted);
  refresh();
}

void ComposePanel::setDetails(const GenerationRequest& details) {
  m_details = withRestored({}, details, {RestoreField::details});
  const QString text = detailsText(m_details);
  m_detailsText->setText(tr("Also from the picture: %1").arg(text));
  m_detailsRow->setVisible(!text.isEmpty());
}

void ComposePanel::setModel(const ModelInfo& info, bool demo, std::shared_ptr<const PromptTokenizer> tokenizer) {
  m_hasModel = true;
  m_parameters->setModel(info);
  m_prompt->setNegativeVisible(info.guidance > 0);
  m_keywordPanel->setNegativeVisible(info.guidance > 0);
  m_prompt->setTokenLimit(info.maxPromptTokens);
  m_prompt->setTokenizer(std::move(tokenizer));
  m_keywordPanel->setDemoModel(demo);
  refresh();
}

void ComposePanel::setMissingModel(const QString& name) {
  m_missingModel = name;
  retranslate();
  refresh();
}

void ComposePanel::refresh() {
  m_keywordPanel->setPromptLanguage(m_prompt->promptLanguage());
  m_keywordPanel->setUsed(m_prompt->usedKeywords());
  m_presetBox->setCurrent(currentPreset());
  const int count = m_parameters->parameters().count;
  m_prompt->setPicturesPerPrompt(count);
  m_fit->show(m_engine, form(), count * static_cast<int>(m_prompt->variations().size()));
  m_missingRow->setVisible(!m_missingModel.isEmpty());
  const bool possible = m_parameters->problem().isEmpty() && !m_prompt->variations().isEmpty();
  m_generate->setEnabled(m_missingModel.isEmpty() && possible);
  Q_EMIT edited();
}

QJsonObject ComposePanel::saveState() const {
  const Parameters parameters = m_parameters->parameters();
  QJsonObject state;
  state["prompt"] = m_prompt->saveState();
  state["width"] = parameters.width;
  state["height"] = parameters.height;
  state["steps"] = parameters.steps;
  state["guidance"] = parameters.guidance;
  state["seed"] = static_cast<double>(parameters.seed);
  state["seedLocked"] = parameters.seedLocked;
  state["count"] = parameters.count;
  state["format"] = parameters.format;
  state["missingModel"] = m_missingModel;
  state["preset"] = m_presetBox->presetId();
  if (const std::optional<qint64> last = m_parameters->lastSeed())
    state["lastSeed"] = static_cast<double>(*last);
  return state;
}

void ComposePanel::restoreState(const QJsonObject& state) {
  Parameters parameters = m_parameters->parameters();
  parameters.width = state["width"].toInt(parameters.width);
  parameters.height = state["height"].toInt(parameters.height);
  parameters.steps = state["steps"].toInt(parameters.steps);
  parameters.guidance = state["guidance"].toDouble(parameters.guidance);
  parameters.seed = static_cast<qint64>(state["seed"].toDouble(static_cast<double>(parameters.seed)));
  parameters.seedLocked = state["seedLocked"].toBool(parameters.seedLocked);
  parameters.count = state["count"].toInt(parameters.count);
  parameters.format = state["format"].toString(parameters.format);
  if (state.contains("width"))
    m_parameters->setParameters(parameters);
  if (state.contains("prompt"))
    m_prompt->restoreState(state["prompt"].toObject());
  if (state.contains("lastSeed"))
    m_parameters->setLastSeed(static_cast<qint64>(state["lastSeed"].toDouble()));
  m_presetBox->setPresetId(state["preset"].toString());
  setMissingModel(state["missingModel"].toString());
}

void ComposePanel::changeEvent(QEvent* event) {
  if (event->type() == QEvent::LanguageChange)
    retranslate();
  if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange)
    refresh();
  QWidget::changeEvent(event);
}

void ComposePanel::retranslate() {
  m_generate->setText(tr("Generate") + "   Ctrl+↵");
  m_generate->setAccessibleName(tr("Generate"));
  m_generate->setToolTip(tr("Queue a picture with these settings"));
  m_missingText->setText(
      tr("These settings are for the model “%1”, which is not on this machine.").arg(m_missingModel));
  m_missingButton->setText(tr("Use the current model"));
  setDetails(m_details);
  if (auto* remove = findChild<QToolButton*>("removeDetails")) {
    remove->setToolTip(tr("Reset to defaults"));
    remove->setAccessibleName(remove->toolTip());
  }
}

}  // namespace zaohua
