// SPDX-License-Identifier: Apache-2.0
#include "ui/gallery/gallery_actions.h"

#include <QFileInfo>
#include <QMenu>
#include <QSet>
#include <algorithm>

#include "ui/common/dialogs.h"
#include "ui/common/icons.h"
#include "ui/gallery/gallery_view.h"

namespace zaohua {

namespace {

constexpr int mostRecords = 200;  // of a selection are read to say what can be done with it

}  // namespace

GalleryActions::GalleryActions(GalleryView& view, Dialogs& dialogs, QObject* parent)
    : QObject(parent), m_view(view), m_dialogs(dialogs) {
  m_open = add("galleryOpen", "maximize-2");
  m_compare = add("galleryCompare", "columns-2", QKeySequence("C"));
  m_restore = add("galleryRestore", "sliders-horizontal", QKeySequence("R"));
  m_vary = add("galleryVary", "shuffle", QKeySequence("V"));
  m_favourite = add("galleryFavourite", "star", QKeySequence("F"));
  m_album = add("galleryAddToAlbum", "folder-plus", QKeySequence("A"));
  m_rename = add("galleryRename", "pencil", QKeySequence("F2"));
  m_copy = add("galleryCopy", "copy", QKeySequence::Copy);
  m_folder = add("galleryOpenFolder", "folder");
  m_trash = add("galleryTrash", "trash-2", QKeySequence::Delete);
  const auto whenOne = [this](QAction* action, void (GalleryActions::*signal)(qint64)) {
    connect(action, &QAction::triggered, this, [this, signal] {
      if (one() != 0)
        Q_EMIT(this->*signal)(one());
    });
  };
  whenOne(m_open, &GalleryActions::openRequested);
  whenOne(m_restore, &GalleryActions::restoreRequested);
  whenOne(m_vary, &GalleryActions::varyRequested);
  whenOne(m_copy, &GalleryActions::copyRequested);
  whenOne(m_folder, &GalleryActions::openFolderRequested);
  connect(m_compare, &QAction::triggered, this, [this] {
    const QList<qint64> ids = m_view.selectedIds();
    if (ids.size() == 2)
      Q_EMIT compareRequested(ids[0], ids[1]);
  });
  connect(m_favourite, &QAction::triggered, this, &GalleryActions::toggleFavourite);
  connect(m_album, &QAction::triggered, this, &GalleryActions::addToAlbum);
  connect(m_rename, &QAction::triggered, this, &GalleryActions::rename);
  connect(m_trash, &QAction::triggered, this, &GalleryActions::trash);
  connect(view.selectionModel(), &QItemSelectionModel::selectionChanged, this, &GalleryActions::refresh);
  connect(view.model(), &QAbstractItemModel::modelReset, this, &GalleryActions::refresh);
  connect(&store(), &GalleryStore::markingFailed, this, &GalleryActions::failed);
  retranslate();
}

QAction* GalleryActions::add(const char* name, const char* icon, const QKeySequence& key) {
  auto* action = new QAction(this);
  action->setObjectName(name);
  action->setIcon(themeIcon(icon));
  action->setShortcut(key);
  action->setShortcutContext(Qt::WidgetShortcut);
  m_view.addAction(action);
  m_all.append(action);
  return action;
}

void GalleryActions::tell(const Result<void>& result) {
  if (!result)
    Q_EMIT failed(result.error());
}

GalleryStore& GalleryActions::store() const {
  return m_view.gallery()->store();
}

// Of one selected picture its id, else 0.
qint64 GalleryActions::one() const {
  const QItemSelection selection = m_view.selectionModel()->selection();
  const bool single = selection.size() == 1 && selection.front().height() == 1;
  return single ? m_view.gallery()->id(selection.front().top()) : 0;
}

std::vector<PictureRecord> GalleryActions::selected() const {
  std::vector<PictureRecord> records;
  for (const qint64 id : m_view.selectedIds()) {
    if (std::optional<PictureRecord> record = store().record(id))
      records.push_back(std::move(*record));
    if (records.size() == mostRecords)
      break;
  }
  return records;
}

bool GalleryActions::allFavourites() const {
  for (const QItemSelectionRange& range : m_view.selectionModel()->selection()) {
    for (int row = range.top(); row <= range.bottom(); ++row) {
      if (!m_view.model()->index(row, 0).data(GalleryModel::FavouriteRole).toBool())
        return false;
    }
  }
  return m_view.selectionModel()->hasSelection();
}

void GalleryActions::refresh() {
  const bool any = m_view.selectionModel()->hasSelection();
  const QItemSelection selection = m_view.selectionModel()->selection();
  int count = 0;
  for (const QItemSelectionRange& range : selection)
    count += range.height();
  const qint64 single = one();
  const std::optional<PictureRecord> record = single == 0 ? std::nullopt : store().record(single);
  const bool present = record && record->file == PictureRecord::File::present;
  m_open->setEnabled(present);
  m_copy->setEnabled(present);
  m_folder->setEnabled(record.has_value());
  m_rename->setEnabled(record && record->file != PictureRecord::File::missing);
  m_restore->setEnabled(record && record->request);
  m_vary->setEnabled(record && record->request);
  m_compare->setEnabled(count == 2);
  for (QAction* action : {m_favourite, m_album, m_trash})
    action->setEnabled(any);
  m_favourite->setText(allFavourites() ? tr("Remove from favourites") : tr("Add to favourites"));
  m_trash->setText(record && record->file == PictureRecord::File::missing ? tr("Remove from the gallery")
                                                                          : tr("Move to trash"));
}

void GalleryActions::retranslate() {
  m_open->setText(tr("Open"));
  m_compare->setText(tr("Compare"));
  m_compare->setToolTip(tr("Compare two selected pictures (C)"));
  m_restore->setText(tr("Use these settings"));
  m_vary->setText(tr("Vary"));
  m_vary->setToolTip(tr("Make variations of this picture (V)"));
  m_album->setText(tr("Add to album…"));
  m_rename->setText(tr("Rename…"));
  m_copy->setText(tr("Copy"));
  m_folder->setText(tr("Show in folder"));
  refresh();
}

void GalleryActions::toggleFavourite() {
  tell(store().setFavourite(m_view.selectedIds(), !allFavourites()));
  refresh();
}

void GalleryActions::rename() {
  const qint64 id = one();
  const std::optional<PictureRecord> record = store().record(id);
  if (!record)
    return;
  const std::optional<QString> name =
      m_dialogs.askText(&m_view, tr("Rename picture"), tr("Name"), QFileInfo(record->path).completeBaseName());
  if (name)
    tell(store().rename(id, *name));
}

void GalleryActions::addToAlbum() {
  const QList<qint64> ids = m_view.selectedIds();
  if (ids.isEmpty())
    return;
  const std::optional<QString> album =
      m_dialogs.askText(&m_view, tr("Add to album"), tr("Name of the album"), QString());
  if (album)
    tell(store().addToAlbum(ids, *album));
}

// Where the selection goes once its pictures are gone: the next one, at the end the one before.
qint64 GalleryActions::neighbour() const {
  const QItemSelectionModel& selection = *m_view.selectionModel();
  const int count = m_view.model()->rowCount();
  int last = -1;
  int first = count;
  for (const QItemSelectionRange& range : selection.selection()) {
    last = std::max(last, range.bottom());
    first = std::min(first, range.top());
  }
  if (last + 1 < count)
    return m_view.gallery()->id(last + 1);
  return first > 0 ? m_view.gallery()->id(first - 1) : 0;
}

void GalleryActions::trash() {
  QList<qint64> present;
  QList<qint64> missing;
  const QList<qint64> ids = m_view.selectedIds();
  if (ids.isEmpty())
    return;
  const qint64 next = neighbour();
  for (const qint64 id : ids) {
    const int row = m_view.gallery()->rowOf(id);
    const auto file = m_view.model()->index(row, 0).data(GalleryModel::FileRole).toInt();
    (file == static_cast<int>(PictureRecord::File::missing) ? missing : present).append(id);
  }
  if (!missing.isEmpty())
    tell(store().forget(missing));
  const TrashedPictures gone = present.isEmpty() ? TrashedPictures() : store().trash(present);
  if (gone.problems.empty() && next != 0 && m_view.select(next))
    Q_EMIT neighbourSelected(next);
  if (!gone.items.empty())
    Q_EMIT trashed(gone);
  // One sentence says enough about many that could not be moved.
  if (!gone.problems.empty())
    Q_EMIT failed(gone.problems.front());
}

void GalleryActions::fillAlbums(QMenu& into, QMenu& outOf) {
  const QStringList albums = store().albums();
  QSet<QString> containing;
  for (const PictureRecord& record : selected())
    containing.unite(QSet<QString>(record.albums.begin(), record.albums.end()));
  for (const QString& album : albums) {
    // An ampersand in a name is no mnemonic.
    const QString text = QString(album).replace('&', "&&");
    connect(into.addAction(text), &QAction::triggered, this,
            [this, album] { tell(store().addToAlbum(m_view.selectedIds(), album)); });
    if (containing.contains(album)) {
      connect(outOf.addAction(text), &QAction::triggered, this,
              [this, album] { tell(store().removeFromAlbum(m_view.selectedIds(), album)); });
    }
  }
  if (!albums.isEmpty())
    into.addSeparator();
  into.addAction(m_album);
  outOf.menuAction()->setVisible(!outOf.isEmpty());
}

void GalleryActions::fill(QMenu& menu) {
  refresh();
  menu.addActions({m_open, m_compare, m_restore, m_vary});
  menu.addSeparator();
  menu.addAction(m_favourite);
  QMenu* into = menu.addMenu(themeIcon("folder-plus"), tr("Add to album"));
  into->setObjectName("galleryAlbumMenu");
  into->setEnabled(m_album->isEnabled());
  QMenu* outOf = menu.addMenu(themeIcon("x"), tr("Remove from album"));
  outOf->setObjectName("galleryRemoveAlbumMenu");
  fillAlbums(*into, *outOf);
  menu.addSeparator();
  menu.addActions({m_copy, m_rename, m_folder});
  menu.addSeparator();
  menu.addAction(m_trash);
}

}  // namespace zaohua
