// SPDX-License-Identifier: Apache-2.0
#include "library/row_steps.h"

#include <QSet>

namespace zaohua {

namespace {

constexpr std::size_t mostSteps = 64;

}  // namespace

// Both lists hold the untouched rows in the same order, so one pass over them side by side tells which came and went.
std::optional<std::vector<RowStep>> stepsBetween(const std::vector<GalleryRow>& before,
                                                 const std::vector<GalleryRow>& after, const QList<qint64>& touched) {
  const QSet<qint64> mayDiffer(touched.begin(), touched.end());
  std::vector<RowStep> steps;
  const auto add = [&steps](bool comes, std::size_t row, std::size_t source) {
    const bool goesOn =
        !steps.empty() && steps.back().comes == comes && row == steps.back().row + (comes ? steps.back().count : 0);
    if (goesOn)
      ++steps.back().count;
    else
      steps.push_back({comes, row, 1, source});
  };
  std::size_t old = 0;
  std::size_t next = 0;
  while (old < before.size() || next < after.size()) {
    if (old < before.size() && next < after.size() && before[old].id == after[next].id) {
      ++old;
      ++next;
    } else if (old < before.size() && mayDiffer.contains(before[old].id)) {
      add(false, next, 0);
      ++old;
    } else if (next < after.size() && mayDiffer.contains(after[next].id)) {
      add(true, next, next);
      ++next;
    } else {
      return {};
    }
    if (steps.size() > mostSteps)
      return {};
  }
  return steps;
}

}  // namespace zaohua
