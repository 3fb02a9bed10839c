// SPDX-License-Identifier: Apache-2.0
// Thousands of pictures over many days, by keys and mouse: selection, scrolling, and what is kept when the list
// changes.
#include <QAccessible>
#include <QMimeData>
#include <QScrollBar>
#include <QSignalSpy>

#include "gallery_samples.h"
#include "support/qt_test_main.h"
#include "ui/common/theme.h"
#include "ui/gallery/gallery_view.h"
#include "ui/gallery/gallery_words.h"

using namespace zaohua;
using namespace zaohua::test;

namespace {

constexpr int pictures = 3200;
constexpr int perDay = 16;

}  // namespace

class GalleryViewTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase();
  void init();
  void cleanup();
  void scrollsOverAllDays();
  void ordersOnlyWhatIsSeen();
  void walksByKeys();
  void selectsByShiftAndControl();
  void selectsByRubberBand();
  void selectsAll();
  void takesNoLetters();
  void opensByEnterAndDoubleClick();
  void keepsItsPlaceWhenPicturesCome();
  void showsNewPicturesAtTheTop();
  void keepsSelectionOverAReset();
  void givesFilesToADrag();
  void drawsMissingFiles();
  void changesItsThumbnailSize();
  void isAListForScreenReaders();
  void namesDays();

 private:
  QPoint centre(int row) const { return m_view->visualRect(m_sample->model.index(row)).center(); }
  QList<int> selectedRows() const;

  std::unique_ptr<GallerySample> m_sample;
  std::unique_ptr<GalleryView> m_view;
};

void GalleryViewTest::initTestCase() {
  applyTheme(*qApp, false);
  m_sample = std::make_unique<GallerySample>();
  m_sample->add(pictures, perDay);
}

void GalleryViewTest::init() {
  m_sample->model.setFilter({});
  m_view = std::make_unique<GalleryView>();
  m_view->setGallery(&m_sample->model);
  m_view->resize(296, 700);
  m_view->show();
  QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
  m_view->setFocus();
}

void GalleryViewTest::cleanup() {
  m_view.reset();
}

QList<int> GalleryViewTest::selectedRows() const {
  QList<int> rows;
  for (const qint64 id : m_view->selectedIds())
    rows.append(m_sample->model.rowOf(id));
  return rows;
}

void GalleryViewTest::scrollsOverAllDays() {
  QCOMPARE(m_sample->model.rowCount(), pictures);
  QCOMPARE(m_view->tiles().groupCount(), pictures / perDay);
  m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->maximum());
  const QRect last = m_view->visualRect(m_sample->model.index(pictures - 1));
  QVERIFY(m_view->viewport()->rect().contains(last));
  QCOMPARE(m_view->indexAt(last.center()).row(), pictures - 1);
  // A picture of the whole list in steps of a screen, painted each time.
  QElapsedTimer timer;
  timer.start();
  constexpr int steps = 40;
  QImage screen(m_view->viewport()->size(), QImage::Format_RGB32);
  for (int step = 0; step < steps; ++step) {
    m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->maximum() * step / steps);
    m_view->viewport()->render(&screen);
  }
  QVERIFY2(timer.elapsed() < steps * 50, qPrintable(QString("%1 ms").arg(timer.elapsed())));
}

void GalleryViewTest::ordersOnlyWhatIsSeen() {
  QSignalSpy ready(&m_sample->thumbnails, &Thumbnails::ready);
  m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->maximum() / 3);
  QTRY_VERIFY(ready.count() > 0);
  const int first = m_view->indexAt({30, 60}).isValid() ? m_view->indexAt({30, 60}).row() : 1000;
  // Wait until nothing more comes: a whole second without one would be a hang of the machine.
  while (ready.wait(400)) {
  }
  QVERIFY2(ready.count() < 250, qPrintable(QString::number(ready.count())));
  QVERIFY(!m_sample->model.index(first).data(GalleryModel::ThumbnailRole).value<QImage>().isNull());
  const QColor shown = m_view->viewport()->grab().toImage().pixel(centre(first));
  QVERIFY(std::abs(shown.red() - 40) < 6 && std::abs(shown.green() - 120) < 6 && std::abs(shown.blue() - 200) < 6);
}

