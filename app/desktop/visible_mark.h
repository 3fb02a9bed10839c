// SPDX-License-Identifier: Apache-2.0
// The visible label of GB 45438: words in the lower right corner that say a machine made the picture. Any thread.
#pragma once

#include "base/image8.h"

namespace zaohua {

// A copy with "AI 生成" in it (or "AI" where no font has these characters), at least 5 % of the shorter side high as
// the standard asks, readable on any ground.
Image8 withVisibleMark(const Image8& picture);

}  // namespace zaohua
