// SPDX-License-Identifier: Apache-2.0
// A GalleryFilter as a statement. Plain functions, any thread.
#pragma once

#include <QString>
#include <QStringList>
#include <QVariantList>

#include "library/gallery_store.h"

namespace zaohua {

struct GalleryQuery {
  // Gives the id, and one number for time, file state and favourite: each value of a row costs time, and there are many
  // rows. Read it with galleryRow().
  QString statement;
  QVariantList values;
};

// `albums`: all that there are, for a word may name one. `among`: only these pictures, in no order.
GalleryQuery galleryQuery(const GalleryFilter& filter, const QStringList& albums, const QList<qint64>* among = nullptr);
GalleryRow galleryRow(qint64 id, qint64 packed);

}  // namespace zaohua
