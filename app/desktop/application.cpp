// SPDX-License-Identifier: Apache-2.0
#include "desktop/application.h"

#include <QDir>
#include <QFileInfo>
#include <QTimer>

#include "base/log.h"
#include "base/resources_folder.h"
#include "desktop/appearance.h"
#include "desktop/job_runner.h"
#include "desktop/notifier.h"
#include "library/database.h"
#include "library/keyword_catalogue.h"
#include "library/picture_scanner.h"
#include "library/prompt_history.h"
#include "ui/common/dialogs.h"
#include "ui/window/main_window.h"

namespace zaohua {

namespace {

QString resource(const char* below) {
  return QString::fromStdString((resourcesFolder() / below).string());
}

EngineOptions engineOptions(const Settings& settings) {
  EngineOptions options;
  options.tokenizerFolder = resource("tokenizers/qwen2");
  options.idleUnload = std::chrono::minutes(settings.idleUnloadMinutes());
  const int rate = settings.previewsPerSecond();
  options.previewInterval = std::chrono::milliseconds(rate > 0 ? 1000 / rate : 0);
  return options;
}

LibraryPaths preparedPaths() {
  const LibraryPaths paths = LibraryPaths::standard();
  for (const QString& folder : {paths.config, paths.data, paths.state})
    QDir().mkpath(folder);
  addLogFile((paths.state + "/zaohua.log").toStdString());
  return paths;
}

}  // namespace

struct Application::Parts {
  Parts(QApplication& application, Dialogs& dialogs)
      : paths(preparedPaths()),
        settings(paths.config + "/settings.ini"),
        appearance(application, settings),
        database(paths.databaseFile()),
        gallery(database),
        queue(database),
        history(database),
        thumbnails(QDir::cleanPath(paths.cache + "/../thumbnails")),
        galleryModel(gallery, thumbnails),
        presets(paths.presetsFolder()),
        keywords(paths.data + "/keywords.json"),
        catalogue(settings, resource("models/demo")),
        scanner(gallery),
        engine(engineOptions(settings)),
        recorder({settings, paths, gallery, queue, thumbnails}),
        runner({engine, queue, gallery, catalogue, settings, recorder}),
        window({engine, settings, paths, keywords, history, presets, gallery, galleryModel, queue, catalogue, dialogs,
                resource("tokenizers/qwen2")}),
        notifier(queue, settings, window) {}

  // Where pictures may be: the chosen folder, and those that take its place while it cannot be written.
  QStringList pictureFolders() const {
    QStringList folders = {paths.pictures, paths.data + "/rescued"};
    if (!settings.outputFolder().isEmpty())
      folders.prepend(settings.outputFolder());
    return folders;
  }

  LibraryPaths paths;
  Settings settings;
  Appearance appearance;
  Database database;
  GalleryStore gallery;
  JobQueue queue;
  PromptHistory history;
  Thumbnails thumbnails;
  GalleryModel galleryModel;
  PresetStore presets;
  KeywordCatalogue keywords;
  ModelCatalogue catalogue;
  PictureScanner scanner;
  Engine engine;
  Recorder recorder;
  JobRunner runner;
  MainWindow window;
  Notifier notifier;
};

Application::Application(QApplication& application, Dialogs& dialogs)
    : m_parts(std::make_unique<Parts>(application, dialogs)) {
  Parts& parts = *m_parts;
  QObject::connect(&parts.recorder, &Recorder::kept, &parts.window, &MainWindow::adopt);
  QObject::connect(&parts.recorder, &Recorder::keptElsewhere, &parts.window,
                   [&parts](const Error& why, const QString& wantedFolder, const QString& path) {
                     parts.window.showFolderProblem({ErrorCode::writeFailed,
                                                     "The picture could not be saved in %1. It is in %2 instead.",
                                                     {wantedFolder.toStdString(), QFileInfo(path).path().toStdString()},
                                                     why.text() + "\n" + why.detail});
                   });
  QObject::connect(&parts.recorder, &Recorder::failed, &parts.window,
                   [&parts](const QString&, const Error& error) { parts.window.showError(error); });
  QObject::connect(&parts.scanner, &PictureScanner::finished, &parts.runner, &JobRunner::galleryIsComplete);
  QObject::connect(&parts.window, &MainWindow::modelChosen, &parts.runner, &JobRunner::openChosenModel);
  QObject::connect(&parts.window, &MainWindow::modelRetryWanted, &parts.runner, &JobRunner::openChosenModel);
  QObject::connect(&parts.settings, &Settings::writeFailed, &parts.window,
                   [&parts](const Error& error) { parts.window.showError(error); });
  QObject::connect(&parts.settings, &Settings::changed, &parts.engine, [&parts](const QString& key) {
    const EngineOptions options = engineOptions(parts.settings);
    if (key == "previewsPerSecond")
      parts.engine.setPreviewInterval(options.previewInterval);
    if (key == "idleUnloadMinutes")
      parts.engine.setIdleUnload(options.idleUnload);
    if (key == "device" || key == "dtype")
      parts.runner.openChosenModel();
    if (key == "outputFolder")
      parts.scanner.setFolders(parts.pictureFolders());
  });
}

Application::~Application() = default;

MainWindow& Application::window() {
  return m_parts->window;
}

Engine& Application::engine() {
  return m_parts->engine;
}

GalleryStore& Application::gallery() {
  return m_parts->gallery;
}

JobQueue& Application::queue() {
  return m_parts->queue;
}

Settings& Application::settings() {
  return m_parts->settings;
}

void Application::show() {
  Parts& parts = *m_parts;
  parts.window.show();
  // What is not needed for the first sight of the window comes after it.
  QTimer::singleShot(0, &parts.window, [&parts] {
    parts.runner.openChosenModel();
    parts.scanner.setFolders(parts.pictureFolders());
    std::vector<Error> problems = parts.presets.problems();
    for (const std::optional<Error>& problem :
         {parts.settings.problem(), parts.keywords.problem(), parts.database.problem(), parts.database.recovered()})
      if (problem)
        problems.push_back(*problem);
    for (const Error& problem : problems)
      log::warning("start: " + problem.text() + " " + problem.detail);
    parts.window.showErrors(problems);
  });
}

void Application::take(const StartArguments& arguments) {
  MainWindow& window = m_parts->window;
  if (!arguments.preset.isEmpty() && !window.usePreset(arguments.preset)) {
    window.showError(
        {ErrorCode::invalidRequest, "There is no preset with the name %1.", {arguments.preset.toStdString()}, {}});
  }
  if (!arguments.prompt.isEmpty())
    window.usePrompt(arguments.prompt);
  if (!arguments.files.isEmpty())
    window.openFiles(arguments.files);
  if (arguments.generate)
    window.generate();
  if (window.isVisible()) {
    window.setWindowState((window.windowState() & ~Qt::WindowMinimized) | Qt::WindowActive);
    window.raise();
    window.activateWindow();
  }
}

}  // namespace zaohua
