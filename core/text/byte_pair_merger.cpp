// SPDX-License-Identifier: Apache-2.0
#include "text/byte_pair_merger.h"

#include <algorithm>
#include <functional>
#include <queue>
#include <tuple>

namespace zaohua {

namespace {

constexpr std::size_t none = ~std::size_t{0};

struct Symbol {
  Token token;
  std::size_t previous = none;
  std::size_t next = none;
};

struct Candidate {
  std::uint32_t rank = 0;
  std::size_t left = 0;  // place of the left symbol
  std::int32_t result = 0;

  // For a queue that puts the greatest first.
  bool operator<(const Candidate& other) const { return std::tie(rank, left) > std::tie(other.rank, other.left); }
};

}  // namespace

BytePairMerger::BytePairMerger(const ByteTokens& byteTokens, const std::vector<Merge>& merges)
    : m_byteTokens(byteTokens) {
  std::int32_t largestLeft = -1;
  for (const Merge& merge : merges)
    largestLeft = std::max(largestLeft, merge.left);
  m_firstRight.resize(static_cast<std::size_t>(largestLeft) + 2);
  for (const Merge& merge : merges)
    ++m_firstRight[static_cast<std::size_t>(merge.left) + 1];
  for (std::size_t left = 1; left < m_firstRight.size(); ++left)
    m_firstRight[left] += m_firstRight[left - 1];
  m_rights.resize(merges.size());
  std::vector<std::uint32_t> nextPlace = m_firstRight;
  for (std::uint32_t rank = 0; rank < merges.size(); ++rank) {
    const Merge& merge = merges[rank];
    m_rights[nextPlace[static_cast<std::size_t>(merge.left)]++] = {merge.right, rank, merge.result};
  }
  for (std::size_t left = 0; left + 1 < m_firstRight.size(); ++left) {
    std::ranges::stable_sort(m_rights.begin() + m_firstRight[left], m_rights.begin() + m_firstRight[left + 1], {},
                             &Right::id);
  }
}

const BytePairMerger::Right* BytePairMerger::find(std::int32_t left, std::int32_t right) const {
  const auto place = static_cast<std::size_t>(left);
  if (place + 1 >= m_firstRight.size())
    return nullptr;
  const auto begin = m_rights.begin() + m_firstRight[place];
  const auto end = m_rights.begin() + m_firstRight[place + 1];
  // Of a pair that is listed twice the reference keeps the later rank.
  const auto after = std::ranges::upper_bound(begin, end, right, {}, &Right::id);
  return after != begin && std::prev(after)->id == right ? &*std::prev(after) : nullptr;
}

void BytePairMerger::append(std::vector<Token>& tokens, std::string_view piece, std::size_t begin) const {
  std::vector<Symbol> symbols;
  symbols.reserve(piece.size());
  for (std::size_t i = 0; i < piece.size(); ++i) {
    const std::int32_t id = m_byteTokens[static_cast<unsigned char>(piece[i])];
    if (id == noToken)
      continue;
    if (!symbols.empty())
      symbols.back().next = symbols.size();
    symbols.push_back({{id, begin + i, begin + i + 1}, symbols.empty() ? none : symbols.size() - 1, none});
  }

  std::priority_queue<Candidate> queue;
  const auto consider = [&](std::size_t left) {
    if (left == none || symbols[left].next == none)
      return;
    if (const Right* merge = find(symbols[left].token.id, symbols[symbols[left].next].token.id))
      queue.push({merge->rank, left, merge->result});
  };
  for (std::size_t i = 0; i < symbols.size(); ++i)
    consider(i);

  while (!queue.empty()) {
    const Candidate candidate = queue.top();
    queue.pop();
    Symbol& left = symbols[candidate.left];
    if (left.token.id == noToken || left.next == none)
      continue;
    Symbol& right = symbols[left.next];
    // A candidate is not taken out of the queue when another merge takes one of its two sides.
    const Right* merge = find(left.token.id, right.token.id);
    if (merge == nullptr || merge->rank != candidate.rank)
      continue;
    left.token.id = candidate.result;
    left.token.end = right.token.end;
    left.next = right.next;
    right.token.id = noToken;
    if (left.next != none)
      symbols[left.next].previous = candidate.left;
    consider(left.previous);
    consider(candidate.left);
  }

  for (const Symbol& symbol : symbols) {
    if (symbol.token.id != noToken)
      tokens.push_back(symbol.token);
  }
}

}  // namespace zaohua
