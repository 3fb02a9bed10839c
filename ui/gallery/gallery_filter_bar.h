// SPDX-License-Identifier: Apache-2.0
// Which pictures the gallery shows: a search as one types, chips for what is asked often, a menu for the rest. What the
// menu set stands beside the chips and goes with a click. GUI thread.
#pragma once

#include <QTimer>
#include <QWidget>

#include "library/gallery_store.h"

class QLabel;
class QLineEdit;
class QMenu;
class QToolButton;

namespace zaohua {

class Chip;

class GalleryFilterBar : public QWidget {
  Q_OBJECT

 public:
  explicit GalleryFilterBar(GalleryStore& store, QWidget* parent = nullptr);

  const GalleryFilter& filter() const { return m_filter; }
  void setFilter(const GalleryFilter& filter);
  void clearSearch();  // everything but the order
  void setFound(int count);
  QLineEdit* search() const { return m_search; }

 Q_SIGNALS:
  void filterChanged(const zaohua::GalleryFilter& filter);
  void leaveRequested();  // Enter or arrow down in the search: on to the pictures

 protected:
  void changeEvent(QEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void makeChips();
  void change(const GalleryFilter& filter);
  void showFilter();
  void retranslate();
  Chip* addChip(const char* name);
  Chip* addRemovable(const char* name, void (*reset)(GalleryFilter&));

  GalleryStore& m_store;
  GalleryFilter m_filter;
  QTimer m_typing;
  QLineEdit* m_search;
  QToolButton* m_menuButton;
  QMenu* m_menu;
  QWidget* m_chips;
  Chip* m_all;
  Chip* m_favourites;
  Chip* m_landscape;
  Chip* m_portrait;
  Chip* m_square;
  Chip* m_model;
  Chip* m_album;
  Chip* m_dates;
  QLabel* m_found;
  int m_count = 0;
};

}  // namespace zaohua
