// SPDX-License-Identifier: Apache-2.0
#include "ui/keywords/keyword_chip.h"

#include <QPainter>

#include "ui/common/theme.h"

namespace zaohua {

namespace {

constexpr int dotRoom = 6;

}  // namespace

void paintKnownDot(QPainter& painter, const QPointF& middle, const QColor& color) {
  constexpr qreal radius = 2;
  painter.setPen(Qt::NoPen);
  painter.setBrush(color);
  painter.drawEllipse(middle, radius, radius);
}

KeywordChip::KeywordChip(const Keyword& keyword, PromptLanguage language, bool marked, QWidget* parent)
    : Chip(keyword.text(language), parent), m_id(keyword.id), m_marked(marked) {
  setObjectName("keyword:" + keyword.id);
  setCheckable(true);
  setDragText(keyword.text(language));
  setContextMenuPolicy(Qt::CustomContextMenu);
  const PromptLanguage other = language == PromptLanguage::chinese ? PromptLanguage::english : PromptLanguage::chinese;
  QStringList lines = {keyword.text(other)};
  if (marked)
    lines += tr("The demo model knows this word");
  setToolTip(lines.join('\n'));
  setAccessibleName(text());
  setAccessibleDescription(toolTip());
}

QSize KeywordChip::sizeHint() const {
  return Chip::sizeHint() + QSize(m_marked ? dotRoom : 0, 0);
}

void KeywordChip::paintEvent(QPaintEvent* event) {
  Chip::paintEvent(event);
  if (!m_marked)
    return;
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const ThemeColors& colors = themeColors(palette());
  paintKnownDot(painter, QPointF(8, height() / 2.0), isChecked() ? colors.accentText : colors.muted);
}

}  // namespace zaohua
