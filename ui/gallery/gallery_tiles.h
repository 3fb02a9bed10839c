// SPDX-License-Identifier: Apache-2.0
// Paints one thumbnail of the gallery. Thumbnails cut to the size that is shown are kept, bounded by bytes, so that
// scrolling only copies. GUI thread.
#pragma once

#include <QCache>
#include <QModelIndex>
#include <QPixmap>
#include <QRect>

class QPainter;
class QWidget;

namespace zaohua {

class GalleryTiles {
 public:
  struct State {
    bool selected = false;
    bool marked = false;   // one of several that are selected: a tick as well
    bool current = false;  // and the keyboard is here
    bool hovered = false;
  };

  void paint(QPainter& painter, const QWidget& view, const QRect& tile, const QModelIndex& index, const State& state);
  // The thumbnail as it is shown, null where there is none yet.
  QPixmap pixmap(const QModelIndex& index, int edge, qreal devicePixelRatio);
  void forget(qint64 id) { m_pixmaps.remove(id); }
  void forgetAll() { m_pixmaps.clear(); }

 private:
  void paintFileState(QPainter& painter, const QWidget& view, const QRect& tile, int file);

  QCache<qint64, QPixmap> m_pixmaps{48 * 1024};  // kibibytes
  int m_pixels = 0;                              // edge of what is kept
};

}  // namespace zaohua
