// SPDX-License-Identifier: Apache-2.0
// Makes a finished picture last: the file with its metadata, then its gallery row, then the queue's tick. Files are
// written one after the other off the GUI thread, where this object lives. A picture whose folder cannot be written is
// kept in another one and that is said; only a disk without any room loses it, and then the job fails and can be made
// again.
#pragma once

#include <QObject>
#include <QThreadPool>

#include "engine/engine_types.h"
#include "library/gallery_store.h"
#include "library/job_queue.h"
#include "library/library_paths.h"
#include "library/settings.h"
#include "library/thumbnails.h"

namespace zaohua {

class Recorder : public QObject {
  Q_OBJECT

 public:
  struct Parts {
    const Settings& settings;
    const LibraryPaths& paths;
    GalleryStore& gallery;
    JobQueue& queue;
    Thumbnails& thumbnails;
  };
  explicit Recorder(const Parts& parts, QObject* parent = nullptr);
  // Writes what is under way to its end.
  ~Recorder() override;

  // REQUIRES that the queue still knows the picture's job.
  void keep(const FinishedPicture& picture);
  bool isKeeping(const QString& job, int index) const;
  bool isIdle() const { return m_underWay.isEmpty(); }

 Q_SIGNALS:
  void kept(const zaohua::PictureRecord& record);
  void keptElsewhere(const zaohua::Error& why, const QString& wantedFolder, const QString& path);
  void failed(const QString& job, const zaohua::Error& error);

 private:
  struct Saved;
  struct Plan;
  static Saved save(const Plan& plan);
  void finish(const Plan& plan, const Saved& saved);
  QString outputFolder(const QueuedJob* job) const;

  Parts m_parts;
  QThreadPool m_pool;
  QSet<QString> m_underWay;  // "job/index"
};

}  // namespace zaohua
