// SPDX-License-Identifier: Apache-2.0
// Presets: any subset of prompt, parameters and model under a name. The user's are one JSON file each, the shipped ones
// come with the program and cannot be changed. A list model in the user's order. GUI thread.
#pragma once

#include <QAbstractListModel>
#include <QJsonObject>
#include <optional>
#include <vector>

#include "base/result.h"

namespace zaohua {

struct Preset {
  QString id;  // file name without extension; "shipped:…" for those of the program
  QString name;
  bool shipped = false;
  QString nameZh;  // of a shipped one; `name` is English then

  std::optional<QString> prompt, negativePrompt;
  std::optional<QString> promptZh;  // of a shipped one, for a Chinese window
  std::optional<int> width, height, steps, count;
  std::optional<double> guidance;
  std::optional<qint64> seed;
  std::optional<QString> model;  // folder name or path, as it was when saved
  std::optional<QString> format;
  QJsonObject unknown;  // fields of a newer version, kept as they came

  // In the language of QLocale(): those of the program have two names.
  QString displayName() const;
};

class PresetStore : public QAbstractListModel {
  Q_OBJECT

 public:
  enum Role { IdRole = Qt::UserRole + 1, ShippedRole };

  static constexpr const char* extension = ".zaohua-preset";  // of exported files

  // `folder` holds the user's files; a damaged one is left alone and named in problems().
  explicit PresetStore(const QString& folder, QObject* parent = nullptr);
  const std::vector<Error>& problems() const { return m_problems; }

  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  const std::vector<Preset>& presets() const { return m_presets; }
  const Preset* preset(const QString& id) const;

  Result<QString> save(Preset preset);  // a new one; a name in use gets " 2" …; returns the id
  // Fields of a newer version stay; an empty name keeps the one that it has.
  Result<void> overwrite(const QString& id, const Preset& preset);
  Result<void> rename(const QString& id, const QString& name);
  Result<void> move(int from, int to);
  // The removed preset goes back in with restore(), at its old place.
  struct Removed {
    Preset preset;
    int row = 0;
  };
  Result<Removed> remove(const QString& id);
  Result<void> restore(const Removed& removed);
  Result<QString> importFile(const QString& path);
  Result<void> exportFile(const QString& id, const QString& path) const;
  static bool looksLikePreset(const QString& path);  // by extension: .zaohua-preset or .json
  void retranslate();                                // the language of QLocale() has changed

 private:
  void loadShipped();
  void loadOwn();
  void sortByOrderFile();
  Result<void> writeOrder() const;
  Result<void> write(const Preset& preset) const;
  Result<QString> insert(Preset preset, int row);
  int rowOf(const QString& id) const;
  Result<int> rowOfOwn(const QString& id) const;
  bool isNameTaken(const QString& name) const;
  QString freeName(const QString& name) const;
  QString freeId(const QString& name) const;
  QString fileOf(const QString& id) const;

  QString m_folder;
  std::vector<Preset> m_presets;
  std::vector<Error> m_problems;
};

}  // namespace zaohua
