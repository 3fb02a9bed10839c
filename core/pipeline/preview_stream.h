// SPDX-License-Identifier: Apache-2.0
// Previews on their way to the observer. They are computed and copied behind the step that they show and delivered once
// they have arrived, so that the card never waits for one; if a newer one comes meanwhile, the older is dropped. Lives
// on the session's thread, as long as one job.
#pragma once

#include <c10/core/Event.h>

#include <optional>

#include "pipeline/inference_session.h"
#include "pipeline/preview.h"

namespace zaohua {

class PreviewStream {
 public:
  // Without factors, or an observer that wants previews, this does nothing. `observer` outlives it.
  PreviewStream(const SessionObserver& observer, const std::optional<PreviewFactors>& factors, at::Device device);

  // latents (1, 16, h, w): what the model takes for the clean picture after `step` of `steps` forwards.
  void show(const at::Tensor& latents, int step, int steps, int picture);
  bool isWanted() const { return m_map.has_value(); }

  // Hands over what has arrived. Call it often.
  void deliver();

 private:
  struct OnItsWay {
    at::Tensor pixels;  // (1, h, w, 3) bytes on the CPU, once `arrived`
    std::optional<c10::Event> arrived;
    Preview preview;  // all but its image
  };

  const SessionObserver& m_observer;
  at::Device m_device;
  std::optional<LatentToRgb> m_map;
  std::optional<OnItsWay> m_onItsWay;
};

}  // namespace zaohua
