// SPDX-License-Identifier: Apache-2.0
#include "image_io/jpeg_codec.h"

#include <jerror.h>
#include <jpeglib.h>
#include <cstdio>  // jpeglib.h needs it and does not say so

#include <array>
#include <csetjmp>
#include <cstdlib>
#include <new>

#include "image_io/png_reader.h"

namespace zaohua {

namespace {

constexpr int longestSide = 65500;
constexpr int mostScans = 200;  // a progressive file may ask for every pixel again and again

// libjpeg reports an error by a call that must not return: it longjmps, which must not pass over anything that has a
// destructor. Every function with a setjmp holds plain values only.
struct Problem {
  jpeg_error_mgr manager = {};
  std::jmp_buf place = {};
  std::array<char, JMSG_LENGTH_MAX> message = {};
};

[[noreturn]] void stop(j_common_ptr jpeg) {
  auto& problem = *reinterpret_cast<Problem*>(jpeg->err);
  jpeg->err->format_message(jpeg, problem.message.data());
  std::longjmp(problem.place, 1);
}

// A warning that pixels are missing is an error here; others are harmless.
void judgeWarning(j_common_ptr jpeg, int level) {
  if (level < 0 && (jpeg->err->msg_code == JWRN_JPEG_EOF || jpeg->err->msg_code == JWRN_HIT_MARKER))
    stop(jpeg);
}

void countScans(j_common_ptr jpeg) {
  if (reinterpret_cast<j_decompress_ptr>(jpeg)->input_scan_number > mostScans)
    ERREXIT(jpeg, JERR_BAD_PROGRESSION);
}

jpeg_error_mgr* prepare(Problem& problem) {
  jpeg_error_mgr* manager = jpeg_std_error(&problem.manager);
  manager->error_exit = stop;
  manager->emit_message = judgeWarning;
  return manager;
}

bool isConsistent(const Image8& image) {
  if (image.width < 1 || image.height < 1 || (image.channels != 3 && image.channels != 4))
    return false;
  return image.pixels.size() == static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height) *
                                    static_cast<std::size_t>(image.channels);
}

std::vector<std::uint8_t> onWhite(const Image8& image) {
  std::vector<std::uint8_t> pixels;
  pixels.reserve(image.pixels.size() / 4 * 3);
  for (std::size_t at = 0; at < image.pixels.size(); at += 4) {
    const unsigned alpha = image.pixels[at + 3];
    for (std::size_t channel = 0; channel < 3; ++channel) {
      const unsigned mixed = image.pixels[at + channel] * alpha + 255 * (255 - alpha);
      pixels.push_back(static_cast<std::uint8_t>((mixed + 127) / 255));
    }
  }
  return pixels;
}

class Encoder {
 public:
  Encoder() { m_jpeg.err = prepare(m_problem); }
  Encoder(const Encoder&) = delete;
  Encoder& operator=(const Encoder&) = delete;
  ~Encoder() {
    jpeg_destroy_compress(&m_jpeg);
    std::free(m_file);
  }

  bool run(int width, int height, const std::uint8_t* pixels, int quality, std::span<const std::string> app1) {
    if (setjmp(m_problem.place) != 0)
      return false;
    jpeg_create_compress(&m_jpeg);
    jpeg_mem_dest(&m_jpeg, &m_file, &m_size);
    m_jpeg.image_width = static_cast<JDIMENSION>(width);
    m_jpeg.image_height = static_cast<JDIMENSION>(height);
    m_jpeg.input_components = 3;
    m_jpeg.in_color_space = JCS_RGB;
    jpeg_set_defaults(&m_jpeg);
    jpeg_set_quality(&m_jpeg, quality, TRUE);
    m_jpeg.optimize_coding = TRUE;
    constexpr int fullColourFrom = 90;
    if (quality >= fullColourFrom)
      m_jpeg.comp_info[0].h_samp_factor = m_jpeg.comp_info[0].v_samp_factor = 1;
    jpeg_start_compress(&m_jpeg, TRUE);
    for (std::size_t i = 0; i < app1.size(); ++i) {
      jpeg_write_marker(&m_jpeg, JPEG_APP0 + 1, reinterpret_cast<const JOCTET*>(app1[i].data()),
                        static_cast<unsigned>(app1[i].size()));
    }
    while (m_jpeg.next_scanline < m_jpeg.image_height) {
      auto* row =
          const_cast<JSAMPROW>(pixels) + std::size_t{m_jpeg.next_scanline} * std::size_t{m_jpeg.image_width} * 3;
      jpeg_write_scanlines(&m_jpeg, &row, 1);
    }
    jpeg_finish_compress(&m_jpeg);
    return true;
  }

  std::vector<std::byte> file() const {
    const auto* begin = reinterpret_cast<const std::byte*>(m_file);
    return {begin, begin + m_size};
  }
  std::string problem() const { return m_problem.message.data(); }

 private:
  Problem m_problem;
  jpeg_compress_struct m_jpeg = {};
  unsigned char* m_file = nullptr;
  unsigned long m_size = 0;
};

class Decoder {
 public:
  Decoder() { m_jpeg.err = prepare(m_problem); }
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;
  ~Decoder() { jpeg_destroy_decompress(&m_jpeg); }

