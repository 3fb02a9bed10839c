// SPDX-License-Identifier: Apache-2.0
// How long a picture takes, from how long earlier ones took. Pure values: what was measured goes in, an honest guess or
// nothing comes out. GUI thread.
#pragma once

#include <QString>
#include <map>
#include <optional>
#include <vector>

#include "base/generation_request.h"
#include "base/progress.h"
#include "pipeline/inference_session.h"

namespace zaohua {

// Seconds per picture and stage; denoise is the whole of its steps.
struct TimeEstimate {
  double encode = 0, denoise = 0, decode = 0, save = 0;
  double total() const { return encode + denoise + decode + save; }
};

class TimeEstimator {
 public:
  // `machine` is whatever makes times comparable: model, device and dtype in one string.
  void record(const QString& machine, const GenerationRequest& resolved, const std::vector<StageTiming>& timings);

  // Nothing until the machine made one picture. Other sizes are scaled by their number of tokens (denoise) and pixels
  // (decode). REQUIRES width, height and steps.
  std::optional<TimeEstimate> estimate(const QString& machine, const GenerationRequest& resolved) const;

  // One line each, for the state folder; what cannot be read is left out.
  QByteArray save() const;
  void restore(const QByteArray& saved);

 private:
  struct Measured {
    int width = 0, height = 0;
    double encode = 0, step = 0, decode = 0, save = 0;  // seconds; step: one forward pass, guidance included
  };
  std::map<QString, std::vector<Measured>> m_measured;  // newest last, few
};

// Seconds left of a running picture: the estimate corrected by how fast this one really goes, and never stuck: where a
// stage or step takes longer than expected the rest grows with it. `inStage` and `inStep` are the seconds since the
// stage began and since its count last changed.
double secondsLeft(const TimeEstimate& estimate, const StageProgress& now, double inStage, double inStep);

}  // namespace zaohua
