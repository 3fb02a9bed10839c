// SPDX-License-Identifier: Apache-2.0
#include "library/picture_rows.h"

#include <QFileInfo>

#include "base/generation_json.h"
#include "library/database.h"
#include "library/gallery_text.h"

namespace zaohua {

namespace {

// Qt stores a null string as NULL.
QString notNull(const QString& text) {
  return text.isNull() ? QString("") : text;
}

// Only one picture can be the job's; a second file that says so is somebody's copy.
bool isCopy(Database& database, qint64 id, const PictureRecord& record) {
  return database
      .value("SELECT 1 FROM pictures WHERE job = ? AND job_index = ? AND id <> ?", {record.job, record.jobIndex, id})
      .isValid();
}

// In the order of the columns from path to job_index, without favourite.
QVariantList fileValues(Database& database, qint64 id, const PictureRecord& record) {
  const qint64 created = record.createdAt.isValid() ? record.createdAt.toMSecsSinceEpoch() : record.modifiedMs;
  const bool hasJob = !record.job.isEmpty() && !isCopy(database, id, record);
  return {record.path,
          sortKey(QFileInfo(record.path).fileName()),
          static_cast<int>(record.file),
          record.fileSize,
          record.modifiedMs,
          created,
          record.width,
          record.height,
          record.imported,
          record.request ? QString::fromStdString(record.request->model) : QString(""),
          hasJob ? QVariant(record.job) : QVariant(),
          hasJob ? QVariant(record.jobIndex) : QVariant()};
}

Result<void> writeRequest(Database& database, qint64 id, const PictureRecord& record) {
  if (!record.request)
    return database.run("DELETE FROM picture_requests WHERE picture = ?", {id});
  return database.run("INSERT OR REPLACE INTO picture_requests(picture, request) VALUES (?, ?)",
                      {id, QString::fromStdString(requestToText(*record.request))});
}

// An unchanged text leaves the index alone.
Result<void> writeSearchText(Database& database, qint64 id, const PictureRecord& record) {
  const QString negative = record.request ? QString::fromStdString(record.request->negativePrompt) : QString();
  const QString text = record.prompt() + '\n' + negative + '\n' + QFileInfo(record.path).fileName();
  return database.run(
      "INSERT INTO picture_texts(picture, text) VALUES (?, ?)"
      " ON CONFLICT(picture) DO UPDATE SET text = excluded.text WHERE text <> excluded.text",
      {id, foldedText(text)});
}

Result<void> writeTexts(Database& database, qint64 id, const PictureRecord& record) {
  return writeRequest(database, id, record).and_then([&] { return writeSearchText(database, id, record); });
}

PictureRecord recordOf(const QSqlQuery& row) {
  PictureRecord record;
  record.id = row.value(0).toLongLong();
  record.path = row.value(1).toString();
  record.file = static_cast<PictureRecord::File>(row.value(2).toInt());
  record.fileSize = row.value(3).toLongLong();
  record.modifiedMs = row.value(4).toLongLong();
  record.createdAt = QDateTime::fromMSecsSinceEpoch(row.value(5).toLongLong());
  record.width = row.value(6).toInt();
  record.height = row.value(7).toInt();
  record.favourite = row.value(8).toBool();
  record.imported = row.value(9).toBool();
  record.job = row.value(10).toString();
  record.jobIndex = row.value(11).toInt();
  if (const std::string text = row.value(12).toString().toStdString(); !text.empty()) {
    if (Result<GenerationRequest> request = requestFromText(text, record.path.toStdString()))
      record.request = std::move(*request);
  }
  return record;
}

}  // namespace

std::optional<PictureRecord> readPicture(Database& database, qint64 id) {
  std::optional<PictureRecord> record;
  const Result<void> read = database.read(
      "SELECT id, path, file, file_size, modified_ms, created_ms, width, height, favourite, imported, job, job_index,"
      " request FROM pictures LEFT JOIN picture_requests ON picture = id WHERE id = ?",
      {id}, [&record](const QSqlQuery& row) { record = recordOf(row); });
  if (!read || !record)
    return {};
  std::ignore = database.read("SELECT album FROM picture_albums WHERE picture = ? ORDER BY album", {id},
                              [&record](const QSqlQuery& row) { record->albums.append(row.value(0).toString()); });
  return record;
}

std::optional<qint64> idOfPath(Database& database, const QString& path) {
  const QVariant id = database.value("SELECT id FROM pictures WHERE path = ?", {path});
  return id.isValid() ? std::optional(id.toLongLong()) : std::nullopt;
}

Result<qint64> insertPicture(Database& database, const PictureRecord& record) {
  QVariantList values = fileValues(database, record.id, record);
  values.append(record.favourite);
  values.append(record.id != 0 ? QVariant(record.id) : QVariant());
  const Result<qint64> id = database.insert(
      "INSERT INTO pictures(path, sort_name, file, file_size, modified_ms, created_ms, width, height, imported, model,"
      " job, job_index, favourite, id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      values);
  if (!id)
    return id;
  Result<void> written = writeTexts(database, *id, record);
  for (const QString& album : record.albums) {
    written = written.and_then([&] {
      return database.run("INSERT INTO picture_albums(album, picture) VALUES (?, ?)", {notNull(album), *id});
    });
  }
  return written.map([&] { return *id; });
}

Result<void> updatePicture(Database& database, qint64 id, const PictureRecord& record) {
  QVariantList values = fileValues(database, id, record);
  values.append(id);
  return database
      .run(
          "UPDATE pictures SET path = ?, sort_name = ?, file = ?, file_size = ?, modified_ms = ?, created_ms = ?,"
          " width = ?, height = ?, imported = ?, model = ?, job = ?, job_index = ? WHERE id = ?",
          values)
      .and_then([&] { return writeTexts(database, id, record); });
}

QString idList(const QList<qint64>& ids) {
  QString list = "[";
  for (const qint64 id : ids)
    list += QString::number(id) + ',';
  if (list.endsWith(','))
    list.chop(1);
  return list + ']';
}

}  // namespace zaohua
