// SPDX-License-Identifier: Apache-2.0
#include "image_io/exif.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/utf8.h"

namespace zaohua {

namespace {

constexpr std::size_t mostEntries = 512;
constexpr std::size_t longestText = 8U << 20U;
constexpr std::uint16_t exifDirectory = 0x8769, orientationTag = 0x0112;
constexpr std::uint16_t typeAscii = 2, typeShort = 3, typeLong = 4, typeUndefined = 7;
constexpr std::string_view unicodeCode("UNICODE\0", 8);

std::string toUtf8(std::string_view bytes) {
  std::string text = utf8FromBytes(bytes);
  text.erase(std::find(text.begin(), text.end(), '\0'), text.end());
  return text;
}

struct Utf16Reading {
  std::string text;
  std::size_t likely = 0;  // characters that people write
};

Utf16Reading decodeUtf16(std::string_view bytes, bool bigEndian) {
  const auto unitAt = [&](std::size_t at) {
    const auto first = static_cast<unsigned char>(bytes[at]);
    const auto second = static_cast<unsigned char>(bytes[at + 1]);
    return static_cast<char32_t>(bigEndian ? first << 8U | second : second << 8U | first);
  };
  Utf16Reading reading;
  for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
    char32_t unit = unitAt(at);
    if (unit == 0)
      break;
    if (unit >= 0xd800 && unit < 0xdc00 && at + 3 < bytes.size() && (unitAt(at + 2) & 0xfc00U) == 0xdc00) {
      unit = 0x10000 + ((unit & 0x3ffU) << 10U) + (unitAt(at + 2) & 0x3ffU);
      at += 2;
    } else if ((unit & 0xf800U) == 0xd800) {
      unit = 0xfffd;
    }
    reading.likely += unit == '\n' || (unit >= ' ' && unit < 0x7f) || (unit >= 0x4e00 && unit < 0xa000) ? 1U : 0U;
    appendUtf8(reading.text, unit);
  }
  return reading;
}

// The standard asks for the block's own byte order, the common writers for big-endian, some for UTF-8: without a single
// zero byte it is no UTF-16 text with settings in it.
std::string decodeUnicodeComment(std::string_view bytes) {
  const std::size_t end = bytes.find_last_not_of('\0');
  const std::string_view written = bytes.substr(0, end == std::string_view::npos ? 0 : end + 1);
  if (written.find('\0') == std::string_view::npos && isValidUtf8(written))
    return std::string(written);
  Utf16Reading big = decodeUtf16(bytes, true);
  Utf16Reading little = decodeUtf16(bytes, false);
  return big.likely >= little.likely ? std::move(big.text) : std::move(little.text);
}

std::string decodeComment(std::string_view bytes) {
  if (bytes.starts_with(unicodeCode))
    return decodeUnicodeComment(bytes.substr(unicodeCode.size()));
  constexpr std::array<std::string_view, 3> otherCodes = {std::string_view("ASCII\0\0\0", 8),
                                                          std::string_view("JIS\0\0\0\0\0", 8),
                                                          std::string_view("\0\0\0\0\0\0\0\0", 8)};
  for (const std::string_view code : otherCodes) {
    if (bytes.starts_with(code))
      return toUtf8(bytes.substr(code.size()));
  }
  return toUtf8(bytes);
}

class ExifReader {
 public:
  explicit ExifReader(std::string_view block) : m_block(block) {}

  void read() {
    if (m_block.size() < 8 || !(m_block.starts_with("MM") || m_block.starts_with("II")))
      return;
    m_bigEndian = m_block[0] == 'M';
    if (number(2, 2) != 42)
      return;
    readDirectory(number(4, 4));
    if (m_exifDirectory)
      readDirectory(*m_exifDirectory);
  }

  std::vector<ExifText> takeTexts() { return std::move(m_texts); }
  int orientation() const { return m_orientation; }

 private:
  std::size_t number(std::size_t at, std::size_t bytes) const {
    std::size_t value = 0;
    for (std::size_t i = 0; i < bytes; ++i) {
      const std::size_t place = m_bigEndian ? at + i : at + bytes - 1 - i;
      value = value << 8U | static_cast<unsigned char>(m_block[place]);
    }
    return value;
  }

