// SPDX-License-Identifier: Apache-2.0
// Where the program keeps its things, by the XDG base directory rules. Plain values, any thread.
#pragma once

#include <QString>

namespace zaohua {

struct LibraryPaths {
  QString config;    // settings.ini
  QString data;      // library.sqlite, presets/, keywords.json
  QString state;     // log/, window.ini
  QString cache;     // freedesktop thumbnails live beside it, in thumbnails/
  QString pictures;  // default output folder: Pictures/Zaohua

  // Relative values in XDG_* variables are ignored, as the specification asks. Folders are not created.
  static LibraryPaths standard();
  QString databaseFile() const;
  QString presetsFolder() const;
};

}  // namespace zaohua
