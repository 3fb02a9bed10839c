// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/picture_surface.h"

#include <qdrawutil.h>
#include <QPainter>
#include <QPainterPath>
#include <QPixmapCache>
#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "ui/common/theme.h"

namespace zaohua {

namespace {

constexpr qint64 maxKeptPixels = 9'000'000;  // of a scaled picture: a 4K screen, once
constexpr double pixelArtScale = 4;          // from here on single pixels are wanted
constexpr int softEdge = 640;                // previews are enlarged to this by the filter, the rest is bilinear
constexpr int shadowReach = 22;

QSize devicePixels(const QSizeF& size, double ratio) {
  return QSize(qRound(size.width() * ratio), qRound(size.height() * ratio)).expandedTo(QSize(1, 1));
}

QImage withRoundCorners(QImage image, double radius) {
  image = std::move(image).convertToFormat(QImage::Format_ARGB32_Premultiplied);
  QPainterPath outside;
  outside.addRect(QRectF(image.rect()));
  QPainterPath inside;
  inside.addRoundedRect(QRectF(image.rect()), radius, radius);
  QPainter painter(&image);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setCompositionMode(QPainter::CompositionMode_DestinationOut);
  painter.fillPath(outside.subtracted(inside), Qt::black);
  return image;
}

double mitchell(double x) {
  x = std::abs(x);
  if (x < 1)
    return (7 * x * x * x - 12 * x * x + 16.0 / 3) / 6;
  if (x < 2)
    return (-7.0 / 3 * x * x * x + 12 * x * x - 20 * x + 32.0 / 3) / 6;
  return 0;
}

// The four pixels that make one pixel of the enlarged line, and their shares.
struct Taps {
  std::array<int, 4> at;
  std::array<float, 4> weight;
};

std::vector<Taps> tapsFor(int from, int to) {
  std::vector<Taps> taps(static_cast<std::size_t>(to));
  for (int target = 0; target < to; ++target) {
    const double position = (target + 0.5) * from / to - 0.5;
    const int first = static_cast<int>(std::floor(position)) - 1;
    for (int tap = 0; tap < 4; ++tap) {
      const auto slot = static_cast<std::size_t>(tap);
      taps[static_cast<std::size_t>(target)].at[slot] = std::clamp(first + tap, 0, from - 1);
      taps[static_cast<std::size_t>(target)].weight[slot] = static_cast<float>(mitchell(position - (first + tap)));
    }
  }
  return taps;
}

// Channels of 32-bit pixels as floats, enlarged along x.
std::vector<float> widened(const QImage& image, int width) {
  const std::vector<Taps> taps = tapsFor(image.width(), width);
  std::vector<float> lines(static_cast<std::size_t>(width) * static_cast<std::size_t>(image.height()) * 4);
  float* out = lines.data();
  for (int y = 0; y < image.height(); ++y) {
    const uchar* line = image.constScanLine(y);
    for (const Taps& tap : taps) {
      for (int channel = 0; channel < 4; ++channel) {
        float sum = 0;
        for (std::size_t k = 0; k < 4; ++k)
          sum += tap.weight[k] * static_cast<float>(line[tap.at[k] * 4 + channel]);
        *out++ = sum;
      }
    }
  }
  return lines;
}

QPixmap shadowPixmap(bool dark, double ratio) {
  const QString key = QString("zaohua/shadow/%1/%2").arg(dark).arg(ratio);
  QPixmap pixmap;
  if (QPixmapCache::find(key, &pixmap))
    return pixmap;
  const int reach = qRound(shadowReach * ratio);
  const int edge = 2 * reach + 1;
  QImage image(edge, edge, QImage::Format_ARGB32_Premultiplied);
  for (int y = 0; y < edge; ++y) {
    auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
    for (int x = 0; x < edge; ++x) {
      const double distance = std::hypot(x - reach, y - reach) / reach;
      const double fade = std::max(0.0, 1 - distance);
      line[x] = qRgba(0, 0, 0, static_cast<int>((dark ? 120 : 62) * fade * fade));
    }
  }
  pixmap = QPixmap::fromImage(image);
  QPixmapCache::insert(key, pixmap);
  return pixmap;
}

}  // namespace

void PictureSurface::setImage(const QImage& image) {
  const bool plain =
      image.isNull() || image.format() == QImage::Format_RGB32 || image.format() == QImage::Format_ARGB32_Premultiplied;
  m_image = plain ? image
                  : image.convertToFormat(image.hasAlphaChannel() ? QImage::Format_ARGB32_Premultiplied
                                                                  : QImage::Format_RGB32);
  m_image.setDevicePixelRatio(1);
  m_scaled = QPixmap();
}

void PictureSurface::paint(QPainter& painter, const QRectF& target, const QRectF& visible, const Manner& manner) {
  if (m_image.isNull() || target.isEmpty())
    return;
  const double ratio = painter.device()->devicePixelRatioF();
  const QSize size = devicePixels(target.size(), ratio);
  const double scale = static_cast<double>(size.width()) / m_image.width();
  const bool keep = qint64(size.width()) * size.height() <= maxKeptPixels && (scale < pixelArtScale || m_smooth);
  const bool fits = m_scaled.size() == size && qFuzzyCompare(m_scaledRadius + 1, manner.radius + 1);
  if (!keep || (manner.hurried && !fits)) {
    paintPart(painter, target, visible);
    return;
  }
  if (!fits) {
    QImage scaled = m_image;
    if (scale > 1 && m_smooth)
      scaled = enlargedSmoothly(m_image, size);
    else if (size != m_image.size())
      scaled = m_image.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    m_scaled = QPixmap::fromImage(manner.radius > 0 ? withRoundCorners(scaled, manner.radius * ratio) : scaled);
    m_scaledRadius = manner.radius;
  }
  const QRectF part = visible.intersected(target);
  const QRectF source((part.topLeft() - target.topLeft()) * ratio, part.size() * ratio);
  m_scaled.setDevicePixelRatio(1);
  painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
  painter.drawPixmap(part, m_scaled, source);
}

void PictureSurface::paintPart(QPainter& painter, const QRectF& target, const QRectF& visible) {
  const double scale = target.width() / m_image.width();
  const double deviceScale = scale * painter.device()->devicePixelRatioF();
  // Whole pixels of the picture, so that their edges do not swim while the picture is moved.
  const QRectF wanted((visible.topLeft() - target.topLeft()) / scale, visible.size() / scale);
  const QRect source = wanted.toAlignedRect().adjusted(-1, -1, 1, 1).intersected(m_image.rect());
  if (source.isEmpty())
    return;
  const QRectF place(target.topLeft() + QPointF(source.topLeft()) * scale, QSizeF(source.size()) * scale);
  painter.setRenderHint(QPainter::SmoothPixmapTransform, deviceScale < pixelArtScale || m_smooth);
  painter.drawImage(place, m_image, source);
}

QImage enlargedSmoothly(const QImage& image, const QSize& size) {
  const QImage pixels = image.convertToFormat(QImage::Format_RGB32);
  if (pixels.isNull() || size.width() <= pixels.width() || size.height() <= pixels.height())
    return pixels.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
  const QSize soft = size.boundedTo(size.scaled(softEdge, softEdge, Qt::KeepAspectRatio)).expandedTo(pixels.size());
  const std::vector<float> lines = widened(pixels, soft.width());
  const std::size_t stride = static_cast<std::size_t>(soft.width()) * 4;
  QImage enlarged(soft, QImage::Format_RGB32);
  const std::vector<Taps> taps = tapsFor(pixels.height(), soft.height());
  for (int y = 0; y < soft.height(); ++y) {
    const Taps& tap = taps[static_cast<std::size_t>(y)];
    std::array<const float*, 4> line;
    for (std::size_t k = 0; k < 4; ++k)
      line[k] = lines.data() + static_cast<std::size_t>(tap.at[k]) * stride;
    uchar* out = enlarged.scanLine(y);
    for (std::size_t x = 0; x < stride; ++x) {
      const float sum = tap.weight[0] * line[0][x] + tap.weight[1] * line[1][x] + tap.weight[2] * line[2][x] +
                        tap.weight[3] * line[3][x];
      out[x] = static_cast<uchar>(std::clamp(sum + 0.5F, 0.0F, 255.0F));
    }
  }
  return soft == size ? enlarged : enlarged.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

void paintPictureShadow(QPainter& painter, const QRectF& frame, bool dark) {
  const double ratio = painter.device()->devicePixelRatioF();
  const QPixmap shadow = shadowPixmap(dark, ratio);
  const int reach = (shadow.width() - 1) / 2;
  const QRectF outside = frame.adjusted(-shadowReach + 4, -shadowReach + 8, shadowReach - 4, shadowReach);
  painter.save();
  painter.scale(1 / ratio, 1 / ratio);
  const QRect device(QPointF(outside.topLeft() * ratio).toPoint(), devicePixels(outside.size(), ratio));
  const QMargins margins(reach, reach, reach, reach);
  qDrawBorderPixmap(&painter, device, margins, shadow);
  painter.restore();
}

}  // namespace zaohua
