// SPDX-License-Identifier: Apache-2.0
// The rows of the parameter panel: how they lie, what they say, how they are connected.
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>
#include <cmath>

#include "base/generation_request.h"
#include "ui/common/segmented_control.h"
#include "ui/common/text_width.h"
#include "ui/common/theme.h"
#include "ui/parameters/number_field.h"
#include "ui/parameters/parameter_panel.h"
#include "ui/parameters/seed_row.h"
#include "ui/parameters/size_section.h"
#include "ui/parameters/stop_slider.h"

namespace zaohua {

namespace {

// Room for a label in characters; the preset box below gives its own as much, so that the fields stand in one line.

// Few steps differ most, so the slider gives them most room.
std::vector<double> stepStops() {
  std::vector<double> stops;
  for (int steps = 1; steps <= 12; ++steps)
    stops.push_back(steps);
  for (const int steps : {14, 16, 18, 20, 22, 25, 28, 30, 35, 40, 45, 50, 60, 70, 80, 100, RequestLimits::maxSteps})
    stops.push_back(steps);
  return stops;
}

std::vector<double> guidanceStops() {
  std::vector<double> stops;
  for (double guidance = 0; guidance <= 8; guidance += 0.5)
    stops.push_back(guidance);
  for (double guidance = 9; guidance <= RequestLimits::maxGuidance; ++guidance)
    stops.push_back(guidance);
  return stops;
}

QFont captionFont(QFont font) {
  if (font.pointSizeF() > 0)
    font.setPointSizeF(font.pointSizeF() - 1.5);
  else
    font.setPixelSize(font.pixelSize() - 2);
  return font;
}

}  // namespace

QLabel* ParameterPanel::addLabel(int row, QGridLayout& grid) {
  auto* label = new QLabel;
  setStyleRole(label, "muted");
  grid.addWidget(label, row, 0);
  return label;
}

ParameterPanel::NumberRow ParameterPanel::addNumberRow(const char* name, int row, std::vector<double> stops,
                                                       QGridLayout& grid) {
  NumberRow parts;
  parts.label = addLabel(row, grid);
  parts.slider = new StopSlider(std::move(stops));
  parts.slider->setObjectName(QString("%1Slider").arg(name));
  parts.field = new NumberField;
  parts.field->setObjectName(QString("%1Field").arg(name));
  parts.label->setBuddy(parts.field);
  parts.words = new QLabel;
  parts.words->setObjectName(QString("%1Words").arg(name));
  parts.words->setFont(captionFont(parts.words->font()));
  parts.words->hide();
  setStyleRole(parts.words, "caption");
  auto* middle = new QVBoxLayout;
  middle->setSpacing(0);
  middle->addWidget(parts.slider);
  middle->addWidget(parts.words);
  grid.addLayout(middle, row, 1);
  grid.addWidget(parts.field, row, 2);
  return parts;
}

QWidget* ParameterPanel::buildCount() {
  m_counts = new SegmentedControl;
  m_counts->setObjectName("countSegments");
  m_countField = new NumberField;
  m_countField->setObjectName("countField");
  m_countField->setRange(RequestLimits::minCount, RequestLimits::maxCount);
  // Five segments and the field have to fit beside the label in the narrowest window.
  m_countField->setNarrow(true);
  m_counts->setStyleSheet(
      "QToolButton[role=\"segment\"] { padding: 3px 3px; } QToolButton[role=\"segment\"]:focus { padding: 2px 2px; }");
  auto* whole = new QWidget;
  auto* row = new QHBoxLayout(whole);
  row->setContentsMargins(0, 0, 0, 0);
  row->addWidget(m_counts);
  row->addStretch();
  row->addWidget(m_countField);
  return whole;
}

void ParameterPanel::build() {
  m_size = new SizeSection;
  m_note = new QLabel;
  m_note->setObjectName("correctionLabel");
  m_note->setWordWrap(true);
  setStyleRole(m_note, "caption");
  m_problem = new QWidget;
  m_problem->setObjectName("limitWarning");
  m_problemIcon = new QLabel;
  m_problemText = new QLabel;
  m_problemText->setObjectName("limitLabel");
  m_problemText->setWordWrap(true);
  auto* problem = new QHBoxLayout(m_problem);
  problem->setContentsMargins(0, 0, 0, 0);
  problem->setSpacing(6);
  problem->addWidget(m_problemIcon, 0, Qt::AlignTop);
  problem->addWidget(m_problemText, 1);

  auto* rows = new QGridLayout;
  rows->setHorizontalSpacing(measure::fieldSpacing);
  rows->setVerticalSpacing(measure::fieldSpacing + 2);
  rows->setColumnStretch(1, 1);
  rows->setColumnMinimumWidth(0, labelColumnWidth(font()));
  m_steps = addNumberRow("steps", 0, stepStops(), *rows);
  m_steps.field->setRange(RequestLimits::minSteps, RequestLimits::maxSteps);
  m_guidance = addNumberRow("guidance", 1, guidanceStops(), *rows);
  m_guidance.field->setDecimals(2);
  m_guidance.field->setSingleStep(0.5);
  m_guidance.field->setRange(RequestLimits::minGuidance, RequestLimits::maxGuidance);
  m_guidance.field->setGrid([](double guidance) { return std::round(guidance * 100) / 100; });
  m_seedLabel = addLabel(2, *rows);
  m_seed = new SeedRow;
  rows->addWidget(m_seed, 2, 1, 1, 2);
  m_countLabel = addLabel(3, *rows);
  rows->addWidget(buildCount(), 3, 1, 1, 2);
  m_formatLabel = addLabel(4, *rows);
  m_formats = new SegmentedControl;
  m_formats->setObjectName("formatSegments");
  rows->addWidget(m_formats, 4, 1, 1, 2);

  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(measure::panelMargin);
  column->addWidget(m_size);
  column->addLayout(rows);
  column->addWidget(m_note);
  column->addWidget(m_problem);
  for (QWidget* part : std::initializer_list<QWidget*>{m_guidance.label, m_guidance.slider, m_guidance.field,
                                                       m_guidance.words, m_note, m_problem})
    part->hide();
  retranslate();
}

void ParameterPanel::connectParts() {
  connect(m_size, &SizeSection::changed, this, &ParameterPanel::notice);
  for (const NumberRow& row : {m_steps, m_guidance}) {
    connect(row.slider, &StopSlider::chosen, row.field, &NumberField::setValue);
    connect(row.field, &NumberField::valueChanged, this, [this] {
      say({});
      notice();
    });
    // After the change itself, which takes the words away.
    connect(row.field, &NumberField::corrected, this, &ParameterPanel::showCorrection, Qt::QueuedConnection);
  }
  connect(m_countField, &NumberField::corrected, this, &ParameterPanel::showCorrection, Qt::QueuedConnection);
  connect(m_seed, &SeedRow::changed, this, &ParameterPanel::notice);
  connect(m_seed, &SeedRow::corrected, this, &ParameterPanel::say);
  connect(m_counts, &SegmentedControl::activated, this, [this](int index) {
    takeCount(index + 1);
    if (m_countField->isVisible()) {
      m_countField->setFocus();
      m_countField->selectAll();
    }
  });
  connect(m_countField, &NumberField::editingFinished, this,
          [this] { takeCount(static_cast<int>(m_countField->value())); });
  connect(m_formats, &SegmentedControl::activated, this, &ParameterPanel::notice);
}

void ParameterPanel::retranslate() {
  m_steps.label->setText(tr("Steps"));
  m_guidance.label->setText(tr("Guidance"));
  m_seedLabel->setText(tr("Seed"));
  m_countLabel->setText(tr("Images"));
  m_formatLabel->setText(tr("Format"));
  for (const NumberRow& row : {m_steps, m_guidance}) {
    row.slider->setAccessibleName(row.label->text());
    row.field->setAccessibleName(row.label->text());
  }
  const QString steps = tr("How often the picture is refined. More takes longer and is not always better.");
  m_steps.slider->setToolTip(steps);
  m_steps.field->setToolTip(steps);
  const QString guidance = tr("How closely the picture keeps to the prompt");
  m_guidance.slider->setToolTip(guidance);
  m_guidance.field->setToolTip(guidance);
  m_counts->setAccessibleName(tr("Images"));
  m_counts->setToolTip(tr("Pictures at one press, each with the next seed"));
  m_counts->setLabels({"1", "2", "3", "4", tr("5+")});
  m_countField->setAccessibleName(tr("Number of images, up to %1").arg(RequestLimits::maxCount));
  m_formats->setAccessibleName(tr("File format"));
  m_formats->setToolTip(tr("PNG keeps every pixel. JPEG and WebP are smaller. All of them keep the settings."));
  m_formats->setLabels({"PNG", "JPEG", "WebP"});
  showGuidance();
  showProblem();
}

}  // namespace zaohua
