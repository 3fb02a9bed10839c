// SPDX-License-Identifier: Apache-2.0
#include "ui/prompt/spaced_document_layout.h"

#include <QTextBlock>
#include <QTextDocument>
#include <QTextLayout>

namespace zaohua {

void SpacedDocumentLayout::setPitch(qreal pitch, qreal baseline) {
  m_pitch = pitch;
  m_baseline = baseline;
}

QRectF SpacedDocumentLayout::blockBoundingRect(const QTextBlock& block) const {
  // The base lays the lines out densely; there is no other place to move them.
  QRectF rect = QPlainTextDocumentLayout::blockBoundingRect(block);
  if (rect.isNull() || m_pitch <= 0 || !block.isVisible())
    return rect;
  const QTextLayout* layout = block.layout();
  const int lines = layout->lineCount();
  for (int index = 0; index < lines; ++index) {
    QTextLine line = layout->lineAt(index);
    line.setPosition(QPointF(line.x(), index * m_pitch + m_baseline - line.ascent()));
  }
  const bool last = !block.next().isValid();
  rect.setHeight(lines * m_pitch + (last ? document()->documentMargin() : 0));
  return rect;
}

}  // namespace zaohua
