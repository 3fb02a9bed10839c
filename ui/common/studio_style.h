// SPDX-License-Identifier: Apache-2.0
// Fusion with our corrections: what the style sheet cannot say. Owned by the application. GUI thread.
#pragma once

#include <QProxyStyle>

namespace zaohua {

class StudioStyle : public QProxyStyle {
 public:
  StudioStyle();

  int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
  int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                QStyleHintReturn* returned) const override;
  QIcon standardIcon(StandardPixmap icon, const QStyleOption* option, const QWidget* widget) const override;
  void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override;
};

}  // namespace zaohua
