// SPDX-License-Identifier: Apache-2.0
// A tokenizer.json taken apart: the two great lists in flat form, all else as a small JSON value. The lists make up
// nearly all of the file (450,000 texts in 11 MB), and a document tree of them would cost more time than all the rest.
// Plain values and functions, any thread.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "text/tokenizer_json.h"

namespace zaohua {

// The texts of all merges behind each other. The two parts of a pair are neighbours, so what they make is there too.
struct MergeTexts {
  struct Pair {
    std::uint32_t offset = 0;
    std::uint32_t leftSize = 0;
    std::uint32_t rightSize = 0;
  };
  std::string text;
  std::vector<Pair> pairs;

  std::string_view left(const Pair& pair) const { return view(pair.offset, pair.leftSize); }
  std::string_view right(const Pair& pair) const { return view(pair.offset + pair.leftSize, pair.rightSize); }
  std::string_view both(const Pair& pair) const { return view(pair.offset, pair.leftSize + pair.rightSize); }

 private:
  std::string_view view(std::size_t offset, std::size_t size) const { return {text.data() + offset, size}; }
};

struct TokenizerDocument {
  std::vector<VocabularyEntry> vocabulary;  // ids from 0 to maxTokenId; the same one may come twice
  MergeTexts merges;
  bool hasVocabulary = false;
  bool hasMerges = false;
  nlohmann::json settings;  // the whole file, with null in place of the two lists
};

// fileCorrupt: not JSON, a key twice, too deep, or a list that holds something else than its format says.
Result<TokenizerDocument> readTokenizerDocument(std::string_view json, const std::string& name);

// What a person is told about a file that contradicts itself; `detail` is for the log.
tl::unexpected<Error> damagedTokenizer(const std::string& name, std::string detail);

}  // namespace zaohua
