// SPDX-License-Identifier: Apache-2.0
// What happens in one part of the window and matters to another.
#include <QAction>
#include <QDesktopServices>
#include <QDockWidget>
#include <QTimer>
#include <QUrl>

#include "base/platform.h"
#include "library/model_catalogue.h"
#include "ui/canvas/progress_words.h"
#include "ui/common/dialogs.h"
#include "ui/common/error_text.h"
#include "ui/common/message_bar.h"
#include "ui/gallery/gallery_panel.h"
#include "ui/queue/queue_strip.h"
#include "ui/window/about_dialog.h"
#include "ui/window/centre_panel.h"
#include "ui/window/command_palette.h"
#include "ui/window/commands.h"
#include "ui/window/intake.h"
#include "ui/window/main_window.h"
#include "ui/window/model_dialog.h"
#include "ui/window/panel_layout.h"
#include "ui/window/settings_dialog.h"
#include "ui/window/shortcut_sheet.h"

namespace zaohua {

void MainWindow::connectCommands() {
  const auto command = [this](const char* id, auto action) {
    connect((*m_commands)[id], &QAction::triggered, this, action);
  };
  command("openFile", [this] {
    const std::optional<QString> path =
        m_parts.dialogs.openFile(this, tr("Open a picture or preset"), m_parts.paths.pictures,
                                 tr("Pictures and presets (*.png *.jpg *.jpeg *.webp *.zaohua-preset *.json)"));
    if (path)
      openFiles({*path});
  });
  command("savePictureAs", [this] { savePictureAs(); });
  command("openFolder", [this] {
    if (m_centre->current())
      showInFolder(*m_centre->current());
  });
  command("copyPicture", [this] {
    if (m_centre->current())
      copyPicture(*m_centre->current());
  });
  command("quit", [this] { close(); });
  command("undoTrash", [this] { undoTrash(); });
  command("focusPrompt", [this] { m_compose->focusPrompt(); });
  command("searchGallery", [this] {
    m_panels->gallery()->show();
    m_panels->gallery()->raise();
    m_galleryPanel->focusSearch();
  });
  command("searchKeywords", [this] { m_compose->searchKeywords(); });
  command("arrangePanels", [this](bool on) { m_panels->setArranging(on); });
  command("resetPanels", [this] { m_panels->reset(); });
  command("fullScreen", [this](bool on) { on ? showFullScreen() : showNormal(); });
  command("compare", [this](bool on) { compareCurrent(on); });
  command("vary", [this] {
    if (m_centre->current())
      varyFrom(*m_centre->current());
  });
  command("useSettings", [this] {
    if (m_centre->current())
      useSettings(m_centre->current()->id);
  });
  command("favourite", [this](bool favourite) {
    if (!m_centre->current())
      return;
    if (const Result<void> set = m_parts.gallery.setFavourite({m_centre->current()->id}, favourite); !set)
      showError(set.error());
  });
  command("trashPicture", [this] {
    if (m_centre->current())
      trashed(m_parts.gallery.trash({m_centre->current()->id}));
  });
  command("generate", [this] { generate(JobQueue::Position::back); });
  command("generateNext", [this] { generate(JobQueue::Position::front); });
  command("cancel", [this] { escape(); });
  command("pauseQueue", [this](bool paused) { m_parts.queue.setAllPaused(paused); });
  command("resumeInterrupted", [this] {
    if (const Result<void> resumed = m_parts.queue.resumeInterrupted(); !resumed)
      showError(resumed.error());
  });
  command("savePreset", [this] { m_compose->savePreset(); });
  command("commandPalette", [this] { m_palette->open(); });
  command("showShortcuts", [this] {
    auto* sheet = new ShortcutSheet(*m_commands, this);
    sheet->setAttribute(Qt::WA_DeleteOnClose);
    sheet->open();
  });
  command("showSettings", [this] {
    auto* dialog =
        new SettingsDialog(m_parts.settings, m_parts.dialogs, {m_parts.paths.pictures, graphicsCardCount()}, this);
    connect(dialog, &SettingsDialog::modelsRequested, (*m_commands)["showModels"], &QAction::trigger);
    dialog->open();
  });
  command("showModels", [this] {
    auto* dialog = new ModelDialog(m_parts.engine, m_parts.catalogue, m_parts.dialogs, this);
    connect(dialog, &ModelDialog::modelChosen, this, &MainWindow::chooseModel);
    dialog->open();
  });
  command("openLog", [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(m_parts.paths.state)); });
  command("showAbout", [this] { (new AboutDialog(this))->open(); });

