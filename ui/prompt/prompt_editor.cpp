// SPDX-License-Identifier: Apache-2.0
#include "ui/prompt/prompt_editor.h"

#include <QApplication>
#include <QInputMethod>
#include <QInputMethodEvent>
#include <QMimeData>
#include <QTextBlock>
#include <QTextLayout>

#include "ui/common/theme.h"
#include "ui/prompt/prompt_text.h"
#include "ui/prompt/spaced_document_layout.h"

namespace zaohua {

namespace {

constexpr qreal lineHeight = 1.6;  // of the font's size
constexpr int textMargin = 4;      // room for a highlight at the beginning of a line
// What lies beyond is not read by any model; looking for words there would only cost time.
constexpr int longestSearched = 20'000;

QString cleaned(QString text) {
  text.replace("\r\n", "\n").replace('\r', '\n');
  text.replace(QChar::ParagraphSeparator, '\n').replace(QChar::LineSeparator, '\n').replace('\t', ' ');
  text.remove(QChar::ObjectReplacementCharacter).remove(QChar::Null);
  return text;
}

}  // namespace

PromptEditor::PromptEditor(const KeywordCatalogue& catalogue, QWidget* parent)
    : QPlainTextEdit(parent), m_catalogue(catalogue) {
  auto* document = new QTextDocument(this);
  m_layout = new SpacedDocumentLayout(document);
  document->setDocumentLayout(m_layout);
  document->setDocumentMargin(textMargin);
  setDocument(document);
  setFrameShape(QFrame::NoFrame);
  setTabChangesFocus(true);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
  viewport()->setMouseTracking(true);
  takeMeasures();
  connect(this, &QPlainTextEdit::textChanged, this, &PromptEditor::noticeChange);
  connect(&catalogue, &KeywordCatalogue::changed, this, &PromptEditor::findHighlights);
}

void PromptEditor::setLineRange(int least, int most) {
  m_leastLines = least;
  m_mostLines = most;
  updateGeometry();
}

void PromptEditor::takeMeasures() {
  const QFontMetricsF metrics(font());
  const qreal em = QFontInfo(font()).pixelSize();
  const qreal pitch = qRound(qMax(metrics.height(), em * lineHeight));
  document()->setDefaultFont(font());
  m_layout->setPitch(pitch, qRound((pitch - metrics.height()) / 2 + metrics.ascent()));
  setCursorWidth(qMax(1, qRound(em / 12)));
  updateGeometry();
  viewport()->update();
}

void PromptEditor::noticeChange() {
  // Pre-edit text and formats change the document too, but not the text.
  const QString now = toPlainText();
  if (now == m_knownText)
    return;
  m_knownText = now;
  findHighlights();
  if (const int lines = qBound(m_leastLines, visualLines(), m_mostLines); lines != m_shownLines) {
    m_shownLines = lines;
    updateGeometry();
  }
  Q_EMIT textEdited();
}

void PromptEditor::findHighlights() {
  m_highlights.clear();
  for (const KeywordCatalogue::Found& found : m_catalogue.findIn(m_knownText.left(longestSearched)))
    m_highlights.push_back({found.begin, found.length, found.keyword->id});
  setHovered(-1);
  viewport()->update();
}

void PromptEditor::replaceText(const QString& text) {
  commitPreedit();
  if (text == toPlainText())
    return;
  QTextCursor cursor(document());
  cursor.select(QTextCursor::Document);
  cursor.insertText(text);
  setTextCursor(cursor);
}

void PromptEditor::apply(const TextChange& change) {
  QTextCursor cursor(document());
  cursor.setPosition(change.begin);
  cursor.setPosition(change.begin + change.length, QTextCursor::KeepAnchor);
  cursor.insertText(change.replacement);
  cursor.setPosition(change.cursor);
  setTextCursor(cursor);
}

void PromptEditor::insertPhrase(const QString& phrase, PromptLanguage language) {
  commitPreedit();
  const QString now = toPlainText();
  apply(phraseInserted(now, placeForPhrase(now, textCursor().selectionEnd()), phrase, language));
}

bool PromptEditor::contains(const QString& keywordId) const {
  return std::any_of(m_highlights.begin(), m_highlights.end(),
                     [&](const Highlight& highlight) { return highlight.id == keywordId; });
}

bool PromptEditor::removeKeyword(const QString& keywordId) {
  if (!contains(keywordId))
    return false;
  commitPreedit();
  QTextCursor whole = textCursor();
  whole.beginEditBlock();
  // From the end, so that what is still to go stays where it was found.
  const std::vector<Highlight> found = m_highlights;
  for (auto highlight = found.rbegin(); highlight != found.rend(); ++highlight)
    if (highlight->id == keywordId)
      apply(phraseRemoved(toPlainText(), highlight->begin, highlight->length));
  whole.endEditBlock();
  return true;
}

void PromptEditor::removeHighlight(int index) {
  const Highlight highlight = m_highlights.at(static_cast<std::size_t>(index));
  commitPreedit();
  apply(phraseRemoved(toPlainText(), highlight.begin, highlight.length));
}

void PromptEditor::setUnreadFrom(std::optional<int> position) {
  if (position == unreadFrom())
    return;
  m_unreadFrom = QTextCursor();
  if (position) {
    // A cursor, because it moves along while the text before it is edited.
    m_unreadFrom = QTextCursor(document());
    m_unreadFrom.setPosition(qMin(*position, document()->characterCount() - 1));
  }
  viewport()->update();
}

std::optional<int> PromptEditor::unreadFrom() const {
  return m_unreadFrom.isNull() ? std::nullopt : std::optional(m_unreadFrom.position());
}

bool PromptEditor::hasPreedit() const {
  return !textCursor().block().layout()->preeditAreaText().isEmpty();
}

void PromptEditor::commitPreedit() {
  if (!hasPreedit())
    return;
  QGuiApplication::inputMethod()->commit();
  // Some input methods only forget what was being composed.
  if (const QString composed = textCursor().block().layout()->preeditAreaText(); !composed.isEmpty()) {
    QInputMethodEvent event;
    event.setCommitString(composed);
    QApplication::sendEvent(this, &event);
  }
}

int PromptEditor::visualLines() const {
  int lines = 0;
  for (QTextBlock block = document()->begin(); block.isValid() && lines <= m_mostLines; block = block.next()) {
    blockBoundingRect(block);  // lays it out
    lines += qMax(1, block.layout()->lineCount());
  }
  return lines;
}

int PromptEditor::heightOf(int lines) const {
  // The scroll bar wants to see a pixel or two below the last line.
  return qCeil(lines * m_layout->pitch() + 2 * document()->documentMargin()) + 2 * frameWidth() + 2;
}

QSize PromptEditor::sizeHint() const {
  return {200, heightOf(qBound(m_leastLines, visualLines(), m_mostLines))};
}

QSize PromptEditor::minimumSizeHint() const {
  return {80, sizeHint().height()};
}

bool PromptEditor::canInsertFromMimeData(const QMimeData* source) const {
  return !source->hasUrls() && source->hasText();
}

void PromptEditor::insertFromMimeData(const QMimeData* source) {
  const QString text = cleaned(source->text());
  if (!m_dropping) {
    textCursor().insertText(text);
    ensureCursorVisible();
    return;
  }
  const QString now = toPlainText();
  const int place = placeForDrop(now, textCursor().position());
  apply(phraseInserted(now, place, text.trimmed(), languageOfPrompt(now + text, m_fallback)));
}

}  // namespace zaohua
