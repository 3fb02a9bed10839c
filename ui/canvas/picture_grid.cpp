// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/picture_grid.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>

#include "ui/canvas/picture_drag.h"
#include "ui/common/theme.h"

namespace zaohua {

namespace {

constexpr int margin = 18;
constexpr int gap = 6;
constexpr int ring = 4;  // around the picture, for focus and hover

}  // namespace

PictureTile::PictureTile(CanvasPicture picture, QWidget* parent)
    : QAbstractButton(parent), m_picture(std::move(picture)) {
  m_surface.setImage(m_picture.image);
  setFocusPolicy(Qt::StrongFocus);
  setAttribute(Qt::WA_Hover);
  setCursor(Qt::PointingHandCursor);
}

void PictureTile::paintEvent(QPaintEvent*) {
  const ThemeColors& colors = themeColors(palette());
  QPainter painter(this);
  const QSizeF room = QSizeF(size()) - QSizeF(2 * ring, 2 * ring);
  const QSizeF shown = QSizeF(m_picture.image.size()).scaled(room, Qt::KeepAspectRatio);
  const QPointF corner(qRound((width() - shown.width()) / 2), qRound((height() - shown.height()) / 2));
  const QRectF target(corner, shown);
  PictureSurface::Manner manner;
  manner.radius = measure::pictureRadius;
  m_surface.paint(painter, target, rect(), manner);
  if (!hasFocus() && !underMouse())
    return;
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(hasFocus() ? colors.accentLine : colors.faint, 2));
  painter.setBrush(Qt::NoBrush);
  painter.drawRoundedRect(target.adjusted(-3, -3, 3, 3), measure::pictureRadius + 2, measure::pictureRadius + 2);
}

void PictureTile::keyPressEvent(QKeyEvent* event) {
  switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_Home:
    case Qt::Key_End:
      Q_EMIT moved(event->key());
      return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
      click();
      return;
    default:
      QAbstractButton::keyPressEvent(event);
  }
}

void PictureTile::mousePressEvent(QMouseEvent* event) {
  m_pressedAt = event->pos();
  if (event->button() == Qt::RightButton)
    setFocus(Qt::MouseFocusReason);
  QAbstractButton::mousePressEvent(event);
}

void PictureTile::mouseMoveEvent(QMouseEvent* event) {
  const bool far = (event->pos() - m_pressedAt).manhattanLength() >= QApplication::startDragDistance();
  if (!isDown() || !far) {
    QAbstractButton::mouseMoveEvent(event);
    return;
  }
  setDown(false);
  dragPicture(this, m_picture.record, m_picture.image);
}

void PictureTile::focusInEvent(QFocusEvent* event) {
  Q_EMIT focused();
  QAbstractButton::focusInEvent(event);
}

PictureGrid::PictureGrid(QWidget* parent) : QWidget(parent) {
  setObjectName("pictureGrid");
  setFocusPolicy(Qt::TabFocus);
}

void PictureGrid::setPictures(const std::vector<CanvasPicture>& pictures) {
  qDeleteAll(m_tiles);
  m_tiles.clear();
  m_current = 0;
  for (std::size_t index = 0; index < pictures.size(); ++index) {
    auto* tile = new PictureTile(pictures[index], this);
    const int at = static_cast<int>(index);
    tile->setObjectName(QString("pictureTile%1").arg(at));
    connect(tile, &PictureTile::clicked, this, [this, at] {
      makeCurrent(at);
      Q_EMIT opened(at);
    });
    connect(tile, &PictureTile::moved, this, [this, at](int key) { moveFrom(at, key); });
    connect(tile, &PictureTile::focused, this, [this, at] { makeCurrent(at); });
    tile->show();
    m_tiles.push_back(tile);
  }
  setFocusProxy(m_tiles.empty() ? nullptr : m_tiles.front());
  retranslate();
  arrange();
}

const CanvasPicture* PictureGrid::picture(int index) const {
  return index >= 0 && index < count() ? &m_tiles[static_cast<std::size_t>(index)]->picture() : nullptr;
}

void PictureGrid::setCurrent(int index) {
  if (picture(index) != nullptr)
    m_tiles[static_cast<std::size_t>(index)]->setFocus(Qt::OtherFocusReason);
}

