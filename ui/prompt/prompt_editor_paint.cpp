// SPDX-License-Identifier: Apache-2.0
// How a prompt looks: grounds behind keywords, the unread part, the text, the cross under the mouse.
#include <QAbstractTextDocumentLayout>
#include <QPaintEvent>
#include <QPainter>
#include <QTextBlock>
#include <QTextLayout>

#include "ui/common/theme.h"
#include "ui/prompt/prompt_editor.h"
#include "ui/prompt/spaced_document_layout.h"

namespace zaohua {

namespace {

constexpr qreal groundOverhang = 2.5;
constexpr qreal groundRadius = 4;
constexpr int crossSize = 14;

// A range of the document inside one block, in the layout's positions. Pre-edit text stands in the layout only; a range
// that it splits is no range any more.
std::optional<std::pair<int, int>> rangeInLayout(const QTextBlock& block, int begin, int end) {
  int from = qMax(begin - block.position(), 0);
  int to = qMin(end - block.position(), block.length() - 1);
  if (from >= to)
    return std::nullopt;
  const QTextLayout& layout = *block.layout();
  const int composed = static_cast<int>(layout.preeditAreaText().size());
  if (composed > 0) {
    const int at = layout.preeditAreaPosition();
    if (from < at && at < to)
      return std::nullopt;
    if (from >= at) {
      from += composed;
      to += composed;
    }
  }
  return std::pair(from, to);
}

}  // namespace

QList<QRectF> PromptEditor::highlightRects(const Highlight& highlight) const {
  const QTextBlock block = document()->findBlock(highlight.begin);
  const auto range = rangeInLayout(block, highlight.begin, highlight.begin + highlight.length);
  if (!range)
    return {};
  const QPointF origin = blockBoundingGeometry(block).translated(contentOffset()).topLeft();
  const qreal em = QFontInfo(font()).pixelSize();
  const qreal height = qMin(em * 1.45, m_layout->pitch() - 2);
  QList<QRectF> rects;
  const QTextLayout& layout = *block.layout();
  for (int index = 0; index < layout.lineCount(); ++index) {
    const QTextLine line = layout.lineAt(index);
    const int from = qMax(range->first, line.textStart());
    const int to = qMin(range->second, line.textStart() + line.textLength());
    if (from >= to)
      continue;
    // A phrase that goes on in the next line does not take the blank at the end of this one along.
    const qreal lineEnd = line.naturalTextRect().right();
    const qreal x1 = qMin(line.cursorToX(from), lineEnd);
    const qreal x2 = qMin(line.cursorToX(to), lineEnd);
    // Han characters and Latin words with ascenders have their middle here.
    const qreal middle = line.y() + line.ascent() - em * 0.36;
    rects += QRectF(origin.x() + qMin(x1, x2) - groundOverhang, qRound(origin.y() + middle - height / 2),
                    qAbs(x2 - x1) + 2 * groundOverhang, qRound(height));
  }
  return rects;
}

QRectF PromptEditor::crossRect(const Highlight& highlight) const {
  const QList<QRectF> rects = highlightRects(highlight);
  if (rects.isEmpty())
    return {};
  const QPointF corner = rects.last().topRight();
  const qreal x = qMin(corner.x() - crossSize / 2.0, viewport()->width() - crossSize - 1.0);
  return {qRound(x) * 1.0, qMax(0.0, corner.y() - 4), crossSize, crossSize};
}

void PromptEditor::paintEvent(QPaintEvent* event) {
  QPainter painter(viewport());
  painter.setClipRect(event->rect());
  painter.setRenderHint(QPainter::Antialiasing);
  paintGrounds(painter);
  paintText(painter, event->rect());
  paintCross(painter);
}

void PromptEditor::paintGrounds(QPainter& painter) const {
  painter.setPen(Qt::NoPen);
  painter.setBrush(themeColors(palette()).accentTextGround);
  for (const Highlight& highlight : m_highlights)
    for (const QRectF& rect : highlightRects(highlight))
      painter.drawRoundedRect(rect, groundRadius, groundRadius);
}

void PromptEditor::paintText(QPainter& painter, const QRect& clip) {
  const ThemeColors& colors = themeColors(palette());
  QTextCharFormat keywordFormat;
  keywordFormat.setForeground(colors.accentText);
  QTextCharFormat unreadFormat;
  unreadFormat.setForeground(colors.faint);
  // QTextLayout leaves a format out that touches an earlier one, unless it has a background.
  unreadFormat.setBackground(QColor(Qt::transparent));
  unreadFormat.setUnderlineStyle(QTextCharFormat::WaveUnderline);
  unreadFormat.setUnderlineColor(colors.warn);

  const QAbstractTextDocumentLayout::PaintContext context = getPaintContext();
  QPointF offset = contentOffset();
  painter.setPen(colors.text);
  if (!placeholderText().isEmpty() && document()->isEmpty() && !hasPreedit()) {
    painter.setPen(colors.faint);
    const qreal margin = document()->documentMargin();
    const QRectF room = QRectF(viewport()->rect()).adjusted(margin, 0, -margin, 0);
    const qreal top = offset.y() + (m_layout->pitch() - fontMetrics().height()) / 2;
    painter.drawText(room.translated(0, top), Qt::AlignTop | Qt::TextWordWrap, placeholderText());
    painter.setPen(colors.text);
  }
  for (QTextBlock block = firstVisibleBlock(); block.isValid() && offset.y() <= clip.bottom() + 1;
       block = block.next()) {
    const QRectF area = blockBoundingRect(block).translated(offset);
    QTextLayout& layout = *block.layout();
    if (area.bottom() >= clip.top()) {
      QList<QTextLayout::FormatRange> formats;
      const auto add = [&](int begin, int end, const QTextCharFormat& format) {
        if (const auto range = rangeInLayout(block, begin, end))
          formats.append({range->first, range->second - range->first, format});
      };
      const int end = document()->characterCount();
      const int unread = unreadFrom().value_or(end);
      for (const Highlight& highlight : m_highlights)
        add(highlight.begin, qMin(highlight.begin + highlight.length, unread), keywordFormat);
      add(unread, end, unreadFormat);
      for (const QAbstractTextDocumentLayout::Selection& selection : context.selections)
        add(selection.cursor.selectionStart(), selection.cursor.selectionEnd(), selection.format);
      layout.draw(&painter, offset, formats, clip);

      const int inBlock = context.cursorPosition - block.position();
      if (context.cursorPosition < -1 && !layout.preeditAreaText().isEmpty())
        layout.drawCursor(&painter, offset, layout.preeditAreaPosition() - (context.cursorPosition + 2), cursorWidth());
      else if (context.cursorPosition >= 0 && inBlock >= 0 && inBlock < block.length())
        layout.drawCursor(&painter, offset, inBlock, cursorWidth());
    }
    offset.ry() += area.height();
  }
}

void PromptEditor::paintCross(QPainter& painter) const {
  if (m_hovered < 0)
    return;
  const ThemeColors& colors = themeColors(palette());
  const QRectF cross = crossRect(m_highlights[static_cast<std::size_t>(m_hovered)]);
  painter.setPen(QPen(colors.accentText, 1));
  painter.setBrush(colors.raised);
  painter.drawEllipse(cross.adjusted(0.5, 0.5, -0.5, -0.5));
  const QRectF strokes = cross.adjusted(4.5, 4.5, -4.5, -4.5);
  painter.setPen(QPen(colors.accentText, 1.5, Qt::SolidLine, Qt::RoundCap));
  painter.drawLine(strokes.topLeft(), strokes.bottomRight());
  painter.drawLine(strokes.topRight(), strokes.bottomLeft());
}

}  // namespace zaohua
