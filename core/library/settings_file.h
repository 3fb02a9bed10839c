// SPDX-License-Identifier: Apache-2.0
// settings.ini as texts under names. Reads once and then remembers, because QSettings forgets types, joins lists and
// keeps a failed write to itself. What was there and is damaged is kept beside the file. GUI thread.
#pragma once

#include <QHash>
#include <QString>
#include <optional>

#include "base/result.h"

namespace zaohua {

class SettingsFile {
 public:
  explicit SettingsFile(const QString& path);
  const std::optional<Error>& problem() const { return m_problem; }

  std::optional<QString> value(const QString& key) const;
  // The value holds for the running program even where it cannot be written.
  Result<void> setValue(const QString& key, const QString& value);

 private:
  enum class Health { sound, partlyDamaged, useless, unreadable };
  Health load();
  QString keepAside();
  void readValues(bool validUtf8);
  Result<void> write(const QHash<QString, QString>& values) const;

  QString m_path;
  QHash<QString, QString> m_values;
  bool m_mayWrite = true;  // false: what is in the file could not be saved from being overwritten
  bool m_parsed = true;
  std::optional<Error> m_problem;
};

}  // namespace zaohua
