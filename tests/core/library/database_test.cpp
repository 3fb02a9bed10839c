// SPDX-License-Identifier: Apache-2.0
// The database on real files, real full and real read-only disks: what it keeps, and what it does where it cannot.
#include "library/database.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

#include "library/database_schema.h"
#include "library_samples.h"
#include "support/qt_test_main.h"
#include "support/small_disk.h"

using namespace zaohua;
using zaohua::test::qt;
using zaohua::test::SmallDisk;
using zaohua::test::TemporaryFolder;

namespace {

const std::vector<MigrationStep> oneTable = {{"CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL)"}};

QByteArray bytesOf(const QString& file) {
  QFile opened(file);
  return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray("unreadable");
}

void overwrite(const QString& file, qint64 position, const QByteArray& bytes) {
  QFile opened(file);
  QVERIFY(opened.open(QIODevice::ReadWrite));
  QVERIFY(opened.seek(position));
  QCOMPARE(opened.write(bytes), bytes.size());
}

void fill(Database& database, int rows) {
  const Result<void> filled = database.transaction([&]() -> Result<void> {
    for (int i = 0; i < rows; ++i) {
      if (Result<void> put =
              database.run("INSERT INTO notes(text) VALUES (?)", {QString("note %1").arg(i).repeated(20)});
          !put)
        return put;
    }
    return {};
  });
  QVERIFY(filled);
}

int rowsIn(Database& database) {
  return database.value("SELECT count(*) FROM notes").toInt();
}

QStringList asideIn(const QString& folder) {
  return QDir(folder).entryList({"*.damaged-*"}, QDir::Files, QDir::Name);
}

// Makes a library with many prompts and overwrites a page of them.
void damagePromptTexts(const QString& file) {
  qint64 page = 0;
  {
    Database database(file);
    QVERIFY(database.transaction([&]() -> Result<void> {
      Result<void> put;
      for (int i = 0; i < 2000 && put; ++i) {
        put = database.run("INSERT INTO prompts(prompt, negative_prompt, folded) VALUES (?, '', ?)",
                           {QString("prompt %1").arg(i), QString("folded %1").arg(i).repeated(20)});
      }
      return put;
    }));
    page = database.value("SELECT max(pageno) FROM dbstat WHERE name = 'prompts' AND pagetype = 'leaf'").toLongLong();
  }
  QVERIFY(page > 0);
  overwrite(file, (page - 1) * 4096, QByteArray(4096, '\x5a'));
}

}  // namespace

class DatabaseTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void keepsWhatItAccepts();
  void makesItsFolder();
  void migratesStepByStep();
  void leavesTheOldVersionWhereAStepFails();
  void leavesANewerVersionAlone();
  void rollsBackAFailedTransaction();
  void tellsOnlyOfWhatIsStored();
  void namesWhatIsWrongWithAStatement();
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

void DatabaseTest::keepsWhatItAccepts() {
  const TemporaryFolder folder;
  const QString file = qt(folder / "library.sqlite");
  {
    Database database(file);
    QVERIFY(database.isKept());
    QVERIFY(!database.recovered());
    QCOMPARE(database.value("PRAGMA journal_mode").toString(), QString("wal"));
    QCOMPARE(database.value("PRAGMA synchronous").toInt(), 2);
    QCOMPARE(database.value("PRAGMA foreign_keys").toInt(), 1);
    QCOMPARE(database.value("PRAGMA user_version").toInt(), static_cast<int>(librarySchema().size()));
    const Result<qint64> id =
        database.insert("INSERT INTO prompts(prompt, negative_prompt, folded) VALUES (?, '', '')", {"青花瓷"});
    QVERIFY(id);
    QCOMPARE(*id, 1);
  }
  QVERIFY2(!QFile::exists(file + "-wal"), "an orderly end leaves one file");
  Database database(file);
  QCOMPARE(database.value("SELECT prompt FROM prompts").toString(), QString("青花瓷"));
}

void DatabaseTest::makesItsFolder() {
  const TemporaryFolder folder;
  Database database(qt(folder / "数据/zaohua/library.sqlite"));
  QVERIFY(database.isKept());
}

void DatabaseTest::migratesStepByStep() {
  const TemporaryFolder folder;
  const QString file = qt(folder / "library.sqlite");
  {
    Database database(file, oneTable);
    fill(database, 3);
  }
  std::vector<MigrationStep> steps = oneTable;
  steps.push_back(
      {"ALTER TABLE notes ADD COLUMN colour TEXT NOT NULL DEFAULT 'red'", "CREATE TABLE more (id INTEGER)"});
  steps.push_back({"UPDATE notes SET colour = 'blue' WHERE id = 2"});
  Database database(file, steps);
  QVERIFY(database.isKept());
  QCOMPARE(database.value("PRAGMA user_version").toInt(), 3);
  QCOMPARE(rowsIn(database), 3);
  QCOMPARE(database.value("SELECT colour FROM notes WHERE id = 1").toString(), QString("red"));
  QCOMPARE(database.value("SELECT colour FROM notes WHERE id = 2").toString(), QString("blue"));
}

