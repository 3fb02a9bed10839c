// SPDX-License-Identifier: Apache-2.0
// Names for new pictures. Plain functions, any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/platform.h"

namespace zaohua {

inline constexpr std::string_view defaultFileNameTemplate = "zaohua_{date}_{time}_{seed}.png";

// Fills in {date} (2026-11-24), {time} (09-05-30) and {seed}; other braces stay. The result is one plain name that any
// file system takes: what would lead into another folder, hide the file or be too long is replaced or cut.
std::string fillFileName(std::string_view nameTemplate, const LocalTime& time, std::int64_t seed);

// The name for picture `number` (from 1) of several that want the same one: "a.png", "a-2.png", "a-3.png".
std::string numberedFileName(const std::string& fileName, int number);

}  // namespace zaohua
