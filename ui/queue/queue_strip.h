// SPDX-License-Identifier: Apache-2.0
// The queue below the canvas: cards of what runs, waits or failed, each with the reason. Always of the same height,
// also with many jobs or none. GUI thread.
#pragma once

#include <QImage>
#include <QWidget>

#include "library/job_queue.h"

class QLabel;
class QPushButton;
class QToolButton;

namespace zaohua {

class QueueActions;
class QueueCards;
class QueueList;

class QueueStrip : public QWidget {
  Q_OBJECT

 public:
  explicit QueueStrip(JobQueue& queue, QWidget* parent = nullptr);

  void setModelReady(bool ready);
  void setPreview(const QString& job, const QImage& image);
  // Beside the state of the running job: "2 s left". One job has it at a time.
  void setProgressText(const QString& job, const QString& text);

 Q_SIGNALS:
  void settingsRequested(const QString& jobId);
  // The last job has gone while the keyboard was here.
  void emptiedUnderFocus();
  void messageForUser(const zaohua::Error& error);

 protected:
  void changeEvent(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  void retranslate();
  void refresh();

  JobQueue& m_queue;
  QueueCards* m_cards;
  QueueActions* m_actions;
  QLabel* m_heading;
  QToolButton* m_pauseAll;
  QPushButton* m_resume;
  QueueList* m_list;
  int m_shownJobs = 0;
};

}  // namespace zaohua
