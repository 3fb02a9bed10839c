// SPDX-License-Identifier: Apache-2.0
// Where windows stand on the screens that there are: a window whose screen is gone, or that was larger than the one it
// comes back on, must still be seen and moved. Device-independent pixels. Pure functions but for the last, which is for
// the GUI thread.
#pragma once

#include <QList>
#include <QRect>
#include <QSize>

class QWidget;

namespace zaohua {

// Of the main window at its first start, in this much room. Empty: there is too little, it had better be maximised.
QSize firstSize(const QSize& room);
// `wanted`, moved and made smaller only as far as needed to be seen whole on the screens. What spans several stays.
QRect onScreens(const QRect& wanted, const QList<QRect>& screens);

// What a window can use of each screen, without panels and its own title bar; the primary one first.
QList<QRect> roomOnScreens(const QWidget& window);

}  // namespace zaohua
