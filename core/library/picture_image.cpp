// SPDX-License-Identifier: Apache-2.0
#include "library/picture_image.h"

#include "image_io/picture_file.h"

namespace zaohua {

QImage imageFrom(const Image8& pixels) {
  const bool hasAlpha = pixels.channels == 4;
  const QImage view(pixels.pixels.data(), pixels.width, pixels.height, qsizetype{pixels.width} * pixels.channels,
                    hasAlpha ? QImage::Format_RGBA8888 : QImage::Format_RGB888);
  return view.convertToFormat(hasAlpha ? QImage::Format_ARGB32_Premultiplied : QImage::Format_RGB32);
}

Result<QImage> loadImage(const QString& path) {
  Result<Image8> pixels = loadPicture(path.toStdString());
  if (!pixels)
    return failure(pixels.error());
  return imageFrom(*pixels);
}

}  // namespace zaohua
