// SPDX-License-Identifier: Apache-2.0
// Where thumbnails and headings lie, held against what a person would draw and against looking at every picture.
#include <QSet>

#include "support/qt_test_main.h"
#include "ui/gallery/gallery_layout.h"

using zaohua::GalleryLayout;

namespace {

GalleryLayout arranged(const std::vector<int>& counts, int width, int heading = 20) {
  std::vector<GalleryLayout::Group> groups;
  int first = 0;
  for (const int count : counts) {
    groups.push_back({first, count});
    first += count;
  }
  GalleryLayout layout;
  GalleryLayout::Measures measures;
  measures.left = 12;
  measures.width = width;
  measures.heading = heading;
  measures.betweenGroups = 10;
  layout.arrange(groups, measures);
  return layout;
}

}  // namespace

class GalleryLayoutTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void fillsTheWidth_data();
  void fillsTheWidth();
  void placesDaysBelowEachOther();
  void findsWhatIsAtAPoint();
  void findsWhatIsSeen();
  void findsWhatARubberBandTouches();
  void movesUpAndDown();
  void isEmptyWithoutPictures();
  void isQuickWithFiftyThousand();
};

void GalleryLayoutTest::fillsTheWidth_data() {
  QTest::addColumn<int>("width");
  QTest::addColumn<int>("columns");
  QTest::addRow("panel of 296") << 272 << 3;
  QTest::addRow("with a scroll bar") << 262 << 3;
  QTest::addRow("narrow") << 60 << 1;
  QTest::addRow("wide") << 1000 << 11;
}

void GalleryLayoutTest::fillsTheWidth() {
  QFETCH(int, width);
  QFETCH(int, columns);
  const GalleryLayout layout = arranged({50}, width);
  QCOMPARE(layout.columns(), columns);
  QCOMPARE(layout.tile(0).left(), 12);
  if (columns > 1)
    QCOMPARE(layout.tile(columns - 1).right() + 1, 12 + width);
  for (int row = 1; row < columns; ++row)
    QVERIFY(layout.tile(row).left() - layout.tile(row - 1).right() - 1 >= 6);
}

void GalleryLayoutTest::placesDaysBelowEachOther() {
  const GalleryLayout layout = arranged({9, 1, 27}, 272);
  QCOMPARE(layout.groupCount(), 3);
  QCOMPARE(layout.rowCount(), 37);
  QCOMPARE(layout.heading(0).top(), 0);
  QCOMPARE(layout.tile(0).top(), 20);
  QVERIFY(layout.heading(1).top() > layout.tile(8).bottom());
  QVERIFY(layout.tile(9).top() > layout.heading(1).bottom());
  QVERIFY(layout.heading(2).top() > layout.tile(9).bottom());
  QCOMPARE(layout.groupOf(0), 0);
  QCOMPARE(layout.groupOf(8), 0);
  QCOMPARE(layout.groupOf(9), 1);
  QCOMPARE(layout.groupOf(36), 2);
  QCOMPARE(layout.height(), layout.tile(36).bottom() + 1);
  QVERIFY(arranged({9}, 272, 0).heading(0).isEmpty());
  QCOMPARE(arranged({9}, 272, 0).tile(0).top(), 0);
}

void GalleryLayoutTest::findsWhatIsAtAPoint() {
  const GalleryLayout layout = arranged({5, 4}, 272);
  for (int row = 0; row < layout.rowCount(); ++row) {
    QCOMPARE(layout.rowAt(layout.tile(row).center()), row);
    QCOMPARE(layout.rowAt(layout.tile(row).topLeft()), row);
    QCOMPARE(layout.rowAt(layout.tile(row).bottomRight()), row);
    QCOMPARE(layout.rowAt(layout.tile(row).topLeft() - QPoint(2, 0)), -1);
  }
  QCOMPARE(layout.rowAt(layout.heading(1).center()), -1);
  // Beside the last picture of a day.
  QCOMPARE(layout.rowAt(QPoint(layout.tile(2).center().x(), layout.tile(4).center().y())), -1);
  QCOMPARE(layout.rowAt({20, layout.height() + 50}), -1);
  QCOMPARE(layout.rowAt({20, -5}), -1);
}