void GalleryViewTest::walksByKeys() {
  QSignalSpy current(m_view.get(), &GalleryView::currentPictureChanged);
  // The focus stands on the first one, and nothing is opened by that.
  QCOMPARE(m_view->currentIndex().row(), 0);
  QCOMPARE(current.count(), 0);
  QTest::keyClick(m_view.get(), Qt::Key_Right);
  QCOMPARE(m_view->currentIndex().row(), 1);
  QCOMPARE(current.last().at(0).toLongLong(), m_sample->model.id(1));
  QTest::keyClick(m_view.get(), Qt::Key_Down);
  QCOMPARE(m_view->currentIndex().row(), 4);
  QTest::keyClick(m_view.get(), Qt::Key_Up);
  QTest::keyClick(m_view.get(), Qt::Key_Left);
  QCOMPARE(m_view->currentIndex().row(), 0);
  QTest::keyClick(m_view.get(), Qt::Key_PageDown);
  const int page = m_view->currentIndex().row();
  QVERIFY(page >= 12 && page < 40);
  QVERIFY(m_view->viewport()->rect().contains(m_view->visualRect(m_view->currentIndex())));
  QTest::keyClick(m_view.get(), Qt::Key_PageUp);
  QCOMPARE(m_view->currentIndex().row(), 0);
  QTest::keyClick(m_view.get(), Qt::Key_End);
  QCOMPARE(m_view->currentIndex().row(), pictures - 1);
  QVERIFY(m_view->viewport()->rect().contains(m_view->visualRect(m_view->currentIndex())));
  QTest::keyClick(m_view.get(), Qt::Key_Home);
  QCOMPARE(m_view->currentIndex().row(), 0);
  QCOMPARE(m_view->verticalScrollBar()->value(), 0);
  QCOMPARE(selectedRows(), QList<int>{0});
}

void GalleryViewTest::selectsByShiftAndControl() {
  QWidget* port = m_view->viewport();
  QTest::mouseClick(port, Qt::LeftButton, {}, centre(1));
  QCOMPARE(selectedRows(), QList<int>{1});
  // In the order of the list, over lines and days, not as a rectangle.
  QTest::mouseClick(port, Qt::LeftButton, Qt::ShiftModifier, centre(6));
  QCOMPARE(selectedRows(), (QList<int>{1, 2, 3, 4, 5, 6}));
  QTest::mouseClick(port, Qt::LeftButton, Qt::ControlModifier, centre(3));
  QCOMPARE(selectedRows(), (QList<int>{1, 2, 4, 5, 6}));
  QTest::mouseClick(port, Qt::LeftButton, {}, centre(2));
  QTest::keyClick(m_view.get(), Qt::Key_Down, Qt::ShiftModifier);
  QCOMPARE(selectedRows(), (QList<int>{2, 3, 4, 5}));
  QTest::keyClick(m_view.get(), Qt::Key_Left, Qt::ShiftModifier);
  QCOMPARE(selectedRows(), (QList<int>{2, 3, 4}));
}

void GalleryViewTest::selectsByRubberBand() {
  QSignalSpy current(m_view.get(), &GalleryView::currentPictureChanged);
  QWidget* port = m_view->viewport();
  const QPoint from(2, centre(0).y());
  const QPoint to = centre(4);
  QTest::mousePress(port, Qt::LeftButton, {}, from);
  for (const QPoint& at : {from + QPoint(12, 8), to}) {
    QMouseEvent move(QEvent::MouseMove, QPointF(at), port->mapToGlobal(QPointF(at)), Qt::NoButton, Qt::LeftButton, {});
    QApplication::sendEvent(port, &move);
  }
  QCOMPARE(selectedRows(), (QList<int>{0, 1, 3, 4}));
  // The band is seen while it is drawn.
  const QImage screen = port->grab().toImage();
  QVERIFY(screen.pixelColor(to.x() - 1, from.y() + 40) != screen.pixelColor(m_view->width() - 30, from.y() + 40));
  QTest::mouseRelease(port, Qt::LeftButton, {}, to);
  QCOMPARE(selectedRows(), (QList<int>{0, 1, 3, 4}));
  // Pictures that it passed over were not opened one after the other.
  QCOMPARE(current.count(), 0);
}

