// SPDX-License-Identifier: Apache-2.0
// Line icons from resources/icons, tinted by the theme when they are painted: they follow a theme change by themselves
// and are crisp at any scale. GUI thread.
#pragma once

#include <QIcon>
#include <QPixmap>

namespace zaohua {

// `name` is a file of resources/icons without its extension. Normal: text colour; disabled: faint; on: accent line.
QIcon themeIcon(const QString& name);

// For code that paints by itself.
QPixmap themePixmap(const QString& name, int size, const QColor& color, qreal devicePixelRatio);

}  // namespace zaohua
