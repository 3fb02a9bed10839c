// SPDX-License-Identifier: Apache-2.0
// Preset files. What is accepted is legal, has a file name that stays in its folder, and says the same after being
// written and read again.
#include <cstdint>
#include <cstdlib>

#include "library/preset_store_file.h"

namespace {

void check(bool promiseHolds) {
  if (!promiseHolds)
    std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const QByteArray file(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
  const auto preset = zaohua::presetFromText(file, "a.zaohua-preset");
  if (!preset)
    return 0;
  check(zaohua::validatePreset(*preset).has_value());
  const QString stem = zaohua::presetFileStem(preset->name);
  check(!stem.isEmpty() && !stem.contains('/') && !stem.contains('\\') && !stem.startsWith('.'));
  const QByteArray written = zaohua::presetToText(*preset);
  const auto again = zaohua::presetFromText(written, "b.zaohua-preset");
  check(again.has_value() && zaohua::presetToText(*again) == written);
  return 0;
}
