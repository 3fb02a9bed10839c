// SPDX-License-Identifier: Apache-2.0
// The gallery's menu of rarer filters and its order, filled anew each time it opens. GUI thread.
#pragma once

#include <QDate>
#include <QString>
#include <functional>

#include "library/gallery_store.h"

class QMenu;

namespace zaohua {

void fillFilterMenu(QMenu& menu, const GalleryStore& store, const GalleryFilter& filter,
                    const std::function<void(const GalleryFilter&)>& choose);

// "Today", "Since 18 Nov 2026", "3 – 9 Nov": what a chip says.
QString dateRangeText(const QDate& from, const QDate& to);

}  // namespace zaohua
