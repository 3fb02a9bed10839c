// SPDX-License-Identifier: Apache-2.0
// One picture: the one that is being made, from its empty frame through its previews, or a finished one. A finished
// picture that takes the place of its preview fades in. GUI thread.
#pragma once

#include <QVariantAnimation>

#include "ui/canvas/canvas_picture.h"
#include "ui/canvas/picture_surface.h"
#include "ui/canvas/zoom_view.h"

namespace zaohua {

class PictureView : public ZoomView {
  Q_OBJECT

 public:
  explicit PictureView(QWidget* parent = nullptr);

  // An empty frame of the size that the picture will have.
  void showFrame(const QSize& size);
  void showPreview(const QImage& preview);
  // `fade`: the picture is what the preview on the screen became.
  void showPicture(const CanvasPicture& picture, bool fade);
  void setRecord(const PictureRecord& record);

  bool hasPicture() const { return !m_picture.isNull(); }
  bool hasPreview() const { return !m_preview.isNull(); }
  const PictureRecord& record() const { return m_record; }
  // Where the picture lies, cut to what is seen.
  QRect visibleFrame() const;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;

 private:
  void paintEmptyFrame(QPainter& painter, const QRectF& target) const;

  PictureSurface m_preview;
  PictureSurface m_picture;
  PictureRecord m_record;
  QVariantAnimation m_fade;
  QPoint m_pressedAt;
  bool m_pressed = false;
};

}  // namespace zaohua
