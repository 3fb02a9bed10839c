// SPDX-License-Identifier: Apache-2.0
// The pictures of one job side by side, as large as the room allows. Each is a button: a click or Enter opens it, arrow
// keys move between them, a drag takes its file along. GUI thread.
#pragma once

#include <QAbstractButton>
#include <vector>

#include "ui/canvas/canvas_picture.h"
#include "ui/canvas/picture_surface.h"

namespace zaohua {

class PictureTile : public QAbstractButton {
  Q_OBJECT

 public:
  PictureTile(CanvasPicture picture, QWidget* parent);

  const CanvasPicture& picture() const { return m_picture; }
  void setRecord(const PictureRecord& record) { m_picture.record = record; }
  QSize sizeHint() const override { return {128, 128}; }

 Q_SIGNALS:
  void moved(int key);
  void focused();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;

 private:
  CanvasPicture m_picture;
  PictureSurface m_surface;
  QPoint m_pressedAt;
};

class PictureGrid : public QWidget {
  Q_OBJECT

 public:
  explicit PictureGrid(QWidget* parent = nullptr);

  void setPictures(const std::vector<CanvasPicture>& pictures);
  int count() const { return static_cast<int>(m_tiles.size()); }
  const CanvasPicture* picture(int index) const;
  int current() const { return m_current; }
  void setCurrent(int index);
  int indexOf(qint64 id) const;
  void setRecord(const PictureRecord& record);

  // Columns of equal tiles that show `count` pictures of this shape largest in a room.
  static int bestColumns(int count, const QSizeF& room, const QSizeF& picture);

 Q_SIGNALS:
  void opened(int index);
  void currentChanged(int index);
  void contextMenuRequested(const QPoint& global);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  void changeEvent(QEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;

 private:
  void arrange();
  void retranslate();
  void moveFrom(int index, int key);
  void makeCurrent(int index);

  std::vector<PictureTile*> m_tiles;
  int m_columns = 1;
  int m_current = 0;
};

}  // namespace zaohua