int PictureGrid::indexOf(qint64 id) const {
  const auto found = std::find_if(m_tiles.begin(), m_tiles.end(),
                                  [id](const PictureTile* tile) { return tile->picture().record.id == id; });
  return found == m_tiles.end() ? -1 : static_cast<int>(found - m_tiles.begin());
}

void PictureGrid::setRecord(const PictureRecord& record) {
  const int index = indexOf(record.id);
  if (index < 0)
    return;
  m_tiles[static_cast<std::size_t>(index)]->setRecord(record);
}

void PictureGrid::makeCurrent(int index) {
  setFocusProxy(m_tiles[static_cast<std::size_t>(index)]);
  if (m_current == index)
    return;
  m_current = index;
  Q_EMIT currentChanged(index);
}

void PictureGrid::moveFrom(int index, int key) {
  const int by = key == Qt::Key_Left ? -1 : key == Qt::Key_Right ? 1 : key == Qt::Key_Up ? -m_columns : m_columns;
  const int to = key == Qt::Key_Home ? 0 : key == Qt::Key_End ? count() - 1 : index + by;
  setCurrent(to);
}

int PictureGrid::bestColumns(int count, const QSizeF& room, const QSizeF& picture) {
  int best = 1;
  double bestArea = -1;
  for (int columns = 1; columns <= count; ++columns) {
    const int rows = (count + columns - 1) / columns;
    const QSizeF cell((room.width() - gap * (columns - 1)) / columns, (room.height() - gap * (rows - 1)) / rows);
    if (cell.width() <= 0 || cell.height() <= 0)
      continue;
    const QSizeF shown = picture.scaled(cell, Qt::KeepAspectRatio);
    if (shown.width() * shown.height() > bestArea + 1) {
      bestArea = shown.width() * shown.height();
      best = columns;
    }
  }
  return best;
}

void PictureGrid::arrange() {
  if (m_tiles.empty())
    return;
  const QRect room = rect().adjusted(margin, margin, -margin, -margin);
  const QSizeF picture = QSizeF(m_tiles.front()->picture().image.size()).expandedTo(QSizeF(1, 1));
  m_columns = bestColumns(count(), room.size(), picture);
  const int rows = (count() + m_columns - 1) / m_columns;
  const QSizeF cell((room.width() - gap * (m_columns - 1)) / double(m_columns),
                    (room.height() - gap * (rows - 1)) / double(rows));
  // Tiles as tight as their pictures, together in the middle.
  const QSizeF shown = picture.scaled(cell - QSizeF(2 * ring, 2 * ring), Qt::KeepAspectRatio);
  const QSize tile = (shown + QSizeF(2 * ring, 2 * ring)).toSize();
  const QSize all(m_columns * tile.width() + gap * (m_columns - 1), rows * tile.height() + gap * (rows - 1));
  const QPoint corner(room.center().x() - all.width() / 2, room.center().y() - all.height() / 2);
  for (int index = 0; index < count(); ++index) {
    const QPoint place(index % m_columns * (tile.width() + gap), index / m_columns * (tile.height() + gap));
    m_tiles[static_cast<std::size_t>(index)]->setGeometry(QRect(corner + place, tile));
  }
}

void PictureGrid::retranslate() {
  for (int index = 0; index < count(); ++index) {
    PictureTile* tile = m_tiles[static_cast<std::size_t>(index)];
    tile->setAccessibleName(tr("Picture %1 of %2").arg(index + 1).arg(count()));
    tile->setAccessibleDescription(tile->picture().record.prompt());
    tile->setToolTip(tr("Open picture %1 of %2 (Enter)").arg(index + 1).arg(count()));
  }
}

void PictureGrid::paintEvent(QPaintEvent* event) {
  QPainter(this).fillRect(event->rect(), themeColors(palette()).canvas);
}

void PictureGrid::resizeEvent(QResizeEvent*) {
  arrange();
}

void PictureGrid::contextMenuEvent(QContextMenuEvent* event) {
  Q_EMIT contextMenuRequested(event->globalPos());
}

void PictureGrid::changeEvent(QEvent* event) {
  if (event->type() == QEvent::LanguageChange)
    retranslate();
  QWidget::changeEvent(event);
}

void PictureGrid::focusInEvent(QFocusEvent* event) {
  setCurrent(m_current);
  QWidget::focusInEvent(event);
}

}  // namespace zaohua
