// SPDX-License-Identifier: Apache-2.0
// What the window does when it is asked to: jobs, models, the trash.
#include <QAction>
#include <QDockWidget>
#include <QFutureWatcher>
#include <QTimer>
#include <QtConcurrent>

#include "library/model_catalogue.h"
#include "ui/common/message_bar.h"
#include "ui/gallery/gallery_panel.h"
#include "ui/queue/queue_strip.h"
#include "ui/window/centre_panel.h"
#include "ui/window/commands.h"
#include "ui/window/intake.h"
#include "ui/window/main_window.h"
#include "ui/window/panel_layout.h"

namespace zaohua {

namespace {

// What another model would not change, but another device might.
bool isAboutTheDevice(const Error& error) {
  return error.code == ErrorCode::deviceLost || error.code == ErrorCode::outOfMemory;
}

}  // namespace

void MainWindow::generate(JobQueue::Position position) {
  if (!m_compose->missingModel().isEmpty())
    return;
  JobOutput output;
  output.format = m_compose->format();
  output.model = m_parts.catalogue.chosen().path;
  std::vector<GenerationRequest> requests = m_compose->requests();
  if (position == JobQueue::Position::front)
    std::ranges::reverse(requests);
  for (const GenerationRequest& request : requests) {
    const Result<QString> id = m_parts.queue.submit(request, output, position);
    if (!id) {
      showError(id.error());
      return;
    }
  }
  m_compose->rememberPrompt();
  m_sessionTimer->start();
}

void MainWindow::varyFrom(const PictureRecord& record) {
  if (!record.request)
    return;
  // Everything as it was, only another seed; the form stays as it is.
  GenerationRequest request = *record.request;
  request.seed = -1;
  request.count = 1;
  const KnownModel* model = m_parts.catalogue.find(QString::fromStdString(request.model));
  if (model == nullptr && !request.model.empty()) {
    showError({ErrorCode::unsupportedModel,
               "The model %1 is not on this machine. Use the picture's settings with another model instead.",
               {request.model},
               {}});
    return;
  }
  JobOutput output;
  output.format = m_compose->format();
  output.model = model != nullptr ? model->path : m_parts.catalogue.chosen().path;
  if (const Result<QString> id = m_parts.queue.submit(request, output, JobQueue::Position::front); !id)
    showError(id.error());
}

void MainWindow::useSettings(qint64 id) {
  if (const std::optional<PictureRecord> record = m_parts.gallery.record(id))
    m_intake->offer(*record);
}

void MainWindow::compareCurrent(bool on) {
  const QList<qint64> selected = m_galleryPanel->selectedIds();
  if (!on)
    m_centre->canvas().stopComparing();
  else if (selected.size() == 2)
    m_centre->compare(selected[0], selected[1]);
  else if (m_centre->current() && m_centre->previous())
    m_centre->compare(*m_centre->previous(), m_centre->current()->id);
  else
    (*m_commands)["compare"]->setChecked(false);
}

void MainWindow::chooseModel(const QString& path) {
  const KnownModel* model = m_parts.catalogue.find(path);
  m_parts.settings.setModel(model != nullptr && model->demo ? QString() : path);
  m_compose->setMissingModel({});
  Q_EMIT modelChosen();
}

void MainWindow::wantModel(const QString& nameOrPath) {
  const KnownModel* model = m_parts.catalogue.find(nameOrPath);
  if (model == nullptr)
    m_compose->setMissingModel(nameOrPath);
  else if (model->path != m_parts.catalogue.chosen().path)
    chooseModel(model->path);
  else
    m_compose->setMissingModel({});
}

void MainWindow::modelChanged() {
  const ModelState& model = m_parts.engine.model();
  m_queueStrip->setModelReady(model.phase == ModelState::Phase::ready || model.phase == ModelState::Phase::resting);
  if (model.phase == ModelState::Phase::failed) {
    m_centre->showFailure(model.error, isAboutTheDevice(model.error) ? tr("Settings…") : tr("Models…"));
  } else if (model.isOpen() && !(m_shownModel == model.choice)) {
    m_shownModel = model.choice;
    loadTokenizer(model.choice.path);
    const KnownModel* known = m_parts.catalogue.find(model.choice.path);
    m_compose->setModel(model.info, known != nullptr && known->demo, nullptr);
    m_centre->canvas().dismissFailure();
  }
}

void MainWindow::loadTokenizer(const QString& modelPath) {
  using Opened = std::shared_ptr<const PromptTokenizer>;
  auto* watcher = new QFutureWatcher<Opened>(this);
  connect(watcher, &QFutureWatcher<Opened>::finished, this, [this, watcher, modelPath] {
    watcher->deleteLater();
    const ModelState& model = m_parts.engine.model();
    const KnownModel* known = m_parts.catalogue.find(modelPath);
    if (model.choice.path == modelPath && model.isOpen())
      m_compose->setModel(model.info, known != nullptr && known->demo, watcher->result());
  });
  watcher->setFuture(QtConcurrent::run([modelPath, fallback = m_parts.tokenizerFolder]() -> Opened {
    for (const QString& folder : {modelPath + "/tokenizer", fallback})
      if (Result<PromptTokenizer> tokenizer = PromptTokenizer::open(folder.toStdString()))
        return std::make_shared<const PromptTokenizer>(std::move(*tokenizer));
    return nullptr;
  }));
}

void MainWindow::failureAction() {
  if (m_parts.engine.model().phase == ModelState::Phase::failed) {
    (*m_commands)[isAboutTheDevice(m_parts.engine.model().error) ? "showSettings" : "showModels"]->trigger();
    return;
  }
  for (const QueuedJob& job : m_parts.queue.jobs()) {
    if (job.state == JobState::failed) {
      if (const Result<void> again = m_parts.queue.retry(job.id); !again)
        showError(again.error());
      return;
    }
  }
}

void MainWindow::trashed(const TrashedPictures& pictures) {
  if (!pictures.problems.empty())
    showError(pictures.problems.front());
  if (pictures.items.empty())
    return;
  m_trash.push_back(pictures);
  const int count = static_cast<int>(pictures.items.size());
  m_messages->showMessage(MessageBar::Kind::information, tr("%n pictures moved to the trash.", "", count), tr("Undo"),
                          [this] { undoTrash(); });
  refreshActions();
}

void MainWindow::undoTrash() {
  if (m_trash.empty())
    return;
  const TrashedPictures pictures = std::move(m_trash.back());
  m_trash.pop_back();
  if (const Result<void> restored = m_parts.gallery.restore(pictures); !restored)
    showError(restored.error());
  else
    m_messages->hide();
  refreshActions();
}

void MainWindow::escape() {
  if (m_centre->canvas().escape())
    return;
  if (m_parts.engine.isBusy())
    cancelRunning();  // it has not begun to show itself
  else if (isFullScreen())
    (*m_commands)["fullScreen"]->trigger();
}

void MainWindow::cancelRunning() {
  if (!m_parts.engine.isBusy())
    return;
  if (const Result<void> removed = m_parts.queue.remove(m_parts.engine.currentTask().job); !removed)
    showError(removed.error());
}

void MainWindow::refreshActions() {
  const std::optional<PictureRecord>& current = m_centre->current();
  const bool isKept = current && current->id != 0;
  for (const char* id : {"savePictureAs", "openFolder", "copyPicture", "favourite", "trashPicture"})
    (*m_commands)[id]->setEnabled(isKept);
  for (const char* id : {"vary", "useSettings"})
    (*m_commands)[id]->setEnabled(isKept && current->request);
  (*m_commands)["favourite"]->setChecked(isKept && current->favourite);
  const bool canCompare = m_centre->canvas().state() == Canvas::State::comparing || (isKept && m_centre->previous());
  (*m_commands)["compare"]->setEnabled(canCompare || m_galleryPanel->selectedIds().size() == 2);
  (*m_commands)["undoTrash"]->setEnabled(!m_trash.empty());
  (*m_commands)["pauseQueue"]->setChecked(m_parts.queue.isAllPaused());
  (*m_commands)["resumeInterrupted"]->setEnabled(m_parts.queue.interruptedCount() > 0);
  (*m_commands)["showQueue"]->setChecked(!m_panels->queue()->isHidden());
}

}  // namespace zaohua
