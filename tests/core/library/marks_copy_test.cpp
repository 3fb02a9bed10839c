// SPDX-License-Identifier: Apache-2.0
// What a person marked survives a damaged database: the copy beside it, and the rebuild that reads it.
#include "library/marks_copy.h"

#include <QSignalSpy>

#include "database_samples.h"
#include "library/gallery_store.h"
#include "library/job_queue.h"
#include "library/picture_scanner.h"
#include "library/prompt_history.h"
#include "scanner_library.h"
#include "support/qt_test_main.h"

using namespace zaohua;
using namespace zaohua::test;

namespace {

// A library on files of its own that is opened, closed and damaged.
struct Marked {
  TemporaryFolder folder;
  QString file = qt(folder / "library.sqlite");
  QString pictures = qt(folder / "图片");

  QString path(const QString& name) const { return pictures + '/' + name; }
  QString copy() const { return MarksCopy::fileOf(file); }

  // Three pictures of a job and one from elsewhere; 0 and 3 are favourites, 1 and 3 in an album, 1 is renamed.
  void make() const {
    Database database(file);
    GalleryStore store(database);
    QList<qint64> ids;
    for (int i = 0; i < 4; ++i)
      ids.append(*store.add(writePicture(path(QString("%1.png").arg(i)), "青花瓷", i < 3 ? "0123" : "", i)));
    QVERIFY(store.setFavourite({ids[0], ids[3]}, true));
    QVERIFY(store.addToAlbum({ids[1], ids[3]}, "旅行"));
    QVERIFY(store.rename(ids[1], "renamed"));
    QVERIFY(PromptHistory(database).add({"一只猫", "模糊"}));
    QVERIFY(JobQueue(database).submit(pictureRequest("狗"), {}));
  }
  void damage(const QByteArray& with) const {
    QFile damaged(file);
    QVERIFY(damaged.open(QIODevice::WriteOnly | QIODevice::Truncate));
    damaged.write(with);
  }
};

void scan(GalleryStore& store, const QString& pictures) {
  PictureScanner scanner(store);
  QSignalSpy finished(&scanner, &PictureScanner::finished);
  scanner.setFolders({pictures});
  QVERIFY(finished.wait(patience));
}

}  // namespace

class MarksCopyTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void bringsBackWhatWasMarked_data();
  void bringsBackWhatWasMarked();
  void isTakenWhileTheProgramRuns();
  void knowsAPictureThatWasRenamedSince();
  void isNotAskedWhereTheFileStillTells();
  void losesOnlyTheLineThatIsDamaged();
  void saysWhereThereIsNone();
  void staysAsItIsWhereTheDatabaseCannotBeRead();
};

void MarksCopyTest::bringsBackWhatWasMarked_data() {
  QTest::addColumn<QByteArray>("damage");
  QTest::newRow("noise") << QByteArray("somebody's letter").repeated(900);
  QTest::newRow("emptied by a power cut") << QByteArray();
  QTest::newRow("only its head is left") << QByteArray("SQLite format 3\0", 16);
}

void MarksCopyTest::bringsBackWhatWasMarked() {
  QFETCH(QByteArray, damage);
  const Marked marked;
  marked.make();
  marked.damage(damage);
  Database database(marked.file);
  QVERIFY(database.isKept() && database.recovered());
  const QString sentence = QString::fromStdString(database.recovered()->sentence);
  QVERIFY2(sentence.contains("as they were at %2"), qPrintable(sentence));
  GalleryStore store(database);
  scan(store, marked.pictures);
  QCOMPARE(store.count(), 4);
  QStringList favourites, travels;
  for (const char* name : {"0.png", "renamed.png", "2.png", "3.png"}) {
    const std::optional<PictureRecord> record = store.recordOfPath(marked.path(name));
    QVERIFY2(record && record->file == PictureRecord::File::present, name);
    QCOMPARE(record->prompt(), QString("青花瓷"));
    if (record->favourite)
      favourites += name;
    if (record->albums == QStringList("旅行"))
      travels += name;
  }
  QCOMPARE(favourites, QStringList({"0.png", "3.png"}));
  QCOMPARE(travels, QStringList({"renamed.png", "3.png"}));
  const auto prompts = PromptHistory(database).find({});
  QCOMPARE(prompts.size(), 1);
  QCOMPARE(prompts.front().negativePrompt, QString("模糊"));
  JobQueue queue(database);
  QCOMPARE(queue.jobs().size(), 1U);
  QCOMPARE(queue.jobs().front().request.prompt, std::string("狗"));
}

