// SPDX-License-Identifier: Apache-2.0
// Tells through the desktop that a long job is done, when the window is not in front. GUI thread; where the desktop has
// no notifications nothing happens.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QWidget>

#include "library/job_queue.h"
#include "library/settings.h"

namespace zaohua {

class Notifier : public QObject {
  Q_OBJECT

 public:
  Notifier(JobQueue& queue, const Settings& settings, QWidget& window);

 private:
  void tell(const QueuedJob& job) const;

  const Settings& m_settings;
  QWidget& m_window;
  QHash<QString, QElapsedTimer> m_begun;
};

}  // namespace zaohua
