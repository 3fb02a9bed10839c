// SPDX-License-Identifier: Apache-2.0
// Finds added tokens in text: the leftmost one, and of those that begin at one place the longest. Value, const and so
// usable on any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace zaohua {

class AddedTokenFinder {
 public:
  static constexpr std::int32_t noToken = -1;

  // A stretch of text that is one added token, or that lies between added tokens. Bytes, never empty.
  struct Stretch {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::int32_t token = noToken;
  };

  struct Entry {
    std::string text;
    std::int32_t id = noToken;
  };

  // REQUIRES texts that are not empty and differ from each other.
  explicit AddedTokenFinder(std::vector<Entry> entries);

  // The stretches cover the text from its beginning to its end.
  std::vector<Stretch> split(std::string_view text) const;

 private:
  const Entry* longestAt(std::string_view text, std::size_t position) const;

  std::vector<Entry> m_entries;  // in byte order
};

}  // namespace zaohua
