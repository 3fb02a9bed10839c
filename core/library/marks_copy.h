// SPDX-License-Identifier: Apache-2.0
// A copy of what only the database knows and no picture says: favourites, albums, jobs, prompts. It lies beside the
// database, one line of JSON for each row, so that damage to a line costs that line alone, and is what a damaged
// database is rescued with. Taken a few seconds after a change on a thread of its own. Owned by the database. GUI
// thread.
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QString>
#include <QThreadPool>
#include <QTimer>

namespace zaohua {

class Database;

class MarksCopy {
 public:
  explicit MarksCopy(const QString& database);
  // Takes what is still to be taken. The database must be open until then.
  ~MarksCopy();
  MarksCopy(const MarksCopy&) = delete;
  MarksCopy& operator=(const MarksCopy&) = delete;

  // Something was stored.
  void changed();

  static QString fileOf(const QString& database);
  // When the copy was taken; invalid where there is none.
  static QDateTime timeOf(const QString& database);
  // Adds to `fresh` what the file holds and `fresh` does not know. In a transaction of the caller's.
  static void addRows(const QString& file, Database& fresh);

 private:
  void take();

  QString m_database;
  QTimer m_delay;
  QThreadPool m_pool;
  QByteArray m_taken;  // what the file holds, as a hash
};

}  // namespace zaohua
