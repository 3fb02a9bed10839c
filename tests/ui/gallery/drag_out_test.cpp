// SPDX-License-Identifier: Apache-2.0
// Pictures dragged out of the gallery and the canvas with the mouse, through the window system, into another widget.
#include <QBoxLayout>
#include <QDragEnterEvent>
#include <QMimeData>
#include <QWindow>

#include "gallery_samples.h"
#include "support/qt_test_main.h"
#include "ui/canvas/canvas.h"
#include "ui/common/theme.h"
#include "ui/gallery/gallery_view.h"

using namespace zaohua;
using namespace zaohua::test;

namespace {

class Receiver : public QWidget {
 public:
  Receiver() {
    setAcceptDrops(true);
    setMinimumSize(200, 200);
  }
  QList<QUrl> urls;
  QByteArray bytes;
  bool hasImageFormat = false;
  Qt::DropActions offered;

 protected:
  void dragEnterEvent(QDragEnterEvent* event) override { event->acceptProposedAction(); }
  void dropEvent(QDropEvent* event) override {
    urls = event->mimeData()->urls();
    hasImageFormat = event->mimeData()->hasFormat("image/png");
    bytes = event->mimeData()->data("image/png");
    offered = event->possibleActions();
    event->acceptProposedAction();
  }
};

QByteArray bytesOf(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}  // namespace

class DragOutTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase();
  void dragsOneOutOfTheGallery();
  void dragsSeveralOutOfTheGallery();
  void dragsOutOfTheCanvas();

 private:
  void drag(QWidget* from, const QPoint& start);

  GallerySample m_sample;
  QWidget m_window;
  GalleryView* m_view = new GalleryView;
  Canvas* m_canvas = new Canvas;
  Receiver* m_receiver = new Receiver;
};

void DragOutTest::initTestCase() {
  applyTheme(*qApp, false);
  auto* row = new QHBoxLayout(&m_window);
  row->addWidget(m_view, 1);
  row->addWidget(m_canvas, 1);
  row->addWidget(m_receiver);
  m_sample.add(12, 6);
  m_view->setGallery(&m_sample.model);
  m_window.resize(1000, 500);
  m_window.show();
  QVERIFY(QTest::qWaitForWindowExposed(&m_window));
}

// QDrag::exec() has an event loop of its own, which a timer that is being answered cannot enter again: so each move has
// a timer to itself.
void DragOutTest::drag(QWidget* from, const QPoint& start) {
  m_receiver->urls.clear();
  QWindow* window = m_window.windowHandle();
  const QPoint begin = from->mapTo(&m_window, start);
  const QPoint end = m_receiver->geometry().center();
  constexpr int steps = 6;
  constexpr int betweenMs = 40;
  for (int step = 1; step <= steps; ++step) {
    const QPoint at = begin + (end - begin) * step / steps;
    QTimer::singleShot(step * betweenMs, window, [window, at] { QTest::mouseMove(window, at); });
  }
  QTimer::singleShot((steps + 1) * betweenMs, window,
                     [window, end] { QTest::mouseRelease(window, Qt::LeftButton, {}, end); });
  QTest::mousePress(window, Qt::LeftButton, {}, begin);
  QTRY_VERIFY_WITH_TIMEOUT(!m_receiver->urls.isEmpty(), 5000);
}

void DragOutTest::dragsOneOutOfTheGallery() {
  drag(m_view->viewport(), m_view->visualRect(m_sample.model.index(4)).center());
  QCOMPARE(m_receiver->urls, QList<QUrl>{QUrl::fromLocalFile(m_sample.path(4))});
  QVERIFY(m_receiver->hasImageFormat);
  QCOMPARE(m_receiver->bytes, bytesOf(m_sample.path(4)));
  // The file stays ours.
  QCOMPARE(m_receiver->offered, Qt::DropActions(Qt::CopyAction));
  QVERIFY(QFile::exists(m_sample.path(4)));
}

void DragOutTest::dragsSeveralOutOfTheGallery() {
  m_view->setCurrentIndex(m_sample.model.index(0));
  m_view->selectionModel()->select(m_sample.model.index(2), QItemSelectionModel::Select);
  m_view->selectionModel()->select(m_sample.model.index(7), QItemSelectionModel::Select);
  drag(m_view->viewport(), m_view->visualRect(m_sample.model.index(2)).center());
  QCOMPARE(m_receiver->urls, (QList<QUrl>{QUrl::fromLocalFile(m_sample.path(0)), QUrl::fromLocalFile(m_sample.path(2)),
                                          QUrl::fromLocalFile(m_sample.path(7))}));
}

void DragOutTest::dragsOutOfTheCanvas() {
  CanvasPicture picture;
  picture.image = QImage(m_sample.path(3));
  picture.record = *m_sample.model.record(3);
  m_canvas->showPicture(picture);
  auto* view = m_canvas->findChild<QWidget*>("pictureView");
  drag(view, view->rect().center());
  QCOMPARE(m_receiver->urls, QList<QUrl>{QUrl::fromLocalFile(m_sample.path(3))});
  QCOMPARE(m_receiver->bytes, bytesOf(m_sample.path(3)));
  QCOMPARE(m_receiver->offered, Qt::DropActions(Qt::CopyAction));
}

ZAOHUA_QT_TEST_MAIN(DragOutTest)
#include "drag_out_test.moc"
