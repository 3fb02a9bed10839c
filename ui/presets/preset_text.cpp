// SPDX-License-Identifier: Apache-2.0
#include "ui/presets/preset_text.h"

#include <QFileInfo>
#include <cmath>

namespace zaohua {

namespace {

template <typename Value>
bool agrees(const std::optional<Value>& wanted, const std::optional<Value>& present) {
  return !wanted || wanted == present;
}

// A preset may name a model by its folder's name or by a path of another machine.
bool isSameModel(const QString& wanted, const QString& present) {
  return wanted == present || QFileInfo(wanted).fileName() == QFileInfo(present).fileName();
}

}  // namespace

bool isAsInPreset(const Preset& preset, const Preset& current) {
  // Whichever language of a shipped prompt the window took.
  const bool samePrompt =
      agrees(preset.prompt, current.prompt) || (preset.promptZh && preset.promptZh == current.prompt);
  // An empty negative prompt and none are the same to every model.
  const bool sameNegative =
      !preset.negativePrompt || *preset.negativePrompt == current.negativePrompt.value_or(QString());
  const bool sameGuidance = !preset.guidance || std::abs(*preset.guidance - current.guidance.value_or(0)) < 0.005;
  const bool sameModel = !preset.model || isSameModel(*preset.model, current.model.value_or(QString()));
  return samePrompt && sameModel && sameNegative && sameGuidance && agrees(preset.width, current.width) &&
         agrees(preset.height, current.height) && agrees(preset.steps, current.steps) &&
         agrees(preset.count, current.count) && agrees(preset.seed, current.seed) &&
         agrees(preset.format, current.format);
}

Preset onlyParts(Preset settings, const PresetParts& parts) {
  if (!parts.prompt) {
    settings.prompt.reset();
    settings.negativePrompt.reset();
  }
  if (!parts.size) {
    settings.width.reset();
    settings.height.reset();
  }
  if (!parts.steps) {
    settings.steps.reset();
    settings.guidance.reset();
  }
  if (!parts.seed)
    settings.seed.reset();
  if (!parts.count)
    settings.count.reset();
  if (!parts.model)
    settings.model.reset();
  if (!parts.format)
    settings.format.reset();
  return settings;
}

PresetParts partsOf(const Preset& preset) {
  PresetParts parts;
  parts.prompt = preset.prompt || preset.negativePrompt;
  parts.size = preset.width || preset.height;
  parts.steps = preset.steps || preset.guidance;
  parts.seed = preset.seed.has_value();
  parts.count = preset.count.has_value();
  parts.model = preset.model.has_value();
  parts.format = preset.format.has_value();
  return parts;
}

}  // namespace zaohua