  bool header(std::span<const std::byte> file) {
    if (setjmp(m_problem.place) != 0)
      return false;
    jpeg_create_decompress(&m_jpeg);
    m_progress.progress_monitor = countScans;
    m_jpeg.progress = &m_progress;
    jpeg_mem_src(&m_jpeg, reinterpret_cast<const unsigned char*>(file.data()), static_cast<unsigned long>(file.size()));
    jpeg_read_header(&m_jpeg, TRUE);
    const bool inks = m_jpeg.jpeg_color_space == JCS_CMYK || m_jpeg.jpeg_color_space == JCS_YCCK;
    m_jpeg.out_color_space = inks ? JCS_CMYK : JCS_RGB;
    return true;
  }

  std::size_t width() const { return m_jpeg.image_width; }
  std::size_t height() const { return m_jpeg.image_height; }
  bool hasInks() const { return m_jpeg.out_color_space == JCS_CMYK; }
  bool inksAreInverted() const { return m_jpeg.saw_Adobe_marker == TRUE; }

  // `pixels` has room for every row.
  bool pixels(std::uint8_t* pixels, std::size_t rowBytes) {
    if (setjmp(m_problem.place) != 0)
      return false;
    jpeg_start_decompress(&m_jpeg);
    while (m_jpeg.output_scanline < m_jpeg.output_height) {
      JSAMPROW row = pixels + std::size_t{m_jpeg.output_scanline} * rowBytes;
      jpeg_read_scanlines(&m_jpeg, &row, 1);
    }
    jpeg_finish_decompress(&m_jpeg);
    return true;
  }

  std::string problem() const { return m_problem.message.data(); }

 private:
  Problem m_problem;
  jpeg_progress_mgr m_progress = {};
  jpeg_decompress_struct m_jpeg = {};
};

// Four inks to red, green and blue, as screens show them without a colour profile. Adobe stores them inverted.
std::vector<std::uint8_t> fromInks(const std::vector<std::uint8_t>& inks, bool inverted) {
  std::vector<std::uint8_t> pixels;
  pixels.reserve(inks.size() / 4 * 3);
  for (std::size_t at = 0; at < inks.size(); at += 4) {
    const unsigned key = inverted ? inks[at + 3] : 255U - inks[at + 3];
    for (std::size_t channel = 0; channel < 3; ++channel) {
      const unsigned paper = inverted ? inks[at + channel] : 255U - inks[at + channel];
      pixels.push_back(static_cast<std::uint8_t>(paper * key / 255));
    }
  }
  return pixels;
}

Result<Image8> decode(std::span<const std::byte> file, std::string_view name) {
  const auto damaged = [name](std::string detail) {
    return failure(ErrorCode::fileCorrupt, "The picture %1 is damaged or not complete.", {std::string(name)},
                   std::move(detail));
  };
  Decoder decoder;
  if (!decoder.header(file))
    return damaged(decoder.problem());
  const std::size_t width = decoder.width(), height = decoder.height();
  if (width * height > maxPicturePixels) {
    return failure(ErrorCode::fileCorrupt, "The picture %1 is too large to be opened.", {std::string(name)},
                   std::to_string(width) + " x " + std::to_string(height));
  }
  // A block of 8 x 8 pixels in up to four components takes at least a few bits, so the file's size says how many pixels
  // it can hold at all.
  constexpr std::size_t mostPixelsPerByte = 2048;
  if (width * height / mostPixelsPerByte > file.size())
    return damaged("fewer bytes than its size needs");
  const std::size_t rowBytes = width * (decoder.hasInks() ? 4U : 3U);
  Image8 image = {.width = static_cast<int>(width), .height = static_cast<int>(height), .channels = 3, .pixels = {}};
  image.pixels.resize(rowBytes * height);
  if (!decoder.pixels(image.pixels.data(), rowBytes))
    return damaged(decoder.problem());
  if (decoder.hasInks())
    image.pixels = fromInks(image.pixels, decoder.inksAreInverted());
  return image;
}

}  // namespace

Result<std::vector<std::byte>> encodeJpeg(const Image8& image, int quality, const std::vector<std::string>& app1) {
  if (!isConsistent(image)) {
    return failure(ErrorCode::internal, "The picture could not be stored: it is not a whole picture.", {},
                   std::to_string(image.width) + " x " + std::to_string(image.height) + " x " +
                       std::to_string(image.channels) + ", " + std::to_string(image.pixels.size()) + " bytes");
  }
  if (image.width > longestSide || image.height > longestSide) {
    return failure(ErrorCode::invalidRequest,
                   "A picture of %1 × %2 pixels is too large for a %3 file. Save it as a .png file.",
                   {std::to_string(image.width), std::to_string(image.height), ".jpg"});
  }
  try {
    const std::vector<std::uint8_t> opaque = image.channels == 4 ? onWhite(image) : std::vector<std::uint8_t>();
    const std::uint8_t* pixels = image.channels == 4 ? opaque.data() : image.pixels.data();
    Encoder encoder;
    if (encoder.run(image.width, image.height, pixels, quality, app1))
      return encoder.file();
  } catch (const std::bad_alloc&) {
    // said below
  }
  return failure(ErrorCode::outOfMemory, "There is not enough memory to store the picture.");
}

Result<Image8> decodeJpeg(std::span<const std::byte> file, std::string_view name) {
  try {
    return decode(file, name);
  } catch (const std::bad_alloc&) {
    return failure(ErrorCode::outOfMemory, "There is not enough memory to open the picture %1.", {std::string(name)});
  }
}

}  // namespace zaohua