void GalleryViewTest::selectsAll() {
  QTest::keySequence(m_view.get(), QKeySequence::SelectAll);
  QCOMPARE(m_view->selectedIds().size(), pictures);
  QCOMPARE(m_view->selectionModel()->selection().size(), 1);
}

void GalleryViewTest::takesNoLetters() {
  QTest::keyClicks(m_view.get(), "picture 44");
  QCOMPARE(m_view->currentIndex().row(), 0);
}

void GalleryViewTest::opensByEnterAndDoubleClick() {
  QSignalSpy opened(m_view.get(), &GalleryView::opened);
  QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, centre(4));
  QCOMPARE(opened.count(), 0);
  QTest::keyClick(m_view.get(), Qt::Key_Return);
  QCOMPARE(opened.takeFirst().at(0).toLongLong(), m_sample->model.id(4));
  QTest::mouseDClick(m_view->viewport(), Qt::LeftButton, {}, centre(5));
  QCOMPARE(opened.takeFirst().at(0).toLongLong(), m_sample->model.id(5));
}

void GalleryViewTest::keepsItsPlaceWhenPicturesCome() {
  m_view->verticalScrollBar()->setValue(4000);
  const QModelIndex seen =
      m_view->indexAt({60, 200}).isValid() ? m_view->indexAt({60, 200}) : m_view->indexAt({60, 240});
  QVERIFY(seen.isValid());
  const qint64 id = m_sample->model.id(seen.row());
  const QRect before = m_view->visualRect(seen);
  QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, before.center());
  QSignalSpy current(m_view.get(), &GalleryView::currentPictureChanged);
  QVERIFY(m_sample->addNewest("new") != 0);
  QTRY_COMPARE(m_view->visualRect(m_sample->model.index(m_sample->model.rowOf(id))), before);
  QCOMPARE(m_view->selectedIds(), QList<qint64>{id});
  QCOMPARE(m_view->currentId(), id);
  QCOMPARE(current.count(), 0);
  const qint64 newest = m_sample->model.id(0);
  m_sample->store.trash({newest});
  QTRY_COMPARE(m_sample->model.rowCount(), pictures);
  QCOMPARE(m_view->visualRect(m_sample->model.index(m_sample->model.rowOf(id))), before);
}

void GalleryViewTest::showsNewPicturesAtTheTop() {
  const qint64 id = m_sample->addNewest("new");
  QTRY_COMPARE(m_sample->model.rowOf(id), 0);
  QCOMPARE(m_view->verticalScrollBar()->value(), 0);
  QVERIFY(m_view->viewport()->rect().contains(m_view->visualRect(m_sample->model.index(0))));
  m_sample->store.trash({id});
  QTRY_COMPARE(m_sample->model.rowCount(), pictures);
}

void GalleryViewTest::keepsSelectionOverAReset() {
  QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, centre(1));
  QTest::mouseClick(m_view->viewport(), Qt::LeftButton, Qt::ControlModifier, centre(4));
  const QList<qint64> ids = m_view->selectedIds();
  QSignalSpy current(m_view.get(), &GalleryView::currentPictureChanged);
  GalleryFilter oldest;
  oldest.order = GalleryFilter::Order::oldest;
  m_sample->model.setFilter(oldest);
  QCOMPARE(selectedRows(), (QList<int>{m_sample->model.rowOf(ids[1]), m_sample->model.rowOf(ids[0])}));
  QCOMPARE(m_view->currentId(), ids[1]);
  QCOMPARE(m_view->verticalScrollBar()->value(), 0);
  QCOMPARE(current.count(), 0);
  // By name there are no days.
  GalleryFilter byName;
  byName.order = GalleryFilter::Order::name;
  m_sample->model.setFilter(byName);
  QCOMPARE(m_view->tiles().groupCount(), 1);
  QVERIFY(m_view->tiles().heading(0).isEmpty());
}

