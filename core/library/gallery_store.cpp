// SPDX-License-Identifier: Apache-2.0
#include "library/gallery_store.h"

#include <memory>

#include "library/database.h"
#include "library/gallery_query.h"
#include "library/picture_rows.h"

namespace zaohua {

namespace {

std::vector<KnownFile> readFiles(Database& database, const QString& condition, const QVariantList& values) {
  std::vector<KnownFile> files;
  std::ignore = database.read("SELECT id, path, file_size, modified_ms, file FROM pictures WHERE " + condition, values,
                              [&files](const QSqlQuery& row) {
                                files.push_back({.id = row.value(0).toLongLong(),
                                                 .path = row.value(1).toString(),
                                                 .fileSize = row.value(2).toLongLong(),
                                                 .modifiedMs = row.value(3).toLongLong(),
                                                 .file = static_cast<PictureRecord::File>(row.value(4).toInt())});
                              });
  return files;
}

std::vector<GalleryRow> readRows(Database& database, const GalleryQuery& query) {
  std::vector<GalleryRow> rows;
  // What went wrong is in the log, and a gallery that cannot be read shows nothing.
  std::ignore = database.read(query.statement, query.values, [&rows](const QSqlQuery& row) {
    rows.push_back(galleryRow(row.value(0).toLongLong(), row.value(1).toLongLong()));
  });
  return rows;
}

std::optional<KnownFile> firstOf(const std::vector<KnownFile>& files) {
  return files.empty() ? std::nullopt : std::optional(files.front());
}

}  // namespace

GalleryStore::GalleryStore(Database& database, QObject* parent) : QObject(parent), m_database(database) {
  connect(&m_marking, &QTimer::timeout, this, [this] {
    if (const Result<void> marked = markNext(); !marked)
      Q_EMIT markingFailed(marked.error());
  });
}

GalleryStore::~GalleryStore() {
  blockSignals(true);
  finishMarking();
}

Result<void> GalleryStore::change(const Work& work, bool atOnce) {
  const auto changeAndTell = [&]() -> Result<void> {
    const auto changes = std::make_shared<Changes>();
    if (Result<void> done = work(*changes); !done)
      return done;
    m_database.afterCommit([this, changes] {
      if (!changes->removed.isEmpty())
        Q_EMIT removed(changes->removed);
      if (!changes->added.isEmpty())
        Q_EMIT added(changes->added);
      if (!changes->changed.isEmpty())
        Q_EMIT changed(changes->changed);
    });
    return {};
  };
  return m_database.transaction(changeAndTell, atOnce ? Database::Durability::atOnce : Database::Durability::soon);
}

Result<qint64> GalleryStore::write(const PictureRecord& record, Changes& changes) {
  if (const std::optional<qint64> known = idOfPath(m_database, record.path)) {
    changes.changed.append(*known);
    return updatePicture(m_database, *known, record).map([&] { return *known; });
  }
  const Result<qint64> id = insertPicture(m_database, record);
  if (id)
    changes.added.append(*id);
  return id;
}

Result<qint64> GalleryStore::add(const PictureRecord& record) {
  qint64 id = 0;
  return change([&](Changes& changes) { return write(record, changes).map([&id](qint64 written) { id = written; }); })
      .map([&id] { return id; });
}

Result<void> GalleryStore::writeAll(const std::vector<PictureRecord>& records, Changes& changes) {
  for (const PictureRecord& record : records) {
    if (const Result<qint64> id = write(record, changes); !id)
      return failure(id.error());
  }
  return {};
}

Result<void> GalleryStore::addAll(const std::vector<PictureRecord>& records) {
  return change([&](Changes& changes) { return writeAll(records, changes); }, false);
}

std::vector<GalleryRow> GalleryStore::find(const GalleryFilter& filter) const {
  return readRows(m_database, galleryQuery(filter, filter.text.isEmpty() ? QStringList() : albums()));
}

std::vector<GalleryRow> GalleryStore::find(const GalleryFilter& filter, const QList<qint64>& ids) const {
  return readRows(m_database, galleryQuery(filter, filter.text.isEmpty() ? QStringList() : albums(), &ids));
}

std::optional<PictureRecord> GalleryStore::record(qint64 id) const {
  return readPicture(m_database, id);
}

std::optional<PictureRecord> GalleryStore::recordOfPath(const QString& path) const {
  const std::optional<qint64> id = idOfPath(m_database, path);
  return id ? readPicture(m_database, *id) : std::nullopt;
}

bool GalleryStore::hasJobPicture(const QString& job, int index) const {
  return m_database.value("SELECT 1 FROM pictures WHERE job = ? AND job_index = ?", {job, index}).isValid();
}

int GalleryStore::count() const {
  return m_database.value("SELECT count(*) FROM pictures").toInt();
}

QStringList GalleryStore::models() const {
  QStringList models;
  std::ignore = m_database.read("SELECT DISTINCT model FROM pictures WHERE model <> '' ORDER BY model", {},
                                [&models](const QSqlQuery& row) { models.append(row.value(0).toString()); });
  return models;
}

QStringList GalleryStore::albums() const {
  QStringList albums;
  std::ignore = m_database.read("SELECT DISTINCT album FROM picture_albums ORDER BY album", {},
                                [&albums](const QSqlQuery& row) { albums.append(row.value(0).toString()); });
  return albums;
}

// Into an album that is there already, if that has the name.
Result<void> GalleryStore::renameAlbum(const QString& from, const QString& to) {
  const QString name = to.simplified();
  if (name.isEmpty())
    return failure(ErrorCode::invalidRequest, "An album needs a name.");
  finishMarking();
  return change([&](Changes& changes) {
    return m_database
        .read("SELECT picture FROM picture_albums WHERE album = ?", {from},
              [&changes](const QSqlQuery& row) { changes.changed.append(row.value(0).toLongLong()); })
        .and_then([&] {
          return m_database.run("UPDATE OR REPLACE picture_albums SET album = ? WHERE album = ?", {name, from});
        });
  });
}

Result<void> GalleryStore::forget(const QList<qint64>& ids) {
  finishMarking();
  return change([&](Changes& changes) {
    changes.removed = ids;
    return m_database.run("DELETE FROM pictures WHERE id IN (SELECT value FROM json_each(?))", {idList(ids)});
  });
}

void GalleryStore::setFileState(qint64 id, PictureRecord::File state) {
  // A state that is not stored is found out again.
  std::ignore = setFileStates({id}, state);
}

Result<void> GalleryStore::setFileStates(const QList<qint64>& ids, PictureRecord::File state) {
  const auto set = [&](Changes& changes) {
    changes.changed = ids;
    return m_database.run("UPDATE pictures SET file = ? WHERE id IN (SELECT value FROM json_each(?))",
                          {static_cast<int>(state), idList(ids)});
  };
  return change(set, false);
}

Result<void> GalleryStore::relocate(qint64 id, const PictureRecord& record) {
  return change([&](Changes& changes) {
    changes.changed = {id};
    return updatePicture(m_database, id, record);
  });
}

std::vector<KnownFile> GalleryStore::knownFiles(const QString& folder, qint64 afterId, int most) const {
  // Names below "a/" lie between "a/" and "a0", the character after the slash.
  const QString first = folder.isEmpty() ? QString("/") : folder + '/';
  const QString last = folder.isEmpty() ? QString("0") : folder + '0';
  return readFiles(m_database, "id > ? AND path >= ? AND path < ? ORDER BY id LIMIT ?", {afterId, first, last, most});
}

std::optional<KnownFile> GalleryStore::knownFile(const QString& path) const {
  return firstOf(readFiles(m_database, "path = ?", {path}));
}

std::optional<KnownFile> GalleryStore::knownJobPicture(const QString& job, int index) const {
  return firstOf(readFiles(m_database, "job = ? AND job_index = ?", {job, index}));
}

}  // namespace zaohua
