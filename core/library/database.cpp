// SPDX-License-Identifier: Apache-2.0
#include "library/database.h"

#include <QFileInfo>
#include <QSqlError>
#include <utility>

#include "base/log.h"
#include "library/database_error.h"
#include "library/marks_copy.h"

namespace zaohua {

namespace {

constexpr std::size_t mostPreparedStatements = 64;
constexpr qint64 logIsLongBytes = 4 << 20;

}  // namespace

void Database::close() {
  m_marks.reset();
  m_tidying.waitForDone();
  m_statements.clear();
  m_database.close();
  m_database = {};
  QSqlDatabase::removeDatabase(m_connection);
}

Database::~Database() {
  close();
}

void Database::stored() {
  tidyLog();
  if (m_marks)
    m_marks->changed();
}

// What the log has gathered is carried over into the file itself by another thread, because that waits for the disk
// longer than a window may.
void Database::tidyLog() {
  const QString file = m_database.databaseName();
  if (m_tidying.activeThreadCount() > 0 || QFileInfo(file + "-wal").size() < logIsLongBytes)
    return;
  m_tidying.start([file, connection = m_connection + "-log"] {
    {
      QSqlDatabase database = QSqlDatabase::addDatabase("QSQLITE", connection);
      database.setDatabaseName(file);
      if (database.open())
        QSqlQuery(database).exec("PRAGMA wal_checkpoint(PASSIVE)");
    }
    QSqlDatabase::removeDatabase(connection);
  });
}

// A statement in use is out of the cache, so that a reader may read again by the same words.
Result<Database::Query> Database::execute(const QString& statement, const QVariantList& values) {
  Query query;
  if (auto prepared = m_statements.extract(statement)) {
    query = std::move(prepared.mapped());
  } else {
    query = std::make_unique<QSqlQuery>(m_database);
    query->setForwardOnly(true);
    if (!query->prepare(statement))
      return failure(errorOf(*query));
  }
  for (qsizetype i = 0; i < values.size(); ++i)
    query->bindValue(static_cast<int>(i), values[i]);
  if (!query->exec())
    return failure(errorOf(*query));
  return query;
}

void Database::giveBack(const QString& statement, Query query) {
  query->finish();
  if (m_statements.size() >= mostPreparedStatements)
    m_statements.clear();
  m_statements.emplace(statement, std::move(query));
}

Error Database::errorOf(const QSqlQuery& query) {
  Error error = databaseError(query.lastError(), m_file);
  error.detail += " in: " + query.lastQuery().toStdString();
  log::error(error.text() + " " + error.detail);
  if (error.code == ErrorCode::fileCorrupt)
    askForCheck(m_file);
  return error;
}

Result<void> Database::run(const QString& statement, const QVariantList& values) {
  return insert(statement, values).map([](qint64) {});
}

Result<qint64> Database::insert(const QString& statement, const QVariantList& values) {
  return execute(statement, values).map([&](Query query) {
    const qint64 id = query->lastInsertId().toLongLong();
    giveBack(statement, std::move(query));
    if (!m_inTransaction)
      stored();
    return id;
  });
}

Result<void> Database::read(const QString& statement, const QVariantList& values, const RowReader& reader) {
  Result<Query> rows = execute(statement, values);
  if (!rows)
    return failure(rows.error());
  QSqlQuery& query = **rows;
  while (query.next())
    reader(query);
  if (query.lastError().isValid())
    return failure(errorOf(query));
  giveBack(statement, std::move(*rows));
  return {};
}

QVariant Database::value(const QString& statement, const QVariantList& values) {
  QVariant first;
  // What went wrong is in the log.
  std::ignore = read(statement, values, [&first](const QSqlQuery& row) {
    if (!first.isValid())
      first = row.value(0);
  });
  return first;
}

Result<void> Database::transaction(const std::function<Result<void>()>& work, Durability durability) {
  if (m_inTransaction)
    return work();
  if (durability == Durability::atOnce)
    return runTransaction(work);
  if (Result<void> set = run("PRAGMA synchronous = NORMAL"); !set)
    return set;
  Result<void> done = runTransaction(work);
  const Result<void> reset = run("PRAGMA synchronous = FULL");
  return done ? reset : done;
}

Result<void> Database::runTransaction(const std::function<Result<void>()>& work) {
  if (Result<void> begun = run("BEGIN IMMEDIATE"); !begun)
    return begun;
  m_inTransaction = true;
  Result<void> done = work();
  if (done)
    done = run("COMMIT");
  m_inTransaction = false;
  const std::vector<std::function<void()>> actions = std::exchange(m_afterCommit, {});
  if (!done) {
    // On a full disk SQLite may have rolled back by itself; then there is nothing left to undo.
    QSqlQuery(m_database).exec("ROLLBACK");
    return done;
  }
  stored();
  for (const std::function<void()>& action : actions)
    action();
  return done;
}

void Database::afterCommit(std::function<void()> action) {
  if (m_inTransaction) {
    m_afterCommit.push_back(std::move(action));
  } else {
    action();
  }
}

}  // namespace zaohua
