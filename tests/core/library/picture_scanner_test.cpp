// SPDX-License-Identifier: Apache-2.0
// The scanner on real folders: what others put there, changed, moved and took away, and a library made anew.
#include "library/picture_scanner.h"

#include <QDir>
#include <QFileInfo>
#include <QSignalSpy>

#include "library/database.h"
#include "library/job_queue.h"
#include "library/prompt_history.h"
#include "library_samples.h"
#include "support/qt_test_main.h"

using namespace zaohua;
using zaohua::test::plainImage;
using zaohua::test::qt;
using zaohua::test::recordOf;
using zaohua::test::TemporaryFolder;
using zaohua::test::writePicture;

namespace {

constexpr int patience = 20'000;

struct Library {
  TemporaryFolder folder;
  Database database{qt(folder / "library.sqlite")};
  GalleryStore store{database};
  PictureScanner scanner{store};
  QString pictures = qt(folder / "图片/造画");

  QString path(const QString& name) const { return pictures + '/' + name; }

  // Waits for the end of a scan.
  ScanSummary scan() {
    QSignalSpy finished(&scanner, &PictureScanner::finished);
    QDir().mkpath(pictures);
    scanner.setFolders({pictures});
    return finished.wait(patience) ? finished.last()[0].value<ScanSummary>() : ScanSummary{.added = -1};
  }
  PictureRecord::File fileOf(const QString& name) const {
    const std::optional<PictureRecord> record = store.recordOfPath(path(name));
    return record ? record->file : PictureRecord::File::missing;
  }
};

void write(const QString& path, const QByteArray& bytes) {
  QDir().mkpath(QFileInfo(path).path());
  QFile file(path);
  QVERIFY(file.open(QIODevice::WriteOnly));
  QCOMPARE(file.write(bytes), bytes.size());
}

// So that the scanner does not take it for a file that is being written.
void age(const QString& path, qint64 seconds = 1'700'000'000) {
  QFile file(path);
  QVERIFY(file.open(QIODevice::ReadWrite));
  QVERIFY(file.setFileTime(QDateTime::fromSecsSinceEpoch(seconds), QFileDevice::FileModificationTime));
}

}  // namespace

class PictureScannerTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void readsOneFile();
  void findsWhatIsThere();
  void passesOverWhatIsNoPicture();
  void marksWhatVanishesAndReturns();
  void takesChangedFilesAnew();
  void followsMovedFiles();
  void followsAMovedFolder();
  void followsAJobsPictureCopiedElsewhere();
  void leavesCopiesAlone();
  void looksAfterImportsElsewhere();
  void survivesALostFolder();
  void watches();
  void watchesNewFolders();
  void waitsForAFileThatIsBeingWritten();
  void doesNotBringBackWhatIsTrashedMeanwhile();
  void rebuildsALibrary();
  void rebuildsADamagedLibrary();
  void makesNoPictureTwice();
  void endsInTheMiddle();
};

void PictureScannerTest::readsOneFile() {
  Library library;
  const PictureRecord written = writePicture(library.path("a.png"), "一只橘猫", "0123", 2);
  const Result<PictureRecord> read = PictureScanner::recordForFile(library.path("a.png"));
  QVERIFY(read);
  QCOMPARE(read->path, written.path);
  QCOMPARE(read->fileSize, written.fileSize);
  QCOMPARE(read->modifiedMs, written.modifiedMs);
  QCOMPARE(read->createdAt.toMSecsSinceEpoch(), written.modifiedMs);
  QCOMPARE(QSize(read->width, read->height), QSize(512, 512));
  QVERIFY(read->request == written.request);
  QCOMPARE(read->job, QString("0123"));
  QCOMPARE(read->jobIndex, 2);
  QVERIFY(!read->imported);
  QVERIFY(read->file == PictureRecord::File::present);

  QImage foreign(300, 200, QImage::Format_RGB32);
  foreign.fill(Qt::red);
  for (const QString name : {"b.png", "b.jpg", "b.JPEG", "b.webp"}) {
    QVERIFY(foreign.save(library.path(name)));
    const Result<PictureRecord> other = PictureScanner::recordForFile(library.path(name));
    QVERIFY(other);
    QCOMPARE(QSize(other->width, other->height), QSize(300, 200));
    QVERIFY(!other->request);
    QVERIFY(other->imported);
    QVERIFY2(other->file == PictureRecord::File::present, qPrintable(name));
  }

  QVERIFY(QFile::resize(library.path("a.png"), 700));
  QVERIFY(PictureScanner::recordForFile(library.path("a.png"))->file == PictureRecord::File::broken);
  write(library.path("c.webp"), "nothing of the kind");
  QVERIFY(PictureScanner::recordForFile(library.path("c.webp"))->file == PictureRecord::File::broken);
  QCOMPARE(PictureScanner::recordForFile(library.path("none.png")).error().code, ErrorCode::fileMissing);
  QCOMPARE(PictureScanner::recordForFile(library.pictures).error().code, ErrorCode::fileMissing);
  write(library.path("d.txt"), "text");
  QCOMPARE(PictureScanner::recordForFile(library.path("d.txt")).error().code, ErrorCode::invalidRequest);
}