void DatabaseTest::leavesTheOldVersionWhereAStepFails() {
  const TemporaryFolder folder;
  const QString file = qt(folder / "library.sqlite");
  {
    Database database(file, oneTable);
    fill(database, 3);
  }
  std::vector<MigrationStep> steps = oneTable;
  steps.push_back({"CREATE TABLE more (id INTEGER)", "INSERT INTO nowhere VALUES (1)"});
  {
    Database database(file, steps);
    QVERIFY(!database.isKept());
    QCOMPARE(database.problem()->code, ErrorCode::internal);
    QVERIFY(!database.problem()->detail.empty());
  }
  Database database(file, oneTable);
  QVERIFY(database.isKept());
  QCOMPARE(rowsIn(database), 3);
  QCOMPARE(database.value("SELECT count(*) FROM sqlite_schema WHERE name = 'more'").toInt(), 0);
}

void DatabaseTest::leavesANewerVersionAlone() {
  const TemporaryFolder folder;
  const QString file = qt(folder / "library.sqlite");
  {
    std::vector<MigrationStep> steps = oneTable;
    steps.push_back({"CREATE TABLE later (id INTEGER)"});
    Database database(file, steps);
    fill(database, 3);
  }
  const QByteArray before = bytesOf(file);
  {
    Database database(file, oneTable);
    QVERIFY(!database.isKept());
    QVERIFY(!database.recovered());
    QVERIFY(QString::fromStdString(database.problem()->text()).contains("newer version"));
    QCOMPARE(rowsIn(database), 0);
    fill(database, 1);
  }
  QCOMPARE(bytesOf(file), before);
}

void DatabaseTest::rollsBackAFailedTransaction() {
  const TemporaryFolder folder;
  Database database(qt(folder / "library.sqlite"), oneTable);
  const Result<void> done = database.transaction([&]() -> Result<void> {
    return database.run("INSERT INTO notes(text) VALUES ('outer')").and_then([&] {
      return database.transaction([&]() -> Result<void> {
        return database.run("INSERT INTO notes(text) VALUES ('inner')").and_then([]() -> Result<void> {
          return failure(ErrorCode::internal, "Enough.");
        });
      });
    });
  });
  QVERIFY(!done);
  QCOMPARE(done.error().sentence, std::string("Enough."));
  QCOMPARE(rowsIn(database), 0);
  fill(database, 2);
  QCOMPARE(rowsIn(database), 2);
}

void DatabaseTest::tellsOnlyOfWhatIsStored() {
  const TemporaryFolder folder;
  Database database(qt(folder / "library.sqlite"), oneTable);
  QStringList told;
  std::ignore = database.transaction([&]() -> Result<void> {
    database.afterCommit([&] { told.append("never"); });
    return failure(ErrorCode::internal, "Enough.");
  });
  QVERIFY(database.transaction([&]() -> Result<void> {
    database.afterCommit([&] { told.append(QString("%1 row").arg(rowsIn(database))); });
    return database.run("INSERT INTO notes(text) VALUES ('one')").map([&] { QVERIFY(told.isEmpty()); });
  }));
  database.afterCommit([&] { told.append("at once"); });
  QCOMPARE(told, QStringList({"1 row", "at once"}));
}

void DatabaseTest::namesWhatIsWrongWithAStatement() {
  const TemporaryFolder folder;
  Database database(qt(folder / "library.sqlite"), oneTable);
  const Result<void> done = database.run("INSERT INTO notes(text) VALUES (NULL)");
  QVERIFY(!done);
  QCOMPARE(done.error().code, ErrorCode::internal);
  QVERIFY(QString::fromStdString(done.error().detail).contains("NOT NULL"));
  QVERIFY(!database.run("nonsense"));
  QVERIFY(!database.read("SELECT 1 FROM nowhere", {}, [](const QSqlQuery&) {}));
  fill(database, 1);
}

void DatabaseTest::putsAsideWhatIsNoDatabase() {
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

void DatabaseTest::putsAsideACutOffFile() {
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
void DatabaseTest::findsDamageAfterACrash() {
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

void DatabaseTest::findsDamageThatAStatementMet() {
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

void DatabaseTest::keepsSeveralDamagedFiles() {
  const TemporaryFolder folder;
  for (int i = 0; i < 3; ++i) {
    folder.write("library.sqlite", std::string(9000, 'x'));
    Database database(qt(folder / "library.sqlite"), oneTable);
    QVERIFY(database.recovered());
  }
  QCOMPARE(asideIn(qt(folder.path())).filter(QRegularExpression("[^lm]$")).size(), 3);
}

void DatabaseTest::saysThatTheDiskIsFull() {
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

void DatabaseTest::worksWithoutRoom() {
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

void DatabaseTest::worksOnACopyOfAReadOnlyFile() {
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

void DatabaseTest::worksWithoutAFolder() {
  const TemporaryFolder folder;
  folder.write("not a folder", "a file");
  Database database(qt(folder / "not a folder/library.sqlite"), oneTable);
  QVERIFY(!database.isKept());
  QCOMPARE(database.problem()->code, ErrorCode::writeFailed);
  fill(database, 5);
  QCOMPARE(rowsIn(database), 5);
}

ZAOHUA_QT_CORE_TEST_MAIN(DatabaseTest)
#include "database_test.moc"
