// SPDX-License-Identifier: Apache-2.0
// Unicode normalization form C that remembers where everything came from. Plain function and value, any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace zaohua {

struct NormalizedText {
  // A stretch of text that differs from the stretch of the source it was made of. Bytes; in order, never empty.
  struct Change {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t sourceBegin = 0;
    std::size_t sourceEnd = 0;
  };

  std::string text;
  std::vector<Change> changes;

  // Where in the source a stretch of text that begins or ends at this byte began or ended. Inside a change nobody can
  // say which byte became which, so there the answers are the ends of the whole change.
  std::size_t sourceBeginOf(std::size_t position) const;
  std::size_t sourceEndOf(std::size_t position) const;
};

// REQUIRES valid UTF-8. Takes n log n time for any text. Characters that came to Unicode after version 9 count as
// unassigned, as in the reference tokenizer, so that the result does not depend on the version of ICU.
NormalizedText normalizeNfc(std::string_view source);

}  // namespace zaohua
