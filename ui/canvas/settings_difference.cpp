// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/settings_difference.h"

#include "ui/canvas/settings_text.h"

namespace zaohua {

std::vector<SettingDifference> settingsDifference(const GenerationRequest& a, const GenerationRequest& b) {
  const std::vector<SettingText> first = settingTexts(a, true);
  const std::vector<SettingText> second = settingTexts(b, true);
  std::vector<SettingDifference> rows;
  for (std::size_t index = 0; index < first.size(); ++index) {
    if (first[index].value != second[index].value)
      rows.push_back({first[index].key, first[index].name, first[index].value, second[index].value});
  }
  return rows;
}

}  // namespace zaohua
