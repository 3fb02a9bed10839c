// SPDX-License-Identifier: Apache-2.0
#include "ui/prompt/prompt_box.h"

#include <QPainter>

#include "ui/common/theme.h"
#include "ui/prompt/prompt_editor.h"

namespace zaohua {

PromptBox::PromptBox(QWidget* parent) : QFrame(parent) {
  setStyleRole(this, "field");  // takes the frames away from the editors in it
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void PromptBox::watch(const PromptEditor& editor) {
  connect(&editor, &PromptEditor::focusChanged, this, &PromptBox::setActive);
}

void PromptBox::setActive(bool active) {
  m_active = active;
  update();
}

void PromptBox::paintEvent(QPaintEvent*) {
  const ThemeColors& colors = themeColors(palette());
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const qreal width = m_active ? 1.5 : 1;
  painter.setPen(QPen(m_active ? colors.accentLine : colors.line, width));
  painter.setBrush(colors.field);
  const qreal inset = width / 2;
  painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), measure::largeRadius,
                          measure::largeRadius);
}

}  // namespace zaohua