void MarksCopyTest::isTakenWhileTheProgramRuns() {
  const Marked marked;
  Database database(marked.file);
  GalleryStore store(database);
  const qint64 id = *store.add(recordOf("/somewhere/bird.png", "x"));
  QVERIFY(store.setFavourite({id}, true));
  QTRY_VERIFY_WITH_TIMEOUT(bytesOf(marked.copy()).contains("/somewhere/bird.png"), patience);
  QVERIFY(store.setFavourite({id}, false));
  QTRY_VERIFY_WITH_TIMEOUT(!bytesOf(marked.copy()).contains("/somewhere/bird.png"), patience);
}

void MarksCopyTest::knowsAPictureThatWasRenamedSince() {
  const Marked marked;
  marked.make();
  QVERIFY(QFile::rename(marked.path("0.png"), marked.path("newer name.png")));
  marked.damage("gone");
  Database database(marked.file);
  GalleryStore store(database);
  scan(store, marked.pictures);
  QCOMPARE(store.count(), 4);
  const std::optional<PictureRecord> record = store.recordOfPath(marked.path("newer name.png"));
  QVERIFY(record && record->favourite);
}

// A mark that was taken away does not come back with an older copy.
void MarksCopyTest::isNotAskedWhereTheFileStillTells() {
  const Marked marked;
  marked.make();
  const QByteArray older = bytesOf(marked.copy());
  {
    Database database(marked.file);
    GalleryStore store(database);
    QVERIFY(store.setFavourite({store.recordOfPath(marked.path("0.png"))->id}, false));
  }
  QFile copy(marked.copy());
  QVERIFY(copy.open(QIODevice::WriteOnly));
  copy.write(older);
  copy.close();
  damageSearchTexts(marked.file);
  write(marked.file + "-wal", "what a killed program left");
  Database database(marked.file);
  QVERIFY(database.recovered());
  const QString sentence = QString::fromStdString(database.recovered()->sentence);
  QVERIFY2(sentence.contains("with all favourites"), qPrintable(sentence));
  GalleryStore store(database);
  QVERIFY(!store.recordOfPath(marked.path("0.png")));
  QVERIFY(store.recordOfPath(marked.path("3.png"))->favourite);
}

void MarksCopyTest::losesOnlyTheLineThatIsDamaged() {
  const Marked marked;
  marked.make();
  QByteArray lines = bytesOf(marked.copy());
  const qsizetype at = lines.indexOf("0.png");
  QVERIFY(at > 0);
  lines.replace(at, 5, "\xff\"]\x01[");
  lines.append("[\"pictures\"]\n[\"no such table\",1,2]\n\n{}\nnoise\n");
  QFile copy(marked.copy());
  QVERIFY(copy.open(QIODevice::WriteOnly));
  copy.write(lines);
  copy.close();
  marked.damage("gone");
  Database database(marked.file);
  GalleryStore store(database);
  QVERIFY(!store.recordOfPath(marked.path("0.png")));
  QVERIFY(store.recordOfPath(marked.path("3.png"))->favourite);
  QCOMPARE(store.albums(), QStringList("旅行"));
}

void MarksCopyTest::saysWhereThereIsNone() {
  const Marked marked;
  marked.make();
  QVERIFY(QFile::remove(marked.copy()));
  marked.damage("gone");
  const Database database(marked.file);
  const QString sentence = QString::fromStdString(database.recovered()->sentence);
  QVERIFY2(sentence.contains("may be missing"), qPrintable(sentence));
}

void MarksCopyTest::staysAsItIsWhereTheDatabaseCannotBeRead() {
  const Marked marked;
  marked.make();
  const QByteArray before = bytesOf(marked.copy());
  QVERIFY(before.contains("3.png"));
  marked.damage(QByteArray(9000, 'x'));
  {
    MarksCopy copy(marked.file);
    copy.changed();
  }
  QCOMPARE(bytesOf(marked.copy()), before);
}

ZAOHUA_QT_CORE_TEST_MAIN(MarksCopyTest)
#include "marks_copy_test.moc"
