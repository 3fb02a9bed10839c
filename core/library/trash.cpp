// SPDX-License-Identifier: Apache-2.0
#include "library/trash.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QStandardPaths>

#include "image_io/file_name.h"

namespace zaohua {

namespace {

// files/cat.png is described by info/cat.png.trashinfo.
QString infoFile(const QString& pathInTrash) {
  const QFileInfo file(pathInTrash);
  return QDir::cleanPath(file.path() + "/../info/" + file.fileName() + ".trashinfo");
}

// Qt 6.4 writes the path as it is, where the specification asks for it to be percent-encoded like a URL: the restore
// of a file manager would turn the name "100%25.png" into "100%.png".
void encodePathInInfo(const QString& pathInTrash) {
  QFile file(infoFile(pathInTrash));
  if (!file.open(QIODevice::ReadOnly))
    return;
  QList<QByteArray> lines = file.readAll().split('\n');
  file.close();
  constexpr QByteArrayView key = "Path=";
  for (QByteArray& line : lines) {
    if (line.startsWith(key))
      line = key.toByteArray() + line.mid(key.size()).toPercentEncoding("/");
  }
  QSaveFile encoded(file.fileName());
  if (encoded.open(QIODevice::WriteOnly)) {
    encoded.write(lines.join('\n'));
    encoded.commit();
  }
}

}  // namespace

Result<QString> moveToTrash(const QString& path) {
  // Qt makes the last folder of the trash only.
  QDir().mkpath(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation));
  QFile file(path);
  if (!file.exists())
    return failure(ErrorCode::fileMissing, "The picture %1 is no longer there.", {path.toStdString()});
  if (!file.moveToTrash()) {
    return failure(ErrorCode::writeFailed, "The picture %1 could not be moved to the trash. It is still in its folder.",
                   {path.toStdString()}, file.errorString().toStdString());
  }
  encodePathInInfo(file.fileName());
  return file.fileName();
}

Result<QString> restoreFromTrash(const QString& pathInTrash, const QString& path) {
  if (!QFile::exists(pathInTrash)) {
    return failure(ErrorCode::fileMissing, "The picture %1 is no longer in the trash.", {path.toStdString()});
  }
  const QFileInfo wanted(path);
  QDir().mkpath(wanted.path());
  constexpr int mostOfOneName = 1000;
  for (int number = 1; number <= mostOfOneName; ++number) {
    const std::string name = numberedFileName(wanted.fileName().toStdString(), number);
    const QString target = wanted.path() + '/' + QString::fromStdString(name);
    if (QFile::exists(target))
      continue;
    if (QFile::rename(pathInTrash, target)) {
      QFile::remove(infoFile(pathInTrash));
      return target;
    }
    break;
  }
  return failure(ErrorCode::writeFailed, "The picture %1 could not be brought back from the trash. It is still there.",
                 {path.toStdString()});
}

}  // namespace zaohua
