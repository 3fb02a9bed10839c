// SPDX-License-Identifier: Apache-2.0
#include "library/keyword_catalogue_search.h"

#include <algorithm>

namespace zaohua {

namespace {

// The ranks, best first. Equal ones are told apart by the caller.
enum Rank { whole, beginning, pinyinBeginning, initialsBeginning, wordBeginning, inside, pinyinInside, eachWord };
constexpr int no = -1;

int better(int one, int other) {
  return one == no ? other : other == no ? one : std::min(one, other);
}

bool isWordLetter(QChar letter) {
  return letter.isLetterOrNumber() && letter.script() != QChar::Script_Han;
}

bool startsWord(const QString& text, qsizetype at) {
  return at == 0 || !isWordLetter(text[at - 1]) || !isWordLetter(text[at]);
}

bool endsWord(const QString& text, qsizetype end) {
  return end == text.size() || !isWordLetter(text[end - 1]) || !isWordLetter(text[end]);
}

}  // namespace

QString foldedForSearch(const QString& text) {
  constexpr char16_t firstWide = 0xff01, lastWide = 0xff5e, wideOffset = 0xfee0;
  QString folded = text;
  for (QChar& letter : folded) {
    if (letter.unicode() >= firstWide && letter.unicode() <= lastWide)
      letter = QChar(static_cast<char16_t>(letter.unicode() - wideOffset));
    letter = letter.toCaseFolded();
  }
  return folded;
}

bool isHan(char32_t letter) {
  return QChar::script(letter) == QChar::Script_Han;
}

KeywordSearchKey::KeywordSearchKey(const QString& zh, const QString& en, const QString& pinyin)
    : m_zh(foldedForSearch(zh)), m_en(foldedForSearch(en)) {
  const QStringList syllables = foldedForSearch(pinyin).split(' ', Qt::SkipEmptyParts);
  for (const QString& syllable : syllables) {
    m_starts.push_back(m_syllables.size());
    m_syllables += syllable;
    m_initials += syllable.front();
  }
}

int KeywordSearchKey::rank(const QString& query) const {
  const int best = better(better(rankOfChinese(query), rankOfEnglish(query)), rankOfPinyin(query));
  return best == no ? rankOfWords(query) : best;
}

int KeywordSearchKey::rankOfChinese(const QString& query) const {
  const qsizetype at = m_zh.indexOf(query);
  if (at < 0)
    return no;
  return at > 0 ? inside : query.size() == m_zh.size() ? whole : beginning;
}

int KeywordSearchKey::rankOfEnglish(const QString& query) const {
  int best = no;
  for (qsizetype at = m_en.indexOf(query); at >= 0; at = m_en.indexOf(query, at + 1)) {
    if (at == 0)
      return query.size() == m_en.size() ? whole : beginning;
    best = better(best, startsWord(m_en, at) ? wordBeginning : inside);
  }
  return best;
}

// From the start of a syllable on, with or without blanks.
int KeywordSearchKey::rankOfPinyin(const QString& query) const {
  QString letters = query;
  letters.remove(' ').remove('\'').replace(QChar(u'ü'), QChar(u'v'));
  if (letters.isEmpty() || m_syllables.isEmpty())
    return no;
  if (m_syllables.startsWith(letters))
    return pinyinBeginning;
  if (m_initials.startsWith(letters))
    return initialsBeginning;
  const bool atSyllable = std::any_of(m_starts.begin(), m_starts.end(), [&](qsizetype start) {
    return QStringView(m_syllables).sliced(start).startsWith(letters);
  });
  // One letter inside the initials says nothing.
  return atSyllable || (letters.size() > 1 && m_initials.contains(letters)) ? pinyinInside : no;
}

// "light soft" finds "soft light".
int KeywordSearchKey::rankOfWords(const QString& query) const {
  const QStringList words = query.split(' ', Qt::SkipEmptyParts);
  if (words.size() < 2)
    return no;
  const bool all = std::all_of(words.begin(), words.end(), [this](const QString& word) {
    return better(better(rankOfChinese(word), rankOfEnglish(word)), rankOfPinyin(word)) != no;
  });
  return all ? eachWord : no;
}

void KeywordMatcher::clear() {
  m_byFirstLetter.clear();
}

void KeywordMatcher::add(const QString& text, int word) {
  const QString folded = foldedForSearch(text);
  if (folded.isEmpty())
    return;
  std::vector<Entry>& entries = m_byFirstLetter[folded.front().unicode()];
  const auto place = std::find_if(entries.begin(), entries.end(),
                                  [&](const Entry& entry) { return entry.text.size() <= folded.size(); });
  const bool known = std::any_of(place, entries.end(), [&](const Entry& entry) { return entry.text == folded; });
  if (!known)
    entries.insert(place, Entry{folded, word});
}

std::vector<KeywordMatcher::Match> KeywordMatcher::find(const QString& text) const {
  const QString folded = foldedForSearch(text);
  std::vector<Match> matches;
  for (qsizetype at = 0; at < folded.size(); ++at) {
    const auto entries = m_byFirstLetter.constFind(folded[at].unicode());
    if (entries == m_byFirstLetter.constEnd() || !startsWord(folded, at))
      continue;
    for (const Entry& entry : *entries) {
      if (QStringView(folded).sliced(at).startsWith(entry.text) && endsWord(folded, at + entry.text.size()))
        matches.push_back({static_cast<int>(at), static_cast<int>(entry.text.size()), entry.word});
    }
  }
  std::stable_sort(matches.begin(), matches.end(),
                   [](const Match& one, const Match& other) { return one.length > other.length; });
  std::vector<bool> taken(static_cast<std::size_t>(folded.size()));
  std::erase_if(matches, [&taken](const Match& match) {
    const auto begin = taken.begin() + match.begin;
    const auto end = begin + match.length;
    if (std::find(begin, end, true) != end)
      return true;
    std::fill(begin, end, true);
    return false;
  });
  std::sort(matches.begin(), matches.end(),
            [](const Match& one, const Match& other) { return one.begin < other.begin; });
  return matches;
}

}  // namespace zaohua
