// SPDX-License-Identifier: Apache-2.0
// What the user keeps: search, filters and the pictures by day, with everything that can be done with them. GUI thread.
#pragma once

#include <QWidget>

#include "library/gallery_model.h"

class QButtonGroup;
class QLabel;
class QPushButton;
class QStackedLayout;

namespace zaohua {

class Dialogs;
class GalleryActions;
class GalleryFilterBar;
class GalleryView;

class GalleryPanel : public QWidget {
  Q_OBJECT

 public:
  static constexpr int sizes = 3;  // of thumbnails: small, medium, large

  GalleryPanel(GalleryModel& gallery, Dialogs& dialogs, QWidget* parent = nullptr);

  // Shows this picture among the others, alone selected; nothing if the filter hides it.
  void select(qint64 id);
  QList<qint64> selectedIds() const;
  // By so many pictures from the current one, for the arrow keys of the canvas.
  void step(int by);

  int thumbnailSize() const { return m_size; }  // 0 … sizes-1, to be remembered
  void setThumbnailSize(int size);
  void setFilter(const GalleryFilter& filter);
  void focusSearch();
  // For a menu bar and a command palette.
  QList<QAction*> pictureActions() const;
  GalleryView* view() const { return m_view; }

 Q_SIGNALS:
  void pictureActivated(qint64 id);  // the current picture, by click or key
  void pictureOpened(qint64 id);     // Enter, double click, Open: the canvas may take the focus
  void compareRequested(qint64 a, qint64 b);
  void restoreRequested(qint64 id);
  void varyRequested(qint64 id);
  void copyRequested(qint64 id);
  void openFolderRequested(qint64 id);
  void trashed(const zaohua::TrashedPictures& pictures);
  void failed(const zaohua::Error& error);
  void thumbnailSizeChanged(int size);

 protected:
  void changeEvent(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  QWidget* makeHead();
  QWidget* makeEmpty();
  void connectActions();
  void showMenu(const QPoint& position);
  void showWhatIsThere();
  void retranslate();

  GalleryModel& m_gallery;
  int m_size = 1;
  GalleryFilterBar* m_filter;
  GalleryView* m_view;
  GalleryActions* m_actions = nullptr;
  QLabel* m_heading;
  QButtonGroup* m_sizes;
  QStackedLayout* m_pages;
  QLabel* m_emptyIcon;
  QLabel* m_emptyTitle;
  QLabel* m_emptyText;
  QPushButton* m_clear;
};

}  // namespace zaohua
