// SPDX-License-Identifier: Apache-2.0
// A stranger's weights: the header of a safetensors file. Whatever is accepted lies inside the file, and no two tensors
// share a byte. The bytes are read as a file, and as a header whose length is right, because few mutations of both
// together would get past the length.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "tensor_io/safetensors_header.h"

namespace {

void require(bool holds) {
  if (!holds)
    std::abort();
}

void checkTensors(const zaohua::SafetensorsHeader& header, std::size_t fileSize) {
  std::vector<std::pair<std::size_t, std::size_t>> ranges;
  for (const auto& [name, entry] : header.tensors) {
    require(entry.offset <= fileSize && entry.bytes <= fileSize - entry.offset);
    std::int64_t elements = 1;
    for (const std::int64_t size : entry.shape) {
      require(size >= 0);
      require(!__builtin_mul_overflow(elements, size, &elements) || entry.bytes == 0);
    }
    require(entry.bytes == 0 || entry.elements() == elements);
    require(entry.bytes % zaohua::bytesPerElement(entry.dtype) == 0);
    require(!zaohua::shapeText(entry.shape).empty());
    if (entry.bytes > 0)
      ranges.emplace_back(entry.offset, entry.bytes);
  }
  std::sort(ranges.begin(), ranges.end());
  for (std::size_t i = 1; i < ranges.size(); ++i)
    require(ranges[i - 1].first + ranges[i - 1].second <= ranges[i].first);
}

void parse(const std::string& file) {
  const auto header = zaohua::parseSafetensorsHeader(std::as_bytes(std::span(file)), "model.safetensors");
  if (header) {
    checkTensors(*header, file.size());
  } else {
    require(header.error().code == zaohua::ErrorCode::fileCorrupt && !header.error().text().empty());
  }
}

std::string withLengthAndData(const std::string& header) {
  constexpr std::size_t dataBytes = 64;
  std::string file;
  for (std::size_t i = 0; i < 8; ++i)
    file += static_cast<char>((header.size() >> (8 * i)) & 0xffU);
  return file + header + std::string(dataBytes, '\0');
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  parse(bytes);
  parse(withLengthAndData(bytes));
  return 0;
}
