// SPDX-License-Identifier: Apache-2.0
// A job of the queue: one press of Generate, whatever its count. Plain value.
#pragma once

#include <QDateTime>
#include <QString>

#include "base/error.h"
#include "base/generation_request.h"

namespace zaohua {

enum class JobState { waiting, paused, running, failed };

// Fixed at the press, like the request.
struct JobOutput {
  QString folder;  // empty: the folder of the settings, by day
  QString format;  // "png", "jpg" or "webp"
  QString model;   // path of the model's folder
};

struct QueuedJob {
  QString id;                 // printable ASCII, unique for ever; also in the metadata of its pictures
  GenerationRequest request;  // complete seed; count as asked
  JobOutput output;
  JobState state = JobState::waiting;
  bool interrupted = false;  // paused because the program ended, not by the user
  bool pausing = false;      // running, and paused as soon as its picture is kept
  bool removing = false;     // running, and gone as soon as it ends
  int done = 0;              // pictures that are safely in the gallery
  quint32 kept = 0;          // the same, bit k for picture k
  Error error;               // where failed
  QDateTime submittedAt;
};

}  // namespace zaohua
