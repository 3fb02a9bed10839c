// SPDX-License-Identifier: Apache-2.0
#include "ui/prompt/negative_prompt.h"

#include <QEvent>
#include <QLabel>
#include <QVBoxLayout>

#include "ui/common/theme.h"
#include "ui/prompt/prompt_box.h"
#include "ui/prompt/prompt_editor.h"
#include "ui/prompt/token_label.h"

namespace zaohua {

NegativePrompt::NegativePrompt(const KeywordCatalogue& catalogue, QWidget* parent)
    : QWidget(parent),
      m_heading(new QLabel),
      m_editor(new PromptEditor(catalogue)),
      m_tokens(new TokenLabel(TokenLabel::Shown::whenOver)) {
  setObjectName("negativePrompt");
  setStyleRole(m_heading, "heading");
  m_heading->setBuddy(m_editor);
  m_editor->setObjectName("negativePromptEditor");
  m_editor->setLineRange(2, 6);
  auto* box = new PromptBox;
  box->watch(*m_editor);
  auto* inside = new QVBoxLayout(box);
  inside->setContentsMargins(8, 4, 8, 4);
  inside->setSpacing(0);
  inside->addWidget(m_editor);
  inside->addWidget(m_tokens);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(measure::fieldSpacing);
  column->addWidget(m_heading);
  column->addWidget(box);
  connect(m_editor, &PromptEditor::textEdited, this, [this] { counter().setPrompts({m_editor->text()}); });
  connect(m_tokens, &TokenLabel::counted, m_editor, &PromptEditor::setUnreadFrom);
  retranslate();
}

TokenCounter& NegativePrompt::counter() {
  return m_tokens->counter();
}

void NegativePrompt::setFonts(const QFont& text, const QFont& caption) {
  m_editor->setFont(text);
  m_tokens->setFont(caption);
}

void NegativePrompt::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::LanguageChange)
    retranslate();
}

void NegativePrompt::retranslate() {
  m_heading->setText(tr("Negative prompt"));
  m_editor->setAccessibleName(tr("Negative prompt"));
  m_editor->setPlaceholderText(tr("What the picture should not show"));
}

}  // namespace zaohua
