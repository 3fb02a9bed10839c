// SPDX-License-Identifier: Apache-2.0
// The scanner at work beside others: folders that change while it looks, and libraries that begin anew.
#include <QDir>
#include <QSignalSpy>

#include "library/database.h"
#include "library/job_queue.h"
#include "library/picture_scanner.h"
#include "library/prompt_history.h"
#include "library_samples.h"
#include "scanner_library.h"
#include "support/qt_test_main.h"

using namespace zaohua;
using namespace zaohua::test;

class PictureWatchTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void watches();
  void watchesNewFolders();
  void waitsForAFileThatIsBeingWritten();
  void doesNotBringBackWhatIsTrashedMeanwhile();
  void rebuildsALibrary();
  void rebuildsADamagedLibrary();
  void makesNoPictureTwice();
  void endsInTheMiddle();
};

void PictureWatchTest::watches() {
  Library library;
  writePicture(library.path("day/a.png"), "x");
  age(library.path("day/a.png"));
  library.scan();
  writePicture(library.path("day/b.png"), "x");
  QTRY_VERIFY_WITH_TIMEOUT(library.store.recordOfPath(library.path("day/b.png")).has_value(), patience);
  QVERIFY(QFile::remove(library.path("day/a.png")));
  QTRY_VERIFY_WITH_TIMEOUT(library.fileOf("day/a.png") == PictureRecord::File::missing, patience);
  QVERIFY(QDir(library.path("day")).removeRecursively());
  QTRY_VERIFY_WITH_TIMEOUT(library.fileOf("day/b.png") == PictureRecord::File::missing, patience);
}

void PictureWatchTest::watchesNewFolders() {
  Library library;
  library.scan();
  writePicture(library.path("2026-11-25/deep/a.png"), "x");
  QTRY_VERIFY_WITH_TIMEOUT(library.store.recordOfPath(library.path("2026-11-25/deep/a.png")).has_value(), patience);
  writePicture(library.path("2026-11-25/deep/b.png"), "x");
  QTRY_VERIFY_WITH_TIMEOUT(library.store.recordOfPath(library.path("2026-11-25/deep/b.png")).has_value(), patience);
}

void PictureWatchTest::waitsForAFileThatIsBeingWritten() {
  Library library;
  library.scan();
  writePicture(qt(library.folder / "whole.png"), "猫");
  QFile whole(qt(library.folder / "whole.png"));
  QVERIFY(whole.open(QIODevice::ReadOnly));
  const QByteArray bytes = whole.readAll();
  QFile growing(library.path("a.png"));
  QVERIFY(growing.open(QIODevice::WriteOnly));
  growing.write(bytes.left(bytes.size() / 2));
  growing.flush();
  QTRY_VERIFY_WITH_TIMEOUT(library.fileOf("a.png") == PictureRecord::File::broken, patience);
  growing.write(bytes.mid(bytes.size() / 2));
  growing.close();
  QTRY_VERIFY_WITH_TIMEOUT(library.fileOf("a.png") == PictureRecord::File::present, patience);
  QCOMPARE(library.store.recordOfPath(library.path("a.png"))->prompt(), QString("猫"));
}

// The portions of a scan arrive after the person has acted.
void PictureWatchTest::doesNotBringBackWhatIsTrashedMeanwhile() {
  Library library;
  for (int i = 0; i < 20; ++i)
    writePicture(library.path(QString("%1.png").arg(i)), "x");
  QDir().mkpath(library.pictures);
  QSignalSpy finished(&library.scanner, &PictureScanner::finished);
  library.scanner.setFolders({library.pictures});
  connect(
      &library.store, &GalleryStore::added, &library.scanner,
      [&] {
        const TrashedPictures trashed = library.store.trash({library.store.recordOfPath(library.path("7.png"))->id});
        QVERIFY(trashed.problems.empty());
        library.scanner.scan();
      },
      Qt::SingleShotConnection);
  QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 2, patience);
  QCOMPARE(library.store.count(), 19);
}

void PictureWatchTest::rebuildsALibrary() {
  Library library;
  for (int i = 0; i < 20; ++i)
    writePicture(library.path(QString("%1.png").arg(i)), QString("青花瓷 %1").arg(i), "0123", i % 16);
  library.scan();
  Database fresh(qt(library.folder / "fresh.sqlite"));
  GalleryStore store(fresh);
  PictureScanner scanner(store);
  QSignalSpy finished(&scanner, &PictureScanner::finished);
  scanner.setFolders({library.pictures});
  QVERIFY(finished.wait(patience));
  QCOMPARE(store.count(), 20);
  for (int i = 0; i < 20; ++i) {
    const QString path = library.path(QString("%1.png").arg(i));
    const std::optional<PictureRecord> before = library.store.recordOfPath(path);
    const std::optional<PictureRecord> after = store.recordOfPath(path);
    QVERIFY(before && after);
    QVERIFY(before->request == after->request);
    QCOMPARE(before->createdAt, after->createdAt);
    QCOMPARE(before->imported, after->imported);
  }
  QVERIFY(store.hasJobPicture("0123", 15));
}

