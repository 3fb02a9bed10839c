// SPDX-License-Identifier: Apache-2.0
// What a person can do with one job of the queue: the same actions stand on its card, in its context menu and behind
// the keys. They act on the job that target() names. GUI thread.
#pragma once

#include <QAction>
#include <QObject>

#include "library/job_queue.h"

class QMenu;

namespace zaohua {

class QueueActions : public QObject {
  Q_OBJECT

 public:
  explicit QueueActions(JobQueue& queue, QObject* parent = nullptr);

  const QString& target() const { return m_target; }
  void setTarget(const QString& job);
  // What can be done changes with the job's state and place.
  void refresh();
  void retranslate();

  QAction* retry() const { return m_retry; }
  QAction* pause() const { return m_pause; }  // or resume
  QAction* settings() const { return m_settings; }
  QAction* earlier() const { return m_earlier; }
  QAction* later() const { return m_later; }
  QAction* remove() const { return m_remove; }
  void fill(QMenu& menu) const;

  int row() const;
  // To this row, if jobs may stand there: nothing moves before the one that runs.
  void moveTo(int row);

 Q_SIGNALS:
  void settingsRequested(const QString& job);
  void failed(const zaohua::Error& error);

 private:
  QAction* add(const char* name, const char* icon);
  void tell(const Result<void>& result);
  int firstMovableRow() const;

  JobQueue& m_queue;
  QString m_target;
  QAction* m_retry;
  QAction* m_pause;
  QAction* m_settings;
  QAction* m_first;
  QAction* m_earlier;
  QAction* m_later;
  QAction* m_remove;
};

}  // namespace zaohua
