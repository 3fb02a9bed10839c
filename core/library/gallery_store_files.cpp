// SPDX-License-Identifier: Apache-2.0
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include "library/database.h"
#include "library/gallery_store.h"
#include "library/picture_rows.h"
#include "library/trash.h"

namespace zaohua {

namespace {

constexpr qsizetype longestFileName = 255;  // bytes, of every common file system

// A dot in front would hide the picture.
bool isPlainFileName(const QString& name) {
  const auto isForbidden = [](QChar character) {
    return character == '/' || character.category() == QChar::Other_Control;
  };
  return !name.isEmpty() && !name.startsWith('.') && std::none_of(name.begin(), name.end(), isForbidden) &&
         name.toUtf8().size() <= longestFileName;
}

QString withExtensionOf(const QFileInfo& file, const QString& newName) {
  const QString extension = '.' + file.suffix();
  const QString name = newName.trimmed();
  return file.suffix().isEmpty() || name.endsWith(extension, Qt::CaseInsensitive) ? name : name + extension;
}

Result<void> renameFile(const QString& from, const QString& to) {
  if (QFile::exists(to))
    return failure(ErrorCode::invalidRequest, "There is already a file named %1.",
                   {QFileInfo(to).fileName().toStdString()});
  if (!QFile::exists(from))
    return failure(ErrorCode::fileMissing, "The picture %1 is no longer there.", {from.toStdString()});
  if (!QFile::rename(from, to)) {
    return failure(ErrorCode::writeFailed, "The picture %1 could not be renamed. Check the permissions of its folder.",
                   {from.toStdString()});
  }
  return {};
}

}  // namespace

Result<void> GalleryStore::rename(qint64 id, const QString& newName) {
  std::optional<PictureRecord> picture = record(id);
  if (!picture)
    return failure(ErrorCode::fileMissing, "The picture is no longer in the gallery.");
  const QFileInfo file(picture->path);
  const QString name = withExtensionOf(file, newName);
  if (!isPlainFileName(name) || !isPlainFileName(newName.trimmed())) {
    return failure(ErrorCode::invalidRequest, "%1 cannot be the name of a picture. Use a short name without a slash.",
                   {newName.toStdString()});
  }
  if (name == file.fileName())
    return {};
  const QString from = picture->path;
  picture->path = file.path() + '/' + name;
  if (Result<void> renamed = renameFile(from, picture->path); !renamed)
    return renamed;
  Result<void> stored = relocate(id, *picture);
  if (!stored)
    QFile::rename(picture->path, from);
  return stored;
}

TrashedPictures GalleryStore::trash(const QList<qint64>& ids) {
  finishMarking();
  TrashedPictures trashed;
  QList<qint64> gone;
  for (const qint64 id : ids) {
    std::optional<PictureRecord> picture = record(id);
    if (!picture)
      continue;
    QString pathInTrash;
    // A picture whose file has vanished just leaves the list.
    if (QFile::exists(picture->path)) {
      const Result<QString> moved = moveToTrash(picture->path);
      if (!moved) {
        trashed.problems.push_back(moved.error());
        continue;
      }
      pathInTrash = *moved;
    }
    gone.append(id);
    trashed.items.push_back({std::move(*picture), pathInTrash});
  }
  if (const Result<void> forgotten = forget(gone); !forgotten) {
    for (const TrashedPictures::Item& item : trashed.items) {
      if (!item.pathInTrash.isEmpty())
        std::ignore = restoreFromTrash(item.pathInTrash, item.record.path);
    }
    trashed.items.clear();
    trashed.problems.push_back(forgotten.error());
  }
  return trashed;
}

Result<void> GalleryStore::restore(const TrashedPictures& trashed) {
  Result<void> outcome;
  std::vector<PictureRecord> restored;
  for (const TrashedPictures::Item& item : trashed.items) {
    PictureRecord picture = item.record;
    if (!item.pathInTrash.isEmpty()) {
      const Result<QString> path = restoreFromTrash(item.pathInTrash, picture.path);
      if (!path) {
        outcome = failure(path.error());
        continue;
      }
      picture.path = *path;
    }
    restored.push_back(std::move(picture));
  }
  const Result<void> stored = change([&](Changes& changes) { return writeAll(restored, changes); });
  return stored ? outcome : stored;
}

}  // namespace zaohua
