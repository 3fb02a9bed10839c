// SPDX-License-Identifier: Apache-2.0
// A queue on a real database, and jobs for it.
#pragma once

#include <QtTest>

#include "library/database.h"
#include "library/gallery_store.h"
#include "library/job_queue.h"
#include "library_samples.h"

namespace zaohua::test {

inline const JobOutput output = {.folder = "/图片/造画", .format = "webp", .model = "/models/Z-Image"};
inline const Error outOfMemory = {
    ErrorCode::outOfMemory, "The picture does not fit %1.", {"the card"}, "torch says no"};

struct Library {
  TemporaryFolder folder;
  QString file = qt(folder / "library.sqlite");
  Database database{file};
};

inline QString submit(JobQueue& queue, const QString& prompt, int count = 1,
                      JobQueue::Position position = JobQueue::Position::back) {
  GenerationRequest request = pictureRequest(prompt);
  request.count = count;
  const Result<QString> id = queue.submit(request, output, position);
  return id ? *id : QString("refused");
}

inline QString prompts(const JobQueue& queue) {
  QString all;
  for (const QueuedJob& job : queue.jobs())
    all += QString::fromStdString(job.request.prompt);
  return all;
}

// The picture as the recorder stores it.
inline void addToGallery(Database& database, const QString& job, int index) {
  GalleryStore gallery(database);
  PictureRecord record = recordOf(QString("/pictures/%1-%2.png").arg(job).arg(index), "x");
  record.job = job;
  record.jobIndex = index;
  QVERIFY(gallery.add(record));
}

}  // namespace zaohua::test
