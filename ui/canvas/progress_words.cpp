// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/progress_words.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

namespace zaohua {

namespace {

struct ProgressWords {
  Q_DECLARE_TR_FUNCTIONS(ProgressWords)
};

}  // namespace

QString stageText(const StageProgress& progress) {
  switch (progress.stage) {
    case Stage::load:
      return ProgressWords::tr("Loading the model");
    case Stage::encodePrompt:
      return ProgressWords::tr("Reading the prompt");
    case Stage::denoise:
      // The step that is being worked on.
      return ProgressWords::tr("Denoising %1 of %2")
          .arg(std::clamp(progress.done + 1, 1, std::max(progress.total, 1)))
          .arg(progress.total);
    case Stage::decode:
      return ProgressWords::tr("Decoding");
    case Stage::save:
      return ProgressWords::tr("Saving");
  }
  return {};
}

QString timeLeftText(std::optional<double> seconds) {
  if (!seconds || !std::isfinite(*seconds))
    return {};
  const double rounded = std::max(1.0, std::ceil(*seconds));
  if (rounded < 60)
    return ProgressWords::tr("%1 s left").arg(static_cast<int>(rounded));
  if (rounded < 90 * 60)
    return ProgressWords::tr("about %1 min left").arg(std::lround(rounded / 60));
  return ProgressWords::tr("about %1 h left").arg(std::lround(std::min(rounded, 1e7) / 3600));
}

QString pictureOfText(const PictureTask& task) {
  return task.count > 1 ? ProgressWords::tr("Picture %1 of %2").arg(task.index + 1).arg(task.count) : QString();
}

}  // namespace zaohua
