// SPDX-License-Identifier: Apache-2.0
#include "image_io/png_text.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <optional>

#include "base/utf8.h"

namespace zaohua {

namespace {

constexpr std::array<unsigned char, 8> signature = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
constexpr std::size_t longestKeyword = 79;

struct Chunk {
  std::string_view type;
  std::string_view data;
  bool intact = false;  // the checksum fits
};

std::string_view asText(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::uint32_t bigEndian(std::string_view four) {
  std::uint32_t number = 0;
  for (const char byte : four.substr(0, 4))
    number = (number << 8U) | static_cast<unsigned char>(byte);
  return number;
}

bool isAsciiLetter(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

bool isTextType(std::string_view type) {
  return type == "tEXt" || type == "zTXt" || type == "iTXt";
}

// Takes the next chunk off the front of `rest`, or nothing if what is there is not a whole chunk.
std::optional<Chunk> takeChunk(std::string_view& rest) {
  constexpr std::size_t frame = 12;  // length, type, checksum
  if (rest.size() < frame)
    return std::nullopt;
  const std::size_t length = bigEndian(rest);
  if (length > rest.size() - frame)
    return std::nullopt;
  Chunk chunk = {.type = rest.substr(4, 4), .data = rest.substr(8, length), .intact = true};
  if (!std::all_of(chunk.type.begin(), chunk.type.end(), isAsciiLetter))
    return std::nullopt;
  if (isTextType(chunk.type)) {
    const auto* typeAndData = reinterpret_cast<const Bytef*>(rest.data() + 4);
    chunk.intact = ::crc32_z(0, typeAndData, length + 4) == bigEndian(rest.substr(8 + length, 4));
  }
  rest.remove_prefix(frame + length);
  return chunk;
}

// Up to the next NUL, which is taken too; nothing if there is none.
std::optional<std::string_view> takeString(std::string_view& rest) {
  const std::size_t end = rest.find('\0');
  if (end == std::string_view::npos)
    return std::nullopt;
  const std::string_view taken = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  return taken;
}

std::string toUtf8(std::string_view bytes) {
  std::string text = utf8FromBytes(bytes);
  std::replace(text.begin(), text.end(), '\0', ' ');
  return text;
}

class TextReader {
 public:
  explicit TextReader(const PngTextLimits& limits) : m_limits(limits), m_left(limits.bytesInAll) {}

  void read(const Chunk& chunk) {
    if (!chunk.intact || m_texts.size() == m_limits.texts)
      return;
    std::string_view rest = chunk.data;
    const std::optional<std::string_view> keyword = takeString(rest);
    if (!keyword || keyword->empty() || keyword->size() > longestKeyword)
      return;
    std::optional<std::string> text;
    if (chunk.type == "tEXt") {
      text = plain(rest);
    } else if (chunk.type == "zTXt") {
      text = rest.starts_with('\0') ? inflated(rest.substr(1)) : std::nullopt;
    } else {
      text = international(rest);
    }
    if (text)
      m_texts.push_back({toUtf8(*keyword), std::move(*text)});
  }

  std::vector<PngText> take() { return std::move(m_texts); }

 private:
  // After the keyword: compressed or not, method, language tag, translated keyword, text.
  std::optional<std::string> international(std::string_view rest) {
    if (rest.size() < 2)
      return std::nullopt;
    const char compressed = rest[0];
    const char method = rest[1];
    rest.remove_prefix(2);
    if (!takeString(rest) || !takeString(rest))
      return std::nullopt;
    if (compressed == 0)
      return plain(rest);
    return compressed == 1 && method == 0 ? inflated(rest) : std::nullopt;
  }

  std::optional<std::string> plain(std::string_view bytes) {
    if (bytes.size() > std::min(m_limits.bytesPerText, m_left))
      return std::nullopt;
    m_left -= bytes.size();
    return toUtf8(bytes);
  }

  // A few bytes may inflate to a thousand times as many, so the room is made as it fills and ends at the limit.
  std::optional<std::string> inflated(std::string_view bytes) {
    const std::size_t most = std::min(m_limits.bytesPerText, m_left);
    z_stream stream = {};
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    if (::inflateInit(&stream) != Z_OK)
      return std::nullopt;
    std::string text;
    int state = Z_OK;
    std::array<char, 16384> room = {};
    while (state == Z_OK && text.size() <= most) {
      stream.next_out = reinterpret_cast<Bytef*>(room.data());
      stream.avail_out = room.size();
      state = ::inflate(&stream, Z_NO_FLUSH);
      text.append(room.data(), room.size() - stream.avail_out);
    }
    ::inflateEnd(&stream);
    m_left -= std::min(m_left, text.size());
    if (state != Z_STREAM_END || text.size() > most)
      return std::nullopt;
    return toUtf8(text);
  }

  const PngTextLimits& m_limits;
  std::size_t m_left;
  std::vector<PngText> m_texts;
};

}  // namespace

bool isPng(std::span<const std::byte> file) {
  return file.size() >= signature.size() &&
         std::equal(signature.begin(), signature.end(), file.begin(),
                    [](unsigned char expected, std::byte found) { return std::byte{expected} == found; });
}

Result<std::vector<PngText>> readPngTexts(std::span<const std::byte> file, std::string_view name,
                                          const PngTextLimits& limits) {
  if (!isPng(file))
    return failure(ErrorCode::fileCorrupt, "The file %1 is not a PNG picture.", {std::string(name)});
  std::string_view rest = asText(file.subspan(signature.size()));
  TextReader reader(limits);
  bool atHeader = true;
  while (const std::optional<Chunk> chunk = takeChunk(rest)) {
    if (atHeader != (chunk->type == "IHDR"))
      break;
    atHeader = false;
    if (chunk->type == "IEND")
      return reader.take();
    if (isTextType(chunk->type))
      reader.read(*chunk);
  }
  return failure(ErrorCode::fileCorrupt, "The picture %1 is damaged or not complete.", {std::string(name)},
                 "no whole PNG chunk " + std::to_string(rest.size()) + " bytes before the end");
}

const std::string* findPngText(std::span<const PngText> texts, std::string_view keyword) {
  const auto found =
      std::find_if(texts.begin(), texts.end(), [keyword](const PngText& text) { return text.keyword == keyword; });
  return found == texts.end() ? nullptr : &found->text;
}

PngTextChunk makePngTextChunk(const PngText& text) {
  const bool ascii = std::all_of(text.text.begin(), text.text.end(),
                                 [](char byte) { return static_cast<unsigned char>(byte) < 0x80; });
  PngTextChunk chunk = {.type = ascii ? "tEXt" : "iTXt", .data = text.keyword.substr(0, longestKeyword)};
  chunk.data += '\0';
  if (!ascii)
    chunk.data.append(4, '\0');  // not compressed, method 0, no language, no translated keyword
  const std::size_t start = chunk.data.size();
  chunk.data += text.text;
  std::replace(chunk.data.begin() + static_cast<std::ptrdiff_t>(start), chunk.data.end(), '\0', ' ');
  return chunk;
}

}  // namespace zaohua
