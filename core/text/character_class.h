// SPDX-License-Identifier: Apache-2.0
// What split patterns call \p{L}, \p{N} and \s. The answers are those of Unicode 16, which the reference tokenizer is
// built with, and not those of the ICU that happens to be installed: the same prompt gives the same tokens everywhere.
// Plain function, any thread.
#pragma once

namespace zaohua {

enum class CharacterClass { other, letter, number, space };

CharacterClass characterClass(char32_t character);

}  // namespace zaohua
