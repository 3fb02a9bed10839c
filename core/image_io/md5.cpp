// SPDX-License-Identifier: Apache-2.0
#include "image_io/md5.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>

namespace zaohua {

namespace {

using State = std::array<std::uint32_t, 4>;

constexpr std::size_t blockSize = 64;

// RFC 1321 defines the constants by the sine function.
const std::array<std::uint32_t, 64>& sines() {
  static const std::array<std::uint32_t, 64> table = [] {
    std::array<std::uint32_t, 64> values = {};
    for (std::size_t i = 0; i < values.size(); ++i)
      values[i] = static_cast<std::uint32_t>(std::floor(std::abs(std::sin(static_cast<double>(i + 1))) * 4294967296.0));
    return values;
  }();
  return table;
}

std::uint32_t wordAt(std::string_view block, std::size_t at) {
  std::uint32_t word = 0;
  for (std::size_t i = 4; i-- > 0;)
    word = word << 8U | static_cast<unsigned char>(block[at + i]);
  return word;
}

void mixBlock(State& state, std::string_view block) {
  constexpr std::array<std::array<int, 4>, 4> turns = {
      {{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}}};
  auto [a, b, c, d] = state;
  for (std::size_t i = 0; i < blockSize; ++i) {
    std::uint32_t mixed = 0;
    std::size_t word = 0;
    switch (i / 16) {
      case 0:
        mixed = (b & c) | (~b & d);
        word = i;
        break;
      case 1:
        mixed = (d & b) | (~d & c);
        word = (5 * i + 1) % 16;
        break;
      case 2:
        mixed = b ^ c ^ d;
        word = (3 * i + 5) % 16;
        break;
      default:
        mixed = c ^ (b | ~d);
        word = 7 * i % 16;
    }
    mixed += a + sines()[i] + wordAt(block, word * 4);
    a = d;
    d = c;
    c = b;
    b += std::rotl(mixed, turns[i / 16][i % 4]);
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
}

}  // namespace

std::string md5(std::string_view bytes) {
  std::string rest(bytes.substr(bytes.size() / blockSize * blockSize));
  rest += '\x80';
  while (rest.size() % blockSize != blockSize - 8)
    rest += '\0';
  for (unsigned shift = 0; shift < 64; shift += 8)
    rest += static_cast<char>((std::uint64_t{bytes.size()} * 8 >> shift) & 0xffU);

  State state = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};
  for (std::size_t at = 0; at + blockSize <= bytes.size(); at += blockSize)
    mixBlock(state, bytes.substr(at, blockSize));
  for (std::size_t at = 0; at < rest.size(); at += blockSize)
    mixBlock(state, std::string_view(rest).substr(at, blockSize));

  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string text;
  for (const std::uint32_t word : state) {
    for (unsigned shift = 0; shift < 32; shift += 8) {
      text += digits[(word >> (shift + 4)) & 0xfU];
      text += digits[(word >> shift) & 0xfU];
    }
  }
  return text;
}

}  // namespace zaohua
