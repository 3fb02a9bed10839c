// SPDX-License-Identifier: Apache-2.0
// The database on real files, real full and real read-only disks: what it keeps, and what it does where it cannot.
#include "library/database.h"

#include <QFileInfo>

#include "database_samples.h"
#include "library/database_schema.h"
#include "library_samples.h"
#include "support/qt_test_main.h"

using namespace zaohua;
using namespace zaohua::test;

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
  void waitsForTheDiskAgainAfterWhatNeedNot();
  void carriesALongLogOver();
  void namesWhatIsWrongWithAStatement();
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

void DatabaseTest::waitsForTheDiskAgainAfterWhatNeedNot() {
  const TemporaryFolder folder;
  Database database(qt(folder / "library.sqlite"), oneTable);
  int within = 0;
  QVERIFY(database.transaction(
      [&]() -> Result<void> {
        within = database.value("PRAGMA synchronous").toInt();
        return database.run("INSERT INTO notes(text) VALUES ('found again')");
      },
      Database::Durability::soon));
  QCOMPARE(within, 1);
  QCOMPARE(database.value("PRAGMA synchronous").toInt(), 2);
  QVERIFY(!database.transaction([]() -> Result<void> { return failure(ErrorCode::internal, "Enough."); },
                                Database::Durability::soon));
  QCOMPARE(database.value("PRAGMA synchronous").toInt(), 2);
  QCOMPARE(rowsIn(database), 1);
}

void DatabaseTest::carriesALongLogOver() {
  const TemporaryFolder folder;
  const QString file = qt(folder / "library.sqlite");
  Database database(file, oneTable);
  const qint64 before = QFileInfo(file).size();
  for (int i = 0; i < 6; ++i)
    fill(database, 5000);
  QTRY_VERIFY_WITH_TIMEOUT(QFileInfo(file).size() > before + (1 << 20), 20'000);
  QCOMPARE(rowsIn(database), 30'000);
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

ZAOHUA_QT_CORE_TEST_MAIN(DatabaseTest)
#include "database_test.moc"
