// SPDX-License-Identifier: Apache-2.0
#include "image_io/png_reader.h"

#include <png.h>

#include <algorithm>
#include <array>
#include <csetjmp>
#include <cstdio>
#include <cstring>
#include <new>

#include "image_io/png_text.h"

namespace zaohua {

namespace {

struct Input {
  const std::byte* next = nullptr;
  std::size_t left = 0;
  std::array<char, 128> problem = {};
};

void readBytes(png_structp png, png_bytep bytes, std::size_t size) {
  auto& input = *static_cast<Input*>(png_get_io_ptr(png));
  if (size > input.left)
    png_error(png, "the file ends too early");
  std::memcpy(bytes, input.next, size);
  input.next += size;
  input.left -= size;
}

[[noreturn]] void stopReading(png_structp png, png_const_charp message) {
  auto& input = *static_cast<Input*>(png_get_error_ptr(png));
  std::snprintf(input.problem.data(), input.problem.size(), "%s", message);
  png_longjmp(png, 1);
}

void ignoreWarning(png_structp, png_const_charp) {
}

// libpng reports an error by longjmp, which must not pass over anything that has a destructor: the next two functions
// hold plain values only.
bool readHeader(png_structp png, png_infop info) {
  if (setjmp(png_jmpbuf(png)) != 0)
    return false;
  // Texts and colour profiles may inflate without end and are none of our business here.
  png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, nullptr, -1);
  png_set_user_limits(png, 1U << 16U, 1U << 16U);
  png_set_chunk_cache_max(png, 16);
  png_read_info(png, info);
  return true;
}

bool startPixels(png_structp png, png_infop info) {
  if (setjmp(png_jmpbuf(png)) != 0)
    return false;
  png_set_expand(png);
  png_set_scale_16(png);
  png_set_gray_to_rgb(png);
  png_set_interlace_handling(png);
  png_read_update_info(png, info);
  return true;
}

bool readPixels(png_structp png, png_bytepp rows) {
  if (setjmp(png_jmpbuf(png)) != 0)
    return false;
  png_read_image(png, rows);
  png_read_end(png, nullptr);
  return true;
}

class Reader {
 public:
  explicit Reader(std::span<const std::byte> file) : m_input{.next = file.data(), .left = file.size(), .problem = {}} {
    m_png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &m_input, stopReading, ignoreWarning);
    m_info = m_png != nullptr ? png_create_info_struct(m_png) : nullptr;
    if (m_info == nullptr)
      throw std::bad_alloc();
    png_set_read_fn(m_png, &m_input, readBytes);
  }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;
  ~Reader() { png_destroy_read_struct(&m_png, &m_info, nullptr); }

  bool header() { return readHeader(m_png, m_info); }
  std::size_t width() const { return png_get_image_width(m_png, m_info); }
  std::size_t height() const { return png_get_image_height(m_png, m_info); }
  std::size_t packedRowBytes() const { return png_get_rowbytes(m_png, m_info); }

  bool pixels(Image8& image) {
    if (!startPixels(m_png, m_info))
      return false;
    image.width = static_cast<int>(width());
    image.height = static_cast<int>(height());
    image.channels = png_get_channels(m_png, m_info);
    const std::size_t rowBytes = png_get_rowbytes(m_png, m_info);
    image.pixels.resize(rowBytes * height());
    std::vector<png_bytep> rows(height());
    for (std::size_t row = 0; row < rows.size(); ++row)
      rows[row] = image.pixels.data() + row * rowBytes;
    return readPixels(m_png, rows.data());
  }

  std::string problem() const { return m_input.problem.data(); }

 private:
  Input m_input;
  png_structp m_png = nullptr;
  png_infop m_info = nullptr;
};

Result<Image8> decode(std::span<const std::byte> file, std::string_view name) {
  const auto damaged = [name](std::string detail) {
    return failure(ErrorCode::fileCorrupt, "The picture %1 is damaged or not complete.", {std::string(name)},
                   std::move(detail));
  };
  if (!isPng(file))
    return failure(ErrorCode::fileCorrupt, "The file %1 is not a PNG picture.", {std::string(name)});
  Reader reader(file);
  if (!reader.header())
    return damaged(reader.problem());
  if (reader.width() * reader.height() > maxPicturePixels) {
    return failure(ErrorCode::fileCorrupt, "The picture %1 is too large to be opened.", {std::string(name)},
                   std::to_string(reader.width()) + " x " + std::to_string(reader.height()));
  }
  // Deflate makes at most 1032 bytes of one, so the file's size says how many pixels it can hold at all.
  constexpr std::size_t mostPerByte = 1032;
  if (reader.packedRowBytes() * reader.height() / mostPerByte > file.size())
    return damaged("fewer bytes than its size needs");
  Image8 image;
  if (!reader.pixels(image))
    return damaged(reader.problem());
  return image;
}

}  // namespace

Result<Image8> decodePng(std::span<const std::byte> file, std::string_view name) {
  try {
    return decode(file, name);
  } catch (const std::bad_alloc&) {
    return failure(ErrorCode::outOfMemory, "There is not enough memory to open the picture %1.", {std::string(name)});
  }
}

}  // namespace zaohua
