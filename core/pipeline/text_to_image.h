// SPDX-License-Identifier: Apache-2.0
// The recipe: a complete request becomes pictures, stage by stage. Reads top to bottom in text_to_image.cpp. Lives on
// the session's thread; throws Failure and torch's exceptions, which the session's door turns into Errors.
#pragma once

#include "pipeline/inference_session.h"
#include "pipeline/prompt_encoder.h"
#include "pipeline/resident_model.h"

namespace zaohua {

struct TextToImage {
  const ModelBundle& bundle;
  ResidentModel& model;
  PromptEncoder& promptEncoder;

  // REQUIRES a request that the session has resolved. Pictures leave through observer.picture as they are done.
  GenerationOutcome run(const GenerationRequest& request, const LatentFiles& files, const SessionObserver& observer,
                        const CancelToken& cancel) const;
};

}  // namespace zaohua
