// SPDX-License-Identifier: Apache-2.0
// Pictures and tasks for the tests of the canvas.
#pragma once

#include <QImage>
#include <QPainter>

#include "core/library/library_samples.h"
#include "engine/engine_types.h"
#include "ui/canvas/canvas_picture.h"

namespace zaohua::test {

inline QImage flatImage(const QSize& size, const QColor& color) {
  QImage image(size, QImage::Format_RGB32);
  image.fill(color);
  return image;
}

inline CanvasPicture canvasPicture(qint64 id, const QColor& color, const QSize& size = {512, 512}) {
  CanvasPicture picture;
  picture.image = flatImage(size, color);
  picture.record = recordOf(QString("/nowhere/%1.png").arg(id), QString("prompt %1").arg(id));
  picture.record.id = id;
  picture.record.width = size.width();
  picture.record.height = size.height();
  return picture;
}

inline PictureTask taskOf(const QString& job, int index, int count, const QSize& size = {512, 512}) {
  PictureTask task;
  task.job = job;
  task.index = index;
  task.count = count;
  task.request = pictureRequest("a task");
  task.request.width = size.width();
  task.request.height = size.height();
  return task;
}

inline TaskProgress progressOf(Stage stage, int done, int total, double fraction,
                               std::optional<double> secondsLeft = {}) {
  TaskProgress progress;
  progress.stage.stage = stage;
  progress.stage.done = done;
  progress.stage.total = total;
  progress.fraction = fraction;
  progress.secondsLeft = secondsLeft;
  return progress;
}

}  // namespace zaohua::test
