// SPDX-License-Identifier: Apache-2.0
// Safetensors files as a stranger might write them: any header text, any length field, any data.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace zaohua::test {

inline std::string littleEndian64(std::uint64_t number) {
  std::string bytes;
  for (int i = 0; i < 8; ++i)
    bytes += static_cast<char>((number >> (8 * i)) & 0xff);
  return bytes;
}

// The header with its true length, or with a lie.
inline std::string forgedSafetensors(std::string_view header, std::size_t dataBytes,
                                     std::optional<std::uint64_t> length = std::nullopt) {
  return littleEndian64(length.value_or(header.size())) + std::string(header) + std::string(dataBytes, '\0');
}

}  // namespace zaohua::test
