// SPDX-License-Identifier: Apache-2.0
// The printable alphabet of byte-level tokenizers: every byte has a character of its own, so that a vocabulary of
// arbitrary bytes can be written as readable text ("Ġcat" is " cat"). Plain functions, any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace zaohua {

// The byte that a character of the alphabet stands for.
std::optional<std::uint8_t> byteOfCharacter(char32_t character);

// The bytes that a text in the alphabet stands for; nothing if some character is not in the alphabet.
std::optional<std::string> bytesOfAlphabetText(std::string_view text);

}  // namespace zaohua
