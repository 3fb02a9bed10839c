// SPDX-License-Identifier: Apache-2.0
// The scanner on real folders: what others put there, changed, moved and took away, and a library made anew.
#include "library/picture_scanner.h"

#include <QDir>
#include <QSignalSpy>

#include "library/database.h"
#include "library_samples.h"
#include "scanner_library.h"
#include "support/qt_test_main.h"

using namespace zaohua;
using namespace zaohua::test;

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

ZAOHUA_QT_CORE_TEST_MAIN(PictureScannerTest)
#include "picture_scanner_test.moc"