// With damage in the middle of the file, what no picture can tell is carried over from the rest.
void PictureWatchTest::rebuildsADamagedLibrary() {
  Library library;
  for (int i = 0; i < 10; ++i)
    writePicture(library.path(QString("%1.png").arg(i)), QString("青花瓷 %1").arg(i));
  const QString file = qt(library.folder / "damaged.sqlite");
  qint64 page = 0;
  QString job;
  {
    Database database(file);
    GalleryStore store(database);
    std::vector<PictureRecord> records;
    for (int i = 0; i < 10; ++i)
      records.push_back(*PictureScanner::recordForFile(library.path(QString("%1.png").arg(i))));
    for (int i = 0; i < 3000; ++i)
      records.push_back(recordOf(QString("/elsewhere/%1.png").arg(i), QString("prompt %1 ").arg(i).repeated(10)));
    QVERIFY(store.addAll(records));
    QVERIFY(store.setFavourite({3}, true));
    QVERIFY(store.addToAlbum({3, 5}, "旅行"));
    JobQueue queue(database);
    job = *queue.submit(zaohua::test::pictureRequest("猫"), {});
    QVERIFY(PromptHistory(database).add({"一只猫", {}}));
    page = database.value("SELECT max(pageno) FROM dbstat WHERE name = 'picture_texts' AND pagetype = 'leaf'")
               .toLongLong();
  }
  QFile damaged(file);
  QVERIFY(damaged.open(QIODevice::ReadWrite) && damaged.seek((page - 1) * 4096));
  damaged.write(QByteArray(4096, '\x5a'));
  damaged.close();
  write(file + "-wal", "what a killed program left");

  Database database(file);
  QVERIFY(database.recovered() && database.isKept());
  GalleryStore store(database);
  PictureScanner scanner(store);
  QSignalSpy finished(&scanner, &PictureScanner::finished);
  scanner.setFolders({library.pictures});
  QVERIFY(finished.wait(patience));
  QCOMPARE(store.count(), 10);
  const std::optional<PictureRecord> favourite = store.recordOfPath(library.path("2.png"));
  QVERIFY(favourite && favourite->favourite);
  QCOMPARE(favourite->albums, QStringList("旅行"));
  QCOMPARE(favourite->prompt(), QString("青花瓷 2"));
  QVERIFY(!store.recordOfPath(library.path("4.png"))->favourite);
  QCOMPARE(store.find({.text = "青花瓷"}).size(), 10U);
  QVERIFY(JobQueue(database).job(job)->interrupted);
  QCOMPARE(PromptHistory(database).find({}).size(), 1);
}

// A crash between the file and its row.
void PictureWatchTest::makesNoPictureTwice() {
  Library library;
  QString id;
  {
    JobQueue queue(library.database);
    GenerationRequest request = zaohua::test::pictureRequest("猫");
    request.count = 2;
    id = *queue.submit(request, {});
    QVERIFY(queue.markRunning(id));
    writePicture(library.path("a.png"), "猫", id, 0);
  }
  JobQueue queue(library.database);
  QCOMPARE(queue.nextPicture(id), std::optional(0));
  library.scan();
  QVERIFY(queue.resumeInterrupted());
  QCOMPARE(queue.job(id)->done, 1);
  QCOMPARE(queue.nextPicture(id), std::optional(1));
}

void PictureWatchTest::endsInTheMiddle() {
  TemporaryFolder folder;
  Database database(qt(folder / "library.sqlite"));
  GalleryStore store(database);
  for (int i = 0; i < 100; ++i)
    writePicture(qt(folder / "p") + QString("/%1.png").arg(i), "x");
  for (int turns = 0; turns < 12; ++turns) {
    auto scanner = std::make_unique<PictureScanner>(store);
    scanner->setFolders({qt(folder / "p")});
    for (int i = 0; i < turns; ++i)
      QCoreApplication::processEvents();
    scanner.reset();
    QCoreApplication::processEvents();
  }
  QVERIFY(store.count() <= 100);
}

ZAOHUA_QT_CORE_TEST_MAIN(PictureWatchTest)
#include "picture_watch_test.moc"
