// SPDX-License-Identifier: Apache-2.0
// Zoom, pan and comparison by mouse, wheel and keys, judged by what is on the screen.
#include <QSignalSpy>
#include <QTableWidget>
#include <QToolButton>
#include <QWheelEvent>

#include "picture_samples.h"
#include "support/qt_test_main.h"
#include "ui/canvas/canvas.h"
#include "ui/canvas/comparison_slider.h"
#include "ui/canvas/picture_surface.h"
#include "ui/canvas/picture_view.h"
#include "ui/common/theme.h"

using namespace zaohua;
using namespace zaohua::test;

namespace {

// Each pixel says where it is: red grows to the right, green downwards.
QImage chart(int edge) {
  QImage image(edge, edge, QImage::Format_RGB32);
  for (int y = 0; y < edge; ++y) {
    for (int x = 0; x < edge; ++x)
      image.setPixel(x, y, qRgb(x * 255 / (edge - 1), y * 255 / (edge - 1), 80));
  }
  return image;
}

void turnWheel(QWidget* widget, const QPoint& at, int notches, Qt::KeyboardModifiers modifiers = {}) {
  QWheelEvent event(at, widget->mapToGlobal(at), {}, {0, notches * 120}, Qt::NoButton, modifiers, Qt::NoScrollPhase,
                    false);
  QApplication::sendEvent(widget, &event);
}

void scrollWithTwoFingers(QWidget* widget, const QPoint& at, const QPoint& pixels) {
  QWheelEvent event(at, widget->mapToGlobal(at), pixels, pixels * 2, Qt::NoButton, {}, Qt::ScrollUpdate, false);
  QApplication::sendEvent(widget, &event);
}

}  // namespace

class CanvasZoomTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init();
  void showsOneToOneExactly();
  void zoomsAroundTheCursor();
  void zoomsByThePlainWheel();
  void togglesByDoubleClick();
  void pansByDragSpaceAndKeys();
  void keepsItsZoomForTheNextPicture();
  void paintsLargePicturesQuickly();
  void enlargesPreviewsSoftly();
  void comparesByMouseAndKeys();
  void listsWhatDiffers();

 private:
  PictureView* view() const { return m_canvas->findChild<PictureView*>("pictureView"); }
  QRgb pixel(const QPoint& at) const { return view()->grab().toImage().pixel(at); }

  std::unique_ptr<Canvas> m_canvas;
};

void CanvasZoomTest::init() {
  applyTheme(*qApp, true);
  m_canvas = std::make_unique<Canvas>();
  m_canvas->resize(600, 500);
  m_canvas->show();
  QVERIFY(QTest::qWaitForWindowExposed(m_canvas.get()));
  CanvasPicture picture = canvasPicture(1, Qt::red);
  picture.image = chart(1024);
  m_canvas->showPicture(picture);
}

void CanvasZoomTest::showsOneToOneExactly() {
  QSignalSpy zoomed(m_canvas.get(), &Canvas::zoomChanged);
  m_canvas->zoomToActualSize();
  QCOMPARE(m_canvas->zoom(), 1.0);
  QCOMPARE(zoomed.last().at(0).toDouble(), 1.0);
  m_canvas->zoomToFit();
  QTest::mouseDClick(view(), Qt::LeftButton, {}, {300, 250});
  const QImage shown = view()->grab().toImage().convertToFormat(QImage::Format_RGB32);
  const QPoint corner(1024 / 2 - 600 / 2, 1024 / 2 - 500 / 2);
  QCOMPARE(shown, chart(1024).copy(QRect(corner, QSize(600, 500))));
}

void CanvasZoomTest::zoomsAroundTheCursor() {
  const QPoint cursor(350, 210);
  const QRgb before = pixel(cursor);
  const double zoom = m_canvas->zoom();
  turnWheel(view(), cursor, 3, Qt::ControlModifier);
  QVERIFY(m_canvas->zoom() > zoom * 1.9);
  const QRgb after = pixel(cursor);
  QVERIFY(std::abs(qRed(before) - qRed(after)) <= 2 && std::abs(qGreen(before) - qGreen(after)) <= 2);
  m_canvas->zoomToFit();
  QVERIFY(m_canvas->isFitted());
  QCOMPARE(m_canvas->zoom(), zoom);
  QTest::keyClick(view(), Qt::Key_Plus);
  QVERIFY(m_canvas->zoom() > zoom);
  QTest::keyClick(view(), Qt::Key_Minus);
  QTest::keyClick(view(), Qt::Key_Minus);
  QVERIFY(m_canvas->zoom() < zoom);
}

