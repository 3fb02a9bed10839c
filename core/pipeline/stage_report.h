// SPDX-License-Identifier: Apache-2.0
// Tells the observer which stage a job is in, and keeps how long each took. Lives as long as one job.
#pragma once

#include <c10/core/Device.h>

#include <vector>

#include "pipeline/inference_session.h"

namespace zaohua {

class StageReport {
 public:
  StageReport(const SessionObserver& observer, int pictures, at::Device device);

  void begin(Stage stage, int total, int picture = 0);
  void advance(int done, int total);
  // Waits for the device, so that the stage's time is its own.
  void end();

  // One entry a stage, those of all pictures added up.
  const std::vector<StageTiming>& timings() const { return m_timings; }

 private:
  void tell() const;

  const SessionObserver& m_observer;
  at::Device m_device;
  StageProgress m_progress;
  double m_begun = 0;
  std::vector<StageTiming> m_timings;
};

}  // namespace zaohua
