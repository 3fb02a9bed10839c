// SPDX-License-Identifier: Apache-2.0
// The database where its file is damaged, and where its place is full, read-only or gone.
#include <QFileInfo>
#include <QRegularExpression>

#include "database_samples.h"
#include "library/database.h"
#include "library_samples.h"
#include "support/qt_test_main.h"
#include "support/small_disk.h"

using namespace zaohua;
using namespace zaohua::test;

class DatabaseDamageTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void putsAsideWhatIsNoDatabase();
  void putsAsideACutOffFile();
  void findsDamageAfterACrash();
  void findsDamageThatAStatementMet();
  void keepsSeveralDamagedFiles();
  void saysThatTheDiskIsFull();
  void worksWithoutRoom();
  void worksOnACopyOfAReadOnlyFile();
  void worksWithoutAFolder();
};

void DatabaseDamageTest::putsAsideWhatIsNoDatabase() {
  const TemporaryFolder folder;
  const QByteArray noise = QByteArray("somebody's letter, not a database. ").repeated(500);
  folder.write("library.sqlite", noise.toStdString());
  folder.write("library.sqlite-wal", "the rest of it");
  Database database(qt(folder / "library.sqlite"), oneTable);
  QVERIFY(database.isKept());
  QVERIFY(database.recovered());
  const QStringList aside = asideIn(qt(folder.path()));
  QCOMPARE(aside.size(), 2);
  QCOMPARE(bytesOf(qt(folder.path()) + "/" + aside[0]), noise);
  QCOMPARE(aside[1], aside[0] + "-wal");
  QCOMPARE(database.recovered()->arguments.front(), (folder / aside[0].toStdString()).string());
  fill(database, 2);
}

void DatabaseDamageTest::putsAsideACutOffFile() {
  const TemporaryFolder folder;
  const QString file = qt(folder / "library.sqlite");
  {
    Database database(file, oneTable);
    fill(database, 2000);
  }
  QVERIFY(QFile::resize(file, QFileInfo(file).size() / 2));
  Database database(file, oneTable);
  QVERIFY(database.isKept());
  QVERIFY(database.recovered());
  QCOMPARE(asideIn(qt(folder.path())).size(), 1);
  QCOMPARE(rowsIn(database), 0);
}

// Counting the rows of `prompts` reads its index alone, so that damage to a page of texts shows only to a check of the
// whole file or to a statement that meets it.
void DatabaseDamageTest::findsDamageAfterACrash() {
  const TemporaryFolder folder;
  const QString file = qt(folder / "library.sqlite");
  damagePromptTexts(file);
  {
    const Database database(file);
    QVERIFY2(!database.recovered(), "an orderly end asks for no check");
  }
  folder.write("library.sqlite-wal", "what a killed program left");
  const Database database(file);
  QVERIFY(database.recovered());
  QVERIFY(database.isKept());
  QCOMPARE(asideIn(qt(folder.path())).filter(QRegularExpression("\\d$")).size(), 1);
}

void DatabaseDamageTest::findsDamageThatAStatementMet() {
  const TemporaryFolder folder;
  const QString file = qt(folder / "library.sqlite");
  damagePromptTexts(file);
  {
    Database database(file);
    const Result<void> read = database.read("SELECT folded FROM prompts", {}, [](const QSqlQuery&) {});
    QVERIFY(!read);
    QCOMPARE(read.error().code, ErrorCode::fileCorrupt);
    QVERIFY(QString::fromStdString(read.error().text()).contains("Start the program again"));
  }
  {
    const Database database(file);
    QVERIFY(database.recovered());
  }
  const Database database(file);
  QVERIFY(!database.recovered());
  QVERIFY(database.isKept());
}

void DatabaseDamageTest::keepsSeveralDamagedFiles() {
  const TemporaryFolder folder;
  for (int i = 0; i < 3; ++i) {
    folder.write("library.sqlite", std::string(9000, 'x'));
    Database database(qt(folder / "library.sqlite"), oneTable);
    QVERIFY(database.recovered());
  }
  QCOMPARE(asideIn(qt(folder.path())).filter(QRegularExpression("[^lm]$")).size(), 3);
}

void DatabaseDamageTest::saysThatTheDiskIsFull() {
  const SmallDisk disk(600);
  if (!disk.isThere())
    QSKIP(disk.whyNot().c_str());
  Database database(qt(disk.folder() / "library.sqlite"), oneTable);
  QVERIFY(database.isKept());
  fill(database, 10);
  Result<void> put;
  for (int i = 0; i < 10000 && put; ++i)
    put = database.run("INSERT INTO notes(text) VALUES (?)", {QString("long ").repeated(500)});
  QVERIFY(!put);
  QCOMPARE(put.error().code, ErrorCode::diskFull);
  const int rows = rowsIn(database);
  QVERIFY(rows >= 10);
  // Also as the end of a longer transaction.
  const Result<void> together = database.transaction([&]() -> Result<void> {
    return database.run("UPDATE notes SET text = text || ?", {QString("longer ").repeated(500)});
  });
  QVERIFY(!together);
  QCOMPARE(together.error().code, ErrorCode::diskFull);
  QCOMPARE(rowsIn(database), rows);
  QCOMPARE(database.value("PRAGMA integrity_check").toString(), QString("ok"));
}

void DatabaseDamageTest::worksWithoutRoom() {
  const SmallDisk disk(600);
  if (!disk.isThere())
    QSKIP(disk.whyNot().c_str());
  const QString file = qt(disk.folder() / "library.sqlite");
  {
    Database database(file, oneTable);
    fill(database, 10);
  }
  std::string ballast(600 << 10, 'x');
  disk.folder().write("ballast", ballast);
  Database database(file, oneTable);
  QVERIFY(!database.isKept());
  QCOMPARE(database.problem()->code, ErrorCode::diskFull);
  QCOMPARE(rowsIn(database), 10);
  fill(database, 5);
  QCOMPARE(rowsIn(database), 15);
}

void DatabaseDamageTest::worksOnACopyOfAReadOnlyFile() {
  const SmallDisk disk(600);
  if (!disk.isThere())
    QSKIP(disk.whyNot().c_str());
  const QString file = qt(disk.folder() / "library.sqlite");
  {
    Database database(file, oneTable);
    fill(database, 10);
  }
  const QByteArray before = bytesOf(file);
  QVERIFY(disk.makeReadOnly());
  Database database(file, oneTable);
  QVERIFY(!database.isKept());
  QCOMPARE(database.problem()->code, ErrorCode::writeFailed);
  QCOMPARE(rowsIn(database), 10);
  fill(database, 5);
  QCOMPARE(rowsIn(database), 15);
  QCOMPARE(bytesOf(file), before);
}

void DatabaseDamageTest::worksWithoutAFolder() {
  const TemporaryFolder folder;
  folder.write("not a folder", "a file");
  Database database(qt(folder / "not a folder/library.sqlite"), oneTable);
  QVERIFY(!database.isKept());
  QCOMPARE(database.problem()->code, ErrorCode::writeFailed);
  fill(database, 5);
  QCOMPARE(rowsIn(database), 5);
}

ZAOHUA_QT_CORE_TEST_MAIN(DatabaseDamageTest)
#include "database_damage_test.moc"