void CanvasZoomTest::zoomsByThePlainWheel() {
  const QPoint cursor(350, 210);
  const QRgb before = pixel(cursor);
  const double fitted = m_canvas->zoom();
  turnWheel(view(), cursor, 3);
  QVERIFY(m_canvas->zoom() > fitted * 1.9);
  const QRgb after = pixel(cursor);
  QVERIFY(std::abs(qRed(before) - qRed(after)) <= 2 && std::abs(qGreen(before) - qGreen(after)) <= 2);
  // Back out it ends where the picture fits, and follows the window from there.
  turnWheel(view(), cursor, -2);
  QVERIFY(!m_canvas->isFitted());
  turnWheel(view(), cursor, -2);
  QVERIFY(m_canvas->isFitted());
  turnWheel(view(), cursor, -5);
  QVERIFY(m_canvas->isFitted());
  QCOMPARE(m_canvas->zoom(), fitted);
  // A small picture is enlarged to fit: it can go back to its own size.
  m_canvas->showPicture(canvasPicture(2, Qt::green, {128, 128}));
  QVERIFY(m_canvas->zoom() > 2);
  turnWheel(view(), cursor, -20);
  QCOMPARE(m_canvas->zoom(), 1.0);
}

void CanvasZoomTest::togglesByDoubleClick() {
  QTest::mouseDClick(view(), Qt::LeftButton, {}, {300, 250});
  QCOMPARE(m_canvas->zoom(), 1.0);
  QTest::mouseDClick(view(), Qt::LeftButton, {}, {300, 250});
  QVERIFY(m_canvas->isFitted());
}

void CanvasZoomTest::pansByDragSpaceAndKeys() {
  QTest::mouseDClick(view(), Qt::LeftButton, {}, {300, 250});
  const QRgb moving = pixel({300, 250});
  QTest::mousePress(view(), Qt::LeftButton, {}, {300, 250});
  QMouseEvent move(QEvent::MouseMove, QPointF(340, 280), view()->mapToGlobal(QPointF(340, 280)), Qt::NoButton,
                   Qt::LeftButton, {});
  QApplication::sendEvent(view(), &move);
  QTest::mouseRelease(view(), Qt::LeftButton, {}, {340, 280});
  QCOMPARE(pixel({340, 280}), moving);

  QTest::keyClick(view(), Qt::Key_Right);
  QCOMPARE(pixel({340 - 48, 280}), moving);
  QTest::keyClick(view(), Qt::Key_Left);
  QTest::keyClick(view(), Qt::Key_Up);
  QCOMPARE(pixel({340, 280 + 48}), moving);
  scrollWithTwoFingers(view(), {300, 250}, {0, -48});
  QCOMPARE(pixel({340, 280}), moving);
  turnWheel(view(), {300, 250}, -1, Qt::ShiftModifier);
  QCOMPARE(pixel({340 - 48, 280}), moving);
  // Fitted, the arrow keys step and nothing moves.
  QSignalSpy stepped(m_canvas.get(), &Canvas::stepRequested);
  m_canvas->zoomToFit();
  QTest::keyClick(view(), Qt::Key_Right);
  QCOMPARE(stepped.count(), 1);
}

void CanvasZoomTest::keepsItsZoomForTheNextPicture() {
  m_canvas->zoomToActualSize();
  m_canvas->showPicture(canvasPicture(2, Qt::green, {2048, 2048}));
  QCOMPARE(m_canvas->zoom(), 1.0);
  m_canvas->zoomToFit();
  m_canvas->showPicture(canvasPicture(3, Qt::green, {512, 1024}));
  QVERIFY(m_canvas->isFitted());
}

void CanvasZoomTest::paintsLargePicturesQuickly() {
  CanvasPicture picture = canvasPicture(2, Qt::green);
  picture.image = chart(2048);
  m_canvas->showPicture(picture);
  m_canvas->resize(1600, 1000);
  m_canvas->zoomToActualSize();
  QImage screen(view()->size(), QImage::Format_RGB32);
  view()->render(&screen);
  QElapsedTimer timer;
  timer.start();
  constexpr int frames = 30;
  for (int frame = 0; frame < frames; ++frame) {
    QTest::keyClick(view(), frame % 2 == 0 ? Qt::Key_Right : Qt::Key_Down);
    view()->render(&screen);
  }
  // 60 a second would be 16 ms each; other programs run on this machine too.
  QVERIFY2(timer.elapsed() < frames * 33, qPrintable(QString("%1 ms").arg(timer.elapsed())));
}

