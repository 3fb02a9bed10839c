// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/picture_drag.h"

#include <QDrag>
#include <QFileInfo>
#include <QPixmap>
#include <QWidget>

#include "library/picture_mime_data.h"

namespace zaohua {

namespace {

constexpr int dragEdge = 144;

}  // namespace

void dragPicture(QWidget* source, const PictureRecord& record, const QImage& image) {
  if (record.path.isEmpty() || !QFileInfo::exists(record.path))
    return;
  auto* drag = new QDrag(source);
  drag->setMimeData(new PictureMimeData({record.path}));
  const double ratio = source->devicePixelRatioF();
  const int edge = qRound(dragEdge * ratio);
  QPixmap pixmap = QPixmap::fromImage(image.scaled(edge, edge, Qt::KeepAspectRatio, Qt::SmoothTransformation));
  pixmap.setDevicePixelRatio(ratio);
  drag->setPixmap(pixmap);
  drag->setHotSpot({qRound(pixmap.width() / ratio / 2), qRound(pixmap.height() / ratio / 2)});
  drag->exec(Qt::CopyAction);
}

}  // namespace zaohua
