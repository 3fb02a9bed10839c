// SPDX-License-Identifier: Apache-2.0
#include "pipeline/stage_report.h"

#include <algorithm>

#include "base/platform.h"
#include "pipeline/torch_device.h"

namespace zaohua {

StageReport::StageReport(const SessionObserver& observer, int pictures, at::Device device)
    : m_observer(observer), m_device(device) {
  m_progress.pictures = pictures;
}

void StageReport::begin(Stage stage, int total, int picture) {
  m_progress.stage = stage;
  m_progress.done = 0;
  m_progress.total = total;
  m_progress.picture = picture;
  m_begun = monotonicSeconds();
  tell();
}

void StageReport::advance(int done, int total) {
  m_progress.done = done;
  m_progress.total = total;
  if (done < total)
    tell();
}

void StageReport::end() {
  synchronize(m_device);
  m_progress.done = m_progress.total;
  tell();
  const double seconds = monotonicSeconds() - m_begun;
  const auto known = std::ranges::find(m_timings, m_progress.stage, &StageTiming::stage);
  if (known != m_timings.end()) {
    known->seconds += seconds;
  } else {
    m_timings.push_back({m_progress.stage, seconds});
  }
}

void StageReport::tell() const {
  if (m_observer.progress)
    m_observer.progress(m_progress);
}

}  // namespace zaohua
