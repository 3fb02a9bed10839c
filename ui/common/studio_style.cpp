// SPDX-License-Identifier: Apache-2.0
#include "ui/common/studio_style.h"

#include <QPainter>
#include <QStyleFactory>
#include <QStyleOption>

#include "ui/common/icons.h"
#include "ui/common/theme.h"

namespace zaohua {

StudioStyle::StudioStyle() : QProxyStyle(QStyleFactory::create("Fusion")) {
}

int StudioStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const {
  switch (metric) {
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
      return 16;
    case PM_DockWidgetSeparatorExtent:
    case PM_SplitterWidth:
      return 5;
    default:
      return QProxyStyle::pixelMetric(metric, option, widget);
  }
}

int StudioStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                           QStyleHintReturn* returned) const {
  switch (hint) {
    case SH_ToolTip_WakeUpDelay:
      return 500;
    case SH_Slider_AbsoluteSetButtons:
      return Qt::LeftButton;  // a click on the groove goes there
    case SH_DialogButtonBox_ButtonsHaveIcons:
      return 0;
    case SH_EtchDisabledText:
      return 0;
    default:
      return QProxyStyle::styleHint(hint, option, widget, returned);
  }
}

QIcon StudioStyle::standardIcon(StandardPixmap icon, const QStyleOption* option, const QWidget* widget) const {
  switch (icon) {
    case SP_LineEditClearButton:
    case SP_TitleBarCloseButton:  // of a dock
      return themeIcon("x");
    case SP_TitleBarNormalButton:  // of a dock: floats it and puts it back
      return themeIcon("expand");
    default:
      return QProxyStyle::standardIcon(icon, option, widget);
  }
}

void StudioStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                                const QWidget* widget) const {
  if (element == PE_FrameFocusRect) {
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(themeColors(option->palette).accentLine, 2));
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(QRectF(option->rect).adjusted(1, 1, -1, -1), measure::radius, measure::radius);
    painter->restore();
    return;
  }
  // A line in a strip that is wide enough to be caught. Not a separator of one pixel in the style sheet: for that Qt
  // lays widgets of its own over it, and calls one that is no longer there after a layout was restored.
  if (element == PE_IndicatorDockWidgetResizeHandle) {
    const ThemeColors& colors = themeColors(option->palette);
    const QRect strip = option->rect;
    const bool upright = strip.height() > strip.width();
    painter->fillRect(strip, colors.panel);
    const QRect line = upright ? QRect(strip.center().x(), strip.top(), 1, strip.height())
                               : QRect(strip.left(), strip.center().y(), strip.width(), 1);
    const bool hovered = option->state.testFlag(State_MouseOver);
    painter->fillRect(line, hovered ? colors.accentLine : colors.line);
    return;
  }
  QProxyStyle::drawPrimitive(element, option, painter, widget);
}

}  // namespace zaohua
