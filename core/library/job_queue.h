// SPDX-License-Identifier: Apache-2.0
// The jobs that wait, run or failed, in the order in which they are done; a list model and a table of library.sqlite at
// once. A job is on disk before submit() returns, and what a killed program left stands there paused at the next start.
// GUI thread. Runs nothing itself: whoever does takes next(), calls markRunning(), makes nextPicture(), reports
// pictureKept() and goes on so while that job is the running() one: until the last picture, or until the picture at
// hand where the job or all were paused meanwhile. No picture is made twice, because nextPicture() leaves out what the
// gallery holds; scan the folder before interrupted jobs are resumed: a crash may fall between a file and its row.
#pragma once

#include <QAbstractListModel>
#include <optional>
#include <vector>

#include "base/result.h"
#include "library/queued_job.h"

namespace zaohua {

class Database;

class JobQueue : public QAbstractListModel {
  Q_OBJECT

 public:
  enum Role { IdRole = Qt::UserRole + 1, StateRole, PromptRole, CountRole, DoneRole, InterruptedRole, ErrorRole };
  enum class Position { back, front };
  explicit JobQueue(Database& database, QObject* parent = nullptr);

  // Stores the job and only then shows it. A seed of -1 is drawn here.
  Result<QString> submit(const GenerationRequest& request, const JobOutput& output, Position position = Position::back);

  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  const std::vector<QueuedJob>& jobs() const { return m_jobs; }
  const QueuedJob* job(const QString& id) const;
  const QueuedJob* running() const;

  // For the person.
  Result<void> moveJob(int from, int to);
  Result<void> remove(const QString& id);  // a running one: cancelRequested() first, gone when it ended
  Result<void> setPaused(const QString& id, bool paused);
  void setAllPaused(bool paused);  // nothing new is started while set
  bool isAllPaused() const { return m_allPaused; }
  Result<void> retry(const QString& id);  // failed → waiting
  Result<void> resumeInterrupted();       // all of them → waiting
  int interruptedCount() const;
  // For whoever runs jobs. pictureKept() is idempotent: picture `index` is in the gallery; the last one ends the job.
  const QueuedJob* next() const;  // null while one runs
  Result<void> markRunning(const QString& id);
  Result<void> pictureKept(const QString& id, int index);
  Result<void> markFailed(const QString& id, const Error& error);
  Result<void> markCancelled(const QString& id);  // takes the row away
  // The next picture of a job that is not in the gallery yet; none while the running one is to stop.
  std::optional<int> nextPicture(const QString& id) const;

 Q_SIGNALS:
  void nextChanged();                           // there may be something to start
  void cancelRequested(const QString& id);      // of the running one
  void finished(const zaohua::QueuedJob& job);  // all pictures are kept; the row is gone

 private:
  int rowOf(const QString& id) const;
  void load();
  void show(const QueuedJob& job);
  void showChanged(const QueuedJob& job);
  void showFinished(const QueuedJob& job);
  void takeOff(const QString& id);
  Result<void> update(const QueuedJob& job);  // stores it, then shows it
  Result<void> finish(const QueuedJob& job);
  Result<void> wake(const QStringList& ids);
  Result<void> storeOrder(const std::vector<QueuedJob>& jobs);

  Database& m_database;
  std::vector<QueuedJob> m_jobs;
  bool m_allPaused = false;
};

}  // namespace zaohua
