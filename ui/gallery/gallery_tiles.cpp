// SPDX-License-Identifier: Apache-2.0
#include "ui/gallery/gallery_tiles.h"

#include <QFontInfo>
#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>
#include <QWidget>
#include <cmath>
#include <numbers>

#include "library/gallery_model.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/gallery/gallery_words.h"

namespace zaohua {

namespace {

constexpr int smallestWithWord = 56;

// The middle square, with round corners, in device pixels.
QPixmap cutSquare(const QImage& image, int pixels, double radius) {
  const int side = qMin(image.width(), image.height());
  const QRect middle((image.width() - side) / 2, (image.height() - side) / 2, side, side);
  const QImage square = image.copy(middle).scaled(pixels, pixels, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
  QPixmap cut(pixels, pixels);
  cut.fill(Qt::transparent);
  QPainter painter(&cut);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  painter.setBrush(QBrush(square));
  painter.drawRoundedRect(QRectF(0, 0, pixels, pixels), radius, radius);
  return cut;
}

QPainterPath star(const QPointF& centre, double radius) {
  QPainterPath path;
  for (int point = 0; point < 10; ++point) {
    const double angle = point * std::numbers::pi / 5 - std::numbers::pi / 2;
    const double reach = point % 2 == 0 ? radius : radius * 0.45;
    const QPointF corner = centre + QPointF(std::cos(angle), std::sin(angle)) * reach;
    point == 0 ? path.moveTo(corner) : path.lineTo(corner);
  }
  path.closeSubpath();
  return path;
}

// Seen on light and dark pictures alike.
void paintStar(QPainter& painter, const QRect& tile) {
  const double radius = qBound(5.5, tile.width() / 14.0, 9.0);
  const QPointF centre(tile.right() - radius - 4, tile.top() + radius + 5);
  painter.setPen(Qt::NoPen);
  painter.setBrush(QColor(0, 0, 0, 120));
  painter.drawEllipse(centre, radius + 3, radius + 3);
  painter.setBrush(darkColors().warn);
  painter.drawPath(star(centre, radius));
}

void paintTick(QPainter& painter, const QRect& tile, const ThemeColors& colors, qreal ratio) {
  const QRect badge(tile.left() + 4, tile.bottom() - 19, 16, 16);
  painter.setPen(QPen(colors.onAccent, 1));
  painter.setBrush(colors.accent);
  painter.drawEllipse(badge);
  painter.drawPixmap(badge.adjusted(3, 3, -3, -3), themePixmap("check", 10, colors.onAccent, ratio));
}

}  // namespace

QPixmap GalleryTiles::pixmap(const QModelIndex& index, int edge, qreal devicePixelRatio) {
  const int pixels = qRound(edge * devicePixelRatio);
  if (pixels != m_pixels)
    m_pixmaps.clear();
  m_pixels = pixels;
  const qint64 id = index.data(GalleryModel::IdRole).toLongLong();
  if (const QPixmap* kept = m_pixmaps.object(id))
    return *kept;
  const QImage thumbnail = index.data(GalleryModel::ThumbnailRole).value<QImage>();
  if (thumbnail.isNull())
    return {};
  QPixmap cut = cutSquare(thumbnail, pixels, measure::pictureRadius * devicePixelRatio);
  cut.setDevicePixelRatio(devicePixelRatio);
  m_pixmaps.insert(id, new QPixmap(cut), pixels * pixels / 256 + 1);
  return cut;
}

void GalleryTiles::paint(QPainter& painter, const QWidget& view, const QRect& tile, const QModelIndex& index,
                         const State& state) {
  const ThemeColors& colors = themeColors(view.palette());
  const auto file = static_cast<PictureRecord::File>(index.data(GalleryModel::FileRole).toInt());
  painter.setRenderHint(QPainter::Antialiasing);
  if (file != PictureRecord::File::present) {
    paintFileState(painter, view, tile, static_cast<int>(file));
  } else if (const QPixmap picture = pixmap(index, tile.width(), view.devicePixelRatioF()); !picture.isNull()) {
    painter.drawPixmap(tile.topLeft(), picture);
  } else {
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.dark ? colors.raised : colors.window);
    painter.drawRoundedRect(tile, measure::pictureRadius, measure::pictureRadius);
  }
  if (index.data(GalleryModel::FavouriteRole).toBool())
    paintStar(painter, tile);
  painter.setBrush(Qt::NoBrush);
  const QRectF outside = QRectF(tile).adjusted(-1, -1, 1, 1);
  if (state.selected) {
    painter.setPen(QPen(colors.accentLine, 2));
    painter.drawRoundedRect(outside, measure::pictureRadius + 1, measure::pictureRadius + 1);
  } else if (state.hovered) {
    painter.setPen(QPen(colors.faint, 1));
    painter.drawRoundedRect(outside.adjusted(0.5, 0.5, -0.5, -0.5), measure::pictureRadius, measure::pictureRadius);
  }
  if (state.current) {
    painter.setPen(QPen(state.selected ? colors.accentLine : colors.text, 2));
    painter.drawRoundedRect(outside.adjusted(-1, -1, 1, 1), measure::pictureRadius + 2, measure::pictureRadius + 2);
    painter.setPen(QPen(Qt::white, 1));
    painter.drawRoundedRect(outside.adjusted(1.5, 1.5, -1.5, -1.5), measure::pictureRadius, measure::pictureRadius);
  }
  if (state.marked)
    paintTick(painter, tile, colors, view.devicePixelRatioF());
}

void GalleryTiles::paintFileState(QPainter& painter, const QWidget& view, const QRect& tile, int file) {
  const ThemeColors& colors = themeColors(view.palette());
  const auto state = static_cast<PictureRecord::File>(file);
  painter.setPen(QPen(colors.line, 1));
  painter.setBrush(colors.dark ? colors.field : colors.window);
  painter.drawRoundedRect(QRectF(tile).adjusted(0.5, 0.5, -0.5, -0.5), measure::pictureRadius, measure::pictureRadius);
  QFont caption = view.font();
  caption.setPointSizeF(QFontInfo(caption).pointSizeF() * 0.86);
  const QFontMetrics metrics(caption);
  const bool withWord = tile.width() >= smallestWithWord;
  const int icon = qBound(16, tile.width() / 4, 28);
  const int height = icon + (withWord ? 4 + metrics.height() : 0);
  const QPoint corner(tile.center().x() - icon / 2, tile.center().y() - height / 2);
  painter.drawPixmap(corner, themePixmap(state == PictureRecord::File::missing ? "file-question" : "image-off", icon,
                                         colors.muted, view.devicePixelRatioF()));
  if (!withWord)
    return;
  const QRect line(tile.left() + 3, corner.y() + icon + 4, tile.width() - 6, metrics.height());
  painter.setFont(caption);
  painter.setPen(colors.muted);
  painter.drawText(line, Qt::AlignCenter, metrics.elidedText(fileStateText(state), Qt::ElideRight, line.width()));
}

}  // namespace zaohua