  const std::pair<const char*, QDockWidget*> docks[] = {{"showCompose", m_panels->compose()},
                                                        {"showGallery", m_panels->gallery()}};
  for (const auto& [id, dock] : docks) {
    QAction* action = (*m_commands)[id];
    connect(action, &QAction::triggered, dock, &QWidget::setVisible);
    connect(dock, &QDockWidget::visibilityChanged, action, [action, dock = dock] {
      // Behind another tab it still is there.
      action->setChecked(!dock->isHidden());
    });
  }
  connect((*m_commands)["showQueue"], &QAction::triggered, m_panels->queue(), &QWidget::setVisible);
}

void MainWindow::connectEngine() {
  Engine& engine = m_parts.engine;
  connect(&engine, &Engine::modelChanged, this, &MainWindow::modelChanged);
  connect(&engine, &Engine::taskStarted, m_centre, &CentrePanel::beginTask);
  connect(&engine, &Engine::progressed, this, [this](const TaskProgress& progress) {
    m_centre->setProgress(progress);
    m_queueStrip->setProgressText(m_parts.engine.currentTask().job, timeLeftText(progress.secondsLeft));
  });
  connect(&engine, &Engine::previewed, this, [this](const PreviewFrame& frame) {
    m_centre->setPreview(frame);
    m_queueStrip->setPreview(m_parts.engine.currentTask().job, frame.image);
  });
  connect(&engine, &Engine::pictureReady, m_centre, &CentrePanel::showFinished);
  connect(&engine, &Engine::noticed, this,
          [this](const Notice& notice) { m_messages->showMessage(MessageBar::Kind::warning, noticeText(notice)); });
  connect(&engine, &Engine::taskEnded, this, [this](const TaskEnd& end) {
    m_centre->endTask(end);
    if (end.kind == TaskEnd::Kind::failed)
      m_centre->showFailure(end.error, tr("Retry"));
    m_sessionTimer->start();
    refreshActions();
  });
  connect(&engine, &Engine::taskStarted, this, &MainWindow::refreshActions);
  connect(m_centre, &CentrePanel::cancelRequested, this, &MainWindow::cancelRunning);
  connect(&m_centre->canvas(), &Canvas::hintsDismissed, this, [this] { m_parts.settings.setHintsDismissed(true); });
  connect(m_centre, &CentrePanel::failureActionRequested, this, &MainWindow::failureAction);
}

void MainWindow::connectQueue() {
  JobQueue& queue = m_parts.queue;
  const auto changed = [this] {
    m_panels->setQueueEmpty(m_parts.queue.jobs().empty());
    refreshActions();
  };
  connect(&queue, &QAbstractItemModel::rowsInserted, this, changed);
  connect(&queue, &QAbstractItemModel::rowsRemoved, this, changed);
  connect(&queue, &QAbstractItemModel::modelReset, this, changed);
  connect(&queue, &QAbstractItemModel::dataChanged, this, &MainWindow::refreshActions);
  connect(&queue, &JobQueue::finished, this, [this](const QueuedJob& job) {
    const QList<qint64> pictures = m_jobPictures.take(job.id);
    // Several of one job are looked at together, unless the person went on to something else.
    const bool stillThere = m_centre->current() && pictures.contains(m_centre->current()->id);
    if (pictures.size() > 1 && stillThere && m_parts.queue.jobs().empty())
      m_centre->openPictures(pictures);
  });
  connect(m_queueStrip, &QueueStrip::emptiedUnderFocus, this, [this] {
    if (!m_centre->canvas().takeFocus())
      m_compose->focusPrompt();
  });
  connect(m_queueStrip, &QueueStrip::messageForUser, this, [this](const Error& error) { showError(error); });
  connect(m_queueStrip, &QueueStrip::settingsRequested, this, [this](const QString& id) {
    if (const QueuedJob* job = m_parts.queue.job(id)) {
      GenerationRequest request = job->request;
      request.model = job->output.model.toStdString();
      QList<RestoreField> fields;
      for (const RestoreChoice& choice : restoreChoices(request))
        fields.append(choice.field);
      m_compose->restore(request, fields);
    }
  });
  changed();
}

