// SPDX-License-Identifier: Apache-2.0
#include "library/marks_copy.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QUuid>
#include <algorithm>
#include <array>
#include <span>

#include "base/log.h"
#include "base/platform.h"
#include "library/database.h"
#include "library/database_error.h"

namespace zaohua {

namespace {

constexpr std::chrono::seconds delay{3};
constexpr qint64 longestLine = 8 << 20;

// Pictures are known by their paths or, when they were renamed since, by the job that made them: the ids of a database
// are its own.
struct KeptTable {
  const char* name;
  qsizetype columns;
  const char* select;
  const char* insert;
};

constexpr std::array<KeptTable, 4> keptTables = {{
    {"jobs", 11,
     "SELECT id, position, request, folder, format, model, state, interrupted, kept, error, submitted_ms FROM jobs"
     " ORDER BY position, id",
     "INSERT OR IGNORE INTO jobs(id, position, request, folder, format, model, state, interrupted, kept, error,"
     " submitted_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"},
    // A picture whose time is 0 counts as changed, so that the next scan reads the rest from its file.
    {"pictures", 12,
     "SELECT path, job, job_index, favourite, sort_name, file, file_size, created_ms, width, height, imported, model"
     " FROM pictures WHERE favourite OR id IN (SELECT picture FROM picture_albums) ORDER BY id",
     "INSERT OR IGNORE INTO pictures(path, job, job_index, favourite, sort_name, file, file_size, created_ms, width,"
     " height, imported, model, modified_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)"},
    {"picture_albums", 4,
     "SELECT album, path, job, job_index FROM picture_albums JOIN pictures ON id = picture ORDER BY album, picture",
     "INSERT OR IGNORE INTO picture_albums(album, picture)"
     " SELECT ?, id FROM pictures WHERE path = ? OR (job = ? AND job_index = ?)"},
    {"prompts", 4, "SELECT id, prompt, negative_prompt, folded FROM prompts ORDER BY id",
     "INSERT OR IGNORE INTO prompts(id, prompt, negative_prompt, folded) VALUES (?, ?, ?, ?)"},
}};

QByteArray lineOf(const QJsonArray& row) {
  return QJsonDocument(row).toJson(QJsonDocument::Compact) + '\n';
}

// Nothing if a row cannot be read: a copy without it would take the place of one with it.
std::optional<QByteArray> linesOf(QSqlDatabase& database, QString& problem) {
  QByteArray lines = lineOf({"zaohua-marks", 1});
  database.transaction();  // all tables at the same moment
  for (const KeptTable& table : keptTables) {
    QSqlQuery query(database);
    query.setForwardOnly(true);
    query.exec(table.select);
    while (query.next()) {
      QJsonArray row = {table.name};
      for (int column = 0; column < table.columns; ++column)
        row.append(query.isNull(column) ? QJsonValue() : QJsonValue::fromVariant(query.value(column)));
      lines += lineOf(row);
    }
    if (query.lastError().isValid()) {
      problem = query.lastError().nativeErrorCode() + ' ' + query.lastError().text();
      return {};
    }
  }
  database.rollback();
  return lines;
}

std::optional<QByteArray> readMarks(const QString& file) {
  const QString connection = "zaohua-marks-" + QUuid::createUuid().toString(QUuid::Id128);
  std::optional<QByteArray> lines;
  {
    QSqlDatabase database = QSqlDatabase::addDatabase("QSQLITE", connection);
    database.setDatabaseName(file);
    database.setConnectOptions("QSQLITE_OPEN_READONLY;QSQLITE_BUSY_TIMEOUT=1000");
    QString problem = "it cannot be opened";
    if (database.open())
      lines = linesOf(database, problem);
    if (!lines)
      log::warning("no copy of favourites and albums: " + problem.toStdString());
  }
  QSqlDatabase::removeDatabase(connection);
  return lines;
}

void addRow(const QJsonArray& row, Database& fresh) {
  const auto table = std::ranges::find_if(keptTables, [&row](const KeptTable& kept) {
    return row.at(0).toString() == QLatin1String(kept.name) && row.size() == kept.columns + 1;
  });
  if (table == keptTables.end())
    return;
  QVariantList values = row.toVariantList().sliced(1);
  // What a row of one table lacks says nothing about the others.
  std::ignore = fresh.run(table->insert, values);
  if (QLatin1String(table->name) == QLatin1String("pictures")) {
    std::ignore =
        fresh.run("UPDATE pictures SET favourite = max(favourite, ?) WHERE path = ? OR (job = ? AND job_index = ?)",
                  {values[3], values[0], values[1], values[2]});
  }
}

}  // namespace

MarksCopy::MarksCopy(const QString& database) : m_database(database) {
  m_pool.setMaxThreadCount(1);
  m_pool.setThreadPriority(QThread::LowPriority);
  m_delay.setSingleShot(true);
  m_delay.setInterval(delay);
  QObject::connect(&m_delay, &QTimer::timeout, [this] { m_pool.start([this] { take(); }); });
  if (!QFile::exists(fileOf(database)))
    changed();
}

MarksCopy::~MarksCopy() {
  if (m_delay.isActive())
    m_pool.start([this] { take(); });
  m_pool.waitForDone();
}

void MarksCopy::changed() {
  if (!m_delay.isActive())
    m_delay.start();
}

QString MarksCopy::fileOf(const QString& database) {
  return database + ".marks.jsonl";
}

QDateTime MarksCopy::timeOf(const QString& database) {
  const QFileInfo file(fileOf(database));
  return file.exists() ? file.lastModified() : QDateTime();
}

void MarksCopy::take() {
  const std::optional<QByteArray> lines = readMarks(m_database);
  if (!lines) {
    askForCheck(m_database);
    return;
  }
  const QByteArray hash = QCryptographicHash::hash(*lines, QCryptographicHash::Sha1);
  if (hash == m_taken)
    return;
  const auto bytes = std::as_bytes(std::span(lines->constData(), static_cast<std::size_t>(lines->size())));
  const Result<void> written = writeFileAtomically(QFile::encodeName(fileOf(m_database)).toStdString(), bytes);
  if (written)
    m_taken = hash;
  else
    log::warning("no copy of favourites and albums: " + written.error().text());
}

void MarksCopy::addRows(const QString& file, Database& fresh) {
  QFile lines(file);
  if (!lines.open(QIODevice::ReadOnly))
    return;
  while (!lines.atEnd())
    addRow(QJsonDocument::fromJson(lines.readLine(longestLine)).array(), fresh);
}

}  // namespace zaohua
