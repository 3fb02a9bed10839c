// SPDX-License-Identifier: Apache-2.0
#include "image_io/webp_codec.h"

#include <webp/decode.h>
#include <webp/encode.h>

#include <algorithm>
#include <new>
#include <optional>

#include "image_io/png_reader.h"

namespace zaohua {

namespace {

constexpr std::size_t headerSize = 12;  // "RIFF", size, "WEBP"
constexpr std::size_t chunkFrame = 8;   // name, size
constexpr std::size_t mostTextBytes = 8U << 20U;

std::string_view asText(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::size_t littleEndian32(std::string_view bytes) {
  std::size_t number = 0;
  for (std::size_t i = 4; i-- > 0;)
    number = number << 8U | static_cast<unsigned char>(bytes[i]);
  return number;
}

std::string littleEndian(std::size_t number, unsigned bytes) {
  std::string text;
  for (unsigned i = 0; i < bytes; ++i)
    text += static_cast<char>((number >> (8 * i)) & 0xffU);
  return text;
}

std::string chunk(std::string_view name, std::string_view data) {
  return std::string(name) + littleEndian(data.size(), 4) + std::string(data) + std::string(data.size() % 2, '\0');
}

struct Chunk {
  std::string_view name;
  std::string_view data;
};

// The chunks of a file whose size field tells the truth, or nothing.
std::optional<std::vector<Chunk>> chunksOf(std::string_view file) {
  constexpr std::size_t mostChunks = 10'000;
  if (file.size() < headerSize || !file.starts_with("RIFF") || file.substr(8, 4) != "WEBP")
    return std::nullopt;
  const std::size_t size = littleEndian32(file.substr(4, 4));
  if (size < 4 || size > file.size() - 8)
    return std::nullopt;
  std::string_view rest = file.substr(headerSize, size - 4);
  std::vector<Chunk> chunks;
  while (rest.size() >= chunkFrame && chunks.size() < mostChunks) {
    const std::size_t length = littleEndian32(rest.substr(4, 4));
    if (length > rest.size() - chunkFrame)
      return std::nullopt;
    chunks.push_back({rest.substr(0, 4), rest.substr(chunkFrame, length)});
    rest.remove_prefix(std::min(rest.size(), chunkFrame + length + length % 2));
  }
  return chunks;
}

class Encoder {
 public:
  Encoder() {
    WebPMemoryWriterInit(&m_writer);
    m_ready = WebPPictureInit(&m_picture) != 0 && WebPConfigInit(&m_config) != 0;
  }
  Encoder(const Encoder&) = delete;
  Encoder& operator=(const Encoder&) = delete;
  ~Encoder() {
    WebPPictureFree(&m_picture);
    WebPMemoryWriterClear(&m_writer);
  }

  bool run(const Image8& image, int quality) {
    constexpr int lossless = 100, quickLevel = 2;
    if (!m_ready)
      return false;
    if (quality >= lossless && WebPConfigLosslessPreset(&m_config, quickLevel) == 0)
      return false;
    if (quality < lossless)
      m_config.quality = static_cast<float>(quality);
    m_config.exact = 1;
    m_config.thread_level = 1;
    m_picture.use_argb = quality >= lossless ? 1 : 0;
    m_picture.width = image.width;
    m_picture.height = image.height;
    m_picture.writer = WebPMemoryWrite;
    m_picture.custom_ptr = &m_writer;
    const int stride = image.width * image.channels;
    const int imported = image.channels == 4 ? WebPPictureImportRGBA(&m_picture, image.pixels.data(), stride)
                                             : WebPPictureImportRGB(&m_picture, image.pixels.data(), stride);
    return imported != 0 && WebPEncode(&m_config, &m_picture) != 0;
  }

  std::string_view file() const { return {reinterpret_cast<const char*>(m_writer.mem), m_writer.size}; }

 private:
  bool m_ready = false;
  WebPConfig m_config = {};
  WebPPicture m_picture = {};
  WebPMemoryWriter m_writer = {};
};

bool isConsistent(const Image8& image) {
  if (image.width < 1 || image.height < 1 || (image.channels != 3 && image.channels != 4))
    return false;
  return image.pixels.size() == static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height) *
                                    static_cast<std::size_t>(image.channels);
}

// The file around the encoder's own, with an extended header that announces the texts.
std::string assembled(const Image8& image, std::string_view encoded, const WebpTexts& texts) {
  constexpr std::size_t alphaFlag = 0x10, exifFlag = 0x08, xmpFlag = 0x04;
  std::string pixels;
  bool alpha = false;
  for (const Chunk& part : chunksOf(encoded).value_or(std::vector<Chunk>())) {
    if (part.name == "VP8X")
      continue;
    // A lossless stream says it in the bit after its two sizes.
    alpha = alpha || part.name == "ALPH" ||
            (part.name == "VP8L" && part.data.size() >= 5 && (static_cast<unsigned char>(part.data[4]) & 0x10U) != 0);
    pixels += chunk(part.name, part.data);
  }
  const std::size_t flags =
      (alpha ? alphaFlag : 0) | (texts.exif.empty() ? 0 : exifFlag) | (texts.xmp.empty() ? 0 : xmpFlag);
  const std::string extended = littleEndian(flags, 4) + littleEndian(static_cast<std::size_t>(image.width - 1), 3) +
                               littleEndian(static_cast<std::size_t>(image.height - 1), 3);
  std::string body = "WEBP" + chunk("VP8X", extended) + pixels;
  if (!texts.exif.empty())
    body += chunk("EXIF", texts.exif);
  if (!texts.xmp.empty())
    body += chunk("XMP ", texts.xmp);
  return "RIFF" + littleEndian(body.size(), 4) + body;
}

Result<std::vector<std::byte>> encode(const Image8& image, int quality, const WebpTexts& texts) {
  Encoder encoder;
  if (!encoder.run(image, quality))
    return failure(ErrorCode::outOfMemory, "There is not enough memory to store the picture.");
  const std::string file =
      texts.exif.empty() && texts.xmp.empty() ? std::string(encoder.file()) : assembled(image, encoder.file(), texts);
  const std::span<const std::byte> bytes = std::as_bytes(std::span(file));
  return std::vector<std::byte>(bytes.begin(), bytes.end());
}

Result<Image8> decode(std::span<const std::byte> file, std::string_view name) {
  const auto damaged = [name](std::string detail) {
    return failure(ErrorCode::fileCorrupt, "The picture %1 is damaged or not complete.", {std::string(name)},
                   std::move(detail));
  };
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(file.data());
  WebPBitstreamFeatures features = {};
  if (!chunksOf(asText(file)) || WebPGetFeatures(bytes, file.size(), &features) != VP8_STATUS_OK)
    return damaged("no whole WebP file");
  if (features.has_animation != 0)
    return failure(ErrorCode::fileCorrupt, "The picture %1 is an animation, which cannot be opened.",
                   {std::string(name)});
  const auto width = static_cast<std::size_t>(features.width), height = static_cast<std::size_t>(features.height);
  if (width * height > maxPicturePixels) {
    return failure(ErrorCode::fileCorrupt, "The picture %1 is too large to be opened.", {std::string(name)},
                   std::to_string(width) + " x " + std::to_string(height));
  }
  Image8 image = {
      .width = features.width, .height = features.height, .channels = features.has_alpha != 0 ? 4 : 3, .pixels = {}};
  const int stride = image.width * image.channels;
  image.pixels.resize(static_cast<std::size_t>(stride) * height);
  const auto* decoded = image.channels == 4
                            ? WebPDecodeRGBAInto(bytes, file.size(), image.pixels.data(), image.pixels.size(), stride)
                            : WebPDecodeRGBInto(bytes, file.size(), image.pixels.data(), image.pixels.size(), stride);
  if (decoded == nullptr)
    return damaged("its pixels cannot be decoded");
  return image;
}

}  // namespace

Result<std::vector<std::byte>> encodeWebp(const Image8& image, int quality, const WebpTexts& texts) {
  if (!isConsistent(image)) {
    return failure(ErrorCode::internal, "The picture could not be stored: it is not a whole picture.", {},
                   std::to_string(image.width) + " x " + std::to_string(image.height) + " x " +
                       std::to_string(image.channels) + ", " + std::to_string(image.pixels.size()) + " bytes");
  }
  if (image.width > WEBP_MAX_DIMENSION || image.height > WEBP_MAX_DIMENSION) {
    return failure(ErrorCode::invalidRequest,
                   "A picture of %1 × %2 pixels is too large for a %3 file. Save it as a .png file.",
                   {std::to_string(image.width), std::to_string(image.height), ".webp"});
  }
  try {
    return encode(image, quality, texts);
  } catch (const std::bad_alloc&) {
    return failure(ErrorCode::outOfMemory, "There is not enough memory to store the picture.");
  }
}

Result<Image8> decodeWebp(std::span<const std::byte> file, std::string_view name) {
  try {
    return decode(file, name);
  } catch (const std::bad_alloc&) {
    return failure(ErrorCode::outOfMemory, "There is not enough memory to open the picture %1.", {std::string(name)});
  }
}

Result<WebpTexts> readWebpTexts(std::span<const std::byte> file, std::string_view name) {
  const std::optional<std::vector<Chunk>> chunks = chunksOf(asText(file));
  if (!chunks) {
    return failure(ErrorCode::fileCorrupt, "The picture %1 is damaged or not complete.", {std::string(name)},
                   "no whole chain of WebP chunks");
  }
  WebpTexts texts;
  for (const Chunk& part : *chunks) {
    if (part.data.size() > mostTextBytes)
      continue;
    if (part.name == "EXIF" && texts.exif.empty())
      texts.exif = part.data;
    if (part.name == "XMP " && texts.xmp.empty())
      texts.xmp = part.data;
  }
  return texts;
}

}  // namespace zaohua
