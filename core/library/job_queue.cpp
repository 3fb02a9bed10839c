// SPDX-License-Identifier: Apache-2.0
#include "library/job_queue.h"

#include <QUuid>
#include <algorithm>
#include <bit>

#include "base/platform.h"
#include "library/database.h"
#include "library/job_rows.h"

namespace zaohua {

namespace {

bool isComplete(const QueuedJob& job) {
  return job.done >= job.request.count;
}

void keep(QueuedJob& job, quint32 pictures) {
  job.kept |= pictures;
  job.done = std::popcount(job.kept);
}

}  // namespace

JobQueue::JobQueue(Database& database, QObject* parent) : QAbstractListModel(parent), m_database(database) {
  load();
}

// "running" is never stored: after a crash it means the same as "waiting".
void JobQueue::load() {
  m_jobs = readJobs(m_database);
  const auto bringUpToDate = [this]() -> Result<void> {
    for (QueuedJob& job : m_jobs) {
      if (job.state == JobState::waiting || job.state == JobState::running) {
        job.state = JobState::paused;
        job.interrupted = true;
      }
      keep(job, picturesInGallery(m_database, job.id));
      const Result<void> stored =
          isComplete(job) ? m_database.run("DELETE FROM jobs WHERE id = ?", {job.id}) : updateJob(m_database, job);
      if (!stored)
        return stored;
    }
    return {};
  };
  // What could not be stored is found again at the next start.
  std::ignore = m_database.transaction(bringUpToDate);
  std::erase_if(m_jobs, isComplete);
}

Result<QString> JobQueue::submit(const GenerationRequest& request, const JobOutput& output, Position position) {
  QueuedJob job;
  job.id = QUuid::createUuid().toString(QUuid::Id128);
  job.request = request;
  if (job.request.seed < 0)
    job.request.seed = randomSeed();
  job.output = output;
  job.submittedAt = QDateTime::currentDateTime();
  if (const Result<void> valid = validate(job.request); !valid)
    return failure(valid.error());

  std::vector<QueuedJob> jobs = m_jobs;
  const QueuedJob* first = running();
  const int front = first != nullptr ? rowOf(first->id) + 1 : 0;
  const int row = position == Position::front ? front : rowCount();
  jobs.insert(jobs.begin() + row, job);
  const Result<void> stored = m_database.transaction(
      [&] { return insertJob(m_database, job, row).and_then([&] { return storeOrder(jobs); }); });
  if (!stored)
    return failure(stored.error());
  m_database.afterCommit([this, job, row] {
    beginInsertRows({}, row, row);
    m_jobs.insert(m_jobs.begin() + row, job);
    endInsertRows();
    Q_EMIT nextChanged();
  });
  return job.id;
}

Result<void> JobQueue::storeOrder(const std::vector<QueuedJob>& jobs) {
  for (std::size_t row = 0; row < jobs.size(); ++row) {
    const auto position = static_cast<qint64>(row);
    const Result<void> stored = m_database.run("UPDATE jobs SET position = ? WHERE id = ? AND position <> ?",
                                               {position, jobs[row].id, position});
    if (!stored)
      return stored;
  }
  return {};
}

int JobQueue::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(m_jobs.size());
}

QVariant JobQueue::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid))
    return {};
  const QueuedJob& job = m_jobs[static_cast<std::size_t>(index.row())];
  switch (role) {
    case Qt::DisplayRole:
    case PromptRole:
      return QString::fromStdString(job.request.prompt);
    case IdRole:
      return job.id;
    case StateRole:
      return static_cast<int>(job.state);
    case CountRole:
      return job.request.count;
    case DoneRole:
      return job.done;
    case InterruptedRole:
      return job.interrupted;
    case ErrorRole:
      return QString::fromStdString(job.error.text());
    default:
      return {};
  }
}

int JobQueue::rowOf(const QString& id) const {
  const auto found = std::find_if(m_jobs.begin(), m_jobs.end(), [&id](const QueuedJob& job) { return job.id == id; });
  return found == m_jobs.end() ? -1 : static_cast<int>(found - m_jobs.begin());
}

const QueuedJob* JobQueue::job(const QString& id) const {
  const int row = rowOf(id);
  return row < 0 ? nullptr : &m_jobs[static_cast<std::size_t>(row)];
}

const QueuedJob* JobQueue::running() const {
  const auto found =
      std::find_if(m_jobs.begin(), m_jobs.end(), [](const QueuedJob& job) { return job.state == JobState::running; });
  return found == m_jobs.end() ? nullptr : &*found;
}

const QueuedJob* JobQueue::next() const {
  if (m_allPaused || running() != nullptr)
    return nullptr;
  const auto found =
      std::find_if(m_jobs.begin(), m_jobs.end(), [](const QueuedJob& job) { return job.state == JobState::waiting; });
  return found == m_jobs.end() ? nullptr : &*found;
}

int JobQueue::interruptedCount() const {
  return static_cast<int>(
      std::count_if(m_jobs.begin(), m_jobs.end(), [](const QueuedJob& job) { return job.interrupted; }));
}

std::optional<int> JobQueue::nextPicture(const QString& id) const {
  const QueuedJob* found = job(id);
  const bool stops =
      found != nullptr && found->state == JobState::running && (found->pausing || found->removing || m_allPaused);
  if (found == nullptr || stops)
    return {};
  const quint32 kept = found->kept | picturesInGallery(m_database, id);
  for (int index = 0; index < found->request.count; ++index) {
    if ((kept & pictureBit(index)) == 0)
      return index;
  }
  return {};
}

void JobQueue::show(const QueuedJob& job) {
  const int row = rowOf(job.id);
  if (row < 0)
    return;
  m_jobs[static_cast<std::size_t>(row)] = job;
  Q_EMIT dataChanged(index(row), index(row));
}

void JobQueue::takeOff(const QString& id) {
  const int row = rowOf(id);
  if (row < 0)
    return;
  beginRemoveRows({}, row, row);
  m_jobs.erase(m_jobs.begin() + row);
  endRemoveRows();
}

}  // namespace zaohua
