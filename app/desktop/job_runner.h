// SPDX-License-Identifier: Apache-2.0
// Keeps the engine at work: takes the queue's next picture, sees to it that its model is open, hands what comes out to
// the recorder, and tells the queue how it ended. GUI thread.
#pragma once

#include <QDateTime>
#include <QObject>

#include "desktop/recorder.h"
#include "engine/engine.h"
#include "library/job_queue.h"
#include "library/model_catalogue.h"

namespace zaohua {

// The device and dtype of the settings, for this model.
ModelChoice modelChoice(const Settings& settings, const QString& path);

class JobRunner : public QObject {
  Q_OBJECT

 public:
  struct Parts {
    Engine& engine;
    JobQueue& queue;
    GalleryStore& gallery;
    ModelCatalogue& catalogue;
    const Settings& settings;
    Recorder& recorder;
  };
  explicit JobRunner(const Parts& parts, QObject* parent = nullptr);

  // Opens the model that the user has chosen, as soon as no job needs another one.
  void openChosenModel();
  // The gallery knows every file again. Until then no job of an earlier run goes on: a picture whose file was written
  // just before the program was killed would be made twice.
  void galleryIsComplete();

 private:
  void startNext();
  bool openModelFor(const QueuedJob& job);
  std::optional<int> pictureToMake(const QueuedJob& job) const;
  void taskEnded(const TaskEnd& end);

  Parts m_parts;
  QDateTime m_begun = QDateTime::currentDateTime();
  bool m_galleryIsComplete = false;
};

}  // namespace zaohua
