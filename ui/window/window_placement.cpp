// SPDX-License-Identifier: Apache-2.0
#include "ui/window/window_placement.h"

#include <QGuiApplication>
#include <QRegion>
#include <QScreen>
#include <QStyle>
#include <QWidget>
#include <algorithm>

namespace zaohua {

namespace {

constexpr QSize usualSize(1440, 900);
constexpr QSize largestFirstSize(2400, 1500);
constexpr double shareOfScreen = 0.8;

int area(const QRect& rectangle) {
  return rectangle.isEmpty() ? 0 : rectangle.width() * rectangle.height();
}

// The screen that shows most of it, else the first.
QRect screenOf(const QRect& wanted, const QList<QRect>& screens) {
  return *std::ranges::max_element(screens, {}, [&wanted](const QRect& screen) { return area(screen & wanted); });
}

}  // namespace

QSize firstSize(const QSize& room) {
  if (usualSize.width() > room.width() || usualSize.height() > room.height())
    return {};
  return (room * shareOfScreen).boundedTo(largestFirstSize).expandedTo(usualSize);
}

QRect onScreens(const QRect& wanted, const QList<QRect>& screens) {
  QRegion unseen(wanted);
  for (const QRect& screen : screens)
    unseen -= screen;
  if (screens.isEmpty() || unseen.isEmpty())
    return wanted;
  const QRect screen = screenOf(wanted, screens);
  QRect placed(wanted.topLeft(), wanted.size().boundedTo(screen.size()));
  placed.moveLeft(std::clamp(placed.left(), screen.left(), screen.left() + screen.width() - placed.width()));
  placed.moveTop(std::clamp(placed.top(), screen.top(), screen.top() + screen.height() - placed.height()));
  return placed;
}

QList<QRect> roomOnScreens(const QWidget& window) {
  const int titleBar = window.style()->pixelMetric(QStyle::PM_TitleBarHeight, nullptr, &window);
  QList<QRect> rooms;
  for (const QScreen* screen : QGuiApplication::screens())
    rooms.append(screen->availableGeometry().adjusted(0, titleBar, 0, 0));
  return rooms;
}

}  // namespace zaohua
