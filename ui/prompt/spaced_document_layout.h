// SPDX-License-Identifier: Apache-2.0
// QPlainTextEdit's layout with an even line pitch: every baseline the same distance from the one above, whichever fonts
// a line mixes. Owned by the document. Pixels; GUI thread.
#pragma once

#include <QPlainTextDocumentLayout>

namespace zaohua {

class SpacedDocumentLayout : public QPlainTextDocumentLayout {
 public:
  explicit SpacedDocumentLayout(QTextDocument* document) : QPlainTextDocumentLayout(document) {}

  void setPitch(qreal pitch, qreal baseline);
  qreal pitch() const { return m_pitch; }

  QRectF blockBoundingRect(const QTextBlock& block) const override;

 private:
  qreal m_pitch = 0;
  qreal m_baseline = 0;  // of a line, from its top
};

}  // namespace zaohua
