// SPDX-License-Identifier: Apache-2.0
// A button with a drawn rectangle of a shape and the shape's name below. GUI thread.
#pragma once

#include <QAbstractButton>

#include "ui/parameters/picture_sizes.h"

namespace zaohua {

class ShapeButton : public QAbstractButton {
  Q_OBJECT

 public:
  explicit ShapeButton(PictureShape shape, QWidget* parent = nullptr);

  PictureShape shape() const { return m_shape; }
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QFont captionFont() const;

  PictureShape m_shape;
};

}  // namespace zaohua
