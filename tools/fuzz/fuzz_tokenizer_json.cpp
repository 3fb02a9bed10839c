// SPDX-License-Identifier: Apache-2.0
// Any bytes as a tokenizer.json: it is read or refused, and what was read can tokenize and show a text.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <utility>

#include "text/bpe_tokenizer.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view json(reinterpret_cast<const char*>(data), size);
  zaohua::Result<zaohua::TokenizerModel> model = zaohua::readTokenizerJson(json, "tokenizer.json");
  if (!model)
    return 0;
  const zaohua::BpeTokenizer tokenizer(std::move(*model));
  constexpr std::string_view text = "Don't  a\u0301aab 中文\n\n12 <x><|im_end|>\u1100\u1161 ab";
  const auto tokens = tokenizer.encodeWithSpans(text);
  if (!tokens)
    std::abort();
  std::vector<std::int32_t> ids;
  for (const zaohua::Token& token : *tokens) {
    if (token.begin >= token.end || token.end > text.size())
      std::abort();
    ids.push_back(token.id);
  }
  tokenizer.decode(ids);
  return 0;
}
