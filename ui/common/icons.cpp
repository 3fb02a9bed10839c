// SPDX-License-Identifier: Apache-2.0
#include "ui/common/icons.h"

#include <QApplication>
#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include "ui/common/theme.h"

namespace zaohua {

namespace {

class ThemeIconEngine : public QIconEngine {
 public:
  explicit ThemeIconEngine(QString name) : m_name(std::move(name)) {}

  void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override {
    const int size = qMin(rect.width(), rect.height());
    const QRect square(rect.x() + (rect.width() - size) / 2, rect.y() + (rect.height() - size) / 2, size, size);
    painter->drawPixmap(square,
                        themePixmap(m_name, size, colorFor(mode, state), painter->device()->devicePixelRatioF()));
  }

  QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
    return themePixmap(m_name, qMin(size.width(), size.height()), colorFor(mode, state), 1.0);
  }

  QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal scale) override {
    // The size is in device pixels here, and the caller sets the ratio.
    Q_UNUSED(scale)
    return themePixmap(m_name, qMin(size.width(), size.height()), colorFor(mode, state), 1.0);
  }

  QIconEngine* clone() const override { return new ThemeIconEngine(m_name); }

 private:
  static QColor colorFor(QIcon::Mode mode, QIcon::State state) {
    const ThemeColors& colors = themeColors(QApplication::palette());
    if (mode == QIcon::Disabled)
      return colors.faint;
    return state == QIcon::On ? colors.accentLine : colors.text;
  }

  QString m_name;
};

}  // namespace

QIcon themeIcon(const QString& name) {
  return QIcon(new ThemeIconEngine(name));
}

QPixmap themePixmap(const QString& name, int size, const QColor& color, qreal devicePixelRatio) {
  const int pixels = qRound(size * devicePixelRatio);
  const QString key = QString("zaohua/%1/%2/%3/%4").arg(name).arg(pixels).arg(color.rgba()).arg(devicePixelRatio);
  QPixmap pixmap;
  if (QPixmapCache::find(key, &pixmap))
    return pixmap;

  QFile file(QString(":/icons/%1.svg").arg(name));
  if (!file.open(QIODevice::ReadOnly))
    qWarning("There is no icon %s.", qUtf8Printable(name));
  QByteArray drawing = file.readAll();
  drawing.replace("currentColor", color.name().toLatin1());
  drawing.replace("stroke-width=\"2\"", "stroke-width=\"1.5\"");

  pixmap = QPixmap(pixels, pixels);
  pixmap.fill(Qt::transparent);
  QPainter painter(&pixmap);
  QSvgRenderer(drawing).render(&painter, QRectF(0, 0, pixels, pixels));
  painter.end();
  pixmap.setDevicePixelRatio(devicePixelRatio);
  QPixmapCache::insert(key, pixmap);
  return pixmap;
}

}  // namespace zaohua
