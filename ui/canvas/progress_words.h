// SPDX-License-Identifier: Apache-2.0
// What a running picture says about itself, in the window's language. Plain functions, GUI thread.
#pragma once

#include <QString>
#include <optional>

#include "engine/engine_types.h"

namespace zaohua {

// "Denoising 5 of 8", "Loading the model"
QString stageText(const StageProgress& progress);

// "2 s left", "about 1 min left"; empty where nobody knows.
QString timeLeftText(std::optional<double> seconds);

// "Picture 2 of 4"; empty for a job of one.
QString pictureOfText(const PictureTask& task);

}  // namespace zaohua
