// SPDX-License-Identifier: Apache-2.0
#include "ui/queue/queue_actions.h"

#include <QMenu>

#include "ui/common/icons.h"

namespace zaohua {

QueueActions::QueueActions(JobQueue& queue, QObject* parent) : QObject(parent), m_queue(queue) {
  m_retry = add("queueRetry", "rotate-ccw");
  m_pause = add("queuePause", "pause");
  m_settings = add("queueSettings", "sliders-horizontal");
  m_first = add("queueMoveFirst", "chevrons-left");
  m_earlier = add("queueMoveEarlier", "chevron-left");
  m_later = add("queueMoveLater", "chevron-right");
  m_remove = add("queueRemove", "x");
  connect(m_retry, &QAction::triggered, this, [this] { tell(m_queue.retry(m_target)); });
  connect(m_pause, &QAction::triggered, this, [this] {
    const QueuedJob* job = m_queue.job(m_target);
    if (job != nullptr)
      tell(m_queue.setPaused(m_target, job->state != JobState::paused && !job->pausing));
  });
  connect(m_settings, &QAction::triggered, this, [this] { Q_EMIT settingsRequested(m_target); });
  connect(m_first, &QAction::triggered, this, [this] { moveTo(firstMovableRow()); });
  connect(m_earlier, &QAction::triggered, this, [this] { moveTo(row() - 1); });
  connect(m_later, &QAction::triggered, this, [this] { moveTo(row() + 1); });
  connect(m_remove, &QAction::triggered, this, [this] { tell(m_queue.remove(m_target)); });
  retranslate();
}

QAction* QueueActions::add(const char* name, const char* icon) {
  auto* action = new QAction(this);
  action->setObjectName(name);
  action->setIcon(themeIcon(icon));
  return action;
}

void QueueActions::tell(const Result<void>& result) {
  if (!result)
    Q_EMIT failed(result.error());
}

void QueueActions::setTarget(const QString& job) {
  m_target = job;
  refresh();
}

int QueueActions::row() const {
  for (std::size_t row = 0; row < m_queue.jobs().size(); ++row) {
    if (m_queue.jobs()[row].id == m_target)
      return static_cast<int>(row);
  }
  return -1;
}

int QueueActions::firstMovableRow() const {
  return !m_queue.jobs().empty() && m_queue.jobs().front().state == JobState::running ? 1 : 0;
}

void QueueActions::moveTo(int to) {
  const QueuedJob* job = m_queue.job(m_target);
  if (job == nullptr || job->state == JobState::running)
    return;
  const int bounded = qBound(firstMovableRow(), to, m_queue.rowCount() - 1);
  if (bounded != row())
    tell(m_queue.moveJob(row(), bounded));
}

void QueueActions::refresh() {
  const QueuedJob* job = m_queue.job(m_target);
  const bool running = job != nullptr && job->state == JobState::running;
  const bool failedJob = job != nullptr && job->state == JobState::failed;
  const bool resting = job != nullptr && (job->state == JobState::paused || job->pausing);
  const bool movable = job != nullptr && !running;
  m_retry->setVisible(failedJob);
  m_pause->setVisible(job != nullptr && !failedJob && !(running && job->request.count - job->done <= 1));
  m_pause->setIcon(themeIcon(resting ? "play" : "pause"));
  m_pause->setText(resting ? tr("Resume") : running ? tr("Pause after this picture") : tr("Pause"));
  m_pause->setToolTip(tr("%1 (Space)", "an action and its key").arg(m_pause->text()));
  m_first->setEnabled(movable && row() > firstMovableRow());
  m_earlier->setEnabled(m_first->isEnabled());
  m_later->setEnabled(movable && row() + 1 < m_queue.rowCount());
  m_remove->setText(running ? tr("Stop and remove") : tr("Remove"));
  m_remove->setToolTip(tr("%1 (Delete)", "an action and its key").arg(m_remove->text()));
  m_remove->setEnabled(job != nullptr && !job->removing);
  m_settings->setEnabled(job != nullptr);
}

void QueueActions::retranslate() {
  m_retry->setText(tr("Retry"));
  m_retry->setToolTip(tr("Try this job again"));
  m_settings->setText(tr("Use these settings again"));
  m_settings->setToolTip(tr("Put the settings of this job into the form"));
  m_first->setText(tr("Move to the front"));
  m_earlier->setText(tr("Move forward"));
  m_earlier->setToolTip(tr("Do this job earlier (Ctrl+Left)"));
  m_later->setText(tr("Move back"));
  m_later->setToolTip(tr("Do this job later (Ctrl+Right)"));
  refresh();
}

void QueueActions::fill(QMenu& menu) const {
  menu.addAction(m_retry);
  menu.addAction(m_pause);
  menu.addAction(m_settings);
  menu.addSeparator();
  for (QAction* action : {m_first, m_earlier, m_later})
    menu.addAction(action);
  menu.addSeparator();
  menu.addAction(m_remove);
}

}  // namespace zaohua
