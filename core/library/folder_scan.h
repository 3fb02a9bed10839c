// SPDX-License-Identifier: Apache-2.0
// The part of a scan that waits for the disk: what lies in the folders, compared with what the gallery knew. Runs on a
// thread of its own and touches nothing but files.
#pragma once

#include <QHash>
#include <QStringList>
#include <atomic>
#include <functional>
#include <vector>

#include "library/gallery_store.h"

namespace zaohua {

struct Relocation {
  qint64 id = 0;
  PictureRecord record;
};

// A little of what was found, to be stored at once.
struct ScanPortion {
  std::vector<PictureRecord> added;
  std::vector<PictureRecord> changed;
  std::vector<Relocation> moved;
  std::vector<KnownFile> missing;
  std::vector<KnownFile> returned;

  std::size_t size() const { return added.size() + changed.size() + moved.size() + missing.size() + returned.size(); }
};

struct FolderScan {
  QStringList roots;             // to be searched with all below them
  std::vector<KnownFile> known;  // what the gallery holds of them, or of everything
  const std::atomic<bool>& stop;
  std::function<void(ScanPortion portion)> report;

  // Filled in by run().
  QHash<QString, qint64> folders;  // that were searched, with their time before that
  QStringList unsettled;           // that hold a file which was changed a moment ago

  void run();
};

}  // namespace zaohua
