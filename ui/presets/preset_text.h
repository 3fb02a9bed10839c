// SPDX-License-Identifier: Apache-2.0
// What a preset says about settings: whether they are still its own, and a part of it. Pure functions, any thread.
#pragma once

#include "library/preset_store.h"

namespace zaohua {

// Whether everything that the preset holds is so in `current`. What it does not hold does not matter.
bool isAsInPreset(const Preset& preset, const Preset& current);

struct PresetParts {
  bool prompt = true, size = true, steps = true, seed = false, count = false, model = false, format = false;

  bool isNothing() const { return !(prompt || size || steps || seed || count || model || format); }
};

// The settings with only these parts left. Steps bring guidance along.
Preset onlyParts(Preset settings, const PresetParts& parts);
// The parts that a preset holds.
PresetParts partsOf(const Preset& preset);

}  // namespace zaohua
