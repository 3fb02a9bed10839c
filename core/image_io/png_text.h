// SPDX-License-Identifier: Apache-2.0
// The text chunks of a PNG file, read and written without an image library: libraries decode tEXt by the letter of the
// specification and so turn Chinese prompts from other programs into noise, or fold lines. Plain functions, any thread.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace zaohua {

struct PngText {
  std::string keyword;  // 1-79 bytes
  std::string text;     // UTF-8, no NUL

  bool operator==(const PngText&) const = default;
};

// What a stranger's file may make us keep. A text beyond it is passed over; the rest is still read.
struct PngTextLimits {
  std::size_t bytesPerText = 8U << 20U;  // our own request at its longest fits
  std::size_t bytesInAll = 32U << 20U;   // inflated bytes that were thrown away count too
  std::size_t texts = 256;
};

bool isPng(std::span<const std::byte> file);

// Every text of tEXt, zTXt and iTXt chunks, in file order. Bytes that are not UTF-8 are taken for Latin-1. A chunk with
// a wrong checksum is passed over; a file that does not end where a PNG ends is file_corrupt. `name` is what the Error
// calls the file.
Result<std::vector<PngText>> readPngTexts(std::span<const std::byte> file, std::string_view name,
                                          const PngTextLimits& limits = {});

// The first text with this keyword, or null.
const std::string* findPngText(std::span<const PngText> texts, std::string_view keyword);

// One chunk without length and checksum: tEXt for ASCII, else iTXt, uncompressed and with an empty language tag, the
// form that every reader understands.
struct PngTextChunk {
  const char* type = "tEXt";
  std::string data;
};
PngTextChunk makePngTextChunk(const PngText& text);

}  // namespace zaohua
