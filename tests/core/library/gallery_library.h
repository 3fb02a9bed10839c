// SPDX-License-Identifier: Apache-2.0
// A gallery on a real database, and what it finds as ids.
#pragma once

#include <QList>
#include <algorithm>

#include "library/database.h"
#include "library/gallery_store.h"
#include "library_samples.h"

namespace zaohua::test {

struct Library {
  TemporaryFolder folder;
  Database database{qt(folder / "library.sqlite")};
  GalleryStore store{database};

  qint64 add(const QString& path, const QString& prompt) {
    const Result<qint64> id = store.add(recordOf(path, prompt));
    return id ? *id : 0;
  }
  QList<qint64> find(const GalleryFilter& filter = {}) const {
    QList<qint64> ids;
    for (const GalleryRow& row : store.find(filter))
      ids.append(row.id);
    return ids;
  }
  QList<qint64> search(const QString& text) const {
    QList<qint64> ids = find({.text = text});
    std::sort(ids.begin(), ids.end());
    return ids;
  }
};

using Ids = QList<qint64>;

}  // namespace zaohua::test
