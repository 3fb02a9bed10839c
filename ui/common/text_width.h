// SPDX-License-Identifier: Apache-2.0
// How wide a text is, rounded up: QFontMetrics rounds to the nearest pixel, and a text in half a pixel too little room
// is cut. Plain function, GUI thread.
#pragma once

#include <QFontMetricsF>
#include <QString>
#include <cmath>

namespace zaohua {

inline int textWidth(const QFont& font, const QString& text) {
  return static_cast<int>(std::ceil(QFontMetricsF(font).horizontalAdvance(text))) + 1;
}

// The column of labels beside fields: as wide as the longest of them in either language, so that all columns agree.
inline int labelColumnWidth(const QFont& font) {
  return textWidth(font, "Guidance");
}

}  // namespace zaohua