void MainWindow::connectGallery() {
  connect(m_galleryPanel, &GalleryPanel::pictureActivated, m_centre, &CentrePanel::openPicture);
  connect(m_galleryPanel, &GalleryPanel::compareRequested, m_centre, &CentrePanel::compare);
  connect(m_galleryPanel, &GalleryPanel::restoreRequested, this, &MainWindow::useSettings);
  connect(m_galleryPanel, &GalleryPanel::varyRequested, this, [this](qint64 id) {
    if (const std::optional<PictureRecord> record = m_parts.gallery.record(id))
      varyFrom(*record);
  });
  connect(m_galleryPanel, &GalleryPanel::copyRequested, this, [this](qint64 id) {
    if (const std::optional<PictureRecord> record = m_parts.gallery.record(id))
      copyPicture(*record);
  });
  connect(m_galleryPanel, &GalleryPanel::openFolderRequested, this, [this](qint64 id) {
    if (const std::optional<PictureRecord> record = m_parts.gallery.record(id))
      showInFolder(*record);
  });
  connect(m_galleryPanel, &GalleryPanel::failed, this, [this](const Error& error) { showError(error); });
  connect(m_galleryPanel, &GalleryPanel::trashed, this, &MainWindow::trashed);
  connect(m_centre, &CentrePanel::currentGone, this, [this] {
    const GalleryModel& model = m_parts.galleryModel;
    showAgain(model.rowCount() > 0 ? model.id(qBound(0, m_shownRow, model.rowCount() - 1)) : 0);
  });
  connect(m_centre, &CentrePanel::restoreRequested, this, &MainWindow::useSettings);
  connect(m_centre, &CentrePanel::contextMenuRequested, this, &MainWindow::showPictureMenu);
  connect(m_centre, &CentrePanel::failed, this, [this](const Error& error) { showError(error); });
  connect(m_centre, &CentrePanel::stepRequested, m_galleryPanel, &GalleryPanel::step);
  connect(m_centre, &CentrePanel::currentChanged, this, [this] {
    if (m_centre->current() && m_centre->current()->id != 0)
      m_shownRow = m_parts.galleryModel.rowOf(m_centre->current()->id);
    refreshActions();
    m_sessionTimer->start();
  });
  connect(m_centre, &CentrePanel::comparisonChanged, (*m_commands)["compare"], &QAction::setChecked);
}

void MainWindow::connectIntake() {
  connect(m_intake, &Intake::restoreRequested, m_compose, &ComposePanel::restore);
  connect(m_intake, &Intake::failed, this, [this](const Error& error) { showError(error); });
  connect(m_intake, &Intake::presetImported, this, [this](const QString& id) {
    if (const Preset* preset = m_parts.presets.preset(id)) {
      m_messages->showMessage(MessageBar::Kind::success, tr("The preset “%1” was added.").arg(preset->name),
                              tr("Use it"), [this, id] { usePreset(id); });
    }
  });
  connect(m_intake, &Intake::pictureImported, this, [this](qint64 id) {
    m_galleryPanel->select(id);
    m_centre->openPicture(id);
  });
  connect(m_compose, &ComposePanel::generateRequested, this, [this] { generate(JobQueue::Position::back); });
  connect(m_compose, &ComposePanel::modelWanted, this, &MainWindow::wantModel);
  connect(m_compose, &ComposePanel::missingModelDismissed, this, [this] { m_compose->setMissingModel({}); });
  connect(m_compose, &ComposePanel::failed, this, [this](const Error& error) { showError(error); });
  connect(m_compose, &ComposePanel::edited, m_sessionTimer, qOverload<>(&QTimer::start));
  connect(m_compose, &ComposePanel::messageRequested, this,
          [this](const QString& sentence, const QString& button, const std::function<void()>& undo) {
            m_messages->showMessage(MessageBar::Kind::information, sentence, button, undo);
          });
}

}  // namespace zaohua
