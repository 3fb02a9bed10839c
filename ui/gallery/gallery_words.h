// SPDX-License-Identifier: Apache-2.0
// What the gallery says about days and pictures, in the window's language. Plain functions, GUI thread.
#pragma once

#include <QDate>
#include <QModelIndex>
#include <QString>

#include "library/picture_record.h"

namespace zaohua {

// "Today", "Yesterday", "Monday", or the date.
QString dayText(const QDate& day, const QDate& today);

// "Missing", "Damaged"; empty for a file that is there.
QString fileStateText(PictureRecord::File file);

// A row of the gallery as a screen reader says it.
QString pictureDescription(const QModelIndex& index);

}  // namespace zaohua
