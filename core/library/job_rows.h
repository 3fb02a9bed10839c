// SPDX-License-Identifier: Apache-2.0
// Jobs as rows of the database and back. Plain functions, GUI thread.
#pragma once

#include <vector>

#include "library/job_queue.h"

namespace zaohua {

// In their order.
std::vector<QueuedJob> readJobs(Database& database);
Result<void> insertJob(Database& database, const QueuedJob& job, qint64 position);
// What changes after a job was submitted.
Result<void> updateJob(Database& database, const QueuedJob& job);

quint32 pictureBit(int index);
// The pictures of a job that the gallery holds, as their bits.
quint32 picturesInGallery(Database& database, const QString& id);

}  // namespace zaohua
