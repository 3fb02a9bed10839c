// SPDX-License-Identifier: Apache-2.0
#include "image_io/jpeg_segments.h"

#include <algorithm>

#include "image_io/md5.h"
#include "image_io/xmp.h"

namespace zaohua {

namespace {

constexpr std::string_view exifMark("Exif\0\0", 6);
constexpr std::string_view xmpMark("http://ns.adobe.com/xap/1.0/\0", 29);
constexpr std::string_view extensionMark("http://ns.adobe.com/xmp/extension/\0", 35);
constexpr std::size_t digestSize = 32;
constexpr std::size_t mostTextBytes = 8U << 20U;
constexpr std::size_t mostSegments = 256;

constexpr unsigned char startOfScan = 0xda, endOfImage = 0xd9, app1 = 0xe1, comment = 0xfe;

std::size_t bigEndian(std::string_view bytes) {
  std::size_t number = 0;
  for (const char byte : bytes)
    number = number << 8U | static_cast<unsigned char>(byte);
  return number;
}

std::string bigEndian32(std::size_t number) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8)
    bytes += static_cast<char>((number >> static_cast<unsigned>(shift)) & 0xffU);
  return bytes;
}

// One part of an extension, as it stands in its segment.
struct ExtensionPart {
  std::string_view digest;
  std::size_t fullSize = 0;
  std::size_t offset = 0;
  std::string_view data;
};

// The parts that the packet names, joined; empty unless they cover the whole without gap and overlap.
std::string joined(std::vector<ExtensionPart> parts, std::string_view digest) {
  std::erase_if(parts, [&](const ExtensionPart& part) { return part.digest != digest; });
  std::sort(parts.begin(), parts.end(),
            [](const ExtensionPart& one, const ExtensionPart& other) { return one.offset < other.offset; });
  std::string whole;
  for (const ExtensionPart& part : parts) {
    if (part.offset != whole.size() || part.fullSize != parts.front().fullSize)
      return {};
    whole += part.data;
  }
  return parts.empty() || whole.size() != parts.front().fullSize ? std::string() : whole;
}

class SegmentReader {
 public:
  explicit SegmentReader(std::string_view file) : m_rest(file) {}

  // False: what is there is not a chain of segments up to the pixels.
  bool read() {
    if (m_rest.substr(0, 2) != "\xff\xd8")
      return false;
    m_rest.remove_prefix(2);
    while (m_rest.size() >= 2 && m_rest[0] == '\xff') {
      const auto marker = static_cast<unsigned char>(m_rest[1]);
      if (marker == startOfScan || marker == endOfImage)
        return true;
      if (marker == 0xff) {  // a fill byte
        m_rest.remove_prefix(1);
        continue;
      }
      if (m_rest.size() < 4)
        return false;
      const std::size_t length = bigEndian(m_rest.substr(2, 2));
      if (length < 2 || m_rest.size() - 2 < length)
        return false;
      take(marker, m_rest.substr(4, length - 2));
      m_rest.remove_prefix(2 + length);
    }
    return false;
  }

  JpegTexts texts() {
    if (const auto digest = findXmpProperty(m_texts.xmp, xmp_namespace::note, "HasExtendedXMP"))
      m_texts.extendedXmp = joined(std::move(m_parts), *digest);
    return std::move(m_texts);
  }

 private:
  void take(unsigned char marker, std::string_view data) {
    if ((marker != app1 && marker != comment) || m_segments == mostSegments || data.size() > mostTextBytes - m_bytes)
      return;
    ++m_segments;
    m_bytes += data.size();
    if (marker == comment) {
      m_texts.comments.emplace_back(data);
    } else if (data.starts_with(exifMark) && m_texts.exif.empty()) {
      m_texts.exif = data;
    } else if (data.starts_with(xmpMark) && m_texts.xmp.empty()) {
      m_texts.xmp = data.substr(xmpMark.size());
    } else if (data.starts_with(extensionMark) && data.size() >= extensionMark.size() + digestSize + 8) {
      data.remove_prefix(extensionMark.size());
      m_parts.push_back({data.substr(0, digestSize), bigEndian(data.substr(digestSize, 4)),
                         bigEndian(data.substr(digestSize + 4, 4)), data.substr(digestSize + 8)});
    }
  }

  std::string_view m_rest;
  JpegTexts m_texts;
  std::vector<ExtensionPart> m_parts;
  std::size_t m_segments = 0;
  std::size_t m_bytes = 0;
};

}  // namespace

Result<JpegTexts> readJpegTexts(std::span<const std::byte> file, std::string_view name) {
  SegmentReader reader({reinterpret_cast<const char*>(file.data()), file.size()});
  if (!reader.read())
    return failure(ErrorCode::fileCorrupt, "The picture %1 is damaged or not complete.", {std::string(name)},
                   "no whole chain of JPEG segments before the pixels");
  return reader.texts();
}

std::optional<std::string> makeExifSegment(std::string_view exif) {
  if (exifMark.size() + exif.size() > longestJpegSegment)
    return std::nullopt;
  return std::string(exifMark) + std::string(exif);
}

std::string makeXmpSegment(std::string_view packet) {
  return std::string(xmpMark) + std::string(packet);
}

bool fitsXmpSegment(std::string_view packet) {
  return xmpMark.size() + packet.size() <= longestJpegSegment;
}

std::vector<std::string> makeExtendedXmpSegments(std::string_view extension) {
  constexpr std::size_t room = longestJpegSegment - extensionMark.size() - digestSize - 8;
  const std::string digest = md5(extension);
  std::vector<std::string> segments;
  for (std::size_t at = 0; at < extension.size(); at += room) {
    segments.push_back(std::string(extensionMark) + digest + bigEndian32(extension.size()) + bigEndian32(at) +
                       std::string(extension.substr(at, room)));
  }
  return segments;
}

}  // namespace zaohua