void GalleryLayoutTest::findsWhatIsSeen() {
  const GalleryLayout layout = arranged({9, 1, 27, 3, 40}, 272);
  for (int top = -50; top < layout.height() + 50; top += 7) {
    const int bottom = top + 200;
    const GalleryLayout::Rows rows = layout.rowsBetween(top, bottom);
    for (int row = 0; row < layout.rowCount(); ++row) {
      const QRect tile = layout.tile(row);
      const bool seen = tile.bottom() >= top && tile.top() <= bottom;
      const bool found = row >= rows.first && row <= rows.last;
      QVERIFY2(!seen || found, qPrintable(QString("%1 at %2").arg(row).arg(top)));
      // Nor much more than is seen.
      QVERIFY(!found || (tile.bottom() >= top - 10 && tile.top() <= bottom + 10));
    }
  }
}

void GalleryLayoutTest::findsWhatARubberBandTouches() {
  const GalleryLayout layout = arranged({9, 4, 27}, 272);
  for (const QRect& band : {QRect(0, 0, 300, 2000), QRect(14, 25, 3, 3), QRect(100, 60, 5, 500), QRect(0, -50, 5, 40),
                            QRect(layout.tile(4).center(), layout.tile(11).center())}) {
    QSet<int> found;
    int last = -2;
    for (const GalleryLayout::Rows& run : layout.rowsIn(band)) {
      QVERIFY(run.first > last + 1);
      last = run.last;
      for (int row = run.first; row <= run.last; ++row)
        found.insert(row);
    }
    QSet<int> touched;
    for (int row = 0; row < layout.rowCount(); ++row) {
      if (layout.tile(row).intersects(band))
        touched.insert(row);
    }
    QCOMPARE(found, touched);
  }
}

void GalleryLayoutTest::movesUpAndDown() {
  const GalleryLayout layout = arranged({5, 2, 9}, 272);
  QCOMPARE(layout.rowBelow(0), 3);
  QCOMPARE(layout.rowBelow(2), 4);  // the line below is shorter
  QCOMPARE(layout.rowBelow(3), 5);  // the next day
  QCOMPARE(layout.rowBelow(6), 8);
  QCOMPARE(layout.rowBelow(15), 15);
  QCOMPARE(layout.rowAbove(15), 12);
  QCOMPARE(layout.rowAbove(7), 5);
  QCOMPARE(layout.rowAbove(9), 6);
  QCOMPARE(layout.rowAbove(6), 4);
  QCOMPARE(layout.rowAbove(1), 1);
}

void GalleryLayoutTest::isEmptyWithoutPictures() {
  const GalleryLayout layout = arranged({}, 272);
  QCOMPARE(layout.height(), 0);
  QCOMPARE(layout.rowCount(), 0);
  QCOMPARE(layout.rowAt({20, 20}), -1);
  QVERIFY(layout.rowsBetween(0, 500).first > layout.rowsBetween(0, 500).last);
  QVERIFY(layout.rowsIn({0, 0, 500, 500}).empty());
  QVERIFY(layout.tile(0).isEmpty());
}

void GalleryLayoutTest::isQuickWithFiftyThousand() {
  QElapsedTimer timer;
  timer.start();
  const GalleryLayout layout = arranged(std::vector<int>(2000, 25), 272);
  QCOMPARE(layout.rowCount(), 50'000);
  for (int y = 0; y < layout.height(); y += layout.height() / 1000)
    layout.rowsBetween(y, y + 800);
  QVERIFY2(timer.elapsed() < 20, qPrintable(QString("%1 ms").arg(timer.elapsed())));
}

ZAOHUA_QT_CORE_TEST_MAIN(GalleryLayoutTest)
#include "gallery_layout_test.moc"
