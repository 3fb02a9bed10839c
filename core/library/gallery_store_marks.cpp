// SPDX-License-Identifier: Apache-2.0
// Favourites and albums. A few pictures are marked at once; of very many the window would notice it, so that they wait
// in a row and are stored a portion for each turn of the event loop.
#include <utility>

#include "library/database.h"
#include "library/gallery_store.h"
#include "library/picture_rows.h"

namespace zaohua {

namespace {

constexpr qsizetype marksAtATime = 1000;  // some 5 ms

}  // namespace

Result<void> GalleryStore::setFavourite(const QList<qint64>& ids, bool favourite) {
  return mark(ids, "UPDATE pictures SET favourite = ? WHERE id IN (SELECT value FROM json_each(?))", favourite);
}

Result<void> GalleryStore::addToAlbum(const QList<qint64>& ids, const QString& album) {
  const QString name = album.simplified();
  if (name.isEmpty())
    return failure(ErrorCode::invalidRequest, "An album needs a name.");
  return mark(ids,
              "INSERT OR IGNORE INTO picture_albums(album, picture)"
              " SELECT ?, id FROM pictures WHERE id IN (SELECT value FROM json_each(?))",
              name);
}

Result<void> GalleryStore::removeFromAlbum(const QList<qint64>& ids, const QString& album) {
  return mark(ids, "DELETE FROM picture_albums WHERE album = ? AND picture IN (SELECT value FROM json_each(?))",
              album.simplified());
}

Result<void> GalleryStore::mark(const QList<qint64>& ids, const QString& statement, const QVariant& value) {
  Marking marking{statement, value, ids};
  if (m_markings.empty() && ids.size() <= marksAtATime)
    return writeMarks(marking, true);
  m_markings.push_back(std::move(marking));
  m_marking.start();
  return {};
}

Result<void> GalleryStore::writeMarks(const Marking& marking, bool atOnce) {
  const auto write = [&](Changes& changes) {
    changes.changed = marking.ids;
    return m_database.run(marking.statement, {marking.value, idList(marking.ids)});
  };
  return change(write, atOnce);
}

// The last portion of a change brings those before it safely to the disk. Whoever hears of one may ask for more.
Result<void> GalleryStore::markNext() {
  Marking& first = m_markings.front();
  const Marking portion{first.statement, first.value, first.ids.first(qMin(marksAtATime, first.ids.size()))};
  first.ids.remove(0, portion.ids.size());
  const bool isLast = first.ids.isEmpty();
  if (isLast)
    m_markings.pop_front();
  Result<void> marked = writeMarks(portion, isLast);
  if (!marked && !isLast)
    m_markings.pop_front();
  if (m_markings.empty())
    m_marking.stop();
  return marked;
}

void GalleryStore::finishMarking() {
  while (!m_markings.empty()) {
    if (const Result<void> marked = markNext(); !marked)
      Q_EMIT markingFailed(marked.error());
  }
}

}  // namespace zaohua
