// SPDX-License-Identifier: Apache-2.0
#include "text/nfc.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utf16.h>

#include <algorithm>
#include <array>
#include <new>
#include <optional>

#include "base/utf8.h"

namespace zaohua {

namespace {

constexpr char32_t firstCombiningCharacter = 0x300;

// ICU supplies the character data; the composition is here because ICU's own takes quadratic time where hundreds of
// thousands of marks follow each other, and does not say what became of which bytes.
const UNormalizer2* nfcData() {
  static const UNormalizer2* const data = [] {
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2* instance = unorm2_getNFCInstance(&status);
    // The data is compiled into ICU: only memory can be missing.
    return U_SUCCESS(status) ? instance : throw std::bad_alloc();
  }();
  return data;
}

UChar32 icu(char32_t character) {
  return static_cast<UChar32>(character);
}

bool isKnown(char32_t character) {
  constexpr std::uint8_t newestMajorVersion = 9;
  UVersionInfo version = {};
  u_charAge(icu(character), version);
  return version[0] != 0 && version[0] <= newestMajorVersion;
}

// What stands before such a character never changes with it, nor it with what stands before.
bool startsAfresh(char32_t character) {
  return character < firstCombiningCharacter || !isKnown(character) ||
         unorm2_hasBoundaryBefore(nfcData(), icu(character)) != 0;
}

bool isNormalizedAlone(char32_t character) {
  return character < firstCombiningCharacter || !isKnown(character) ||
         u_getIntPropertyValue(icu(character), UCHAR_NFC_QUICK_CHECK) == UNORM_YES;
}

struct Mark {
  char32_t character = 0;
  std::uint8_t combiningClass = 0;
};

std::uint8_t combiningClass(char32_t character) {
  return isKnown(character) ? unorm2_getCombiningClass(nfcData(), icu(character)) : std::uint8_t{0};
}

void appendDecomposed(std::vector<Mark>& marks, char32_t character) {
  const auto append = [&marks](char32_t part) { marks.push_back({part, combiningClass(part)}); };
  constexpr int longestDecomposition = 8;  // no character has one of more than four units
  std::array<UChar, longestDecomposition> units = {};
  UErrorCode status = U_ZERO_ERROR;
  const int32_t length = isKnown(character) ? unorm2_getDecomposition(nfcData(), icu(character), units.data(),
                                                                      longestDecomposition, &status)
                                            : -1;
  if (length < 0 || U_FAILURE(status)) {
    append(character);
    return;
  }
  for (std::size_t i = 0; i < static_cast<std::size_t>(length); ++i) {
    const bool isPair = U16_IS_LEAD(units[i]);
    append(isPair ? static_cast<char32_t>(U16_GET_SUPPLEMENTARY(units[i], units[i + 1])) : units[i]);
    i += isPair ? 1 : 0;
  }
}

void sortMarks(std::vector<Mark>& marks) {
  const auto isStarter = [](const Mark& mark) { return mark.combiningClass == 0; };
  for (auto run = marks.begin(); run != marks.end();) {
    run = std::find_if_not(run, marks.end(), isStarter);
    const auto end = std::find_if(run, marks.end(), isStarter);
    std::stable_sort(run, end, [](const Mark& a, const Mark& b) { return a.combiningClass < b.combiningClass; });
    run = end;
  }
}

std::string composed(const std::vector<Mark>& marks) {
  std::vector<Mark> result;
  std::optional<std::size_t> starter;
  for (const Mark& mark : marks) {
    // A character reaches the starter over others of a lower class, but over none of its own or a higher one.
    const bool reaches =
        starter && (*starter + 1 == result.size() || result.back().combiningClass < mark.combiningClass);
    const UChar32 pair =
        reaches ? unorm2_composePair(nfcData(), icu(result[*starter].character), icu(mark.character)) : U_SENTINEL;
    if (pair >= 0) {
      result[*starter].character = static_cast<char32_t>(pair);
      continue;
    }
    if (mark.combiningClass == 0)
      starter = result.size();
    result.push_back(mark);
  }
  std::string text;
  for (const Mark& mark : result)
    appendUtf8(text, mark.character);
  return text;
}

std::string normalizedStretch(std::string_view stretch) {
  std::vector<Mark> marks;
  for (std::size_t position = 0; position < stretch.size();) {
    const Utf8Character character = decodeUtf8(stretch, position);
    appendDecomposed(marks, character.codePoint);
    position += character.length;
  }
  sortMarks(marks);
  return composed(marks);
}

}  // namespace

std::size_t NormalizedText::sourceBeginOf(std::size_t position) const {
  const auto after = std::upper_bound(changes.begin(), changes.end(), position,
                                      [](std::size_t value, const Change& change) { return value < change.begin; });
  if (after == changes.begin())
    return position;
  const Change& change = *std::prev(after);
  return position < change.end ? change.sourceBegin : change.sourceEnd + (position - change.end);
}

std::size_t NormalizedText::sourceEndOf(std::size_t position) const {
  const auto after = std::lower_bound(changes.begin(), changes.end(), position,
                                      [](const Change& change, std::size_t value) { return change.begin < value; });
  if (after == changes.begin())
    return position;
  const Change& change = *std::prev(after);
  return position <= change.end ? change.sourceEnd : change.sourceEnd + (position - change.end);
}

NormalizedText normalizeNfc(std::string_view source) {
  NormalizedText result;
  result.text.reserve(source.size());
  for (std::size_t begin = 0; begin < source.size();) {
    const Utf8Character first = decodeUtf8(source, begin);
    std::size_t end = begin + first.length;
    while (end < source.size()) {
      const Utf8Character next = decodeUtf8(source, end);
      if (startsAfresh(next.codePoint))
        break;
      end += next.length;
    }
    const std::string_view stretch = source.substr(begin, end - begin);
    if (stretch.size() == first.length && isNormalizedAlone(first.codePoint)) {
      result.text += stretch;
    } else {
      const std::string normalized = normalizedStretch(stretch);
      if (normalized != stretch)
        result.changes.push_back({result.text.size(), result.text.size() + normalized.size(), begin, end});
      result.text += normalized;
    }
    begin = end;
  }
  return result;
}

}  // namespace zaohua
