// SPDX-License-Identifier: Apache-2.0
#include "ui/prompt/prompt_panel.h"

#include <QJsonArray>
#include <QLocale>

#include "ui/common/segmented_control.h"
#include "ui/prompt/history_popup.h"
#include "ui/prompt/negative_prompt.h"
#include "ui/prompt/prompt_box.h"
#include "ui/prompt/prompt_editor.h"
#include "ui/prompt/slot_form.h"
#include "ui/prompt/token_label.h"
#include "ui/prompt/variation_line.h"

namespace zaohua {

namespace {

PromptLanguage languageOfWindow() {
  return QLocale().language() == QLocale::Chinese ? PromptLanguage::chinese : PromptLanguage::english;
}

}  // namespace

PromptPanel::PromptPanel(KeywordCatalogue& catalogue, PromptHistory& history, QWidget* parent)
    : QWidget(parent), m_catalogue(catalogue), m_history(history) {
  setObjectName("promptPanel");
  build();
  connectParts();
  retranslate();
  takeFonts();
  showMode(Mode::free);
  setNegativeVisible(false);
  noticeChange();
}

QString PromptPanel::prompt() const {
  return m_mode == Mode::inSlots ? m_slots->joined().text : m_free->text();
}

void PromptPanel::setPrompt(const QString& prompt) {
  m_walk.end();
  if (m_mode == Mode::inSlots && m_slots->joined().text == prompt)
    return;
  showMode(Mode::free);
  m_free->replaceText(prompt);
}

QString PromptPanel::negativePrompt() const {
  return m_negativeVisible ? m_negative->editor().text() : QString();
}

void PromptPanel::setNegativePrompt(const QString& prompt) {
  m_negative->editor().replaceText(prompt);
}

void PromptPanel::setNegativeVisible(bool visible) {
  m_negativeVisible = visible;
  m_negative->setVisible(visible);
}

QList<PromptEditor*> PromptPanel::promptEditors() const {
  if (m_mode == Mode::free)
    return {m_free};
  return QList<PromptEditor*>(m_slots->editors().begin(), m_slots->editors().end());
}

QList<PromptEditor*> PromptPanel::allEditors() const {
  return promptEditors() + QList<PromptEditor*>{&m_negative->editor()};
}

void PromptPanel::insertKeyword(const Keyword& keyword) {
  if (keyword.negative && !m_negativeVisible)
    return;
  PromptEditor& negative = m_negative->editor();
  bool removed = false;
  for (PromptEditor* editor : keyword.negative ? QList<PromptEditor*>{&negative} : promptEditors())
    removed = editor->removeKeyword(keyword.id) || removed;
  if (removed)
    return;
  PromptEditor& editor = keyword.negative ? negative : m_mode == Mode::free ? *m_free : m_slots->current();
  const PromptLanguage language = keyword.negative && !negative.text().isEmpty() ? negative.language() : m_language;
  editor.insertPhrase(keyword.text(language), language);
}

QStringList PromptPanel::usedKeywords() const {
  QStringList ids;
  for (const PromptEditor* editor : m_negativeVisible ? allEditors() : promptEditors())
    for (const PromptEditor::Highlight& highlight : editor->highlights())
      if (!ids.contains(highlight.id))
        ids += highlight.id;
  return ids;
}

void PromptPanel::noticeChange() {
  const QString now = prompt();
  m_variations = expandVariations(now);
  m_variationLine->setVariations(m_variations);
  m_tokens->counter().setPrompts(m_variations.isTooMany() ? QStringList(now) : m_variations.prompts);
  const PromptLanguage language = languageOfPrompt(now, languageOfWindow());
  if (std::exchange(m_language, language) != language)
    Q_EMIT languageChanged(language);
  Q_EMIT changed();
}

void PromptPanel::setTokenizer(std::shared_ptr<const PromptTokenizer> tokenizer) {
  m_tokens->counter().setTokenizer(tokenizer);
  m_negative->counter().setTokenizer(std::move(tokenizer));
}

void PromptPanel::setTokenLimit(int tokens) {
  m_tokens->counter().setLimit(tokens);
  m_negative->counter().setLimit(tokens);
}

void PromptPanel::setPicturesPerPrompt(int count) {
  m_variationLine->setPicturesPerPrompt(count);
}

bool PromptPanel::hasPreedit() const {
  const QList<PromptEditor*> editors = allEditors();
  return std::any_of(editors.begin(), editors.end(), [](const PromptEditor* editor) { return editor->hasPreedit(); });
}

void PromptPanel::commitPreedit() {
  for (PromptEditor* editor : allEditors())
    editor->commitPreedit();
}

void PromptPanel::focusPrompt() {
  (m_mode == Mode::free ? *m_free : m_slots->current()).setFocus(Qt::ShortcutFocusReason);
}

void PromptPanel::switchTo(Mode mode) {
  if (mode == m_mode)
    return;
  commitPreedit();
  const QString now = prompt();
  if (mode == Mode::inSlots)
    m_slots->setTexts(splitIntoSlots(now, m_slots->texts(), languageOfWindow()));
  else
    m_free->replaceText(now);
  showMode(mode);
  noticeChange();
  markUnread(m_unreadFrom);
  focusPrompt();
}

void PromptPanel::showMode(Mode mode) {
  m_mode = mode;
  m_walk.end();
  m_modes->setCurrent(mode == Mode::free ? 0 : 1);
  m_free->setVisible(mode == Mode::free);
  m_slots->setVisible(mode == Mode::inSlots);
}

void PromptPanel::markUnread(std::optional<int> position) {
  m_unreadFrom = position;
  // Positions of the prompt are those of the editor only where nothing was expanded.
  const bool asWritten = m_variations.prompts == QStringList(prompt());
  m_free->setUnreadFrom(asWritten && m_mode == Mode::free ? position : std::nullopt);
  m_slots->setUnreadFrom(asWritten && m_mode == Mode::inSlots ? position : std::nullopt);
}

void PromptPanel::addToHistory() {
  m_walk.end();
  if (prompt().trimmed().isEmpty())
    return;
  if (const Result<void> added = m_history.add({prompt(), negativePrompt()}); !added)
    Q_EMIT failed(added.error());
}

void PromptPanel::stepHistory(int direction) {
  if (!m_walk.isUnderWay()) {
    QStringList entries;
    for (const PromptHistory::Entry& entry : m_history.find(QString(), PromptHistory::limit))
      entries += entry.prompt;
    m_walk.begin(m_free->text(), entries);
  }
  m_free->replaceText(m_walk.step(direction, m_free->text()));
}

void PromptPanel::takeFromHistory(const PromptHistory::Entry& entry) {
  setPrompt(entry.prompt);
  if (m_negativeVisible && !entry.negativePrompt.isEmpty())
    m_negative->editor().replaceText(entry.negativePrompt);
  focusPrompt();
}

QJsonObject PromptPanel::saveState() const {
  QJsonArray slotTexts;
  for (const QString& text : m_slots->texts())
    slotTexts.append(text);
  return {{"mode", m_mode == Mode::free ? "free" : "slots"},
          {"free", m_free->text()},
          {"slots", slotTexts},
          {"negative", m_negative->editor().text()}};
}

void PromptPanel::restoreState(const QJsonObject& state) {
  SlotTexts texts;
  const QJsonArray slotTexts = state["slots"].toArray();
  for (std::size_t index = 0; index < texts.size(); ++index)
    texts[index] = slotTexts.at(static_cast<qsizetype>(index)).toString();
  m_slots->setTexts(texts);
  m_free->replaceText(state["free"].toString());
  m_negative->editor().replaceText(state["negative"].toString());
  // Nothing that was restored should be undone away.
  for (PromptEditor* editor : m_slots->editors())
    editor->document()->clearUndoRedoStacks();
  m_free->document()->clearUndoRedoStacks();
  m_negative->editor().document()->clearUndoRedoStacks();
  showMode(state["mode"].toString() == "slots" ? Mode::inSlots : Mode::free);
  noticeChange();
}

}  // namespace zaohua
