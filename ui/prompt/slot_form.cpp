// SPDX-License-Identifier: Apache-2.0
#include "ui/prompt/slot_form.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QPainter>

#include "ui/common/theme.h"
#include "ui/prompt/prompt_box.h"
#include "ui/prompt/prompt_editor.h"

namespace zaohua {

namespace {

constexpr int rowSpacing = 5;
constexpr const char* slotNames[slotCount] = {"slotSubject", "slotAction", "slotEnvironment", "slotStyle",
                                              "slotDetail"};

}  // namespace

SlotForm::SlotForm(const KeywordCatalogue& catalogue, PromptBox& box, QWidget* parent) : QWidget(parent) {
  auto* grid = new QGridLayout(this);
  grid->setContentsMargins(4, 0, 0, 0);
  grid->setHorizontalSpacing(8);
  grid->setVerticalSpacing(rowSpacing);
  grid->setColumnStretch(1, 1);
  for (int index = 0; index < slotCount; ++index) {
    auto* label = new QLabel;
    auto* editor = new PromptEditor(catalogue);
    setStyleRole(label, "muted");
    label->setBuddy(editor);
    label->setContentsMargins(0, 5, 0, 0);
    editor->setObjectName(slotNames[index]);
    editor->setLineRange(1, 5);
    grid->addWidget(label, index, 0, Qt::AlignTop);
    grid->addWidget(editor, index, 1);
    connect(editor, &PromptEditor::textEdited, this, &SlotForm::textEdited);
    connect(editor, &PromptEditor::generateRequested, this, &SlotForm::generateRequested);
    connect(editor, &PromptEditor::focusChanged, this, [this, index](bool focused) {
      if (focused)
        m_current = index;
    });
    box.watch(*editor);
    m_labels[static_cast<std::size_t>(index)] = label;
    m_editors[static_cast<std::size_t>(index)] = editor;
  }
  setFocusProxy(m_editors[0]);
  retranslate();
}

SlotTexts SlotForm::texts() const {
  SlotTexts texts;
  for (std::size_t index = 0; index < texts.size(); ++index)
    texts[index] = m_editors[index]->text();
  return texts;
}

void SlotForm::setTexts(const SlotTexts& texts) {
  for (std::size_t index = 0; index < texts.size(); ++index)
    m_editors[index]->replaceText(texts[index]);
}

void SlotForm::setFallbackLanguage(PromptLanguage language) {
  m_fallback = language;
  for (PromptEditor* editor : m_editors)
    editor->setFallbackLanguage(language);
}

void SlotForm::setUnreadFrom(std::optional<int> position) {
  const JoinedSlots whole = joined();
  for (std::size_t index = 0; index < m_editors.size(); ++index) {
    const int begin = whole.begins[index];
    std::optional<int> inSlot;
    if (position && begin >= 0 && begin + m_editors[index]->text().size() > *position)
      inSlot = qMax(0, *position - begin);
    m_editors[index]->setUnreadFrom(inSlot);
  }
}

void SlotForm::setEditorFont(const QFont& font) {
  for (PromptEditor* editor : m_editors)
    editor->setFont(font);
}

void SlotForm::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::LanguageChange)
    retranslate();
}

void SlotForm::retranslate() {
  const struct {
    QString label, example, explanation;
  } words[slotCount] = {
      {tr("Subject"), tr("a golden retriever"), tr("Who or what the picture shows")},
      {tr("Action"), tr("sitting on the grass"), tr("What the subject does, or its pose")},
      {tr("Scene"), tr("bright sunshine, green trees"), tr("Where and when: place, weather, light")},
      {tr("Style"), tr("HD photo"), tr("Photo, painting, animation … and in whose manner")},
      {tr("Detail"), tr("shallow depth of field, clear fur"), tr("What to look at closely")},
  };
  for (std::size_t index = 0; index < m_editors.size(); ++index) {
    m_labels[index]->setText(words[index].label);
    m_labels[index]->setToolTip(words[index].explanation);
    m_editors[index]->setPlaceholderText(words[index].example);
    m_editors[index]->setAccessibleName(words[index].label);
    m_editors[index]->setAccessibleDescription(words[index].explanation);
  }
}

void SlotForm::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setPen(themeColors(palette()).line);
  for (std::size_t index = 1; index < m_editors.size(); ++index) {
    const int y = m_editors[index]->y() - rowSpacing / 2 - 1;
    painter.drawLine(0, y, width(), y);
  }
}

}  // namespace zaohua
