// SPDX-License-Identifier: Apache-2.0
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QSqlError>
#include <QUuid>

#include "base/log.h"
#include "library/database.h"
#include "library/database_error.h"
#include "library/database_rescue.h"
#include "library/database_schema.h"
#include "library/marks_copy.h"

namespace zaohua {

namespace {

constexpr auto inMemory = ":memory:";
const QStringList companions = {"-wal", "-shm"};

// Left behind by a program that did not get to close the file, or by nobody.
bool hasUnfinishedLog(const QString& file) {
  return QFileInfo(file + "-wal").size() > 0;
}

// SQLite would find this out as well, but throw the log away in doing so. An empty file is a new one to it, even where
// the copy shows that there was something in it.
bool isSomethingElse(const QString& file) {
  constexpr QByteArrayView magic("SQLite format 3\0", 16);
  QFile opened(file);
  if (!opened.open(QIODevice::ReadOnly))
    return false;
  if (opened.size() == 0)
    return !hasUnfinishedLog(file) && QFile::exists(MarksCopy::fileOf(file));
  return opened.read(magic.size()) != magic;
}

// Together with its log, which may hold the rows that matter.
Result<QString> keepAside(const QString& file) {
  const QString stem = file + ".damaged-" + QDateTime::currentDateTime().toString("yyyy-MM-dd_HH-mm-ss");
  QString aside = stem;
  for (int number = 2; QFile::exists(aside); ++number)
    aside = stem + QString("-%1").arg(number);
  if (!QFile::rename(file, aside)) {
    return failure(ErrorCode::writeFailed,
                   "The library %1 is damaged and cannot be put aside: its folder is read-only.", {file.toStdString()});
  }
  for (const QString& suffix : companions)
    QFile::rename(file + suffix, aside + suffix);
  QFile::copy(MarksCopy::fileOf(file), MarksCopy::fileOf(aside));
  withdrawCheck(file);
  return aside;
}

}  // namespace

Database::Database(const QString& file) : Database(file, librarySchema()) {
  if (!isKept())
    return;
  if (m_recovered)
    rescue();
  m_marks = std::make_unique<MarksCopy>(file);
}

void Database::rescue() {
  const std::string aside = m_recovered->arguments.front();
  switch (rescueRows(QString::fromStdString(aside), MarksCopy::fileOf(m_file), *this)) {
    case Rescued::everything:
      *m_recovered = {ErrorCode::fileCorrupt,
                      "The library was damaged and has been rebuilt, with all favourites, albums and jobs. The damaged "
                      "file is kept as %1.",
                      {aside},
                      m_recovered->detail};
      return;
    case Rescued::fromCopy:
      *m_recovered = {ErrorCode::fileCorrupt,
                      "The library was damaged and has been rebuilt, with favourites, albums and jobs as they were at "
                      "%2. The damaged file is kept as %1.",
                      {aside, MarksCopy::timeOf(m_file).toString("yyyy-MM-dd HH:mm").toStdString()},
                      m_recovered->detail};
      return;
    case Rescued::apart:
      return;
  }
}

Database::Database(const QString& file, const std::vector<MigrationStep>& steps)
    : m_file(file), m_steps(steps), m_connection("zaohua-" + QUuid::createUuid().toString(QUuid::Id128)) {
  QDir().mkpath(QFileInfo(file).path());
  Error error;
  Opening outcome = open(file, error);
  if (outcome == Opening::damaged)
    outcome = openAfresh(error);
  if (outcome != Opening::done)
    openCopy(outcome, error);
}

Database::Opening Database::openAfresh(Error& error) {
  log::error("the library is damaged: " + error.detail);
  close();
  const Result<QString> aside = keepAside(m_file);
  if (!aside) {
    error = aside.error();
    return Opening::refused;
  }
  const std::string detail = error.detail;
  const Opening outcome = open(m_file, error);
  m_recovered = Error{ErrorCode::fileCorrupt,
                      "The library was damaged and is rebuilt from the pictures. Some favourites and albums may be "
                      "missing: look through them. The damaged file is kept as %1.",
                      {aside->toStdString()},
                      detail};
  return outcome;
}

// The program works on with what can be read, and says that nothing of it will be kept.
void Database::openCopy(Opening outcome, const Error& reason) {
  close();
  m_problem = reason;
  Error error;
  if (outcome == Opening::failed && QFileInfo(m_file).isReadable()) {
    m_copyFolder = std::make_unique<QTemporaryDir>();
    const QString copy = m_copyFolder->filePath("library.sqlite");
    bool copied = QFile::copy(m_file, copy);
    if (hasUnfinishedLog(m_file))
      copied = copied && QFile::copy(m_file + "-wal", copy + "-wal");
    // Copies inherit being read-only.
    QFile::setPermissions(copy, QFile::ReadOwner | QFile::WriteOwner);
    if (copied && open(copy, error) == Opening::done)
      return;
    close();
  }
  if (open(inMemory, error) != Opening::done)
    log::error("no library at all: " + error.detail);
}

Database::Opening Database::open(const QString& path, Error& error) {
  if (isSomethingElse(path)) {
    error.detail = "the file is not a database";
    return Opening::damaged;
  }
  m_database = QSqlDatabase::addDatabase("QSQLITE", m_connection);
  m_database.setDatabaseName(path);
  m_database.setConnectOptions("QSQLITE_BUSY_TIMEOUT=1000");
  const bool unfinished = hasUnfinishedLog(path) || isCheckAskedFor(path);
  if (!m_database.open()) {
    error = databaseError(m_database.lastError(), m_file);
    return error.code == ErrorCode::fileCorrupt ? Opening::damaged : Opening::failed;
  }
  // FULL: a commit has reached the disk when it returns, a power cut included. tidyLog() does the checkpoints.
  for (const char* pragma : {"PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "PRAGMA foreign_keys = ON",
                             "PRAGMA wal_autocheckpoint = 0", "PRAGMA cache_size = -16384"}) {
    if (const Result<void> set = run(pragma); !set) {
      error = set.error();
      return error.code == ErrorCode::fileCorrupt ? Opening::damaged : Opening::failed;
    }
  }
  if (unfinished) {
    if (const Opening outcome = check(path, error); outcome != Opening::done)
      return outcome;
  }
  return migrate(error);
}

Database::Opening Database::check(const QString& path, Error& error) {
  QString answer;
  const Result<void> checked =
      read("PRAGMA quick_check(1)", {}, [&answer](const QSqlQuery& row) { answer = row.value(0).toString(); });
  if (!checked) {
    error = checked.error();
    return error.code == ErrorCode::fileCorrupt ? Opening::damaged : Opening::failed;
  }
  if (answer != "ok") {
    error.detail = answer.toStdString();
    return Opening::damaged;
  }
  withdrawCheck(path);
  return Opening::done;
}

Database::Opening Database::migrate(Error& error) {
  const auto newest = static_cast<int>(m_steps.size());
  bool isNumber = false;
  int version = value("PRAGMA user_version").toInt(&isNumber);
  if (isNumber && version > newest) {
    error = {ErrorCode::writeFailed,
             "The library %1 belongs to a newer version of this program. It stays as it is; install that version to "
             "use it.",
             {m_file.toStdString()},
             {}};
    return Opening::refused;
  }
  Result<void> done;
  for (; done && version < newest; ++version) {
    done = transaction([&]() -> Result<void> {
      for (const QString& statement : m_steps[static_cast<std::size_t>(version)]) {
        if (Result<void> step = run(statement); !step)
          return step;
      }
      return run(QString("PRAGMA user_version = %1").arg(version + 1));
    });
  }
  // A glance at every table finds files that were cut off or overwritten.
  QStringList tables;
  if (done) {
    done = read("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'", {},
                [&tables](const QSqlQuery& row) { tables.append(row.value(0).toString()); });
  }
  for (qsizetype i = 0; done && i < tables.size(); ++i)
    done = read(QString("SELECT count(*) FROM %1").arg(tables[i]), {}, [](const QSqlQuery&) {});
  if (done)
    return Opening::done;
  error = done.error();
  return error.code == ErrorCode::fileCorrupt ? Opening::damaged : Opening::failed;
}

}  // namespace zaohua
