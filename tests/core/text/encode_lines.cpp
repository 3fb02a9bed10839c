// SPDX-License-Identifier: Apache-2.0
// Not a test: the other side of `make_tokenizer_fixtures.py --check`, for comparisons too large to keep.
//
//   encode_lines TOKENIZER.JSON   reads lines (u32 size, bytes), writes u32 count and u32 ids for each
#include <cstdint>
#include <cstdio>
#include <string>

#include "base/platform.h"
#include "text/bpe_tokenizer.h"

namespace {

int encodeLines(const char* file) {
  using namespace zaohua;
  const BpeTokenizer tokenizer(valueOrThrow(readTokenizerJson(valueOrThrow(readFile(file, maxTokenizerBytes)), file)));
  std::string line;
  for (std::uint32_t size = 0; std::fread(&size, sizeof size, 1, stdin) == 1;) {
    line.resize(size);
    if (std::fread(line.data(), 1, size, stdin) != size)
      return 1;
    const std::vector<std::int32_t> ids = valueOrThrow(tokenizer.encode(line));
    const auto count = static_cast<std::uint32_t>(ids.size());
    if (std::fwrite(&count, sizeof count, 1, stdout) != 1 ||
        std::fwrite(ids.data(), sizeof(std::int32_t), count, stdout) != count)
      return 1;
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: %s TOKENIZER.JSON\n", argv[0]);
    return 2;
  }
  try {
    return encodeLines(argv[1]);
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "error: %s\n", problem.what());
    return 1;
  }
}
