// SPDX-License-Identifier: Apache-2.0
#include "base/utf8.h"

#include <array>

namespace zaohua {

namespace {

unsigned char byteAt(std::string_view text, std::size_t position) {
  return static_cast<unsigned char>(text[position]);
}

}  // namespace

Utf8Character decodeUtf8(std::string_view text, std::size_t position) {
  const unsigned char lead = byteAt(text, position);
  if (lead < 0x80)
    return {lead, 1, true};
  const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || position + length > text.size())
    return {lead, 1, false};
  char32_t codePoint = lead & (0xffU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    const unsigned char next = byteAt(text, position + i);
    if ((next & 0xc0U) != 0x80U)
      return {lead, 1, false};
    codePoint = (codePoint << 6U) | (next & 0x3fU);
  }
  constexpr std::array<char32_t, 5> smallest = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = codePoint >= 0xd800 && codePoint <= 0xdfff;
  if (codePoint < smallest[length] || codePoint > 0x10ffff || surrogate)
    return {lead, 1, false};
  return {codePoint, length, true};
}

bool isValidUtf8(std::string_view text) {
  for (std::size_t position = 0; position < text.size();) {
    const Utf8Character character = decodeUtf8(text, position);
    if (!character.valid)
      return false;
    position += character.length;
  }
  return true;
}

void appendUtf8(std::string& text, char32_t codePoint) {
  const auto push = [&text](char32_t byte) { text += static_cast<char>(static_cast<unsigned char>(byte)); };
  if (codePoint < 0x80) {
    push(codePoint);
  } else if (codePoint < 0x800) {
    push(0xc0U | (codePoint >> 6U));
    push(0x80U | (codePoint & 0x3fU));
  } else if (codePoint < 0x10000) {
    push(0xe0U | (codePoint >> 12U));
    push(0x80U | ((codePoint >> 6U) & 0x3fU));
    push(0x80U | (codePoint & 0x3fU));
  } else {
    push(0xf0U | (codePoint >> 18U));
    push(0x80U | ((codePoint >> 12U) & 0x3fU));
    push(0x80U | ((codePoint >> 6U) & 0x3fU));
    push(0x80U | (codePoint & 0x3fU));
  }
}

std::string utf8FromBytes(std::string_view bytes) {
  if (isValidUtf8(bytes))
    return std::string(bytes);
  std::string text;
  for (const char byte : bytes)
    appendUtf8(text, static_cast<unsigned char>(byte));
  return text;
}

}  // namespace zaohua
