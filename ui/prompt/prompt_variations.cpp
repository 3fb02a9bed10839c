// SPDX-License-Identifier: Apache-2.0
#include "ui/prompt/prompt_variations.h"

#include <algorithm>
#include <map>
#include <vector>

namespace zaohua {

namespace {

constexpr qint64 countingEnds = 1'000'000'000;
constexpr std::size_t deepest = 32;
// Stands where an alternative was empty, until the blanks and commas around it are put right. Never part of a text:
// Unicode calls it a noncharacter.
constexpr QChar emptyMark(0xfdd0);

bool isSpecial(QChar character) {
  return character == '{' || character == '}' || character == '|';
}

bool isComma(QChar character) {
  return character == ',' || character == QChar(0xff0c) || character == QChar(0x3001);
}

struct Group {
  int end = 0;            // of its closing brace
  std::vector<int> bars;  // at its own level
};

class Expansion {
 public:
  explicit Expansion(const QString& text) : m_text(text) { findGroups(); }

  PromptVariations result() const {
    const int size = static_cast<int>(m_text.size());
    PromptVariations variations;
    variations.total = count(0, size);
    variations.hasGroups = !m_groups.empty();
    variations.unclosedAt = m_unclosedAt;
    if (!variations.isTooMany())
      for (const QString& prompt : expanded(0, size))
        variations.prompts += tidied(prompt);
    return variations;
  }

 private:
  void findGroups() {
    struct Open {
      int begin = 0;
      std::vector<int> bars;
    };
    std::vector<Open> open;
    int tooDeep = 0;
    for (int at = 0; at < m_text.size(); ++at) {
      const QChar character = m_text[at];
      if (character == '\\' && at + 1 < m_text.size() && isSpecial(m_text[at + 1])) {
        ++at;
      } else if (character == '{') {
        if (open.size() < deepest)
          open.push_back({at, {}});
        else
          ++tooDeep;
      } else if (character == '}' && tooDeep > 0) {
        --tooDeep;
      } else if (character == '|' && tooDeep == 0 && !open.empty()) {
        open.back().bars.push_back(at);
      } else if (character == '}' && !open.empty()) {
        if (!open.back().bars.empty())
          m_groups[open.back().begin] = {at, std::move(open.back().bars)};
        open.pop_back();
      }
    }
    if (!open.empty())
      m_unclosedAt = open.front().begin;
  }

  // Calls literal(begin, end) and group(group, begin) for what stands in [begin, end), in order.
  template <typename Literal, typename OfGroup>
  void walk(int begin, int end, Literal literal, OfGroup ofGroup) const {
    int from = begin;
    for (auto next = m_groups.lower_bound(begin); next != m_groups.end() && next->first < end;
         next = m_groups.lower_bound(from)) {
      literal(from, next->first);
      ofGroup(next->second, next->first);
      from = next->second.end + 1;
    }
    literal(from, end);
  }

  // Calls alternative(begin, end) for each of a group.
  template <typename Alternative>
  static void eachAlternative(const Group& group, int begin, Alternative alternative) {
    int from = begin + 1;
    for (const int bar : group.bars) {
      alternative(from, bar);
      from = bar + 1;
    }
    alternative(from, group.end);
  }

  qint64 count(int begin, int end) const {
    qint64 product = 1;
    walk(
        begin, end, [](int, int) {},
        [&](const Group& group, int groupBegin) {
          qint64 sum = 0;
          eachAlternative(group, groupBegin,
                          [&](int from, int to) { sum = std::min(countingEnds, sum + count(from, to)); });
          product = std::min(countingEnds, product * sum);
        });
    return product;
  }

  QStringList expanded(int begin, int end) const {
    QStringList texts = {QString()};
    walk(
        begin, end,
        [&](int from, int to) {
          for (QString& text : texts)
            text += unescaped(from, to);
        },
        [&](const Group& group, int groupBegin) {
          QStringList choices;
          eachAlternative(group, groupBegin, [&](int from, int to) {
            choices += from == to ? QStringList(QString(emptyMark)) : expanded(from, to);
          });
          QStringList longer;
          for (const QString& text : texts)
            for (const QString& choice : choices)
              longer += text + choice;
          texts = longer;
        });
    return texts;
  }

  QString unescaped(int begin, int end) const {
    QString text;
    for (int at = begin; at < end; ++at) {
      if (m_text[at] == '\\' && at + 1 < m_text.size() && isSpecial(m_text[at + 1]))
        ++at;
      text += m_text[at];
    }
    return text;
  }

  // "a {|red} cat" leaves no double blank, "cat, {|soft light}, snow" no double comma.
  static QString tidied(QString text) {
    for (qsizetype mark = text.indexOf(emptyMark); mark >= 0; mark = text.indexOf(emptyMark)) {
      text.remove(mark, 1);
      qsizetype left = mark;
      while (left > 0 && text[left - 1] == ' ')
        --left;
      qsizetype right = mark;
      while (right < text.size() && text[right] == ' ')
        ++right;
      const bool commaLeft = left > 0 && isComma(text[left - 1]);
      const bool commaRight = right < text.size() && isComma(text[right]);
      if (commaRight && (commaLeft || left == 0)) {
        const qsizetype kept = left == 0 ? 0 : left;
        qsizetype end = right + 1;
        while (left == 0 && end < text.size() && text[end] == ' ')
          ++end;
        text.remove(kept, end - kept);
      } else if (commaLeft && right == text.size()) {
        text.truncate(left - 1);
      } else if (left == 0 || right == text.size() || commaRight) {
        text.remove(left, right - left);
      } else if (left < mark && right > mark) {
        text.remove(mark, right - mark);
      }
    }
    return text;
  }

  const QString& m_text;
  std::map<int, Group> m_groups;  // by their opening brace
  std::optional<int> m_unclosedAt;
};

}  // namespace

PromptVariations expandVariations(const QString& text) {
  if (!text.contains('{') && !text.contains('\\')) {
    PromptVariations one;
    one.prompts = {text};
    return one;
  }
  return Expansion(text).result();
}

QString escapedForVariations(const QString& prompt) {
  const PromptVariations asItIs = expandVariations(prompt);
  if (asItIs.prompts == QStringList(prompt) && !asItIs.unclosedAt)
    return prompt;
  QString escaped;
  for (const QChar character : prompt) {
    if (isSpecial(character))
      escaped += '\\';
    escaped += character;
  }
  return escaped;
}

}  // namespace zaohua
