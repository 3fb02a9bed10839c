// SPDX-License-Identifier: Apache-2.0
#include "ui/prompt/prompt_text.h"

#include <algorithm>
#include <vector>

namespace zaohua {

namespace {

bool isBlank(QChar character) {
  return character.isSpace() && character != '\n';
}

bool isSeparator(QChar character) {
  return QStringView(u",，、;；").contains(character);
}

bool endsSentence(QChar character) {
  return QStringView(u".。!！?？:：…").contains(character);
}

bool isOpening(QChar character) {
  return QStringView(u"([{|（【「“《").contains(character);
}

bool isClosing(QChar character) {
  return QStringView(u")]}|）】」”》").contains(character);
}

// Chinese and Japanese words have no blanks between them, and thus no ends to be seen.
bool isOfSpacedWord(QChar character) {
  const bool han = character.script() == QChar::Script_Han || character.script() == QChar::Script_Hiragana ||
                   character.script() == QChar::Script_Katakana || character.isSurrogate();
  return (character.isLetterOrNumber() && !han) || character == '-' || character == '\'';
}

int blanksBefore(const QString& text, int position) {
  while (position > 0 && isBlank(text[position - 1]))
    --position;
  return position;
}

int blanksAfter(const QString& text, int position) {
  while (position < text.size() && isBlank(text[position]))
    ++position;
  return position;
}

// For each character whether it stands inside a pair of brackets.
std::vector<bool> insideBrackets(const QString& text) {
  std::vector<bool> inside(static_cast<std::size_t>(text.size()));
  std::vector<int> open;
  for (int at = 0; at < text.size(); ++at) {
    const QChar character = text[at];
    if (character == '\\') {
      ++at;
    } else if (QStringView(u"({（").contains(character)) {
      open.push_back(at);
    } else if (QStringView(u")}）").contains(character) && !open.empty()) {
      std::fill(inside.begin() + open.back(), inside.begin() + at + 1, true);
      open.pop_back();
    }
  }
  return inside;
}

struct Part {
  int begin = 0, end = 0;          // without the blanks around it
  int roomBegin = 0, roomEnd = 0;  // from separator to separator
};

std::vector<Part> partsOf(const QString& text) {
  const std::vector<bool> inside = insideBrackets(text);
  std::vector<Part> parts;
  int from = 0;
  const auto close = [&](int to) {
    const int begin = std::min(blanksAfter(text, from), to);
    int end = std::max(blanksBefore(text, to), begin);
    // A full stop ends the line, not its last part.
    const bool endsLine = to == text.size() || text[to] == '\n';
    if (endsLine && end > begin + 1 && endsSentence(text[end - 1]))
      --end;
    parts.push_back({begin, end, from, to});
    from = to + 1;
  };
  for (int at = 0; at < text.size(); ++at)
    if (text[at] == '\n' || (isSeparator(text[at]) && !inside[static_cast<std::size_t>(at)]))
      close(at);
  close(static_cast<int>(text.size()));
  return parts;
}

std::size_t partAt(const std::vector<Part>& parts, int cursor) {
  const auto found = std::find_if(parts.begin(), parts.end(), [&](const Part& part) { return cursor <= part.roomEnd; });
  return static_cast<std::size_t>(found - parts.begin());
}

QString withoutOuterSeparators(const QString& text) {
  int begin = 0;
  int end = static_cast<int>(text.size());
  while (begin < end && (text[begin].isSpace() || isSeparator(text[begin])))
    ++begin;
  while (end > begin && (text[end - 1].isSpace() || isSeparator(text[end - 1])))
    --end;
  return text.mid(begin, end - begin);
}

}  // namespace

QString separatorOf(PromptLanguage language) {
  return language == PromptLanguage::chinese ? QStringLiteral("，") : QStringLiteral(", ");
}

TextChange phraseInserted(const QString& text, int position, const QString& phrase, PromptLanguage language) {
  const int left = blanksBefore(text, position);
  const int right = blanksAfter(text, position);
  QString before;
  QString after;
  if (left > 0) {
    const QChar neighbour = text[left - 1];
    if (isSeparator(neighbour) || endsSentence(neighbour))
      before = neighbour.unicode() < 0x80 ? " " : "";
    else if (neighbour != '\n' && !isOpening(neighbour))
      before = separatorOf(language);
  }
  if (right < text.size()) {
    const QChar neighbour = text[right];
    if (neighbour != '\n' && !isSeparator(neighbour) && !endsSentence(neighbour) && !isClosing(neighbour))
      after = separatorOf(language);
  }
  const int cursor = left + static_cast<int>(before.size() + phrase.size());
  return {left, right - left, before + phrase + after, cursor};
}

int placeForPhrase(const QString& text, int cursor) {
  const std::vector<Part> parts = partsOf(text);
  const Part& part = parts[partAt(parts, cursor)];
  if (cursor <= part.begin)
    return cursor;
  // Behind the full stop too, where there is one.
  return std::max(part.end, blanksBefore(text, part.roomEnd));
}

int placeForDrop(const QString& text, int position) {
  int begin = position;
  int end = position;
  while (begin > 0 && isOfSpacedWord(text[begin - 1]))
    --begin;
  while (end < text.size() && isOfSpacedWord(text[end]))
    ++end;
  return position - begin < end - position ? begin : end;
}

TextChange phraseRemoved(const QString& text, int begin, int length) {
  const int end = begin + length;
  const int left = blanksBefore(text, begin);
  const int right = blanksAfter(text, end);
  const bool lineBegins = left == 0 || text[left - 1] == '\n';
  const bool lineEnds = right == text.size() || text[right] == '\n';
  const bool separatorLeft = left > 0 && isSeparator(text[left - 1]);
  const bool separatorRight = right < text.size() && isSeparator(text[right]);
  const bool closes = lineEnds || endsSentence(text[right]) || isClosing(text[right]);

  int from = begin;
  int to = end;
  if (separatorRight && (separatorLeft || lineBegins)) {
    to = blanksAfter(text, right + 1);
  } else if (separatorLeft && closes) {
    from = left - 1;
    to = right;
  } else if (separatorRight || closes) {
    from = left;
  } else if (separatorLeft || lineBegins || left < begin) {
    to = right;
  }
  return {from, to - from, QString(), from};
}

std::optional<TextChange> partMoved(const QString& text, int cursor, int direction) {
  const std::vector<Part> parts = partsOf(text);
  const std::size_t index = partAt(parts, cursor);
  if ((direction < 0 && index == 0) || (direction > 0 && index + 1 >= parts.size()))
    return std::nullopt;
  const Part& part = parts[index];
  const Part& other = parts[direction < 0 ? index - 1 : index + 1];
  if (part.begin == part.end || other.begin == other.end)
    return std::nullopt;
  const Part& first = direction < 0 ? other : part;
  const Part& second = direction < 0 ? part : other;
  const QString between = text.mid(first.end, second.begin - first.end);
  const QString firstText = text.mid(first.begin, first.end - first.begin);
  const QString secondText = text.mid(second.begin, second.end - second.begin);
  const int newBegin = direction < 0 ? first.begin : first.begin + static_cast<int>(secondText.size() + between.size());
  const int offset = std::clamp(cursor - part.begin, 0, part.end - part.begin);
  return TextChange{first.begin, second.end - first.begin, secondText + between + firstText, newBegin + offset};
}

JoinedSlots joinedSlots(const SlotTexts& slotTexts, PromptLanguage fallback) {
  QString all;
  for (const QString& text : slotTexts)
    all += text;
  const QString separator = separatorOf(languageOfPrompt(all, fallback));
  JoinedSlots joined;
  for (std::size_t index = 0; index < slotTexts.size(); ++index) {
    const QString text = withoutOuterSeparators(slotTexts[index]);
    joined.begins[index] = -1;
    if (text.isEmpty())
      continue;
    if (!joined.text.isEmpty())
      joined.text += separator;
    joined.begins[index] = static_cast<int>(joined.text.size());
    joined.text += text;
  }
  return joined;
}

SlotTexts splitIntoSlots(const QString& text, const SlotTexts& before, PromptLanguage fallback) {
  if (text == joinedSlots(before, fallback).text)
    return before;
  SlotTexts onlySubject;
  onlySubject[0] = text;

  std::array<int, slotCount> begins = {};
  int from = 0;
  bool foundAny = false;
  for (std::size_t index = 0; index < before.size(); ++index) {
    const QString wanted = withoutOuterSeparators(before[index]);
    begins[index] = -1;
    if (wanted.isEmpty())
      continue;
    begins[index] = static_cast<int>(text.indexOf(wanted, from));
    if (begins[index] < 0)
      return onlySubject;
    from = begins[index] + static_cast<int>(wanted.size());
    foundAny = true;
  }
  if (!foundAny)
    return onlySubject;

  SlotTexts parts;
  int end = static_cast<int>(text.size());
  int earliest = -1;
  for (int index = slotCount - 1; index >= 0; --index) {
    const auto slot = static_cast<std::size_t>(index);
    if (begins[slot] < 0)
      continue;
    parts[slot] = withoutOuterSeparators(text.mid(begins[slot], end - begins[slot]));
    end = begins[slot];
    earliest = index;
  }
  // What was written before the first slot belongs to it, or to an empty subject.
  if (const QString rest = withoutOuterSeparators(text.left(end)); !rest.isEmpty()) {
    if (earliest > 0)
      parts[0] = rest;
    else
      parts[0] = withoutOuterSeparators(text.left(end + static_cast<int>(parts[0].size())));
  }
  return parts;
}

}  // namespace zaohua
