// SPDX-License-Identifier: Apache-2.0
// How one list of rows becomes another by taking out and putting in. Plain function, any thread.
#pragma once

#include <QList>
#include <optional>
#include <vector>

#include "library/gallery_store.h"

namespace zaohua {

struct RowStep {
  bool comes = false;   // or goes
  std::size_t row = 0;  // in the list as the steps before have left it
  std::size_t count = 0;
  std::size_t source = 0;  // where rows that come stand in the new list
};

// Nothing if the rows differ otherwise than by the touched ones, or in more places than a view should follow.
std::optional<std::vector<RowStep>> stepsBetween(const std::vector<GalleryRow>& before,
                                                 const std::vector<GalleryRow>& after, const QList<qint64>& touched);

}  // namespace zaohua
