// SPDX-License-Identifier: Apache-2.0
// The colours and measures of the window. All surfaces are neutral grey so that nothing tints the eye that judges a
// picture; cinnabar is the one accent. Every text on its surface has a contrast of at least 4.5:1. GUI thread.
#pragma once

#include <QColor>
#include <QPalette>

class QApplication;
class QWidget;

namespace zaohua {

struct ThemeColors {
  QColor window, panel, raised, field, line, text, muted, faint, canvas;
  QColor accent;      // the primary action; onAccent is its text
  QColor accentLine;  // selection, focus ring, active tab, slider
  QColor accentText;  // on accentTextGround: a keyword in the prompt
  QColor accentTextGround;
  QColor onAccent;
  QColor ok, warn, problem;  // always with an icon and words beside them
  bool dark = false;
};

const ThemeColors& darkColors();
const ThemeColors& lightColors();
// The theme that a palette belongs to: widgets ask with their own palette() when they paint, and repaint on
// QEvent::PaletteChange.
const ThemeColors& themeColors(const QPalette& palette);

// Style, palette and style sheet for the whole program; may be called again at any time.
void applyTheme(QApplication& application, bool dark);

// Pixels at 1x; Qt scales them.
namespace measure {
inline constexpr int panelMargin = 12;
inline constexpr int fieldSpacing = 8;
inline constexpr int chipSpacing = 6;
inline constexpr int radius = 6;
inline constexpr int largeRadius = 8;  // the prompt box and Generate
inline constexpr int pictureRadius = 3;
inline constexpr int control = 28;  // height
}  // namespace measure

// Roles that the style sheet knows, set with setStyleRole(): "primary" (the one big action), "quiet" (flat), "muted"
// (a label), "caption" (a small label), "heading" (of a section), "panel" (a dock's ground), "field" (a framed box).
void setStyleRole(QWidget* widget, const char* role);

}  // namespace zaohua
