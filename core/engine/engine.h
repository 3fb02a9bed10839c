// SPDX-License-Identifier: Apache-2.0
// The face of the compute thread on the GUI thread: opens a model, makes one picture at a time, streams previews and
// progress back. Lives on the GUI thread and owns the compute thread; no call waits for it. After any Error the next
// task works. Signals arrive on the GUI thread.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QThread>
#include <QTimer>
#include <chrono>
#include <memory>

#include "base/cancel_token.h"
#include "engine/engine_types.h"
#include "engine/time_estimate.h"

namespace zaohua {

class EngineWorker;
struct EngineMailboxes;

struct EngineOptions {
  QString tokenizerFolder;  // for models that bring none
  std::chrono::milliseconds previewInterval{100};
  std::chrono::milliseconds idleUnload{0};  // weights are given back after so long without a task; 0 = never
};

class Engine : public QObject {
  Q_OBJECT

 public:
  explicit Engine(EngineOptions options, QObject* parent = nullptr);
  // Cancels what runs and waits for the compute thread, at most as long as a cancel takes.
  ~Engine() override;

  // Opens a model and reads its weights. A task that runs is finished first. The same choice again retries.
  void openModel(const ModelChoice& choice);
  const ModelState& model() const { return m_model; }

  // REQUIRES !isBusy(). Waits for a model that is being opened; fails with the model's error if there is none.
  void start(const PictureTask& task);
  bool isBusy() const { return m_busy; }
  const PictureTask& currentTask() const { return m_task; }  // while busy
  void cancel();

  // What a folder holds, whatever it is worth; answered by inspected().
  void inspect(const QString& path);

  void setPreviewInterval(std::chrono::milliseconds interval);
  void setIdleUnload(std::chrono::milliseconds after);

  // How long a picture with these settings takes on the open model; nothing until one was made on this machine.
  std::optional<TimeEstimate> estimate(const GenerationRequest& request) const;
  TimeEstimator& estimator() { return m_estimator; }

 Q_SIGNALS:
  void modelChanged();
  void taskStarted(const zaohua::PictureTask& task);
  void progressed(const zaohua::TaskProgress& progress);
  void previewed(const zaohua::PreviewFrame& frame);
  void noticed(const zaohua::Notice& notice);
  void pictureReady(const zaohua::FinishedPicture& picture);
  // The last word on a task: after it the engine is idle.
  void taskEnded(const zaohua::TaskEnd& end);
  void inspected(const zaohua::InspectedModel& model);

 private:
  void takePreview();
  void takeProgress();
  void tellProgress();
  void takePicture(const FinishedPicture& picture);
  void endTask(const TaskEnd& end);

  std::shared_ptr<EngineMailboxes> m_mailboxes;
  QThread m_thread;
  EngineWorker* m_worker = nullptr;  // lives on m_thread and ends with it
  ModelState m_model;
  CancelToken m_loading;
  TimeEstimator m_estimator;

  bool m_busy = false;
  bool m_started = false;  // the compute thread has begun with m_task
  PictureTask m_task;
  CancelToken m_cancel;
  StageProgress m_stage;
  double m_fraction = 0;
  QElapsedTimer m_sinceStart;
  QElapsedTimer m_sinceStage;
  QElapsedTimer m_sinceStep;
  QTimer m_countdown;
};

}  // namespace zaohua
