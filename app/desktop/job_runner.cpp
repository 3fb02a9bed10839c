// SPDX-License-Identifier: Apache-2.0
#include "desktop/job_runner.h"

#include <QDir>

#include "base/log.h"

namespace zaohua {

ModelChoice modelChoice(const Settings& settings, const QString& path) {
  ModelChoice choice;
  choice.path = QDir::cleanPath(path);
  const QString device = settings.device();
  if (device == "cpu")
    choice.device = DeviceChoice::Kind::cpu;
  if (device.startsWith("cuda")) {
    choice.device = DeviceChoice::Kind::cuda;
    choice.deviceIndex = device.section(':', 1).toInt();
  }
  const QString dtype = settings.dtype();
  choice.dtype = dtype == "bf16"   ? DtypeChoice::bf16
                 : dtype == "fp32" ? DtypeChoice::fp32
                 : dtype == "fp16" ? DtypeChoice::fp16
                 : dtype == "fp8"  ? DtypeChoice::fp8
                 : dtype == "int8" ? DtypeChoice::int8
                                   : DtypeChoice::automatic;
  return choice;
}

JobRunner::JobRunner(const Parts& parts, QObject* parent) : QObject(parent), m_parts(parts) {
  // Queued: whoever changes the queue finishes that before the next job begins.
  connect(&parts.queue, &JobQueue::nextChanged, this, &JobRunner::startNext, Qt::QueuedConnection);
  connect(&parts.engine, &Engine::modelChanged, this, &JobRunner::startNext, Qt::QueuedConnection);
  connect(&parts.queue, &JobQueue::cancelRequested, this, [this](const QString& id) {
    if (m_parts.engine.isBusy() && m_parts.engine.currentTask().job == id)
      m_parts.engine.cancel();
    else if (const Result<void> marked = m_parts.queue.markCancelled(id); !marked)
      log::warning("queue: " + marked.error().text());
  });
  connect(&parts.engine, &Engine::pictureReady, &parts.recorder, &Recorder::keep);
  connect(&parts.engine, &Engine::taskEnded, this, &JobRunner::taskEnded);
  connect(&parts.recorder, &Recorder::failed, this, [this](const QString& job, const Error& error) {
    if (const Result<void> marked = m_parts.queue.markFailed(job, error); !marked)
      log::warning("queue: " + marked.error().text());
  });
  connect(&parts.recorder, &Recorder::kept, this, &JobRunner::startNext, Qt::QueuedConnection);
}

void JobRunner::openChosenModel() {
  const ModelChoice choice = modelChoice(m_parts.settings, m_parts.catalogue.chosen().path);
  const ModelState& open = m_parts.engine.model();
  if (!(open.choice == choice) || open.phase == ModelState::Phase::failed || open.phase == ModelState::Phase::closed)
    m_parts.engine.openModel(choice);
}

void JobRunner::galleryIsComplete() {
  m_galleryIsComplete = true;
  startNext();
}

bool JobRunner::openModelFor(const QueuedJob& job) {
  const QString path = job.output.model.isEmpty() ? m_parts.catalogue.chosen().path : job.output.model;
  const ModelChoice choice = modelChoice(m_parts.settings, path);
  const ModelState& model = m_parts.engine.model();
  if (!(model.choice == choice)) {
    m_parts.engine.openModel(choice);
    return false;
  }
  return model.phase == ModelState::Phase::ready || model.phase == ModelState::Phase::resting;
}

std::optional<int> JobRunner::pictureToMake(const QueuedJob& job) const {
  const std::optional<int> first = m_parts.queue.nextPicture(job.id);
  for (int index = first.value_or(job.request.count); index < job.request.count; ++index)
    if (!m_parts.recorder.isKeeping(job.id, index) && !m_parts.gallery.hasJobPicture(job.id, index))
      return index;
  return std::nullopt;
}

void JobRunner::startNext() {
  if (m_parts.engine.isBusy())
    return;
  const QueuedJob* job = m_parts.queue.running();
  if (job == nullptr)
    job = m_parts.queue.next();
  if (job == nullptr) {
    // One that failed is tried again when somebody asks for it, or it would be tried for ever.
    const ModelState& model = m_parts.engine.model();
    const bool failed = model.phase == ModelState::Phase::failed &&
                        model.choice == modelChoice(m_parts.settings, m_parts.catalogue.chosen().path);
    if (m_parts.recorder.isIdle() && !failed)
      openChosenModel();
    return;
  }
  const bool isOfEarlierRun = job->submittedAt < m_begun;
  if (!openModelFor(*job) || (isOfEarlierRun && !m_galleryIsComplete))
    return;
  const std::optional<int> index = pictureToMake(*job);
  if (!index)
    return;  // its last picture is being written

  PictureTask task;
  task.job = job->id;
  task.index = *index;
  task.count = job->request.count;
  task.request = job->request;
  task.request.seed += *index;
  task.request.count = 1;
  if (const Result<void> marked = m_parts.queue.markRunning(task.job); !marked) {
    log::warning("queue: " + marked.error().text());
    return;
  }
  m_parts.engine.start(task);
}

void JobRunner::taskEnded(const TaskEnd& end) {
  Result<void> told;
  switch (end.kind) {
    case TaskEnd::Kind::finished:
      break;  // the recorder tells the queue when the picture is safe
    case TaskEnd::Kind::cancelled:
      told = m_parts.queue.markCancelled(end.task.job);
      break;
    case TaskEnd::Kind::failed:
      told = m_parts.queue.markFailed(end.task.job, end.error);
      break;
  }
  if (!told)
    log::warning("queue: " + told.error().text());
  QMetaObject::invokeMethod(this, &JobRunner::startNext, Qt::QueuedConnection);
}

}  // namespace zaohua
