// SPDX-License-Identifier: Apache-2.0
// Where windows stand on the screens that there are.
#include "ui/window/window_placement.h"

#include "support/qt_test_main.h"

namespace zaohua {

class WindowPlacementTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void beginsInGoodProportionToTheScreen() {
    QCOMPARE(firstSize({1366, 740}), QSize());
    QCOMPARE(firstSize({1280, 1024}), QSize());
    QCOMPARE(firstSize({1920, 1050}), QSize(1536, 900));
    QCOMPARE(firstSize({2560, 1410}), QSize(2048, 1128));
    QCOMPARE(firstSize({3840, 2130}), QSize(2400, 1500));
  }

  void leavesAloneWhatIsSeen() {
    const QRect window(100, 100, 1440, 900);
    QCOMPARE(onScreens(window, {QRect(0, 24, 1920, 1056)}), window);
    // Over two screens.
    const QRect wide(1000, 100, 1800, 900);
    QCOMPARE(onScreens(wide, {QRect(0, 24, 1920, 1056), QRect(1920, 24, 1920, 1056)}), wide);
  }

  void bringsBackWhatIsNot() {
    const QRect laptop(0, 24, 1366, 744);
    // Saved on a large screen.
    QCOMPARE(onScreens({300, 200, 3000, 1800}, {laptop}), laptop);
    // On a screen that is gone, right, left and above.
    QCOMPARE(onScreens({4000, 100, 1000, 700}, {laptop}), QRect(366, 68, 1000, 700));
    QCOMPARE(onScreens({-3000, 100, 1000, 700}, {laptop}), QRect(0, 68, 1000, 700));
    QCOMPARE(onScreens({100, -900, 1000, 700}, {laptop}), QRect(100, 24, 1000, 700));
    // The screen that shows most of it takes it.
    QCOMPARE(onScreens({1800, 500, 1000, 700}, {laptop, QRect(1366, 24, 1920, 1056)}), QRect(1800, 380, 1000, 700));
    QCOMPARE(onScreens({0, 0, 100, 100}, {}), QRect(0, 0, 100, 100));
  }
};

}  // namespace zaohua

ZAOHUA_QT_CORE_TEST_MAIN(zaohua::WindowPlacementTest)
#include "window_placement_test.moc"
