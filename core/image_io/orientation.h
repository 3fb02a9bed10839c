// SPDX-License-Identifier: Apache-2.0
// Pictures the right way up: cameras store them as the sensor lay and say how to turn them. Plain function, any thread.
#pragma once

#include "base/image8.h"

namespace zaohua {

// `orientation` as EXIF counts it (tag 0x0112): 1 stays as it is, 2-4 are mirrored or upside down, 5-8 lie on a side.
// Any other number counts as 1. REQUIRES a whole picture.
Image8 uprightFrom(Image8 image, int orientation);

}  // namespace zaohua
