// SPDX-License-Identifier: Apache-2.0
// The values that cross between the compute thread and the GUI thread. Plain values, no tensors.
#pragma once

#include <QImage>
#include <QString>
#include <memory>
#include <optional>
#include <vector>

#include "base/error.h"
#include "base/generation_request.h"
#include "base/image8.h"
#include "base/progress.h"
#include "pipeline/inference_session.h"
#include "pipeline/model_inspection.h"

namespace zaohua {

// Which model, and how to run it.
struct ModelChoice {
  QString path;  // a diffusers folder, or "synthetic:…"
  DeviceChoice::Kind device = DeviceChoice::Kind::automatic;
  int deviceIndex = 0;
  DtypeChoice dtype = DtypeChoice::automatic;

  bool operator==(const ModelChoice&) const = default;
};

// What stands behind the Generate button.
struct ModelState {
  enum class Phase {
    closed,   // nothing chosen yet
    opening,  // the inference library and the model's metadata are being read
    loading,  // weights on their way: loaded of loadTotal
    ready,    // in memory
    resting,  // opened; its weights are read (again) when a job needs them
    failed,   // `error` says why
  };
  Phase phase = Phase::closed;
  ModelChoice choice;
  ModelInfo info;      // from `loading` on
  MemoryState memory;  // likewise, as it was when the phase began
  int loaded = 0;
  int loadTotal = 1;
  Error error;

  bool isOpen() const { return phase == Phase::loading || phase == Phase::ready || phase == Phase::resting; }
};

// One picture of a job; a job of several is several tasks.
struct PictureTask {
  QString job;
  int index = 0;              // of this picture in its job, from 0
  int count = 1;              // pictures of the job
  GenerationRequest request;  // of this picture: its own seed, count 1
};

struct TaskProgress {
  StageProgress stage;
  std::optional<double> secondsLeft;  // of this picture; none until there is something to go by
  double fraction = 0;                // 0…1 of this picture's expected time, never falling
};

struct PreviewFrame {
  QImage image;  // one pixel per latent: width/8 x height/8
  int step = 0;  // forwards done, from 1
  int steps = 0;
};

struct FinishedPicture {
  PictureTask task;
  GenerationRequest request;  // complete: nothing left to defaults
  std::shared_ptr<const Image8> pixels;
  QImage image;  // the same, for the screen
  std::vector<StageTiming> timings;
};

// What a folder holds, or why nothing could be read there.
struct InspectedModel {
  QString path;
  ModelInspection inspection;
  std::optional<Error> error;
};

struct TaskEnd {
  enum class Kind { finished, cancelled, failed };
  PictureTask task;
  Kind kind = Kind::finished;
  Error error;  // where failed
};

}  // namespace zaohua
