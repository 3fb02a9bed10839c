// SPDX-License-Identifier: Apache-2.0
// The settings of a picture as names and values in the window's language, in the order in which a person reads them.
// Values are exact: two that differ read differently. Plain functions, GUI thread.
#pragma once

#include <QString>
#include <vector>

#include "base/generation_request.h"

namespace zaohua {

struct SettingText {
  QString key;    // stable, for object names: "guidance"
  QString name;   // "Guidance"
  QString value;  // "4 (balanced)"; empty where the picture does not say
};

// What a request leaves to the model's defaults has no value; the negative prompt and rare settings are there only
// where they were used, unless `everything`.
std::vector<SettingText> settingTexts(const GenerationRequest& request, bool everything = false);

// "off", "gentle", "balanced", "strong", "very strong": what a guidance does, in a word.
QString guidanceWord(double guidance);

}  // namespace zaohua
