// SPDX-License-Identifier: Apache-2.0
// A picture on the canvas: its pixels and what the gallery knows about it. Plain value; copies share the pixels.
#pragma once

#include <QImage>

#include "library/picture_record.h"

namespace zaohua {

struct CanvasPicture {
  QImage image;
  PictureRecord record;
};

}  // namespace zaohua