void CanvasZoomTest::enlargesPreviewsSoftly() {
  QImage steps(8, 8, QImage::Format_RGB32);
  for (int y = 0; y < 8; ++y) {
    for (int x = 0; x < 8; ++x)
      steps.setPixel(x, y, x < 4 ? qRgb(40, 40, 40) : qRgb(200, 200, 200));
  }
  const QImage large = enlargedSmoothly(steps, {320, 320});
  QCOMPARE(large.size(), QSize(320, 320));
  QCOMPARE(large.pixelColor(5, 160).red(), 40);
  QCOMPARE(large.pixelColor(314, 160).red(), 200);
  // One soft edge, no stairs: it rises over more than one pixel of the preview, never by a jump.
  for (int x = 1; x < 320; ++x) {
    const int rise = large.pixelColor(x, 160).red() - large.pixelColor(x - 1, 160).red();
    QVERIFY2(rise >= -2 && rise <= 6, qPrintable(QString("at %1: %2").arg(x).arg(rise)));
  }
  QVERIFY(std::abs(large.pixelColor(160, 160).red() - 120) < 8);
  QCOMPARE(enlargedSmoothly(steps, {4, 4}).size(), QSize(4, 4));
}

void CanvasZoomTest::comparesByMouseAndKeys() {
  m_canvas->compare(canvasPicture(1, Qt::red), canvasPicture(2, Qt::blue));
  QCOMPARE(m_canvas->state(), Canvas::State::comparing);
  auto* slider = m_canvas->findChild<ComparisonSlider*>("comparisonSlider");
  const auto at = [slider](double share) {
    const QPoint point(qRound(slider->width() * share), slider->height() / 3);
    return QColor(slider->grab().toImage().pixel(point));
  };
  QCOMPARE(at(0.45), QColor(Qt::red));
  QCOMPARE(at(0.55), QColor(Qt::blue));
  QTest::mousePress(slider, Qt::LeftButton, {}, {qRound(slider->width() * 0.6), 100});
  QTest::mouseRelease(slider, Qt::LeftButton, {}, {qRound(slider->width() * 0.6), 100});
  QCOMPARE(at(0.55), QColor(Qt::red));
  QTest::keyClick(slider, Qt::Key_Home);
  QCOMPARE(slider->position(), 0.0);
  QCOMPARE(at(0.45), QColor(Qt::blue));
  QTest::keyClick(slider, Qt::Key_Right);
  QVERIFY(slider->position() > 0);
  QTest::keyClick(slider, Qt::Key_End);
  QCOMPARE(at(0.55), QColor(Qt::red));
  QTest::keyClick(slider, Qt::Key_Escape);
  QCOMPARE(m_canvas->state(), Canvas::State::picture);
  QCOMPARE(m_canvas->currentPicture()->record.id, 1);
}

void CanvasZoomTest::listsWhatDiffers() {
  CanvasPicture a = canvasPicture(1, Qt::red);
  CanvasPicture b = canvasPicture(2, Qt::blue);
  b.record.request = a.record.request;
  b.record.request->seed = 99;
  b.record.request->guidance = 4;
  m_canvas->compare(a, b);
  auto* table = m_canvas->findChild<QTableWidget*>("comparisonTable");
  QVERIFY(table->isVisible());
  QCOMPARE(table->rowCount(), 2);
  QCOMPARE(table->item(0, 0)->text(), "Guidance");
  QCOMPARE(table->item(0, 1)->text(), "0 (off)");
  QCOMPARE(table->item(0, 2)->text(), "4 (balanced)");
  QCOMPARE(table->item(1, 0)->text(), "Seed");
  QCOMPARE(table->item(1, 2)->text(), "99");
  // A picture that says nothing about itself.
  b.record.request.reset();
  m_canvas->compare(a, b);
  QVERIFY(!table->isVisible());
  QTest::mouseClick(m_canvas->findChild<QToolButton*>("comparisonClose"), Qt::LeftButton);
  QCOMPARE(m_canvas->state(), Canvas::State::picture);
}

ZAOHUA_QT_TEST_MAIN(CanvasZoomTest)
#include "canvas_zoom_test.moc"
