// SPDX-License-Identifier: Apache-2.0
// What is in a model folder, in words: each part with its size, or with what is wrong with it. Plain function.
#pragma once

#include <QString>

namespace zaohua {

struct InspectedModel;
struct ThemeColors;

// As rich text in the colours of the theme.
QString modelDescription(const InspectedModel& model, const ThemeColors& colors);

}  // namespace zaohua
