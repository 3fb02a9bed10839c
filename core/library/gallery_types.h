// SPDX-License-Identifier: Apache-2.0
// What the gallery's store gives out besides whole records. Plain values.
#pragma once

#include <vector>

#include "base/error.h"
#include "library/picture_record.h"

namespace zaohua {

// One picture in a list, as little as a list needs.
struct GalleryRow {
  qint64 id = 0;
  qint64 createdMs = 0;
  bool favourite = false;
  PictureRecord::File file = PictureRecord::File::present;
};

// What the store knows about a file, as much as a scan compares.
struct KnownFile {
  qint64 id = 0;
  QString path;
  qint64 fileSize = 0;
  qint64 modifiedMs = 0;
  PictureRecord::File file = PictureRecord::File::present;
};

// What trash() put away and restore() brings back: file, row, favourite and albums.
struct TrashedPictures {
  struct Item {
    PictureRecord record;
    QString pathInTrash;
  };
  std::vector<Item> items;
  std::vector<Error> problems;  // one for each picture that could not be moved and is still there
};

}  // namespace zaohua
