// SPDX-License-Identifier: Apache-2.0
#include "text/character_class.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace zaohua {

namespace {

struct Range {
  char32_t first;
  char32_t last;
};

#include "text/character_ranges.inc"

constexpr Range spaces[] = {{0x09, 0x0d},     {0x20, 0x20},     {0x85, 0x85},     {0xa0, 0xa0},     {0x1680, 0x1680},
                            {0x2000, 0x200a}, {0x2028, 0x2029}, {0x202f, 0x202f}, {0x205f, 0x205f}, {0x3000, 0x3000}};

template <std::size_t count>
constexpr bool contains(const Range (&ranges)[count], char32_t character) {
  const Range* after = std::upper_bound(std::begin(ranges), std::end(ranges), character,
                                        [](char32_t value, const Range& range) { return value < range.first; });
  return after != std::begin(ranges) && character <= std::prev(after)->last;
}

constexpr CharacterClass lookUp(char32_t character) {
  if (contains(letters, character))
    return CharacterClass::letter;
  if (contains(numbers, character))
    return CharacterClass::number;
  return contains(spaces, character) ? CharacterClass::space : CharacterClass::other;
}

constexpr std::array<CharacterClass, 128> ascii = [] {
  std::array<CharacterClass, 128> classes = {};
  for (char32_t character = 0; character < classes.size(); ++character)
    classes[character] = lookUp(character);
  return classes;
}();

}  // namespace

CharacterClass characterClass(char32_t character) {
  return character < ascii.size() ? ascii[character] : lookUp(character);
}

}  // namespace zaohua
