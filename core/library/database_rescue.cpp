// SPDX-License-Identifier: Apache-2.0
#include "library/database_rescue.h"

#include <QFile>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <array>

#include "base/log.h"
#include "library/database.h"
#include "library/marks_copy.h"

namespace zaohua {

namespace {

struct Rescue {
  const char* table;
  const char* columns;
  const char* values;  // the same, or what stands for them
  const char* condition;
};

// A picture whose time is 0 counts as changed.
constexpr auto pictureColumns =
    "id, path, sort_name, file, file_size, modified_ms, created_ms, width, height, favourite, imported, model, job,"
    " job_index";
constexpr auto pictureValues =
    "id, path, sort_name, file, file_size, 0, created_ms, width, height, favourite, imported, model, job, job_index";
constexpr auto jobColumns =
    "id, position, request, folder, format, model, state, interrupted, kept, error, submitted_ms";
constexpr auto promptColumns = "id, prompt, negative_prompt, folded";

// Each by itself, because damage to one table says nothing about another.
constexpr std::array<Rescue, 5> rescues = {{
    {"jobs", jobColumns, jobColumns, "typeof(request) = 'text'"},
    {"pictures", pictureColumns, pictureValues, "favourite AND typeof(path) = 'text'"},
    {"pictures", pictureColumns, pictureValues, "id IN (SELECT picture FROM picture_albums) AND typeof(path) = 'text'"},
    {"picture_albums", "album, picture", "album, picture", "typeof(album) = 'text'"},
    {"prompts", promptColumns, promptColumns, "typeof(prompt) = 'text'"},
}};

// Whether the table could be read to its end.
bool rescue(const QSqlDatabase& damaged, Database& fresh, const Rescue& what) {
  QSqlQuery query(damaged);
  query.setForwardOnly(true);
  query.exec(QString("SELECT %1 FROM %2 WHERE %3").arg(what.values, what.table, what.condition));
  const auto columns = QString(what.columns).count(',') + 1;
  const QString insert = QString("INSERT OR IGNORE INTO %1(%2) VALUES (%3)")
                             .arg(what.table, what.columns, QStringList(columns, "?").join(", "));
  int rows = 0;
  while (query.next()) {
    QVariantList values;
    for (int column = 0; column < columns; ++column)
      values.append(query.value(column));
    rows += fresh.run(insert, values) ? 1 : 0;
  }
  log::info("rescued " + std::to_string(rows) + " rows of " + what.table);
  return !query.lastError().isValid();
}

}  // namespace

Rescued rescueRows(const QString& damagedFile, const QString& marksCopy, Database& fresh) {
  bool everything = false;
  // Reading a database with a log would change both.
  const QTemporaryDir folder;
  const QString file = folder.filePath("damaged.sqlite");
  const QString connection = "zaohua-rescue";
  if (QFile::copy(damagedFile, file)) {
    QFile::copy(damagedFile + "-wal", file + "-wal");
    QSqlDatabase damaged = QSqlDatabase::addDatabase("QSQLITE", connection);
    damaged.setDatabaseName(file);
    everything = damaged.open();
    const Result<void> stored = fresh.transaction([&]() -> Result<void> {
      for (const Rescue& what : rescues)
        everything = rescue(damaged, fresh, what) && everything;
      return {};
    });
    everything = everything && stored;
  }
  QSqlDatabase::removeDatabase(connection);
  if (everything)
    return Rescued::everything;
  if (!QFile::exists(marksCopy))
    return Rescued::apart;
  const Result<void> added = fresh.transaction([&]() -> Result<void> {
    MarksCopy::addRows(marksCopy, fresh);
    return {};
  });
  return added ? Rescued::fromCopy : Rescued::apart;
}

}  // namespace zaohua
