// SPDX-License-Identifier: Apache-2.0
// Dragging pictures out of the window as files. GUI thread.
#pragma once

#include <QImage>

#include "library/picture_record.h"

class QWidget;

namespace zaohua {

// Drags a picture that is on the disk; returns when it was dropped. Copies only: the gallery keeps its file.
void dragPicture(QWidget* source, const PictureRecord& record, const QImage& image);

}  // namespace zaohua
