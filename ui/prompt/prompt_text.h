// SPDX-License-Identifier: Apache-2.0
// What a prompt editor does to a text that is a list of phrases: put one in or take one out with the right separators,
// move a part, join and split the five slots. Positions are those of QString. Pure functions, any thread.
#pragma once

#include <QString>
#include <QStringList>
#include <array>
#include <optional>

#include "library/keyword_catalogue.h"

namespace zaohua {

// Replaces [begin, begin + length) and leaves the cursor at `cursor` of the new text.
struct TextChange {
  int begin = 0;
  int length = 0;
  QString replacement;
  int cursor = 0;

  QString appliedTo(QString text) const { return text.replace(begin, length, replacement); }
};

// "，" or ", ".
QString separatorOf(PromptLanguage language);

// Puts a phrase at a position, with separators only where there is something to separate from.
TextChange phraseInserted(const QString& text, int position, const QString& phrase, PromptLanguage language);
// Where a phrase goes that belongs "at the cursor": never into the middle of another one.
int placeForPhrase(const QString& text, int cursor);
// Where a phrase goes that is dropped at a position: there, but never into the middle of a word that is written
// between blanks; then at its nearer end.
int placeForDrop(const QString& text, int position);
// Takes a phrase out together with one separator.
TextChange phraseRemoved(const QString& text, int begin, int length);

// Exchanges the part under the cursor with its left (-1) or right (1) neighbour; separators stay where they are, and
// those inside brackets separate nothing.
std::optional<TextChange> partMoved(const QString& text, int cursor, int direction);

inline constexpr int slotCount = 5;  // subject, action or pose, environment, style, detail
using SlotTexts = std::array<QString, slotCount>;

struct JoinedSlots {
  QString text;
  std::array<int, slotCount> begins = {};  // where each slot's text stands; -1 for an empty slot
};
JoinedSlots joinedSlots(const SlotTexts& slotTexts, PromptLanguage fallback);
// The slots again after the joined text was edited: what was written between two slots joins the earlier one. A text
// that has nothing to do with these slots goes into the subject.
SlotTexts splitIntoSlots(const QString& text, const SlotTexts& before, PromptLanguage fallback);

}  // namespace zaohua
