// SPDX-License-Identifier: Apache-2.0
// The geometry of the gallery: where pictures lie by day, which are seen, how keys, Shift and a rubber band select, and
// that a person keeps their place when pictures come and go. What it looks like is GalleryView's. GUI thread.
#pragma once

#include <QAbstractItemView>
#include <QSet>
#include <QTimer>

#include "library/gallery_model.h"
#include "ui/gallery/gallery_layout.h"

namespace zaohua {

class GalleryGrid : public QAbstractItemView {
  Q_OBJECT

 public:
  explicit GalleryGrid(QWidget* parent = nullptr);

  void setGallery(GalleryModel* gallery);
  GalleryModel* gallery() const { return m_gallery; }
  // Smallest edge of a thumbnail; they grow to fill the width.
  void setThumbnailSize(int edge);
  const GalleryLayout& tiles() const { return m_layout; }

  QList<qint64> selectedIds() const;  // in the order of the list
  qint64 currentId() const;
  // Selects this picture alone and brings it into view. False: it is not in the list.
  bool select(qint64 id);

  QRect visualRect(const QModelIndex& index) const override;
  void scrollTo(const QModelIndex& index, ScrollHint hint = EnsureVisible) override;
  QModelIndex indexAt(const QPoint& point) const override;
  void reset() override;
  void doItemsLayout() override;
  void keyboardSearch(const QString& search) override;

 protected:
  // Changes of the current picture right now are not the person's.
  bool isQuiet() const { return m_quiet; }
  void setQuiet(bool quiet) { m_quiet = quiet; }
  QModelIndex indexOf(int row) const { return model()->index(row, 0); }
  void arrange();

  QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
  int horizontalOffset() const override { return 0; }
  int verticalOffset() const override;
  bool isIndexHidden(const QModelIndex&) const override { return false; }
  void setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags command) override;
  QRegion visualRegionForSelection(const QItemSelection& selection) const override;
  void updateGeometries() override;
  void scrollContentsBy(int dx, int dy) override;
  void rowsAboutToBeRemoved(const QModelIndex& parent, int first, int last) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  GalleryLayout::Rows seenRows() const;
  void keepPlace();
  void takeBackPlace();
  void takeBackSelection();
  void tellVisibleRows();
  void selectRows(const std::vector<GalleryLayout::Rows>& runs, QItemSelectionModel::SelectionFlags command);

  GalleryModel* m_gallery = nullptr;
  GalleryLayout m_layout;
  int m_wanted = 78;
  QTimer m_rest;  // thumbnails around the visible ones are ordered when scrolling rests
  bool m_quiet = false;
  // What is on the screen while the list changes.
  qint64 m_anchor = 0;
  int m_anchorOffset = 0;
  GalleryFilter m_anchorFilter;
  QSet<qint64> m_keptSelection;
  qint64 m_keptCurrent = 0;
};

}  // namespace zaohua
