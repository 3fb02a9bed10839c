// SPDX-License-Identifier: Apache-2.0
#include "engine/engine_worker.h"

#include "base/log.h"

namespace zaohua {

namespace {

QImage toImage(const Image8& pixels) {
  const auto format = pixels.channels == 4 ? QImage::Format_RGBA8888 : QImage::Format_RGB888;
  const QImage view(pixels.pixels.data(), pixels.width, pixels.height, qsizetype{pixels.width} * pixels.channels,
                    format);
  return view.convertToFormat(QImage::Format_RGB32);
}

}  // namespace

EngineWorker::EngineWorker(QString tokenizerFolder, std::shared_ptr<EngineMailboxes> mailboxes)
    : m_tokenizerFolder(std::move(tokenizerFolder)), m_mailboxes(std::move(mailboxes)), m_idle(this) {
  m_idle.setSingleShot(true);
  connect(&m_idle, &QTimer::timeout, this, &EngineWorker::rest);
}

void EngineWorker::enter(ModelState::Phase phase) {
  m_state.phase = phase;
  if (m_session)
    m_state.memory = m_session->memory();
  Q_EMIT modelChanged(m_state);
}

void EngineWorker::fail(const Error& error) {
  log::warning("model " + m_state.choice.path.toStdString() + ": " + error.text() + " " + error.detail);
  m_state.error = error;
  enter(ModelState::Phase::failed);
}

void EngineWorker::openModel(const ModelChoice& choice, const CancelToken& cancel) {
  m_idle.stop();
  m_session.reset();  // before the next one takes memory
  m_state = {};
  m_state.choice = choice;
  enter(ModelState::Phase::opening);

  const Result<InferenceModule*> module = InferenceModule::open();
  if (!module)
    return fail(module.error());
  SessionOptions options;
  options.model = choice.path.toStdString();
  options.tokenizerFolder = m_tokenizerFolder.toStdString();
  options.device = {choice.device, choice.deviceIndex};
  options.dtype = choice.dtype;
  Result<std::unique_ptr<InferenceSession>> session = (*module)->createSession(options, observer(), cancel);
  if (!session)
    return session.error().code == ErrorCode::cancelled ? enter(ModelState::Phase::closed) : fail(session.error());
  m_session = std::move(*session);
  m_state.info = m_session->model();

  // Whatever goes wrong with the weights shows again when a task needs them; the model itself is open.
  if (const Result<void> loaded = loadWeights(cancel); !loaded) {
    if (loaded.error().code == ErrorCode::cancelled)
      return rest();
    return fail(loaded.error());
  }
}

Result<void> EngineWorker::loadWeights(const CancelToken& cancel) {
  m_state.loaded = 0;
  m_state.loadTotal = 1;
  enter(ModelState::Phase::loading);
  SessionObserver watch = observer();
  watch.progress = [this, shown = QElapsedTimer()](const StageProgress& progress) mutable {
    constexpr int enoughMilliseconds = 50;
    if (shown.isValid() && shown.elapsed() < enoughMilliseconds && progress.done < progress.total)
      return;
    shown.start();
    m_state.loaded = progress.done;
    m_state.loadTotal = progress.total;
    Q_EMIT modelChanged(m_state);
  };
  const Result<void> loaded = m_session->load(watch, cancel);
  if (loaded) {
    enter(ModelState::Phase::ready);
    m_idle.start();
  }
  return loaded;
}

void EngineWorker::rest() {
  if (m_session) {
    m_session->unload();
    enter(ModelState::Phase::resting);
  }
}

void EngineWorker::setIdleUnload(std::chrono::milliseconds after) {
  // A timer that never fires within a program's life stands for "never".
  constexpr std::chrono::milliseconds never = std::chrono::hours(24 * 20);
  const bool wasRunning = m_idle.isActive();
  m_idle.setInterval(after.count() > 0 ? after : never);
  if (wasRunning || (m_session && m_state.phase == ModelState::Phase::ready))
    m_idle.start();
}

SessionObserver EngineWorker::observer() {
  SessionObserver observer;
  observer.notice = [this](const Notice& notice) { Q_EMIT noticed(notice); };
  return observer;
}

void EngineWorker::offerPreview(const Preview& preview) {
  // The first one at once; after that as often as somebody wants to look.
  if (m_sincePreview.isValid() && m_sincePreview.elapsed() < m_previewInterval.count())
    return;
  m_sincePreview.start();
  if (m_mailboxes->preview.put({toImage(preview.image), preview.step, preview.steps}))
    Q_EMIT previewWaits();
}

void EngineWorker::run(const PictureTask& task, const CancelToken& cancel) {
  m_idle.stop();
  Q_EMIT taskStarted(task);
  TaskEnd end{task, TaskEnd::Kind::finished, {}};
  if (const Result<void> made = makePicture(task, cancel); !made) {
    const bool cancelled = made.error().code == ErrorCode::cancelled;
    end.kind = cancelled ? TaskEnd::Kind::cancelled : TaskEnd::Kind::failed;
    end.error = made.error();
    if (!cancelled)
      log::warning("job " + task.job.toStdString() + ": " + end.error.text() + " " + end.error.detail);
  }
  m_mailboxes->preview.take();
  m_mailboxes->progress.take();
  if (m_session && end.error.code == ErrorCode::deviceLost) {
    // Nothing works on it any more, and the jobs that wait should not fail one after another.
    m_session.reset();
    fail(end.error);
  } else if (m_session) {
    enter(m_session->memory().weightsResident ? ModelState::Phase::ready : ModelState::Phase::resting);
    m_idle.start();
  }
  Q_EMIT taskEnded(end);
}

Result<void> EngineWorker::makePicture(const PictureTask& task, const CancelToken& cancel) {
  if (cancel.isCancelled())
    return failure(cancelledError());
  if (!m_session) {
    return failure(m_state.phase == ModelState::Phase::failed
                       ? m_state.error
                       : Error{ErrorCode::fileMissing, "No model is open. Choose a model first.", {}, {}});
  }
  Result<GenerationRequest> request = m_session->resolve(task.request);
  if (!request)
    return failure(request.error());

  m_sincePreview.invalidate();
  SessionObserver watch = observer();
  watch.progress = [this](const StageProgress& progress) {
    if (m_mailboxes->progress.put(progress))
      Q_EMIT progressWaits();
  };
  if (m_previewInterval.count() > 0)
    watch.preview = [this](const Preview& preview) { offerPreview(preview); };
  std::shared_ptr<const Image8> pixels;
  watch.picture = [&pixels](Picture picture) -> Result<void> {
    pixels = std::make_shared<const Image8>(std::move(picture.image));
    return {};
  };
  Result<GenerationOutcome> outcome = m_session->generate(*request, {}, watch, cancel);
  if (!outcome)
    return failure(outcome.error());
  if (!pixels)
    return failure(ErrorCode::internal, "The model made no picture. Try again.");
  const QImage image = toImage(*pixels);
  Q_EMIT pictureReady({task, outcome->request, std::move(pixels), image, outcome->timings});
  return {};
}

void EngineWorker::inspect(const QString& path) {
  const Result<InferenceModule*> module = InferenceModule::open();
  Result<ModelInspection> inspection =
      module ? (*module)->inspect(path.toStdString()) : Result<ModelInspection>(failure(module.error()));
  if (inspection)
    Q_EMIT inspected({path, std::move(*inspection), std::nullopt});
  else
    Q_EMIT inspected({path, {}, inspection.error()});
}

}  // namespace zaohua
