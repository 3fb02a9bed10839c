// SPDX-License-Identifier: Apache-2.0
// int8 rows are mixed before they are rounded: groups of neighbouring values times a Hadamard matrix, which is a
// rotation. A product of two rows stays what it was, because both are rotated; but a value that towers above the rest
// of its row, as the feed-forward makes them, is spread over its group instead of taking the other values' digits.
// Plain value.
#pragma once

#include <cstdint>

namespace zaohua {

// The matrix of 1 and -1 works in steps of 1, 2, 4, … places: (a, b) becomes (a + b, a - b). Its factor 1/√group is a
// power of two, so it costs no digit; it is left to the row's scale.
struct Hadamard {
  int group = 1;
  float factor = 1;
};

inline Hadamard hadamardOf(std::int64_t width) {
  constexpr int largest = 256;
  Hadamard matrix;
  while (matrix.group < largest && width % (std::int64_t{4} * matrix.group) == 0)
    matrix = {4 * matrix.group, matrix.factor / 2};
  return matrix;
}

}  // namespace zaohua
