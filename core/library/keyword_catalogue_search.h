// SPDX-License-Identifier: Apache-2.0
// How words are looked for: one by what a person types, all of them in a prompt. Both are prepared once and then quick
// enough for every key press. Plain values, one thread.
#pragma once

#include <QHash>
#include <QString>
#include <QStringList>
#include <vector>

namespace zaohua {

// One word, in the forms in which it may be asked for.
class KeywordSearchKey {
 public:
  KeywordSearchKey(const QString& zh, const QString& en, const QString& pinyin);

  // How well it answers, 0 is best; -1: not at all. `query` is folded and without blanks around it, not empty.
  int rank(const QString& query) const;

 private:
  int rankOfChinese(const QString& query) const;
  int rankOfEnglish(const QString& query) const;
  int rankOfPinyin(const QString& query) const;
  int rankOfWords(const QString& query) const;

  QString m_zh, m_en;
  QString m_syllables;              // "dianyingzhigan"
  std::vector<qsizetype> m_starts;  // where each syllable begins in it
  QString m_initials;               // "dyzg"
};

// Finds any of many words in a text: longest first, never overlapping, words of Latin letters only as a whole.
class KeywordMatcher {
 public:
  struct Match {
    int begin = 0;
    int length = 0;
    int word = 0;
  };

  void clear();
  void add(const QString& text, int word);  // of two equal texts the first one counts
  std::vector<Match> find(const QString& text) const;

 private:
  struct Entry {
    QString text;
    int word = 0;
  };
  QHash<char16_t, std::vector<Entry>> m_byFirstLetter;  // longest first
};

// Case and width no longer matter; every UTF-16 unit keeps its place.
QString foldedForSearch(const QString& text);

bool isHan(char32_t letter);

}  // namespace zaohua
