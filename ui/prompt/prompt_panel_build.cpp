// SPDX-License-Identifier: Apache-2.0
// The parts of the prompt panel: how they lie, what they say, how they are connected.
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/common/icons.h"
#include "ui/common/segmented_control.h"
#include "ui/common/theme.h"
#include "ui/prompt/history_popup.h"
#include "ui/prompt/negative_prompt.h"
#include "ui/prompt/prompt_box.h"
#include "ui/prompt/prompt_editor.h"
#include "ui/prompt/prompt_panel.h"
#include "ui/prompt/slot_form.h"
#include "ui/prompt/token_label.h"
#include "ui/prompt/variation_line.h"

namespace zaohua {

namespace {

constexpr double pointsPerPixel = 0.75;  // at 96 dots an inch, which is what a pixel of the drawings is

QFont resized(QFont font, int pixels) {
  if (font.pointSizeF() > 0)
    font.setPointSizeF(font.pointSizeF() + pixels * pointsPerPixel);
  else
    font.setPixelSize(font.pixelSize() + pixels);
  return font;
}

}  // namespace

void PromptPanel::build() {
  m_heading = new QLabel;
  setStyleRole(m_heading, "heading");
  m_modes = new SegmentedControl;
  m_modes->setObjectName("promptMode");
  m_box = new PromptBox;
  m_free = new PromptEditor(m_catalogue);
  m_free->setObjectName("promptEditor");
  m_slots = new SlotForm(m_catalogue, *m_box);
  m_slots->setObjectName("slotForm");
  m_historyButton = new QToolButton;
  m_historyButton->setObjectName("historyButton");
  m_historyButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  m_historyButton->setIcon(themeIcon("arrow-up"));
  m_historyButton->setIconSize({13, 13});
  m_historyButton->setFocusPolicy(Qt::StrongFocus);
  m_historyPopup = new HistoryPopup(m_history, this);
  m_tokens = new TokenLabel(TokenLabel::Shown::always);
  m_variationLine = new VariationLine;
  m_negative = new NegativePrompt(m_catalogue);
  m_box->watch(*m_free);
  setFocusProxy(m_free);

  auto* heading = new QHBoxLayout;
  heading->addWidget(m_heading, 1);
  heading->addWidget(m_modes);
  auto* footer = new QHBoxLayout;
  footer->addWidget(m_historyButton);
  footer->addWidget(m_tokens, 1);
  auto* box = new QVBoxLayout(m_box);
  box->setContentsMargins(8, 6, 8, 4);
  box->setSpacing(2);
  box->addWidget(m_free);
  box->addWidget(m_slots);
  box->addLayout(footer);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(measure::fieldSpacing);
  column->addLayout(heading);
  column->addWidget(m_box);
  column->addWidget(m_variationLine);
  column->addWidget(m_negative);
}

void PromptPanel::connectParts() {
  connect(m_modes, &SegmentedControl::activated, this,
          [this](int index) { switchTo(index == 0 ? Mode::free : Mode::inSlots); });
  // Both modes write into each other on a switch; only what is shown counts as a change.
  connect(m_free, &PromptEditor::textEdited, this, [this] {
    if (m_mode == Mode::free)
      noticeChange();
  });
  connect(m_slots, &SlotForm::textEdited, this, [this] {
    if (m_mode == Mode::inSlots)
      noticeChange();
  });
  connect(&m_negative->editor(), &PromptEditor::textEdited, this, &PromptPanel::noticeChange);
  connect(m_free, &PromptEditor::generateRequested, this, &PromptPanel::generateRequested);
  connect(m_slots, &SlotForm::generateRequested, this, &PromptPanel::generateRequested);
  connect(&m_negative->editor(), &PromptEditor::generateRequested, this, &PromptPanel::generateRequested);
  connect(m_free, &PromptEditor::olderRequested, this, [this] { stepHistory(1); });
  connect(m_free, &PromptEditor::newerRequested, this, [this] { stepHistory(-1); });
  connect(m_historyButton, &QToolButton::clicked, this, [this] {
    commitPreedit();
    m_historyPopup->openBelow(*m_historyButton);
  });
  connect(m_historyPopup, &HistoryPopup::taken, this, &PromptPanel::takeFromHistory);
  connect(m_historyPopup, &HistoryPopup::failed, this, &PromptPanel::failed);
  connect(m_tokens, &TokenLabel::counted, this, &PromptPanel::markUnread);
  connect(&m_catalogue, &KeywordCatalogue::changed, this, &PromptPanel::changed);
}

void PromptPanel::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::LanguageChange)
    retranslate();
  if (event->type() == QEvent::FontChange)
    takeFonts();
}

void PromptPanel::takeFonts() {
  const QFont larger = resized(font(), 2);
  const QFont caption = resized(font(), -2);
  m_free->setFont(larger);
  m_negative->setFonts(font(), caption);
  m_slots->setEditorFont(font());
  m_historyButton->setFont(caption);
  m_tokens->setFont(caption);
}

void PromptPanel::retranslate() {
  m_heading->setText(tr("Prompt"));
  m_modes->setAccessibleName(tr("How the prompt is written"));
  m_modes->setLabels({tr("Free text"), tr("Five slots")});
  m_free->setAccessibleName(tr("Prompt"));
  m_free->setPlaceholderText(tr("Say what the picture shows, in Chinese or English"));
  m_historyButton->setText(tr("History"));
  m_historyButton->setToolTip(tr("Earlier prompts (Alt+Up, Alt+Down)"));
  m_historyButton->setAccessibleName(tr("Earlier prompts"));
  const PromptLanguage language =
      QLocale().language() == QLocale::Chinese ? PromptLanguage::chinese : PromptLanguage::english;
  m_free->setFallbackLanguage(language);
  m_slots->setFallbackLanguage(language);
  m_negative->editor().setFallbackLanguage(language);
}

}  // namespace zaohua
