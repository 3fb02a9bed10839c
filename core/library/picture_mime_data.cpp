// SPDX-License-Identifier: Apache-2.0
#include "library/picture_mime_data.h"

#include <QFile>
#include <QFileInfo>
#include <QUrl>

#include "image_io/picture_file.h"

namespace zaohua {

namespace {

QString imageType(const QString& path) {
  const QString suffix = QFileInfo(path).suffix().toLower();
  if (suffix == "png" || suffix == "webp")
    return "image/" + suffix;
  return suffix == "jpg" || suffix == "jpeg" ? "image/jpeg" : QString();
}

}  // namespace

PictureMimeData::PictureMimeData(const QStringList& paths) {
  QList<QUrl> urls;
  for (const QString& path : paths)
    urls.append(QUrl::fromLocalFile(path));
  setUrls(urls);
  if (paths.size() == 1) {
    m_path = paths.front();
    m_type = imageType(m_path);
  }
}

QStringList PictureMimeData::types() {
  return {"text/uri-list", "image/png", "image/jpeg", "image/webp"};
}

QStringList PictureMimeData::formats() const {
  QStringList all = QMimeData::formats();
  if (!m_type.isEmpty())
    all.append(m_type);
  return all;
}

bool PictureMimeData::hasFormat(const QString& mimeType) const {
  return (!m_type.isEmpty() && mimeType == m_type) || QMimeData::hasFormat(mimeType);
}

QVariant PictureMimeData::retrieveData(const QString& mimeType, QMetaType type) const {
  if (m_type.isEmpty() || mimeType != m_type)
    return QMimeData::retrieveData(mimeType, type);
  QFile file(m_path);
  if (!file.open(QIODevice::ReadOnly) || file.size() > static_cast<qint64>(maxPictureFileBytes))
    return {};
  return file.readAll();
}

}  // namespace zaohua
