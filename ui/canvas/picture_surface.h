// SPDX-License-Identifier: Apache-2.0
// Paints one picture at any scale: averaged when smaller, smooth when larger, pixel by pixel when far larger. What was
// scaled last is kept, so that painting the same scale again (panning, fading) only copies. GUI thread.
#pragma once

#include <QImage>
#include <QPixmap>
#include <QRectF>

class QPainter;

namespace zaohua {

class PictureSurface {
 public:
  void setImage(const QImage& image);
  const QImage& image() const { return m_image; }
  bool isNull() const { return m_image.isNull(); }

  struct Manner {
    double radius = 0;     // of the corners; only for pictures that are shown whole
    bool hurried = false;  // while the scale changes: whatever is quick, the fine one follows
  };
  // `target` is where the whole picture lies, `visible` the part of the device that is seen.
  void paint(QPainter& painter, const QRectF& target, const QRectF& visible, const Manner& manner);
  // As paint() with a fixed scale, for pixels that have to look like a soft picture: previews and small pictures.
  void setSmooth(bool smooth) { m_smooth = smooth; }

 private:
  void paintPart(QPainter& painter, const QRectF& target, const QRectF& visible);

  QImage m_image;
  QPixmap m_scaled;  // the whole picture as painted last
  double m_scaledRadius = 0;
  bool m_smooth = false;
};

// Larger, through a Mitchell filter: soft, without the diamonds of a bilinear one. For previews, whose pixels are the
// latents.
QImage enlargedSmoothly(const QImage& image, const QSize& size);

// A soft shadow around a fitted picture.
void paintPictureShadow(QPainter& painter, const QRectF& frame, bool dark);

}  // namespace zaohua
