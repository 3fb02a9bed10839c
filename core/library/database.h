// SPDX-License-Identifier: Apache-2.0
// library.sqlite: gallery, queue and prompt history. What run() has accepted is on disk. Lives on the GUI thread, one
// object per file; every failure of a statement is an Error, and opening never fails as a whole:
//  - A damaged file is kept aside as "library.sqlite.damaged-<time>" and a new one begun (recovered()) with what
//    can be read of favourites, albums, jobs and prompts, and the rest of them from a copy that is kept up to date
//    beside it; the scanner fills in the pictures. Each start reads a little of every table; the whole file is checked
//    only where the last program did not get to close it (it left a -wal file) or met damage.
//  - A file that cannot be used where it is (read-only, disk full, folder gone) is worked on as a copy that goes with
//    the program, or as an empty one in memory; problem() says so.
#pragma once

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QStringList>
#include <QTemporaryDir>
#include <QThreadPool>
#include <QVariantList>
#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include "base/result.h"

namespace zaohua {

class MarksCopy;

// Statements that lead from the version before to the next one, carried out together or not at all.
using MigrationStep = QStringList;

class Database {
 public:
  explicit Database(const QString& file);
  Database(const QString& file, const std::vector<MigrationStep>& steps);  // version = number of steps
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database();

  // Whether what is stored now will be there at the next start; problem() says why not.
  bool isKept() const { return !m_problem; }
  const std::optional<Error>& problem() const { return m_problem; }
  // The sentence about a damaged file that was put aside, with its new path as the first argument.
  const std::optional<Error>& recovered() const { return m_recovered; }

  Result<void> run(const QString& statement, const QVariantList& values = {});
  Result<qint64> insert(const QString& statement, const QVariantList& values = {});  // id of the new row
  using RowReader = std::function<void(const QSqlQuery& row)>;
  Result<void> read(const QString& statement, const QVariantList& values, const RowReader& reader);
  // The first column of the first row, or an invalid value where there is no row or no answer.
  QVariant value(const QString& statement, const QVariantList& values = {});

  // All of `work` or nothing. A transaction inside another is part of it. What can be found out again need not wait for
  // the disk: after a power cut it is there or not, as a whole.
  enum class Durability { atOnce, soon };
  Result<void> transaction(const std::function<Result<void>()>& work, Durability durability = Durability::atOnce);
  // For what may be seen only once it is stored: at once, or at the end of the transaction, or never if that fails.
  void afterCommit(std::function<void()> action);

 private:
  enum class Opening { done, damaged, failed, refused };  // refused: not even to be copied
  Opening open(const QString& path, Error& error);
  Opening check(const QString& path, Error& error);
  Opening migrate(Error& error);
  Opening openAfresh(Error& error);
  void rescue();
  void openCopy(Opening outcome, const Error& reason);
  void close();

  using Query = std::unique_ptr<QSqlQuery>;
  Result<Query> execute(const QString& statement, const QVariantList& values);
  Result<void> runTransaction(const std::function<Result<void>()>& work);
  void stored();
  void tidyLog();
  void giveBack(const QString& statement, Query query);
  Error errorOf(const QSqlQuery& query);

  QString m_file;
  std::vector<MigrationStep> m_steps;
  QString m_connection;
  QSqlDatabase m_database;
  std::unique_ptr<QTemporaryDir> m_copyFolder;
  QThreadPool m_tidying;
  std::unordered_map<QString, Query> m_statements;  // prepared, and not in use
  std::vector<std::function<void()>> m_afterCommit;
  bool m_inTransaction = false;
  std::optional<Error> m_problem;
  std::optional<Error> m_recovered;
  std::unique_ptr<MarksCopy> m_marks;  // of a library that is kept
};

}  // namespace zaohua
