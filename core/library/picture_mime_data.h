// SPDX-License-Identifier: Apache-2.0
// Pictures on their way into another program: their files as URLs and, for a single one, the file's own bytes under its
// type, metadata included. The bytes are read when somebody asks for them. GUI thread.
#pragma once

#include <QMimeData>
#include <QStringList>

namespace zaohua {

class PictureMimeData : public QMimeData {
  Q_OBJECT

 public:
  explicit PictureMimeData(const QStringList& paths);
  static QStringList types();

  QStringList formats() const override;
  bool hasFormat(const QString& mimeType) const override;

 protected:
  QVariant retrieveData(const QString& mimeType, QMetaType type) const override;

 private:
  QString m_path;  // of the single picture
  QString m_type;  // of that; empty where there are several
};

}  // namespace zaohua