void PictureScannerTest::findsWhatIsThere() {
  Library library;
  for (int i = 0; i < 450; ++i)
    writePicture(library.path(QString("2026-11-%1/%2.png").arg(i % 3 + 10).arg(i)), QString("prompt %1").arg(i));
  write(library.path("broken.png"), "nothing of the kind");
  const ScanSummary summary = library.scan();
  QCOMPARE(summary.added, 451);
  QCOMPARE(summary.unreadable, 1);
  QCOMPARE(library.store.count(), 451);
  QVERIFY(library.fileOf("broken.png") == PictureRecord::File::broken);
  QCOMPARE(library.store.find({.text = "prompt 449"}).size(), 1U);
  QVERIFY2(library.scan().isNothing(), "nothing has changed");
}

void PictureScannerTest::passesOverWhatIsNoPicture() {
  Library library;
  write(library.path("notes.txt"), "text");
  write(library.path("a.gif"), "GIF");
  writePicture(library.path(".hidden.png"), "x");
  writePicture(library.path(".Trash-0/files/a.png"), "x");
  writePicture(library.path("a.png"), "x");
  QVERIFY(QFile::link(library.pictures, library.path("loop")));
  QCOMPARE(library.scan().added, 1);
}

void PictureScannerTest::marksWhatVanishesAndReturns() {
  Library library;
  writePicture(library.path("a.png"), "x");
  writePicture(library.path("b.png"), "x");
  QCOMPARE(library.scan().added, 2);
  QVERIFY(QFile::rename(library.path("a.png"), qt(library.folder / "elsewhere")));
  QCOMPARE(library.scan().missing, 1);
  QVERIFY(library.fileOf("a.png") == PictureRecord::File::missing);
  QVERIFY(library.fileOf("b.png") == PictureRecord::File::present);
  QVERIFY(library.scan().isNothing());
  QVERIFY(QFile::rename(qt(library.folder / "elsewhere"), library.path("a.png")));
  QCOMPARE(library.scan().returned, 1);
  QVERIFY(library.fileOf("a.png") == PictureRecord::File::present);
}

void PictureScannerTest::takesChangedFilesAnew() {
  Library library;
  writePicture(library.path("a.png"), "猫");
  age(library.path("a.png"));
  library.scan();
  const qint64 id = library.store.recordOfPath(library.path("a.png"))->id;
  QVERIFY(library.store.setFavourite({id}, true));
  writePicture(library.path("a.png"), "一只狗");
  QCOMPARE(library.scan().changed, 1);
  QCOMPARE(library.store.record(id)->prompt(), QString("一只狗"));
  QVERIFY(library.store.record(id)->favourite);
}

void PictureScannerTest::followsMovedFiles() {
  Library library;
  writePicture(library.path("a.png"), "猫");
  age(library.path("a.png"));
  library.scan();
  const qint64 id = library.store.recordOfPath(library.path("a.png"))->id;
  QVERIFY(library.store.setFavourite({id}, true));
  QVERIFY(library.store.addToAlbum({id}, "旅行"));
  QDir().mkpath(library.path("sub"));
  QVERIFY(QFile::rename(library.path("a.png"), library.path("sub/b.png")));
  const ScanSummary summary = library.scan();
  QCOMPARE(summary.moved, 1);
  QCOMPARE(summary.added + summary.missing, 0);
  QCOMPARE(library.store.count(), 1);
  const std::optional<PictureRecord> record = library.store.record(id);
  QCOMPARE(record->path, library.path("sub/b.png"));
  QVERIFY(record->favourite);
  QCOMPARE(record->albums, QStringList("旅行"));

  // Also after it has been missing for a while.
  QVERIFY(QFile::rename(library.path("sub/b.png"), qt(library.folder / "away")));
  QCOMPARE(library.scan().missing, 1);
  QVERIFY(QFile::rename(qt(library.folder / "away"), library.path("back.png")));
  QCOMPARE(library.scan().moved, 1);
  QCOMPARE(library.store.record(id)->path, library.path("back.png"));
  QVERIFY(library.store.record(id)->file == PictureRecord::File::present);
}

