// SPDX-License-Identifier: Apache-2.0
// The models that the user can choose: the demo model and the folders added in the settings. What a folder is worth is
// the engine's question. GUI thread.
#pragma once

#include <QObject>
#include <QString>
#include <vector>

#include "library/settings.h"

namespace zaohua {

struct KnownModel {
  QString path;
  QString name;  // of the folder; what pictures carry as their model
  bool demo = false;
};

class ModelCatalogue : public QObject {
  Q_OBJECT

 public:
  ModelCatalogue(Settings& settings, QString demoPath, QObject* parent = nullptr);

  const std::vector<KnownModel>& models() const { return m_models; }  // the demo model first
  const KnownModel& demo() const { return m_models.front(); }
  // By path, or by the name that a picture or preset carries. Null: not on this machine.
  const KnownModel* find(const QString& pathOrName) const;
  // The one in the settings, or the demo model.
  const KnownModel& chosen() const;

  void add(const QString& path);
  void remove(const QString& path);

 Q_SIGNALS:
  void changed();

 private:
  void refresh();

  Settings& m_settings;
  QString m_demoPath;
  std::vector<KnownModel> m_models;
};

}  // namespace zaohua
