// SPDX-License-Identifier: Apache-2.0
#include "ui/presets/preset_combo.h"

#include <QStyleOptionComboBox>
#include <QStylePainter>
#include <QWheelEvent>

#include "ui/common/theme.h"

namespace zaohua {

PresetCombo::PresetCombo(QWidget* parent) : QComboBox(parent) {
  setFocusPolicy(Qt::StrongFocus);
  setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  setMinimumContentsLength(8);
  setMaxVisibleItems(20);
}

void PresetCombo::setShownText(const QString& text) {
  m_shown = text;
  update();
}

QSize PresetCombo::minimumSizeHint() const {
  return {80, QComboBox::minimumSizeHint().height()};
}

void PresetCombo::paintEvent(QPaintEvent*) {
  QStylePainter painter(this);
  QStyleOptionComboBox option;
  initStyleOption(&option);
  painter.drawComplexControl(QStyle::CC_ComboBox, option);
  const QString whole = currentIndex() < 0 ? placeholderText() : m_shown.isEmpty() ? currentText() : m_shown;
  const QRect room = style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, this);
  option.currentText = fontMetrics().elidedText(whole, Qt::ElideRight, room.width());
  if (currentIndex() < 0)
    option.palette.setColor(QPalette::ButtonText, themeColors(palette()).faint);
  painter.drawControl(QStyle::CE_ComboBoxLabel, option);
}

void PresetCombo::wheelEvent(QWheelEvent* event) {
  if (!hasFocus()) {
    event->ignore();
    return;
  }
  QComboBox::wheelEvent(event);
}

}  // namespace zaohua
