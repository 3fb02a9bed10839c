// SPDX-License-Identifier: Apache-2.0
#include "text/added_token_finder.h"

#include <algorithm>
#include <utility>

namespace zaohua {

AddedTokenFinder::AddedTokenFinder(std::vector<Entry> entries) : m_entries(std::move(entries)) {
  std::ranges::sort(m_entries, {}, &Entry::text);
}

std::vector<AddedTokenFinder::Stretch> AddedTokenFinder::split(std::string_view text) const {
  std::vector<Stretch> stretches;
  std::size_t begin = 0;
  for (std::size_t position = 0; position < text.size();) {
    const Entry* found = longestAt(text, position);
    if (found == nullptr) {
      ++position;
      continue;
    }
    if (begin < position)
      stretches.push_back({begin, position, noToken});
    begin = position + found->text.size();
    stretches.push_back({position, begin, found->id});
    position = begin;
  }
  if (begin < text.size())
    stretches.push_back({begin, text.size(), noToken});
  return stretches;
}

// Narrows the entries down byte by byte to those that the text goes on with. In byte order the one that ends here is
// the first of them.
const AddedTokenFinder::Entry* AddedTokenFinder::longestAt(std::string_view text, std::size_t position) const {
  const Entry* longest = nullptr;
  auto first = m_entries.begin();
  auto last = m_entries.end();
  for (std::size_t length = 0; first != last; ++length) {
    if (first->text.size() == length)
      longest = &*first++;
    if (position + length == text.size())
      break;
    const auto byteHere = [length](const Entry& entry) { return static_cast<unsigned char>(entry.text[length]); };
    const auto wanted = static_cast<unsigned char>(text[position + length]);
    // Not equal_range: clang 14, which builds the fuzzers, cannot compile the subrange that it returns.
    first = std::ranges::lower_bound(first, last, wanted, {}, byteHere);
    last = std::ranges::upper_bound(first, last, wanted, {}, byteHere);
  }
  return longest;
}

}  // namespace zaohua
