// SPDX-License-Identifier: Apache-2.0
#include "image_io/orientation.h"

#include <algorithm>
#include <cstddef>

namespace zaohua {

Image8 uprightFrom(Image8 image, int orientation) {
  if (orientation < 2 || orientation > 8)
    return image;
  const bool lies = orientation >= 5;
  const bool fromRight = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
  const bool fromBottom = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
  Image8 upright{lies ? image.height : image.width, lies ? image.width : image.height, image.channels, {}};
  upright.pixels.resize(image.pixels.size());
  const auto channels = static_cast<std::size_t>(image.channels);
  auto target = upright.pixels.begin();
  for (int y = 0; y < upright.height; ++y) {
    for (int x = 0; x < upright.width; ++x) {
      const int column = lies ? y : x;
      const int row = lies ? x : y;
      const auto storedX = static_cast<std::size_t>(fromRight ? image.width - 1 - column : column);
      const auto storedY = static_cast<std::size_t>(fromBottom ? image.height - 1 - row : row);
      const std::size_t place = (storedY * static_cast<std::size_t>(image.width) + storedX) * channels;
      target = std::copy_n(image.pixels.begin() + static_cast<std::ptrdiff_t>(place), channels, target);
    }
  }
  return upright;
}

}  // namespace zaohua