void PictureScannerTest::followsAMovedFolder() {
  Library library;
  for (int i = 0; i < 30; ++i) {
    const QString path = library.path(QString("2026-11-24/%1.png").arg(i));
    writePicture(path, "x");
    age(path, 1'700'000'000 + i);
  }
  library.scan();
  QVERIFY(QDir(library.pictures).rename("2026-11-24", "客户"));
  const ScanSummary summary = library.scan();
  QCOMPARE(summary.moved, 30);
  QCOMPARE(library.store.count(), 30);
  QVERIFY(library.fileOf("客户/7.png") == PictureRecord::File::present);
}

void PictureScannerTest::followsAJobsPictureCopiedElsewhere() {
  Library library;
  writePicture(library.path("a.png"), "猫", "0123", 1);
  age(library.path("a.png"));
  library.scan();
  const qint64 id = library.store.recordOfPath(library.path("a.png"))->id;
  QVERIFY(QFile::copy(library.path("a.png"), library.path("b.png")));
  QVERIFY(QFile::remove(library.path("a.png")));
  QCOMPARE(library.scan().moved, 1);
  QCOMPARE(library.store.record(id)->path, library.path("b.png"));
  QVERIFY(library.store.hasJobPicture("0123", 1));
}

void PictureScannerTest::leavesCopiesAlone() {
  Library library;
  writePicture(library.path("a.png"), "猫", "0123", 1);
  library.scan();
  QVERIFY(QFile::copy(library.path("a.png"), library.path("a copy.png")));
  QCOMPARE(library.scan().added, 1);
  QCOMPARE(library.store.count(), 2);
  QCOMPARE(library.store.recordOfPath(library.path("a.png"))->job, QString("0123"));
  QCOMPARE(library.store.recordOfPath(library.path("a copy.png"))->job, QString());
}

void PictureScannerTest::looksAfterImportsElsewhere() {
  Library library;
  const QString import = qt(library.folder / "desktop/x.png");
  QVERIFY(library.store.add(writePicture(import, "x")));
  QVERIFY(library.scan().isNothing());
  QVERIFY(QFile::remove(import));
  QCOMPARE(library.scan().missing, 1);
}

void PictureScannerTest::survivesALostFolder() {
  Library library;
  for (int i = 0; i < 500; ++i)
    QVERIFY(library.store.add(recordOf(library.path(QString("%1.png").arg(i)), "x")));
  QSignalSpy finished(&library.scanner, &PictureScanner::finished);
  library.scanner.setFolders({library.pictures + "/is not here"});
  QVERIFY(finished.wait(patience));
  QCOMPARE(finished[0][0].value<ScanSummary>().missing, 500);
  QCOMPARE(library.store.count(), 500);
}

void PictureScannerTest::watches() {
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

void PictureScannerTest::watchesNewFolders() {
  Library library;
  library.scan();
  writePicture(library.path("2026-11-25/deep/a.png"), "x");
  QTRY_VERIFY_WITH_TIMEOUT(library.store.recordOfPath(library.path("2026-11-25/deep/a.png")).has_value(), patience);
  writePicture(library.path("2026-11-25/deep/b.png"), "x");
  QTRY_VERIFY_WITH_TIMEOUT(library.store.recordOfPath(library.path("2026-11-25/deep/b.png")).has_value(), patience);
}

void PictureScannerTest::waitsForAFileThatIsBeingWritten() {
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
void PictureScannerTest::doesNotBringBackWhatIsTrashedMeanwhile() {
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

void PictureScannerTest::rebuildsALibrary() {
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
void PictureScannerTest::rebuildsADamagedLibrary() {
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
void PictureScannerTest::makesNoPictureTwice() {
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

void PictureScannerTest::endsInTheMiddle() {
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

ZAOHUA_QT_CORE_TEST_MAIN(PictureScannerTest)
#include "picture_scanner_test.moc"
