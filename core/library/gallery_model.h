// SPDX-License-Identifier: Apache-2.0
// The gallery as a list for views: the pictures that a filter lets through, in its order, with their thumbnails as they
// come. GUI thread. Rows are ids; a record is read when a view asks for it.
#pragma once

#include <QAbstractListModel>
#include <QCache>
#include <QHash>
#include <QTimer>
#include <vector>

#include "library/gallery_store.h"
#include "library/thumbnails.h"

namespace zaohua {

struct RowStep;

class GalleryModel : public QAbstractListModel {
  Q_OBJECT

 public:
  enum Role {
    IdRole = Qt::UserRole + 1,  // qint64
    PathRole,                   // QString
    DayRole,                    // QDate, for grouping
    FavouriteRole,              // bool
    FileRole,                   // int(PictureRecord::File)
    ThumbnailRole,              // QImage, null until it came; asking for it orders it
    SizeRole,                   // QSize in pixels
    PromptRole,                 // QString
  };

  GalleryModel(GalleryStore& store, Thumbnails& thumbnails, QObject* parent = nullptr);

  void setFilter(const GalleryFilter& filter);
  const GalleryFilter& filter() const { return m_filter; }

  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  Qt::ItemFlags flags(const QModelIndex& index) const override;
  // Drag out: text/uri-list of the files and, for a single one, its own bytes as image/png (or jpeg, webp).
  QStringList mimeTypes() const override;
  QMimeData* mimeData(const QModelIndexList& indexes) const override;
  Qt::DropActions supportedDragActions() const override { return Qt::CopyAction; }

  qint64 id(int row) const;
  int rowOf(qint64 id) const;  // -1: not in this list
  QList<qint64> ids(const QModelIndexList& indexes) const;
  GalleryStore& store() const { return m_store; }
  std::optional<PictureRecord> record(int row) const;
  // Days with their first row and number of pictures, in row order; a view draws its headings from it. In an order that
  // is not by time there is one, with an invalid date.
  struct Day {
    QDate date;
    int firstRow = 0;
    int count = 0;
  };
  const std::vector<Day>& days() const { return m_days; }
  // Pictures in [first, last] are wanted soonest, what was ordered before and lies far away is dropped.
  void setVisibleRows(int first, int last);

 private:
  void update(const QList<qint64>& touched);
  bool updateInPlace(const QList<qint64>& touched);
  void carryOut(const RowStep& step, const std::vector<GalleryRow>& rows);
  void tellChanged(const QList<qint64>& touched);
  void countDays();
  QVariant thumbnail(const PictureRecord& record) const;
  const PictureRecord* cachedRecord(int row) const;
  void thumbnailCame(const QString& path);
  void showThumbnails();

  GalleryStore& m_store;
  Thumbnails& m_thumbnails;
  GalleryFilter m_filter;
  std::vector<GalleryRow> m_rows;
  std::vector<Day> m_days;
  mutable QCache<qint64, PictureRecord> m_records;
  mutable QHash<QString, qint64> m_ordered;  // thumbnails that were asked for, and whose they are
  QList<qint64> m_arrived;                   // shown together, a moment later
  QTimer m_showing;
};

}  // namespace zaohua
