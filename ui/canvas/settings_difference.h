// SPDX-License-Identifier: Apache-2.0
// What two pictures were told differently. A pure function; texts in the window's language. GUI thread.
#pragma once

#include <QString>
#include <vector>

#include "base/generation_request.h"

namespace zaohua {

struct SettingDifference {
  QString key;   // stable: "seed"
  QString name;  // "Seed"
  QString a;
  QString b;
};

// In reading order; empty for requests that make the same picture. `count` is no setting of a picture.
std::vector<SettingDifference> settingsDifference(const GenerationRequest& a, const GenerationRequest& b);

}  // namespace zaohua
