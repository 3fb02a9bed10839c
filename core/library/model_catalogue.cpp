// SPDX-License-Identifier: Apache-2.0
#include "library/model_catalogue.h"

#include <QDir>
#include <QFileInfo>
#include <algorithm>

namespace zaohua {

ModelCatalogue::ModelCatalogue(Settings& settings, QString demoPath, QObject* parent)
    : QObject(parent), m_settings(settings), m_demoPath(QDir::cleanPath(demoPath)) {
  refresh();
  connect(&settings, &Settings::changed, this, [this](const QString& key) {
    if (key == "modelFolders" || key == "model")
      refresh();
  });
}

void ModelCatalogue::refresh() {
  m_models = {{m_demoPath, QFileInfo(m_demoPath).fileName(), true}};
  QStringList paths = m_settings.modelFolders();
  // A model chosen once and taken from the list still is what the next start opens.
  if (!m_settings.model().isEmpty())
    paths.append(m_settings.model());
  for (const QString& path : paths) {
    const QString clean = QDir::cleanPath(path);
    if (std::ranges::find(m_models, clean, &KnownModel::path) == m_models.end())
      m_models.push_back({clean, QFileInfo(clean).fileName(), false});
  }
  Q_EMIT changed();
}

const KnownModel* ModelCatalogue::find(const QString& pathOrName) const {
  const QString clean = QDir::cleanPath(pathOrName);
  for (const auto member : {&KnownModel::path, &KnownModel::name})
    if (const auto found = std::ranges::find(m_models, clean, member); found != m_models.end())
      return &*found;
  return nullptr;
}

const KnownModel& ModelCatalogue::chosen() const {
  const KnownModel* model = m_settings.model().isEmpty() ? nullptr : find(m_settings.model());
  return model != nullptr ? *model : demo();
}

void ModelCatalogue::add(const QString& path) {
  QStringList folders = m_settings.modelFolders();
  const QString clean = QDir::cleanPath(path);
  if (clean == m_demoPath || folders.contains(clean))
    return;
  folders.append(clean);
  m_settings.setModelFolders(folders);
}

void ModelCatalogue::remove(const QString& path) {
  QStringList folders = m_settings.modelFolders();
  if (folders.removeAll(path) > 0)
    m_settings.setModelFolders(folders);
}

}  // namespace zaohua
