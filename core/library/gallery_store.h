// SPDX-License-Identifier: Apache-2.0
// The pictures that the user keeps, in library.sqlite. Lives on the GUI thread: queries are answered within
// milliseconds at 50,000 pictures; files are touched only by rename() and the trash. Favourites and albums of very many
// pictures at once are stored a portion at a time, in the order in which they were asked for: markingFailed() tells of
// one that was not.
#pragma once

#include <QList>
#include <QObject>
#include <QTimer>
#include <deque>
#include <functional>
#include <vector>

#include "base/result.h"
#include "library/gallery_types.h"

namespace zaohua {

class Database;

class GalleryStore : public QObject {
  Q_OBJECT

 public:
  explicit GalleryStore(Database& database, QObject* parent = nullptr);
  // What is still to be marked is.
  ~GalleryStore() override;

  // Adds a picture, or brings what is known about this path up to date. Favourite and albums of a known path stay.
  Result<qint64> add(const PictureRecord& record);
  // Together or none; of files that a scan would find again, so without waiting for the disk.
  Result<void> addAll(const std::vector<PictureRecord>& records);

  std::vector<GalleryRow> find(const GalleryFilter& filter) const;
  // Those of `ids` that the filter lets through, in no order.
  std::vector<GalleryRow> find(const GalleryFilter& filter, const QList<qint64>& ids) const;
  std::optional<PictureRecord> record(qint64 id) const;
  std::optional<PictureRecord> recordOfPath(const QString& path) const;
  bool hasJobPicture(const QString& job, int index) const;
  int count() const;
  QStringList models() const;  // that occur, for the filter
  QStringList albums() const;

  Result<void> setFavourite(const QList<qint64>& ids, bool favourite);
  Result<void> addToAlbum(const QList<qint64>& ids, const QString& album);
  Result<void> removeFromAlbum(const QList<qint64>& ids, const QString& album);
  Result<void> renameAlbum(const QString& from, const QString& to);
  // A plain file name; the extension stays. Nothing is ever replaced.
  Result<void> rename(qint64 id, const QString& newName);
  TrashedPictures trash(const QList<qint64>& ids);
  Result<void> restore(const TrashedPictures& trashed);
  // Forgets pictures whose files are gone.
  Result<void> forget(const QList<qint64>& ids);
  void setFileState(qint64 id, PictureRecord::File state);

  // For the scanner. Files below a folder (all if empty) in the order of their ids, a page at a time.
  std::vector<KnownFile> knownFiles(const QString& folder, qint64 afterId, int most) const;
  std::optional<KnownFile> knownFile(const QString& path) const;
  std::optional<KnownFile> knownJobPicture(const QString& job, int index) const;
  Result<void> setFileStates(const QList<qint64>& ids, PictureRecord::File state);
  // The picture of this row is another file now: moved by somebody. Favourite and albums stay.
  Result<void> relocate(qint64 id, const PictureRecord& record);

 Q_SIGNALS:
  void added(const QList<qint64>& ids);
  void changed(const QList<qint64>& ids);
  void removed(const QList<qint64>& ids);
  void markingFailed(const zaohua::Error& error);

 private:
  // In a transaction; the changes are told of once they are stored.
  struct Changes {
    QList<qint64> added, changed, removed;
  };
  using Work = std::function<Result<void>(Changes& changes)>;
  Result<void> change(const Work& work, bool atOnce = true);
  Result<qint64> write(const PictureRecord& record, Changes& changes);
  Result<void> writeAll(const std::vector<PictureRecord>& records, Changes& changes);

  // One change of very many pictures, as far as it is still to be stored.
  struct Marking {
    QString statement;
    QVariant value;
    QList<qint64> ids;
  };
  Result<void> mark(const QList<qint64>& ids, const QString& statement, const QVariant& value);
  Result<void> writeMarks(const Marking& marking, bool atOnce);
  Result<void> markNext();
  void finishMarking();

  Database& m_database;
  std::deque<Marking> m_markings;
  QTimer m_marking;
};

}  // namespace zaohua
