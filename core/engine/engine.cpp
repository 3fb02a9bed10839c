// SPDX-License-Identifier: Apache-2.0
#include "engine/engine.h"

#include <algorithm>

#include "engine/engine_worker.h"

namespace zaohua {

namespace {

constexpr std::chrono::milliseconds countdownInterval{250};

QString machineName(const ModelState& model) {
  return QString("%1 %2 %3")
      .arg(QString::fromStdString(model.info.name), QString::fromStdString(model.info.device),
           QString::fromStdString(model.info.dtype));
}

}  // namespace

Engine::Engine(EngineOptions options, QObject* parent)
    : QObject(parent), m_mailboxes(std::make_shared<EngineMailboxes>()) {
  qRegisterMetaType<ModelState>();
  qRegisterMetaType<PictureTask>();
  qRegisterMetaType<Notice>();
  qRegisterMetaType<FinishedPicture>();
  qRegisterMetaType<TaskEnd>();
  qRegisterMetaType<InspectedModel>();
  m_worker = new EngineWorker(options.tokenizerFolder, m_mailboxes);
  m_worker->setPreviewInterval(options.previewInterval);
  m_worker->setIdleUnload(options.idleUnload);
  m_worker->moveToThread(&m_thread);
  connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
  connect(m_worker, &EngineWorker::modelChanged, this, [this](const ModelState& state) {
    m_model = state;
    Q_EMIT modelChanged();
  });
  connect(m_worker, &EngineWorker::taskStarted, this, [this](const PictureTask&) {
    m_started = true;
    Q_EMIT taskStarted(m_task);
  });
  connect(m_worker, &EngineWorker::progressWaits, this, &Engine::takeProgress);
  connect(m_worker, &EngineWorker::previewWaits, this, &Engine::takePreview);
  connect(m_worker, &EngineWorker::noticed, this, &Engine::noticed);
  connect(m_worker, &EngineWorker::pictureReady, this, &Engine::takePicture);
  connect(m_worker, &EngineWorker::taskEnded, this, &Engine::endTask);
  connect(m_worker, &EngineWorker::inspected, this, &Engine::inspected);
  connect(&m_countdown, &QTimer::timeout, this, &Engine::tellProgress);
  m_thread.setObjectName("compute");
  // The linear algebra in there keeps large frames on the stack.
  constexpr unsigned stackBytes = 16U << 20U;
  m_thread.setStackSize(stackBytes);
  m_thread.start();
}

Engine::~Engine() {
  m_loading.cancel();
  m_cancel.cancel();
  m_thread.quit();
  m_thread.wait();
}

void Engine::openModel(const ModelChoice& choice) {
  m_loading.cancel();
  m_loading = CancelToken();
  m_model = {};
  m_model.phase = ModelState::Phase::opening;
  m_model.choice = choice;
  QMetaObject::invokeMethod(m_worker, [worker = m_worker, choice, cancel = m_loading] {
    if (!cancel.isCancelled())
      worker->openModel(choice, cancel);
  });
  Q_EMIT modelChanged();
}

void Engine::start(const PictureTask& task) {
  Q_ASSERT(!m_busy);
  m_busy = true;
  m_started = false;
  m_task = task;
  m_fraction = 0;
  m_stage = {};
  m_cancel = CancelToken();
  m_sinceStart.start();
  m_sinceStage.start();
  m_sinceStep.start();
  QMetaObject::invokeMethod(m_worker, [worker = m_worker, task, cancel = m_cancel] {
    // Cancelled while it waited behind a model that loads: the end was told already.
    if (!cancel.isCancelled())
      worker->run(task, cancel);
  });
}

void Engine::cancel() {
  if (!m_busy || m_cancel.isCancelled())
    return;
  m_cancel.cancel();
  if (!m_started)
    endTask({m_task, TaskEnd::Kind::cancelled, {}});
}

void Engine::inspect(const QString& path) {
  QMetaObject::invokeMethod(m_worker, [worker = m_worker, path] { worker->inspect(path); });
}

void Engine::setPreviewInterval(std::chrono::milliseconds interval) {
  QMetaObject::invokeMethod(m_worker, [worker = m_worker, interval] { worker->setPreviewInterval(interval); });
}

void Engine::setIdleUnload(std::chrono::milliseconds after) {
  QMetaObject::invokeMethod(m_worker, [worker = m_worker, after] { worker->setIdleUnload(after); });
}

std::optional<TimeEstimate> Engine::estimate(const GenerationRequest& request) const {
  if (!m_model.isOpen())
    return std::nullopt;
  GenerationRequest complete = request;
  complete.width = request.width.value_or(m_model.info.width);
  complete.height = request.height.value_or(m_model.info.height);
  complete.steps = request.steps.value_or(m_model.info.steps);
  complete.guidance = request.guidance.value_or(m_model.info.guidance);
  return m_estimator.estimate(machineName(m_model), complete);
}

void Engine::takePreview() {
  if (const std::optional<PreviewFrame> frame = m_mailboxes->preview.take(); frame && m_busy)
    Q_EMIT previewed(*frame);
}

void Engine::takeProgress() {
  const std::optional<StageProgress> progress = m_mailboxes->progress.take();
  if (!progress || !m_busy)
    return;
  if (progress->stage != m_stage.stage)
    m_sinceStage.start();
  if (progress->stage != m_stage.stage || progress->done != m_stage.done)
    m_sinceStep.start();
  m_stage = *progress;
  tellProgress();
  m_countdown.start(countdownInterval);
}

void Engine::tellProgress() {
  if (!m_busy)
    return;
  const auto seconds = [](const QElapsedTimer& timer) { return static_cast<double>(timer.elapsed()) / 1000; };
  TaskProgress progress;
  progress.stage = m_stage;
  const std::optional<TimeEstimate> expected = estimate(m_task.request);
  if (expected && m_stage.stage != Stage::load) {
    const double left = zaohua::secondsLeft(*expected, m_stage, seconds(m_sinceStage), seconds(m_sinceStep));
    const double whole = seconds(m_sinceStart) + left;
    progress.secondsLeft = left;
    if (whole > 0)
      m_fraction = std::max(m_fraction, seconds(m_sinceStart) / whole);
  } else if (m_stage.stage == Stage::denoise) {
    // Nothing to go by yet: decoding counts like one more step.
    m_fraction = std::max(m_fraction, static_cast<double>(m_stage.done) / (m_stage.total + 1));
  }
  progress.fraction = m_fraction;
  Q_EMIT progressed(progress);
}

void Engine::takePicture(const FinishedPicture& picture) {
  m_estimator.record(machineName(m_model), picture.request, picture.timings);
  Q_EMIT pictureReady(picture);
}

void Engine::endTask(const TaskEnd& end) {
  // Of a task that cancel() ended before it began, nothing more is heard.
  if (!m_busy)
    return;
  m_busy = false;
  m_countdown.stop();
  Q_EMIT taskEnded(end);
}

}  // namespace zaohua
