// SPDX-License-Identifier: Apache-2.0
#include "text/byte_alphabet.h"

#include <array>

#include "base/utf8.h"

namespace zaohua {

namespace {

constexpr char32_t firstStandIn = 0x100;

constexpr bool standsForItself(unsigned byte) {
  return (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
}

// The 68 bytes without a printable Latin-1 character of their own, in the order of their stand-ins U+0100, U+0101, …
constexpr std::array<std::uint8_t, 68> bytesWithStandIn = [] {
  std::array<std::uint8_t, 68> bytes = {};
  std::size_t count = 0;
  for (unsigned byte = 0; byte < 256; ++byte) {
    if (!standsForItself(byte))
      bytes.at(count++) = static_cast<std::uint8_t>(byte);
  }
  return bytes;
}();

}  // namespace

std::optional<std::uint8_t> byteOfCharacter(char32_t character) {
  if (character < 256)
    return standsForItself(character) ? std::optional(static_cast<std::uint8_t>(character)) : std::nullopt;
  if (character < firstStandIn || character >= firstStandIn + bytesWithStandIn.size())
    return std::nullopt;
  return bytesWithStandIn[character - firstStandIn];
}

std::optional<std::string> bytesOfAlphabetText(std::string_view text) {
  std::string bytes;
  bytes.reserve(text.size());
  for (std::size_t position = 0; position < text.size();) {
    const Utf8Character character = decodeUtf8(text, position);
    const std::optional<std::uint8_t> byte = character.valid ? byteOfCharacter(character.codePoint) : std::nullopt;
    if (!byte)
      return std::nullopt;
    bytes += static_cast<char>(*byte);
    position += character.length;
  }
  return bytes;
}

}  // namespace zaohua
