// SPDX-License-Identifier: Apache-2.0
// The little UTF-8 that code without ICU needs: step through, validate, append. Plain functions, any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace zaohua {

struct Utf8Character {
  char32_t codePoint = 0;
  std::size_t length = 1;  // bytes to step over; 1 for an invalid byte
  bool valid = false;
};

// REQUIRES position < text.size(). Overlong forms, surrogates and values past U+10FFFF are invalid.
Utf8Character decodeUtf8(std::string_view text, std::size_t position);

bool isValidUtf8(std::string_view text);

void appendUtf8(std::string& text, char32_t codePoint);

// Bytes that do not say what they are: UTF-8 if they can be, Latin-1 otherwise.
std::string utf8FromBytes(std::string_view bytes);

}  // namespace zaohua