  void readDirectory(std::size_t at) {
    if (at > m_block.size() || m_block.size() - at < 2)
      return;
    constexpr std::size_t entrySize = 12;
    const std::size_t entries = std::min({number(at, 2), mostEntries, (m_block.size() - at - 2) / entrySize});
    for (std::size_t i = 0; i < entries; ++i)
      readEntry(at + 2 + i * entrySize);
  }

  void readEntry(std::size_t at) {
    const auto tag = static_cast<std::uint16_t>(number(at, 2));
    const std::size_t type = number(at + 2, 2);
    const std::size_t count = number(at + 4, 4);
    if (tag == exifDirectory && type == typeLong && count == 1 && !m_exifDirectory) {
      m_exifDirectory = number(at + 8, 4);
      return;
    }
    if (tag == orientationTag && type == typeShort && count == 1) {
      const std::size_t value = number(at + 8, 2);
      m_orientation = value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
      return;
    }
    if ((type != typeAscii && type != typeUndefined) || count > longestText)
      return;
    const std::size_t place = count <= 4 ? at + 8 : number(at + 8, 4);
    if (place > m_block.size() || m_block.size() - place < count)
      return;
    const std::string_view value = m_block.substr(place, count);
    // Many entries may point at the same bytes.
    m_bytes += count;
    if (m_bytes <= longestText)
      m_texts.push_back({tag, tag == exif_tag::userComment ? decodeComment(value) : toUtf8(value)});
  }

  std::string_view m_block;
  bool m_bigEndian = true;
  std::optional<std::size_t> m_exifDirectory;
  std::size_t m_bytes = 0;
  int m_orientation = 1;
  std::vector<ExifText> m_texts;
};

ExifReader readerOf(std::string_view block) {
  constexpr std::string_view jpegMark("Exif\0\0", 6);
  if (block.starts_with(jpegMark))
    block.remove_prefix(jpegMark.size());
  ExifReader reader(block);
  reader.read();
  return reader;
}

void append(std::string& bytes, std::size_t number, unsigned size) {
  for (unsigned i = size; i-- > 0;)
    bytes += static_cast<char>((number >> (8 * i)) & 0xffU);
}

void appendEntry(std::string& bytes, std::uint16_t tag, std::uint16_t type, std::size_t count, std::size_t value) {
  append(bytes, tag, 2);
  append(bytes, type, 2);
  append(bytes, count, 4);
  append(bytes, value, 4);
}

std::string toUtf16(std::string_view text) {
  std::string bytes;
  for (std::size_t at = 0; at < text.size();) {
    const Utf8Character character = decodeUtf8(text, at);
    at += character.length;
    if (character.codePoint < 0x10000) {
      append(bytes, character.codePoint, 2);
    } else {
      append(bytes, 0xd800 + ((character.codePoint - 0x10000) >> 10U), 2);
      append(bytes, 0xdc00 + (character.codePoint & 0x3ffU), 2);
    }
  }
  return bytes;
}

}  // namespace

std::vector<ExifText> readExifTexts(std::string_view block) {
  return readerOf(block).takeTexts();
}

int readExifOrientation(std::string_view block) {
  return readerOf(block).orientation();
}

std::string makeExif(std::string_view software, std::string_view comment) {
  constexpr std::size_t header = 8, twoEntries = 2 + 2 * 12 + 4;
  constexpr std::uint16_t exifVersion = 0x9000;
  std::string programText = std::string(software) + '\0';
  programText.resize((programText.size() + 1) / 2 * 2);  // places are even
  const std::string commentBytes = std::string(unicodeCode) + toUtf16(comment);
  const std::size_t programPlace = header + twoEntries;
  const std::size_t directoryPlace = programPlace + programText.size();

  std::string block("MM\0*", 4);
  append(block, header, 4);
  append(block, 2, 2);
  appendEntry(block, exif_tag::software, typeAscii, software.size() + 1, programPlace);
  appendEntry(block, exifDirectory, typeLong, 1, directoryPlace);
  append(block, 0, 4);
  block += programText;
  append(block, 2, 2);
  appendEntry(block, exifVersion, typeUndefined, 4, 0x30323332);  // "0232"
  appendEntry(block, exif_tag::userComment, typeUndefined, commentBytes.size(), directoryPlace + twoEntries);
  append(block, 0, 4);
  return block + commentBytes;
}

}  // namespace zaohua
