// SPDX-License-Identifier: Apache-2.0
// The text field for prompts, in any language: keywords stand out and can be taken away, the part that the model does
// not read is marked, input methods work as they should. Grows with its text. Used for the prompt, each slot and the
// negative prompt. GUI thread.
#pragma once

#include <QPlainTextEdit>
#include <QTextCursor>
#include <optional>
#include <vector>

#include "library/keyword_catalogue.h"

class QHelpEvent;

namespace zaohua {

struct TextChange;
class SpacedDocumentLayout;

class PromptEditor : public QPlainTextEdit {
  Q_OBJECT

 public:
  // A keyword in the text.
  struct Highlight {
    int begin = 0;
    int length = 0;
    QString id;
  };

  explicit PromptEditor(const KeywordCatalogue& catalogue, QWidget* parent = nullptr);

  // Lines that it is high at least and at most; beyond, it scrolls.
  void setLineRange(int least, int most);

  QString text() const { return toPlainText(); }  // without pre-edit text
  // One step for undo. The cursor goes to the end.
  void replaceText(const QString& text);
  // Language of separators and of the words beside a keyword.
  void setFallbackLanguage(PromptLanguage language) { m_fallback = language; }
  PromptLanguage language() const { return languageOfPrompt(text(), m_fallback); }

  const std::vector<Highlight>& highlights() const { return m_highlights; }
  bool contains(const QString& keywordId) const;
  void insertPhrase(const QString& phrase, PromptLanguage language);  // at the cursor
  bool removeKeyword(const QString& keywordId);                       // every occurrence; false: there was none
  // From here on the model reads nothing; none: it reads all.
  void setUnreadFrom(std::optional<int> position);
  std::optional<int> unreadFrom() const;

  bool hasPreedit() const;
  // What an input method is composing becomes text.
  void commitPreedit();

  // Where a highlight and its removal cross are, in coordinates of the viewport; one rectangle a line.
  QList<QRectF> highlightRects(const Highlight& highlight) const;
  QRectF crossRect(const Highlight& highlight) const;

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 Q_SIGNALS:
  void textEdited();  // the text is another one; never by pre-edit text
  void generateRequested();
  void olderRequested();
  void newerRequested();
  void focusChanged(bool focused);

 protected:
  bool event(QEvent* event) override;
  bool viewportEvent(QEvent* event) override;
  void changeEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  bool canInsertFromMimeData(const QMimeData* source) const override;
  void insertFromMimeData(const QMimeData* source) override;

 private:
  void takeMeasures();
  void noticeChange();
  void findHighlights();
  void apply(const TextChange& change);
  void removeHighlight(int index);
  bool handleKey(const QKeyEvent& key);
  bool handleMouse(const QMouseEvent& mouse);
  bool handleDrop(QDropEvent& drop);
  bool showToolTip(const QHelpEvent& help);
  int highlightAtPosition(int position) const;
  int highlightAt(const QPointF& point) const;
  int crossAt(const QPointF& point) const;
  void setHovered(int index);
  QPointF onLine(const QPointF& point) const;
  int visualLines() const;
  int heightOf(int lines) const;
  void paintGrounds(QPainter& painter) const;
  void paintText(QPainter& painter, const QRect& clip);
  void paintCross(QPainter& painter) const;

  const KeywordCatalogue& m_catalogue;
  SpacedDocumentLayout* m_layout;
  std::vector<Highlight> m_highlights;
  QString m_knownText;
  QTextCursor m_unreadFrom;  // null: all is read
  PromptLanguage m_fallback = PromptLanguage::english;
  int m_leastLines = 4, m_mostLines = 10, m_shownLines = 0;
  int m_hovered = -1;
  bool m_dropping = false;
  bool m_pressedCross = false;
};

}  // namespace zaohua
