// SPDX-License-Identifier: Apache-2.0
#include "ui/queue/job_state_text.h"

#include <QCoreApplication>
#include <algorithm>

#include "ui/common/error_text.h"

namespace zaohua {

namespace {

struct StateWords {
  Q_DECLARE_TR_FUNCTIONS(QueueStrip)
};

QString runningText(const QueuedJob& job) {
  if (job.removing)
    return StateWords::tr("Stopping");
  if (job.pausing)
    return StateWords::tr("Pausing after this picture");
  if (job.request.count == 1)
    return StateWords::tr("Generating");
  return StateWords::tr("Generating %1 of %2").arg(std::min(job.done + 1, job.request.count)).arg(job.request.count);
}

QString waitingText(const JobQueue& queue, int row, bool modelReady) {
  if (queue.isAllPaused())
    return StateWords::tr("Waiting: the queue is paused");
  const auto before = std::count_if(queue.jobs().begin(), queue.jobs().begin() + row, [](const QueuedJob& job) {
    return job.state == JobState::waiting || job.state == JobState::running;
  });
  if (before > 0)
    return StateWords::tr("Waiting: after %n others", "", static_cast<int>(before));
  return modelReady ? StateWords::tr("Waiting: starts next") : StateWords::tr("Waiting: the model is loading");
}

}  // namespace

QString jobStateText(const JobQueue& queue, int row, bool modelReady) {
  const QueuedJob& job = queue.jobs()[static_cast<std::size_t>(row)];
  switch (job.state) {
    case JobState::running:
      return runningText(job);
    case JobState::waiting:
      return waitingText(queue, row, modelReady);
    case JobState::paused:
      return job.interrupted ? StateWords::tr("Paused: Zaohua was closed before it was done")
                             : StateWords::tr("Paused by you");
    case JobState::failed:
      return errorText(job.error);
  }
  return {};
}

}  // namespace zaohua
