// SPDX-License-Identifier: Apache-2.0
// PNG files taken apart and put together by hand, the wrong ones too.
#pragma once

#include <zlib.h>

#include <cstdint>
#include <fstream>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/image8.h"

namespace zaohua::test {

inline const std::string pngSignature = "\x89PNG\r\n\x1a\n";

inline std::string bigEndian32(std::uint32_t number) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8)
    bytes += static_cast<char>((number >> static_cast<unsigned>(shift)) & 0xffU);
  return bytes;
}

inline std::uint32_t numberAt(std::string_view bytes, std::size_t at) {
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 4; ++i)
    number = (number << 8U) | static_cast<unsigned char>(bytes[at + i]);
  return number;
}

inline std::uint32_t checksum(std::string_view bytes) {
  return static_cast<std::uint32_t>(::crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

inline std::string chunk(std::string_view type, std::string_view data) {
  const std::string body = std::string(type) + std::string(data);
  return bigEndian32(static_cast<std::uint32_t>(data.size())) + body + bigEndian32(checksum(body));
}

inline std::string deflated(std::string_view bytes) {
  uLongf size = ::compressBound(bytes.size());
  std::string packed(size, '\0');
  ::compress2(reinterpret_cast<Bytef*>(packed.data()), &size, reinterpret_cast<const Bytef*>(bytes.data()),
              bytes.size(), Z_BEST_COMPRESSION);
  packed.resize(size);
  return packed;
}

inline std::string header(std::uint32_t width, std::uint32_t height, char bits = 8, char colour = 2) {
  return chunk("IHDR", bigEndian32(width) + bigEndian32(height) + std::string{bits, colour, 0, 0, 0});
}

inline const std::string pngEnd = chunk("IEND", "");

// A picture of 2 x 1 black pixels with these chunks after its header.
inline std::string pngWith(std::string_view chunks) {
  return pngSignature + header(2, 1) + std::string(chunks) + chunk("IDAT", deflated(std::string(7, '\0'))) + pngEnd;
}

struct Part {
  std::string type;
  std::string data;
  bool checksumFits = false;
};

// REQUIRES a whole file.
inline std::vector<Part> partsOf(std::string_view file) {
  std::vector<Part> parts;
  for (std::size_t at = pngSignature.size(); at < file.size();) {
    const std::size_t length = numberAt(file, at);
    const std::string_view body = file.substr(at + 4, length + 4);
    parts.push_back({std::string(body.substr(0, 4)), std::string(body.substr(4)),
                     checksum(body) == numberAt(file, at + 8 + length)});
    at += length + 12;
  }
  return parts;
}

inline std::span<const std::byte> bytesOf(std::string_view text) {
  return std::as_bytes(std::span(text));
}

inline std::string textOf(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

inline std::string fixture(std::string_view name) {
  std::ifstream file(std::string(ZAOHUA_TEST_DATA) + "/image_io/foreign/" + std::string(name), std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// Every value of every channel in turn, so that no two pixels near each other are equal.
inline Image8 colourful(int width, int height, int channels = 3) {
  Image8 image = {.width = width, .height = height, .channels = channels, .pixels = {}};
  std::uint32_t state = 1;
  for (int i = 0; i < width * height * channels; ++i) {
    state = state * 1664525U + 1013904223U;
    image.pixels.push_back(static_cast<std::uint8_t>(state >> 24U));
  }
  return image;
}

}  // namespace zaohua::test
