// SPDX-License-Identifier: Apache-2.0
// What happens on the compute thread: it opens the inference library, holds the model, makes pictures. Made by Engine,
// moved to its thread, spoken to by queued calls only. Not for anybody else.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <chrono>
#include <memory>

#include "base/cancel_token.h"
#include "engine/engine_types.h"
#include "engine/latest_value.h"
#include "pipeline/inference_module.h"

namespace zaohua {

struct EngineMailboxes {
  LatestValue<PreviewFrame> preview;
  LatestValue<StageProgress> progress;
};

class EngineWorker : public QObject {
  Q_OBJECT

 public:
  EngineWorker(QString tokenizerFolder, std::shared_ptr<EngineMailboxes> mailboxes);

  // On the compute thread.
  void openModel(const ModelChoice& choice, const CancelToken& cancel);
  void run(const PictureTask& task, const CancelToken& cancel);
  void inspect(const QString& path);
  void setPreviewInterval(std::chrono::milliseconds interval) { m_previewInterval = interval; }
  void setIdleUnload(std::chrono::milliseconds after);

 Q_SIGNALS:
  void modelChanged(const zaohua::ModelState& state);
  void taskStarted(const zaohua::PictureTask& task);
  void progressWaits();
  void previewWaits();
  void noticed(const zaohua::Notice& notice);
  void pictureReady(const zaohua::FinishedPicture& picture);
  void taskEnded(const zaohua::TaskEnd& end);
  void inspected(const zaohua::InspectedModel& model);

 private:
  void enter(ModelState::Phase phase);
  void fail(const Error& error);
  void rest();
  Result<void> loadWeights(const CancelToken& cancel);
  Result<void> makePicture(const PictureTask& task, const CancelToken& cancel);
  void offerPreview(const Preview& preview);
  SessionObserver observer();

  QString m_tokenizerFolder;
  std::shared_ptr<EngineMailboxes> m_mailboxes;
  std::chrono::milliseconds m_previewInterval{100};
  QTimer m_idle;
  QElapsedTimer m_sincePreview;
  ModelState m_state;
  std::unique_ptr<InferenceSession> m_session;
};

}  // namespace zaohua
