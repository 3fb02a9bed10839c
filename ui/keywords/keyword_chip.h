// SPDX-License-Identifier: Apache-2.0
// A keyword of the palette: pressed while it is in the prompt, with a dot if the demo model knows it. GUI thread.
#pragma once

#include "library/keyword_catalogue.h"
#include "ui/common/chip.h"

namespace zaohua {

// Where the dot stands in the chip and in its legend.
void paintKnownDot(QPainter& painter, const QPointF& middle, const QColor& color);

class KeywordChip : public Chip {
  Q_OBJECT

 public:
  KeywordChip(const Keyword& keyword, PromptLanguage language, bool marked, QWidget* parent = nullptr);

  const QString& id() const { return m_id; }
  QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
  // Whether it is pressed is decided by the prompt, not by the click.
  void nextCheckState() override {}

 private:
  QString m_id;
  bool m_marked;
};

}  // namespace zaohua
