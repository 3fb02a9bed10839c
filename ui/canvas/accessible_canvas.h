// SPDX-License-Identifier: Apache-2.0
// Roles and values of the canvas for assistive programs: a picture is a graphic whose name is its prompt, the progress
// card a progress bar, the divider of a comparison a slider.
#pragma once

namespace zaohua {

// May be called again.
void installCanvasAccessibility();

}  // namespace zaohua
