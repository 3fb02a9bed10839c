// SPDX-License-Identifier: Apache-2.0
// The gallery's thumbnails by day, as many as there are: only what is seen is painted. Mouse, rubber band and keyboard
// select as in a file manager; a drag takes the files along, as copies. GUI thread.
#pragma once

#include "ui/gallery/gallery_grid.h"
#include "ui/gallery/gallery_tiles.h"

namespace zaohua {

class GalleryView : public GalleryGrid {
  Q_OBJECT

 public:
  explicit GalleryView(QWidget* parent = nullptr);

  // Of several pictures to drag: the topmost ones fanned, with their number.
  QPixmap dragPixmap(const QModelIndexList& dragged);
  void reset() override;

 Q_SIGNALS:
  void currentPictureChanged(qint64 id);  // by the person
  void opened(qint64 id);                 // Enter or a double click
  void thumbnailSizeStep(int by);         // Ctrl and the wheel: 1 larger

 protected:
  void startDrag(Qt::DropActions actions) override;
  void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
  void selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) override;
  void dataChanged(const QModelIndex& first, const QModelIndex& last, const QList<int>& roles) override;
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  bool viewportEvent(QEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  QRect band() const;
  void paintHeadings(QPainter& painter, const QRect& area) const;
  void paintTiles(QPainter& painter, const QRect& area);
  void setHovered(int row);

  GalleryTiles m_tiles;
  QPoint m_bandFrom;  // in the content
  QPoint m_bandTo;    // in the viewport
  bool m_banding = false;
  int m_hovered = -1;
};

}  // namespace zaohua
