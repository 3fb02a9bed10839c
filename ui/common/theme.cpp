// SPDX-License-Identifier: Apache-2.0
#include "ui/common/theme.h"

#include <QApplication>
#include <QFile>
#include <QStyle>
#include <QStyleFactory>
#include <QWidget>

#include "ui/common/studio_style.h"

namespace zaohua {

namespace {

ThemeColors makeDark() {
  ThemeColors colors;
  colors.window = "#1e1e1f";
  colors.panel = "#262627";
  colors.raised = "#303032";
  colors.field = "#1a1a1b";
  colors.line = "#3a3a3d";
  colors.text = "#ececed";
  colors.muted = "#a2a2a8";
  colors.faint = "#98989f";
  colors.canvas = "#161617";
  colors.accent = "#c9482f";
  colors.accentLine = "#e8775f";
  colors.accentText = "#f0a594";
  colors.accentTextGround = "#3a2622";
  colors.onAccent = "#ffffff";
  colors.ok = "#6fbf8b";
  colors.warn = "#e0b04c";
  colors.problem = "#f17364";
  colors.dark = true;
  return colors;
}

ThemeColors makeLight() {
  ThemeColors colors;
  colors.window = "#ececee";
  colors.panel = "#f7f7f8";
  colors.raised = "#ffffff";
  colors.field = "#ffffff";
  colors.line = "#d9d9dd";
  colors.text = "#1d1d20";
  colors.muted = "#5f5f67";
  colors.faint = "#6f6f78";
  colors.canvas = "#dcdcdf";
  colors.accent = "#c2412a";
  colors.accentLine = "#c2412a";
  colors.accentText = "#9c301c";
  colors.accentTextGround = "#fbe6e0";
  colors.onAccent = "#ffffff";
  colors.ok = "#23784a";
  colors.warn = "#8a6000";
  colors.problem = "#b3261e";
  return colors;
}

QPalette paletteOf(const ThemeColors& colors) {
  QPalette palette;
  palette.setColor(QPalette::Window, colors.window);
  palette.setColor(QPalette::WindowText, colors.text);
  palette.setColor(QPalette::Base, colors.field);
  palette.setColor(QPalette::AlternateBase, colors.panel);
  palette.setColor(QPalette::Text, colors.text);
  palette.setColor(QPalette::PlaceholderText, colors.faint);
  palette.setColor(QPalette::Button, colors.raised);
  palette.setColor(QPalette::ButtonText, colors.text);
  palette.setColor(QPalette::BrightText, colors.problem);
  palette.setColor(QPalette::Highlight, colors.accent);
  palette.setColor(QPalette::HighlightedText, colors.onAccent);
  palette.setColor(QPalette::Link, colors.accentText);
  palette.setColor(QPalette::LinkVisited, colors.accentText);
  palette.setColor(QPalette::ToolTipBase, colors.raised);
  palette.setColor(QPalette::ToolTipText, colors.text);
  // Fusion draws its frames from these.
  palette.setColor(QPalette::Light, colors.raised);
  palette.setColor(QPalette::Midlight, colors.line);
  palette.setColor(QPalette::Mid, colors.line);
  palette.setColor(QPalette::Dark, colors.line);
  palette.setColor(QPalette::Shadow, colors.canvas);
  for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
    palette.setColor(QPalette::Disabled, role, colors.faint);
  palette.setColor(QPalette::Disabled, QPalette::Highlight, colors.line);
  return palette;
}

// The sheet names colours by token ("@panel"), so that one sheet serves both themes.
QString filledSheet(QString sheet, const ThemeColors& colors) {
  // A longer name first where one begins another.
  const std::pair<const char*, QColor> tokens[] = {
      {"@accentTextGround", colors.accentTextGround},
      {"@accentText", colors.accentText},
      {"@accentLine", colors.accentLine},
      {"@accentHover", colors.accent.lighter(110)},
      {"@accentPressed", colors.accent.darker(112)},
      {"@accent", colors.accent},
      {"@onAccent", colors.onAccent},
      {"@window", colors.window},
      {"@panel", colors.panel},
      {"@raisedHover", colors.dark ? colors.raised.lighter(118) : colors.raised.darker(104)},
      {"@raised", colors.raised},
      {"@field", colors.field},
      {"@line", colors.line},
      {"@text", colors.text},
      {"@muted", colors.muted},
      {"@faint", colors.faint},
      {"@canvas", colors.canvas},
      {"@problem", colors.problem},
  };
  for (const auto& [name, color] : tokens)
    sheet.replace(name, color.name());
  return sheet;
}

}  // namespace

const ThemeColors& darkColors() {
  static const ThemeColors colors = makeDark();
  return colors;
}

const ThemeColors& lightColors() {
  static const ThemeColors colors = makeLight();
  return colors;
}

const ThemeColors& themeColors(const QPalette& palette) {
  return palette.color(QPalette::WindowText).lightness() > 128 ? darkColors() : lightColors();
}

void applyTheme(QApplication& application, bool dark) {
  const ThemeColors& colors = dark ? darkColors() : lightColors();
  if (application.property("zaohuaStyle").isNull()) {
    QApplication::setStyle(new StudioStyle);
    application.setProperty("zaohuaStyle", true);
  }
  QApplication::setPalette(paletteOf(colors));
  QFile sheet(":/style/studio.qss");
  if (sheet.open(QIODevice::ReadOnly))
    application.setStyleSheet(filledSheet(QString::fromUtf8(sheet.readAll()), colors));
}

void setStyleRole(QWidget* widget, const char* role) {
  widget->setProperty("role", role);
  widget->style()->unpolish(widget);
  widget->style()->polish(widget);
}

}  // namespace zaohua
