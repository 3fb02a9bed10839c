// SPDX-License-Identifier: Apache-2.0
// An 8-bit picture as owned bytes: what crosses from the tensor world to files and windows. Plain value.
#pragma once

#include <cstdint>
#include <vector>

namespace zaohua {

struct Image8 {
  int width = 0;
  int height = 0;
  int channels = 3;                  // 3 = RGB, 4 = RGBA
  std::vector<std::uint8_t> pixels;  // rows from the top, no padding, channels interleaved

  bool empty() const { return pixels.empty(); }
};

}  // namespace zaohua
