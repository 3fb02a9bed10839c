// SPDX-License-Identifier: Apache-2.0
#include "text/split_pattern.h"

#include <optional>

#include "base/utf8.h"
#include "text/character_class.h"

namespace zaohua {

namespace {

constexpr char32_t longS = 0x17f;  // folds to s

struct Character {
  char32_t codePoint = 0;
  CharacterClass kind = CharacterClass::other;
  std::size_t end = 0;

  bool isNewline() const { return codePoint == '\r' || codePoint == '\n'; }
};

std::optional<Character> characterAt(std::string_view text, std::size_t position) {
  if (position >= text.size())
    return std::nullopt;
  const Utf8Character character = decodeUtf8(text, position);
  return Character{character.codePoint, characterClass(character.codePoint), position + character.length};
}

bool isKind(const std::optional<Character>& character, CharacterClass kind) {
  return character && character->kind == kind;
}

std::size_t endOfRun(std::string_view text, std::size_t begin, CharacterClass kind) {
  for (auto next = characterAt(text, begin); isKind(next, kind); next = characterAt(text, begin))
    begin = next->end;
  return begin;
}

enum class Case { exact, folded };

// 's|'t|'re|'ve|'m|'ll|'d, where the text at `begin` is an apostrophe.
std::optional<std::size_t> endOfContraction(std::string_view text, std::size_t begin, Case letterCase) {
  const auto letter = [letterCase](const std::optional<Character>& character) -> char32_t {
    if (!character)
      return 0;
    const char32_t codePoint = character->codePoint;
    if (letterCase == Case::exact)
      return codePoint;
    return codePoint >= 'A' && codePoint <= 'Z' ? codePoint + ('a' - 'A') : codePoint == longS ? U's' : codePoint;
  };
  const auto first = characterAt(text, begin + 1);
  const char32_t one = letter(first);
  if (one == 's' || one == 't' || one == 'm' || one == 'd')
    return first->end;
  if (one != 'r' && one != 'v' && one != 'l')
    return std::nullopt;
  const auto second = characterAt(text, first->end);
  return letter(second) == (one == 'l' ? U'l' : U'e') ? std::optional(second->end) : std::nullopt;
}

// \s+(?!\S)|\s+: white space leaves its last character to the text that follows it.
std::size_t endOfSpaces(std::string_view text, std::size_t begin) {
  std::size_t last = begin;
  std::size_t end = begin;
  for (auto next = characterAt(text, end); isKind(next, CharacterClass::space); next = characterAt(text, end)) {
    last = end;
    end = next->end;
  }
  return end == text.size() || last == begin ? end : last;
}

// \s*[\r\n]+|\s+(?!\S)|\s+
std::size_t endOfSpacesAndLines(std::string_view text, std::size_t begin) {
  std::size_t endOfLines = begin;
  std::size_t end = begin;
  for (auto next = characterAt(text, end); isKind(next, CharacterClass::space); next = characterAt(text, end)) {
    end = next->end;
    if (next->isNewline())
      endOfLines = end;
  }
  return endOfLines > begin ? endOfLines : endOfSpaces(text, begin);
}

std::size_t endOfQwen2Piece(std::string_view text, std::size_t begin) {
  const Character first = *characterAt(text, begin);
  if (first.codePoint == '\'') {
    if (const auto end = endOfContraction(text, begin, Case::folded))
      return *end;
  }
  const auto second = characterAt(text, first.end);
  // [^\r\n\p{L}\p{N}]?\p{L}+
  if (first.kind == CharacterClass::letter)
    return endOfRun(text, first.end, CharacterClass::letter);
  if (first.kind != CharacterClass::number && !first.isNewline() && isKind(second, CharacterClass::letter))
    return endOfRun(text, second->end, CharacterClass::letter);
  // \p{N}
  if (first.kind == CharacterClass::number)
    return first.end;
  // ␣?[^\s\p{L}\p{N}]+[\r\n]*
  if (first.kind == CharacterClass::other || (first.codePoint == ' ' && isKind(second, CharacterClass::other))) {
    std::size_t end = endOfRun(text, first.end, CharacterClass::other);
    for (auto next = characterAt(text, end); next && next->isNewline(); next = characterAt(text, end))
      end = next->end;
    return end;
  }
  return endOfSpacesAndLines(text, begin);
}

std::size_t endOfGpt2Piece(std::string_view text, std::size_t begin) {
  const Character first = *characterAt(text, begin);
  if (first.codePoint == '\'') {
    if (const auto end = endOfContraction(text, begin, Case::exact))
      return *end;
  }
  // ␣?\p{L}+|␣?\p{N}+|␣?[^\s\p{L}\p{N}]+
  if (first.kind != CharacterClass::space)
    return endOfRun(text, first.end, first.kind);
  const auto second = characterAt(text, first.end);
  if (first.codePoint == ' ' && second && second->kind != CharacterClass::space)
    return endOfRun(text, second->end, second->kind);
  return endOfSpaces(text, begin);
}

}  // namespace

std::size_t endOfPiece(SplitPattern pattern, std::string_view text, std::size_t begin) {
  return pattern == SplitPattern::qwen2 ? endOfQwen2Piece(text, begin) : endOfGpt2Piece(text, begin);
}

}  // namespace zaohua
