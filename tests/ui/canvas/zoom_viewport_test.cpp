// SPDX-License-Identifier: Apache-2.0
// Fitting, zooming around a point and panning, as arithmetic.
#include <cmath>

#include "support/qt_test_main.h"
#include "ui/canvas/zoom_viewport.h"

using zaohua::ZoomViewport;

namespace {

ZoomViewport viewportOf(const QSize& picture, const QSizeF& view, double ratio = 1) {
  ZoomViewport viewport;
  viewport.setView(view, ratio);
  viewport.setPictureSize(picture);
  return viewport;
}

// The point of the picture, 0…1, under a point of the view.
QPointF pictureAt(const ZoomViewport& viewport, const QPointF& point) {
  const QRectF target = viewport.target();
  return {(point.x() - target.x()) / target.width(), (point.y() - target.y()) / target.height()};
}

bool isNear(const QPointF& a, const QPointF& b, double distance) {
  return std::hypot(a.x() - b.x(), a.y() - b.y()) <= distance;
}

}  // namespace

class ZoomViewportTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void fits_data();
  void fits();
  void oneIsOneDevicePixel();
  void keepsThePointUnderTheCursor();
  void pansNoFurtherThanThePicture();
  void stopsAtOneToOne();
  void staysWithinItsLimits();
  void remembersForTheNextPicture();
  void survivesNothing();
};

void ZoomViewportTest::fits_data() {
  QTest::addColumn<QSize>("picture");
  QTest::addColumn<QSizeF>("view");
  QTest::addRow("square") << QSize(1024, 1024) << QSizeF(800, 759);
  QTest::addRow("wide") << QSize(2048, 512) << QSizeF(800, 759);
  QTest::addRow("tall") << QSize(512, 2048) << QSizeF(800, 759);
  QTest::addRow("small") << QSize(256, 256) << QSizeF(800, 759);
  QTest::addRow("narrow view") << QSize(1024, 1024) << QSizeF(60, 759);
}

void ZoomViewportTest::fits() {
  QFETCH(QSize, picture);
  QFETCH(QSizeF, view);
  const ZoomViewport viewport = viewportOf(picture, view);
  const QRectF target = viewport.target();
  QVERIFY(viewport.isFitted());
  QVERIFY(!viewport.canPan());
  QVERIFY(QRectF(QPointF(), view).contains(target));
  QVERIFY(isNear(target.center(), QRectF(QPointF(), view).center(), 1));
  QVERIFY(std::abs(target.width() / target.height() - double(picture.width()) / picture.height()) < 1e-6);
  // As large as it can be: one side reaches the margin.
  const double around = std::min<double>(ZoomViewport::margin, std::min(view.width(), view.height()) / 10);
  QVERIFY(std::abs(target.width() - (view.width() - 2 * around)) < 0.01 ||
          std::abs(target.height() - (view.height() - 2 * around)) < 0.01);
}

void ZoomViewportTest::oneIsOneDevicePixel() {
  ZoomViewport viewport = viewportOf({1024, 512}, {800, 600}, 2);
  viewport.setScale(1, {400, 300});
  QCOMPARE(viewport.target().size(), QSizeF(512, 256));
  // On whole device pixels, so that nothing is blurred.
  const QPointF corner = viewport.target().topLeft() * 2;
  QCOMPARE(corner, QPointF(corner.toPoint()));
}

void ZoomViewportTest::keepsThePointUnderTheCursor() {
  ZoomViewport viewport = viewportOf({2048, 2048}, {800, 600});
  viewport.setScale(1, {400, 300});
  const QPointF cursor(431, 217);
  const QPointF before = pictureAt(viewport, cursor);
  for (const double scale : {1.3, 2.0, 5.0, 1.1}) {
    viewport.setScale(scale, cursor);
    QVERIFY2(isNear(pictureAt(viewport, cursor), before, 1.0 / (2048 * scale)), qPrintable(QString::number(scale)));
  }
}

void ZoomViewportTest::pansNoFurtherThanThePicture() {
  ZoomViewport viewport = viewportOf({2048, 2048}, {800, 600});
  viewport.setScale(1, {400, 300});
  QVERIFY(viewport.canPan());
  viewport.panBy({10, -20});
  const QRectF before = viewport.target();
  viewport.panBy({5, 7});
  QCOMPARE(viewport.target().topLeft(), before.topLeft() + QPointF(5, 7));
  viewport.panBy({1e6, 1e6});
  QCOMPARE(viewport.target().topLeft(), QPointF(0, 0));
  viewport.panBy({-1e6, -1e6});
  QCOMPARE(viewport.target().bottomRight(), QPointF(800, 600));
}

void ZoomViewportTest::stopsAtOneToOne() {
  ZoomViewport viewport = viewportOf({1000, 1000}, {800, 600});
  viewport.setScale(0.9, {0, 0});
  QCOMPARE(viewport.nextScale(true), 1.0);
  viewport.setScale(1, {0, 0});
  QVERIFY(viewport.nextScale(true) > 1);
  viewport.setScale(1.1, {0, 0});
  QCOMPARE(viewport.nextScale(false), 1.0);
}

void ZoomViewportTest::staysWithinItsLimits() {
  ZoomViewport viewport = viewportOf({1000, 1000}, {800, 600});
  viewport.setScale(1e9, {400, 300});
  QCOMPARE(viewport.scale(), ZoomViewport::maxScale);
  viewport.setScale(0, {400, 300});
  QVERIFY(viewport.scale() > 0.01);
  QVERIFY(!viewport.target().isEmpty());
}

void ZoomViewportTest::remembersForTheNextPicture() {
  ZoomViewport viewport = viewportOf({1024, 1024}, {800, 600});
  viewport.setPictureSize({512, 768});
  QVERIFY(viewport.isFitted());
  viewport.setScale(3, {100, 100});
  const QPointF before = pictureAt(viewport, {400, 300});
  viewport.setPictureSize({513, 769});
  QVERIFY(!viewport.isFitted());
  QCOMPARE(viewport.scale(), 3.0);
  QVERIFY(isNear(pictureAt(viewport, {400, 300}), before, 0.01));
}

void ZoomViewportTest::survivesNothing() {
  ZoomViewport viewport;
  viewport.setScale(2, {0, 0});
  viewport.panBy({1, 1});
  QVERIFY(!viewport.canPan());
  QVERIFY(std::isfinite(viewport.scale()));
  viewport = viewportOf({1024, 1024}, {0, 0});
  QVERIFY(std::isfinite(viewport.target().x()));
}

ZAOHUA_QT_CORE_TEST_MAIN(ZoomViewportTest)
#include "zoom_viewport_test.moc"
