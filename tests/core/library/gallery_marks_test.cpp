// SPDX-License-Identifier: Apache-2.0
// Favourites and albums of very many pictures: stored as a whole, while the window stays free.
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTimer>

#include "gallery_library.h"
#include "library/gallery_model.h"
#include "support/qt_test_main.h"

using namespace zaohua;
using namespace zaohua::test;

namespace {

constexpr int many = 50'000;
constexpr int patience = 60'000;

// A gallery of so many pictures, without files.
struct LargeLibrary : Library {
  explicit LargeLibrary(int pictures) {
    const Result<void> filled = database.transaction([&] {
      return database.run(
          "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ?)"
          " INSERT INTO pictures(path, sort_name, file, file_size, modified_ms, created_ms, width, height, favourite,"
          " imported, model) SELECT '/pictures/' || n || '.png', n, 0, 1000, n, n * 600000, 512, 512, 0, 0, 'demo'"
          " FROM numbers",
          {pictures});
    });
    if (!filled)
      qFatal("%s", filled.error().text().c_str());
  }

  int favourites() { return database.value("SELECT count(*) FROM pictures WHERE favourite").toInt(); }
  int inAlbum(const QString& album) {
    return database.value("SELECT count(*) FROM picture_albums WHERE album = ?", {album}).toInt();
  }
};

// How long the event loop was held up at most.
class Watchdog {
 public:
  Watchdog() {
    m_sinceLast.start();
    QObject::connect(&m_timer, &QTimer::timeout, [this] { m_longest = qMax(m_longest, m_sinceLast.restart()); });
    m_timer.start(1);
  }
  qint64 longestMs() { return qMax(m_longest, m_sinceLast.elapsed()); }

 private:
  QTimer m_timer;
  QElapsedTimer m_sinceLast;
  qint64 m_longest = 0;
};

}  // namespace

class GalleryMarksTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void leaveTheWindowFree_data();
  void leaveTheWindowFree();
  void areStoredInTheOrderOfTheirChanges();
  void areStoredWhereTheProgramEnds();
  void goIntoTheTrashWithTheirPictures();
  void tellWhereTheyCannotBeStored();
};

void GalleryMarksTest::leaveTheWindowFree_data() {
  QTest::addColumn<bool>("favouritesOnly");
  QTest::newRow("everything shown") << false;
  QTest::newRow("favourites shown") << true;
}

void GalleryMarksTest::leaveTheWindowFree() {
  QFETCH(bool, favouritesOnly);
  LargeLibrary library(many);
  Thumbnails thumbnails(qt(library.folder / "thumbnails"));
  GalleryModel model(library.store, thumbnails);
  model.setFilter({.favouritesOnly = favouritesOnly});
  const Ids all = library.find();
  QCOMPARE(all.size(), many);
  for (const bool favourite : {true, false}) {
    Watchdog watchdog;
    QElapsedTimer whole;
    whole.start();
    QVERIFY(library.store.setFavourite(all, favourite));
    QTRY_COMPARE_WITH_TIMEOUT(library.favourites(), favourite ? many : 0, patience);
    QCOMPARE(model.rowCount(), favouritesOnly && !favourite ? 0 : many);
    qInfo("%s: %lld ms altogether, the event loop held up for %lld ms", favourite ? "marked" : "unmarked",
          whole.elapsed(), watchdog.longestMs());
    QVERIFY2(watchdog.longestMs() < whole.elapsed() / 2, "not all at once, however fast the machine is");
  }
}

void GalleryMarksTest::areStoredInTheOrderOfTheirChanges() {
  constexpr int pictures = 5000;
  LargeLibrary library(pictures);
  const Ids all = library.find();
  QVERIFY(library.store.setFavourite(all, true));
  QCOMPARE(library.favourites(), 0);  // not within the call
  QVERIFY(library.store.setFavourite({all[7], all[4000]}, false));
  QVERIFY(library.store.addToAlbum(all, "一"));
  QVERIFY(library.store.removeFromAlbum({all[8]}, "一"));
  QTRY_COMPARE_WITH_TIMEOUT(library.inAlbum("一"), pictures - 1, patience);
  QCOMPARE(library.favourites(), pictures - 2);
  QVERIFY(!library.store.record(all[4000])->favourite);
  // With nothing waiting a few are marked at once.
  QVERIFY(library.store.setFavourite({all[7]}, true));
  QCOMPARE(library.favourites(), pictures - 1);
}

void GalleryMarksTest::areStoredWhereTheProgramEnds() {
  LargeLibrary library(5000);
  {
    GalleryStore store(library.database);
    QVERIFY(store.setFavourite(library.find(), true));
    QVERIFY(store.addToAlbum(library.find(), "二"));
  }
  QCOMPARE(library.favourites(), 5000);
  QCOMPARE(library.inAlbum("二"), 5000);
}

void GalleryMarksTest::goIntoTheTrashWithTheirPictures() {
  LargeLibrary library(5000);
  const Ids all = library.find();
  QVERIFY(library.store.addToAlbum(all, "三"));
  const TrashedPictures trashed = library.store.trash({all.last()});
  QCOMPARE(trashed.items.size(), 1U);
  QCOMPARE(trashed.items.front().record.albums, QStringList("三"));
  QVERIFY(library.store.addToAlbum(all, "四"));
  QVERIFY(library.store.renameAlbum("四", "五"));
  QCOMPARE(library.store.albums(), QStringList({"三", "五"}));
}

void GalleryMarksTest::tellWhereTheyCannotBeStored() {
  LargeLibrary library(5000);
  QSignalSpy failed(&library.store, &GalleryStore::markingFailed);
  const Ids all = library.find();
  QVERIFY(library.database.run("DROP TABLE picture_albums"));
  QVERIFY(library.store.addToAlbum(all, "六"));
  QVERIFY(library.store.setFavourite(all, true));
  QTRY_COMPARE_WITH_TIMEOUT(library.favourites(), 5000, patience);
  QCOMPARE(failed.size(), 1);  // for the whole change, and the next is made all the same
}

ZAOHUA_QT_CORE_TEST_MAIN(GalleryMarksTest)
#include "gallery_marks_test.moc"