void GalleryViewTest::givesFilesToADrag() {
  QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, centre(0));
  QTest::mouseClick(m_view->viewport(), Qt::LeftButton, Qt::ShiftModifier, centre(4));
  const QModelIndexList dragged = m_view->selectionModel()->selectedIndexes();
  const std::unique_ptr<QMimeData> data(m_sample->model.mimeData(dragged));
  QCOMPARE(data->urls().size(), 5);
  QCOMPARE(data->urls().front().toLocalFile(), m_sample->path(0));
  const QPixmap pixmap = m_view->dragPixmap(dragged);
  QVERIFY(pixmap.width() / pixmap.devicePixelRatio() <= 256);
  QVERIFY(pixmap.toImage() != m_view->dragPixmap({dragged.front()}).toImage());
  // Copies only: a file manager must not move pictures out of the gallery.
  QCOMPARE(m_sample->model.supportedDragActions(), Qt::DropActions(Qt::CopyAction));
}

void GalleryViewTest::drawsMissingFiles() {
  QTRY_VERIFY(!m_sample->model.index(2).data(GalleryModel::ThumbnailRole).value<QImage>().isNull());
  const QImage before = m_view->viewport()->grab().toImage();
  m_sample->store.setFileState(m_sample->model.id(2), PictureRecord::File::missing);
  QTRY_COMPARE(m_sample->model.index(2).data(GalleryModel::FileRole).toInt(), int(PictureRecord::File::missing));
  const QRect tile = m_view->visualRect(m_sample->model.index(2));
  QVERIFY(m_view->viewport()->grab().toImage().copy(tile) != before.copy(tile));
  QVERIFY(pictureDescription(m_sample->model.index(2)).contains("Missing"));
  QVERIFY(!m_sample->model.index(2).flags().testFlag(Qt::ItemIsDragEnabled));
  m_sample->store.setFileState(m_sample->model.id(2), PictureRecord::File::present);
}

void GalleryViewTest::changesItsThumbnailSize() {
  QCOMPARE(m_view->tiles().columns(), 3);
  m_view->verticalScrollBar()->setValue(3000);
  const int top = m_view->tiles().rowsBetween(3000, 3100).last;
  m_view->setThumbnailSize(120);
  QCOMPARE(m_view->tiles().columns(), 2);
  // About the same pictures are seen.
  const GalleryLayout::Rows rows =
      m_view->tiles().rowsBetween(m_view->verticalScrollBar()->value(), m_view->verticalScrollBar()->value() + 700);
  QVERIFY(rows.first <= top && rows.last >= top - 3);
  m_view->resize(500, 700);
  QTRY_VERIFY(m_view->tiles().columns() >= 3);
}

void GalleryViewTest::isAListForScreenReaders() {
  QAccessibleInterface* list = QAccessible::queryAccessibleInterface(m_view.get());
  QVERIFY(list != nullptr);
  QCOMPARE(list->role(), QAccessible::List);
  QCOMPARE(list->childCount(), pictures);
  QAccessibleInterface* third = list->child(2);
  QCOMPARE(third->role(), QAccessible::ListItem);
  QVERIFY(third->text(QAccessible::Name).contains("prompt 2"));
  QVERIFY(third->text(QAccessible::Name).contains("Today"));
  QCOMPARE(list->indexOfChild(third), 2);
  QCOMPARE(list->child(2), third);
  QVERIFY(!third->state().selected);
  QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, centre(2));
  QVERIFY(third->state().selected);
  QCOMPARE(third->parent(), list);
  QVERIFY(list->child(pictures) == nullptr);
  m_sample->model.setFilter({.text = "prompt 3199"});
  QCOMPARE(list->childCount(), 1);
  QVERIFY(list->child(0)->text(QAccessible::Name).contains("prompt 3199"));
}

void GalleryViewTest::namesDays() {
  const QDate today(2026, 11, 24);
  QCOMPARE(dayText(today, today), "Today");
  QCOMPARE(dayText(today.addDays(-1), today), "Yesterday");
  QCOMPARE(dayText(today.addDays(-3), today), QLocale().standaloneDayName(6));
  QCOMPARE(dayText(today.addDays(-10), today), QLocale().toString(today.addDays(-10), QLocale::LongFormat));
  QCOMPARE(dayText(today.addDays(2), today), QLocale().toString(today.addDays(2), QLocale::LongFormat));
}

ZAOHUA_QT_TEST_MAIN(GalleryViewTest)
#include "gallery_view_test.moc"
