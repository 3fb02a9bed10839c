// SPDX-License-Identifier: Apache-2.0
// What a person can do with the pictures that are selected in the gallery: menu, keys and command palette use the same
// actions. GUI thread.
#pragma once

#include <QAction>
#include <QObject>

#include "library/gallery_store.h"

class QMenu;

namespace zaohua {

class Dialogs;
class GalleryView;

class GalleryActions : public QObject {
  Q_OBJECT

 public:
  GalleryActions(GalleryView& view, Dialogs& dialogs, QObject* parent = nullptr);

  // In the order of the menu; each has an object name, and a shortcut that works while the gallery has the focus.
  QList<QAction*> all() const { return m_all; }
  void fill(QMenu& menu);
  void refresh();
  void retranslate();

 Q_SIGNALS:
  void openRequested(qint64 id);
  void compareRequested(qint64 a, qint64 b);
  void restoreRequested(qint64 id);
  void varyRequested(qint64 id);
  void copyRequested(qint64 id);
  void openFolderRequested(qint64 id);
  void trashed(const zaohua::TrashedPictures& pictures);
  void failed(const zaohua::Error& error);
  void neighbourSelected(qint64 id);  // after a deletion

 private:
  QAction* add(const char* name, const char* icon, const QKeySequence& key = {});
  void tell(const Result<void>& result);
  GalleryStore& store() const;
  qint64 one() const;
  std::vector<PictureRecord> selected() const;
  bool allFavourites() const;
  qint64 neighbour() const;
  void toggleFavourite();
  void rename();
  void addToAlbum();
  void trash();
  void fillAlbums(QMenu& into, QMenu& outOf);

  GalleryView& m_view;
  Dialogs& m_dialogs;
  QList<QAction*> m_all;
  QAction* m_open;
  QAction* m_compare;
  QAction* m_restore;
  QAction* m_vary;
  QAction* m_favourite;
  QAction* m_album;
  QAction* m_rename;
  QAction* m_copy;
  QAction* m_folder;
  QAction* m_trash;
};

}  // namespace zaohua
