// SPDX-License-Identifier: Apache-2.0
#include "ui/common/theme.h"

#include <QApplication>
#include <QMainWindow>
#include <QStyle>
#include <QWidget>
#include <cmath>

#include "support/qt_test_main.h"
#include "ui/common/icons.h"

namespace zaohua {

namespace {

// WCAG 2.1, relative luminance and contrast ratio.
double luminance(const QColor& color) {
  const auto linear = [](double part) {
    return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor& a, const QColor& b) {
  const double lighter = std::max(luminance(a), luminance(b));
  const double darker = std::min(luminance(a), luminance(b));
  return (lighter + 0.05) / (darker + 0.05);
}

}  // namespace

class ThemeTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  // Qt's own grips on separators of one pixel outlive a restored layout, and the program does not outlive them.
  void hasNoSeparatorOfOnePixel() {
    applyTheme(*qApp, true);
    const QMainWindow window;
    QVERIFY(window.style()->pixelMetric(QStyle::PM_DockWidgetSeparatorExtent, nullptr, &window) > 1);
  }

  void textCanBeReadOnEverySurface_data() {
    QTest::addColumn<QColor>("text");
    QTest::addColumn<QColor>("surface");
    for (const ThemeColors* colors : {&darkColors(), &lightColors()}) {
      const std::pair<const char*, QColor> surfaces[] = {
          {"panel", colors->panel}, {"raised", colors->raised}, {"field", colors->field}};
      const std::pair<const char*, QColor> texts[] = {{"text", colors->text},   {"muted", colors->muted},
                                                      {"faint", colors->faint}, {"ok", colors->ok},
                                                      {"warn", colors->warn},   {"problem", colors->problem}};
      const char* name = colors->dark ? "dark" : "light";
      for (const auto& [surface, ground] : surfaces)
        for (const auto& [text, color] : texts)
          QTest::addRow("%s: %s on %s", name, text, surface) << color << ground;
      QTest::addRow("%s: keyword", name) << colors->accentText << colors->accentTextGround;
      QTest::addRow("%s: Generate", name) << colors->onAccent << colors->accent;
      QTest::addRow("%s: welcome", name) << colors->text << colors->canvas;
    }
  }

  void textCanBeReadOnEverySurface() {
    QFETCH(QColor, text);
    QFETCH(QColor, surface);
    QVERIFY2(contrast(text, surface) >= 4.5, qPrintable(QString::number(contrast(text, surface))));
  }

  void widgetsKnowTheirTheme() {
    QWidget widget;
    widget.show();
    applyTheme(*qApp, true);
    QTRY_VERIFY(themeColors(widget.palette()).dark);
    applyTheme(*qApp, false);
    QTRY_VERIFY(!themeColors(widget.palette()).dark);
  }

  void iconsFollowTheTheme() {
    const auto strokeOf = [] {
      const QImage image = themeIcon("x").pixmap(QSize(24, 24)).toImage();
      return image.pixelColor(12, 12);
    };
    applyTheme(*qApp, true);
    const QColor onDark = strokeOf();
    applyTheme(*qApp, false);
    const QColor onLight = strokeOf();
    QVERIFY(onDark.lightness() > 150 && onLight.lightness() < 100);
  }
};

}  // namespace zaohua

ZAOHUA_QT_TEST_MAIN(zaohua::ThemeTest)
#include "theme_test.moc"
