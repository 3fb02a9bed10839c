// SPDX-License-Identifier: Apache-2.0
#include "library/library_paths.h"

#include <QDir>
#include <QStandardPaths>

namespace zaohua {

namespace {

QString xdgFolder(const char* variable, const QString& belowHome) {
  const QString set = qEnvironmentVariable(variable);
  return QDir::cleanPath((QDir::isAbsolutePath(set) ? set : QDir::home().filePath(belowHome)) + "/zaohua");
}

}  // namespace

LibraryPaths LibraryPaths::standard() {
  LibraryPaths paths;
  paths.config = xdgFolder("XDG_CONFIG_HOME", ".config");
  paths.data = xdgFolder("XDG_DATA_HOME", ".local/share");
  paths.state = xdgFolder("XDG_STATE_HOME", ".local/state");
  paths.cache = xdgFolder("XDG_CACHE_HOME", ".cache");
  paths.pictures = QDir(QStandardPaths::writableLocation(QStandardPaths::PicturesLocation)).filePath("Zaohua");
  return paths;
}

QString LibraryPaths::databaseFile() const {
  return data + "/library.sqlite";
}

QString LibraryPaths::presetsFolder() const {
  return data + "/presets";
}

}  // namespace zaohua
