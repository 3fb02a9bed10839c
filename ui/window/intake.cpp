// SPDX-License-Identifier: Apache-2.0
#include "ui/window/intake.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QFutureWatcher>
#include <QImage>
#include <QMimeData>
#include <QUrl>
#include <QWidget>
#include <QtConcurrent>

#include "library/picture_image.h"
#include "library/picture_scanner.h"
#include "ui/window/restore_dialog.h"

namespace zaohua {

namespace {

struct ReadPicture {
  QImage image;
  std::optional<RestoredRequest> restored;
  std::optional<Error> error;  // it is no picture that can be shown
};

ReadPicture readPicture(const QString& path) {
  ReadPicture read;
  Result<QImage> image = loadImage(path);
  if (!image) {
    read.error = image.error();
    return read;
  }
  read.image = *image;
  if (Result<RestoredRequest> restored = readRequestFile(path.toStdString()))
    read.restored = *restored;
  return read;
}

struct ImportedPicture {
  std::optional<PictureRecord> record;
  std::optional<Error> error;
};

ImportedPicture copyPicture(const QString& path, const QString& folder) {
  const QFileInfo source(path);
  if (!QDir().mkpath(folder))
    return {std::nullopt, Error{ErrorCode::writeFailed,
                                "The folder %1 cannot be made. Choose another folder in the settings.",
                                {folder.toStdString()},
                                {}}};
  QString target = folder + "/" + source.fileName();
  for (int number = 2; QFileInfo::exists(target); ++number)
    target = QString("%1/%2-%3.%4").arg(folder, source.completeBaseName()).arg(number).arg(source.suffix());
  QFile file(path);
  if (!file.copy(target))
    return {std::nullopt, Error{ErrorCode::writeFailed,
                                "%1 cannot be copied into the gallery's folder.",
                                {source.fileName().toStdString()},
                                file.errorString().toStdString()}};
  Result<PictureRecord> record = PictureScanner::recordForFile(target);
  if (!record)
    return {std::nullopt, record.error()};
  record->imported = true;
  record->createdAt = QDateTime::currentDateTime();
  return {*record, std::nullopt};
}

// Runs `work` elsewhere and `then` here with its result, unless `owner` is gone by then.
template <typename Work, typename Then>
void runElsewhere(QObject* owner, Work work, Then then) {
  using Value = decltype(work());
  auto* watcher = new QFutureWatcher<Value>(owner);
  QObject::connect(watcher, &QFutureWatcher<Value>::finished, owner, [watcher, then] {
    watcher->deleteLater();
    then(watcher->result());
  });
  watcher->setFuture(QtConcurrent::run(work));
}

}  // namespace

Intake::Intake(const Parts& parts, QWidget* window) : QObject(window), m_parts(parts), m_window(window) {
}

bool Intake::accepts(const QMimeData& data) {
  for (const QUrl& url : data.urls())
    if (url.isLocalFile())
      return true;
  return data.hasImage();
}

void Intake::take(const QMimeData& data) {
  QStringList paths;
  for (const QUrl& url : data.urls())
    if (url.isLocalFile())
      paths.append(url.toLocalFile());
  if (!paths.isEmpty())
    return open(paths);
  // Pixels without a file, as browsers drag them.
  const QImage image = data.imageData().value<QImage>();
  const QString folder = m_parts.importFolder();
  const QString path = folder + QDateTime::currentDateTime().toString("/yyyy-MM-dd_hh-mm-ss-zzz") + ".png";
  if (QDir().mkpath(folder) && image.save(path))
    importPicture(path);
  else
    Q_EMIT failed({ErrorCode::writeFailed,
                   "The picture cannot be stored in %1. Choose another folder in the settings.",
                   {folder.toStdString()},
                   {}});
}

void Intake::open(const QStringList& paths) {
  for (const QString& path : paths) {
    if (PresetStore::looksLikePreset(path)) {
      if (const Result<QString> id = m_parts.presets.importFile(path); id)
        Q_EMIT presetImported(*id);
      else
        Q_EMIT failed(id.error());
    } else if (paths.size() == 1) {
      openPicture(path);
    } else {
      importPicture(path);
    }
  }
}

void Intake::offer(const PictureRecord& record) {
  if (!record.request)
    return;
  RestoredRequest restored;
  restored.request = *record.request;
  runElsewhere(
      this, [path = record.path] { return readPicture(path); },
      [this, restored, path = record.path](const ReadPicture& read) { showDialog(path, read.image, restored, true); });
}

void Intake::openPicture(const QString& path) {
  runElsewhere(
      this, [path] { return readPicture(path); },
      [this, path](const ReadPicture& read) {
        const std::optional<PictureRecord> known = m_parts.gallery.recordOfPath(path);
        if (read.error)
          Q_EMIT failed(*read.error);
        else if (read.restored)
          showDialog(path, read.image, *read.restored, known.has_value());
        else if (known)
          Q_EMIT pictureImported(known->id);
        else
          importPicture(path);
      });
}

void Intake::showDialog(const QString& path, const QImage& image, const RestoredRequest& restored, bool isOurs) {
  const QString model = QString::fromStdString(restored.request.model);
  const bool modelKnown = model.isEmpty() || m_parts.catalogue.find(model) != nullptr;
  auto* dialog = new RestoreDialog(QFileInfo(path).fileName(), image, restored, modelKnown, m_window);
  connect(dialog, &RestoreDialog::taken, this, &Intake::restoreRequested);
  connect(dialog, &RestoreDialog::importRequested, this, [this, path] { importPicture(path); });
  dialog->setImportOffered(!isOurs);
  dialog->open();
}

void Intake::importPicture(const QString& path) {
  runElsewhere(
      this, [path, folder = m_parts.importFolder()] { return copyPicture(path, folder); },
      [this](const ImportedPicture& imported) {
        if (imported.error) {
          Q_EMIT failed(*imported.error);
          return;
        }
        if (const Result<qint64> id = m_parts.gallery.add(*imported.record); id)
          Q_EMIT pictureImported(*id);
        else
          Q_EMIT failed(id.error());
      });
}

}  // namespace zaohua
