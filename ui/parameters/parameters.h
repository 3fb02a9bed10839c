// SPDX-License-Identifier: Apache-2.0
// What the left column says about a picture besides its words. Plain value; pixels.
#pragma once

#include <QString>

namespace zaohua {

struct Parameters {
  int width = 1024, height = 1024;
  int steps = 8;
  int count = 1;
  double guidance = 0;
  qint64 seed = -1;         // -1: a new one is drawn at each press
  bool seedLocked = false;  // true exactly where there is a seed
  QString format = "png";   // "png", "jpg" or "webp"

  bool operator==(const Parameters&) const = default;
};

}  // namespace zaohua
