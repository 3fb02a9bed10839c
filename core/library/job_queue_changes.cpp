// SPDX-License-Identifier: Apache-2.0
// What changes a job: the person, and whoever runs it.
#include <algorithm>
#include <bit>

#include "library/database.h"
#include "library/job_queue.h"
#include "library/job_rows.h"

namespace zaohua {

namespace {

constexpr auto deleteJob = "DELETE FROM jobs WHERE id = ?";

}  // namespace

void JobQueue::showChanged(const QueuedJob& job) {
  show(job);
  Q_EMIT nextChanged();
}

void JobQueue::showFinished(const QueuedJob& job) {
  takeOff(job.id);
  Q_EMIT finished(job);
  Q_EMIT nextChanged();
}

Result<void> JobQueue::update(const QueuedJob& job) {
  return updateJob(m_database, job).map([&] { m_database.afterCommit([this, job] { showChanged(job); }); });
}

Result<void> JobQueue::finish(const QueuedJob& job) {
  return m_database.run(deleteJob, {job.id}).map([&] { m_database.afterCommit([this, job] { showFinished(job); }); });
}

Result<void> JobQueue::moveJob(int from, int to) {
  if (from == to || from < 0 || to < 0 || from >= rowCount() || to >= rowCount())
    return {};
  std::vector<QueuedJob> jobs = m_jobs;
  const auto first = jobs.begin() + std::min(from, to);
  const auto last = jobs.begin() + std::max(from, to) + 1;
  std::rotate(first, from < to ? first + 1 : last - 1, last);
  return m_database.transaction([&] {
    return storeOrder(jobs).map([&] {
      m_database.afterCommit([this, from, to, jobs = std::move(jobs)]() mutable {
        beginMoveRows({}, from, from, {}, to > from ? to + 1 : to);
        m_jobs = std::move(jobs);
        endMoveRows();
        Q_EMIT nextChanged();
      });
    });
  });
}

Result<void> JobQueue::remove(const QString& id) {
  const QueuedJob* found = job(id);
  if (found == nullptr)
    return {};
  if (found->state == JobState::running) {
    QueuedJob stopping = *found;
    stopping.removing = true;
    show(stopping);
    Q_EMIT cancelRequested(id);
    return {};
  }
  return m_database.run(deleteJob, {id}).map([&] {
    m_database.afterCommit([this, id] {
      takeOff(id);
      Q_EMIT nextChanged();
    });
  });
}

Result<void> JobQueue::setPaused(const QString& id, bool paused) {
  const QueuedJob* found = job(id);
  if (found == nullptr || found->state == JobState::failed)
    return {};
  if (found->state == JobState::running) {
    QueuedJob pausing = *found;
    pausing.pausing = paused;
    show(pausing);
    return {};
  }
  if (!paused)
    return found->state == JobState::paused ? wake({id}) : Result<void>();
  QueuedJob changed = *found;
  changed.state = JobState::paused;
  changed.interrupted = false;
  return update(changed);
}

void JobQueue::setAllPaused(bool paused) {
  if (paused == m_allPaused)
    return;
  m_allPaused = paused;
  // Each waiting row says why it waits.
  if (rowCount() > 0)
    Q_EMIT dataChanged(index(0), index(rowCount() - 1));
  Q_EMIT nextChanged();
}

Result<void> JobQueue::retry(const QString& id) {
  const QueuedJob* found = job(id);
  if (found == nullptr || found->state != JobState::failed)
    return {};
  // A stored job has a seed; this one could not be read.
  if (found->request.seed < 0)
    return failure(found->error);
  return wake({id});
}

Result<void> JobQueue::resumeInterrupted() {
  QStringList ids;
  for (const QueuedJob& job : m_jobs) {
    if (job.interrupted)
      ids.append(job.id);
  }
  return wake(ids);
}

// Pictures that turned up in the gallery since need not be made; a job may even be done.
Result<void> JobQueue::wake(const QStringList& ids) {
  return m_database.transaction([&]() -> Result<void> {
    for (const QString& id : ids) {
      QueuedJob job = *this->job(id);
      job.state = JobState::waiting;
      job.interrupted = false;
      job.error = {};
      job.kept |= picturesInGallery(m_database, id);
      job.done = std::popcount(job.kept);
      if (Result<void> stored = job.done == job.request.count ? finish(job) : update(job); !stored)
        return stored;
    }
    return {};
  });
}

Result<void> JobQueue::markRunning(const QString& id) {
  if (const QueuedJob* found = job(id)) {
    QueuedJob started = *found;
    started.state = JobState::running;
    started.interrupted = false;
    show(started);
  }
  return {};
}

// Here and below the queue shows what has happened even where it cannot be stored; the job comes back at the next
// start, and the metadata of its pictures say which of them there are.
Result<void> JobQueue::pictureKept(const QString& id, int index) {
  const QueuedJob* found = job(id);
  if (found == nullptr || index < 0 || index >= found->request.count || (found->kept & pictureBit(index)) != 0)
    return {};
  QueuedJob changed = *found;
  changed.kept |= pictureBit(index) | picturesInGallery(m_database, id);
  changed.done = std::popcount(changed.kept);
  if (changed.done == changed.request.count) {
    Result<void> stored = finish(changed);
    if (!stored)
      showFinished(changed);
    return stored;
  }
  if (changed.removing)
    return markCancelled(id);
  if (changed.state == JobState::running && (changed.pausing || m_allPaused)) {
    changed.state = changed.pausing ? JobState::paused : JobState::waiting;
    changed.pausing = false;
  }
  Result<void> stored = update(changed);
  if (!stored)
    showChanged(changed);
  return stored;
}

Result<void> JobQueue::markFailed(const QString& id, const Error& error) {
  const QueuedJob* found = job(id);
  if (found == nullptr)
    return {};
  if (found->removing)
    return markCancelled(id);
  QueuedJob failed = *found;
  failed.state = JobState::failed;
  failed.pausing = false;
  failed.error = error;
  Result<void> stored = update(failed);
  if (!stored)
    showChanged(failed);
  return stored;
}

Result<void> JobQueue::markCancelled(const QString& id) {
  Result<void> stored = m_database.run(deleteJob, {id});
  m_database.afterCommit([this, id] {
    takeOff(id);
    Q_EMIT nextChanged();
  });
  return stored;
}

}  // namespace zaohua
