// SPDX-License-Identifier: Apache-2.0
#include "desktop/recorder.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QFutureWatcher>
#include <QtConcurrent>

#include "base/log.h"
#include "desktop/visible_mark.h"
#include "image_io/file_name.h"
#include "image_io/picture_file.h"
#include "library/picture_image.h"

namespace zaohua {

struct Recorder::Plan {
  FinishedPicture picture;
  QStringList folders;  // the wanted one first
  std::string fileName;
  PictureMetadata metadata;
  int quality = defaultPictureQuality;
  bool visibleMark = false;
};

struct Recorder::Saved {
  QString path;
  std::optional<Error> problem;  // why it is not in the first folder, or nowhere
  QImage image;                  // as in the file
};

namespace {

QString key(const QString& job, int index) {
  return QString("%1/%2").arg(job).arg(index);
}

Result<QString> saveInto(const QString& folder, const std::string& fileName, const Image8& pixels,
                         const PictureMetadata& metadata, int quality) {
  if (!QDir().mkpath(folder)) {
    return failure(ErrorCode::writeFailed, "The folder %1 cannot be made. Choose another folder in the settings.",
                   {folder.toStdString()});
  }
  const Result<std::filesystem::path> path =
      saveNewPicture(std::filesystem::path(folder.toStdString()), fileName, pixels, metadata, quality);
  if (!path)
    return failure(path.error());
  return QString::fromStdString(path->string());
}

}  // namespace

Recorder::Recorder(const Parts& parts, QObject* parent) : QObject(parent), m_parts(parts) {
  m_pool.setMaxThreadCount(1);
}

Recorder::~Recorder() {
  m_pool.waitForDone();
}

QString Recorder::outputFolder(const QueuedJob* job) const {
  if (job != nullptr && !job->output.folder.isEmpty())
    return job->output.folder;
  const QString chosen = m_parts.settings.outputFolder();
  return chosen.isEmpty() ? m_parts.paths.pictures : chosen;
}

void Recorder::keep(const FinishedPicture& picture) {
  const QueuedJob* job = m_parts.queue.job(picture.task.job);
  const Settings& settings = m_parts.settings;
  const QString day = QDate::currentDate().toString(Qt::ISODate);
  const QString format = job != nullptr && !job->output.format.isEmpty() ? job->output.format : QString("png");

  Plan plan;
  plan.picture = picture;
  for (const QString& folder : {outputFolder(job), m_parts.paths.pictures, m_parts.paths.data + "/rescued"})
    plan.folders.append(folder + "/" + day);
  const QString nameTemplate = settings.fileNameTemplate() + "." + format;
  plan.fileName = fillFileName(nameTemplate.toStdString(), localTime(), picture.request.seed);
  plan.metadata.request = picture.request;
  plan.metadata.markAsGenerated = settings.markAsGenerated();
  plan.metadata.includePrompt = settings.promptInMetadata();
  plan.metadata.job = picture.task.job.toStdString();
  plan.metadata.jobIndex = picture.task.index;
  plan.quality = settings.quality();
  plan.visibleMark = settings.visibleMark();

  m_underWay.insert(key(picture.task.job, picture.task.index));
  auto* watcher = new QFutureWatcher<Saved>(this);
  connect(watcher, &QFutureWatcher<Saved>::finished, this, [this, watcher, plan] {
    watcher->deleteLater();
    finish(plan, watcher->result());
  });
  watcher->setFuture(QtConcurrent::run(&m_pool, [plan] { return save(plan); }));
}

Recorder::Saved Recorder::save(const Plan& plan) {
  const Image8 marked = plan.visibleMark ? withVisibleMark(*plan.picture.pixels) : Image8();
  const Image8& pixels = plan.visibleMark ? marked : *plan.picture.pixels;
  Saved saved;
  saved.image = plan.visibleMark ? imageFrom(marked) : plan.picture.image;
  for (const QString& folder : plan.folders) {
    Result<QString> path = saveInto(folder, plan.fileName, pixels, plan.metadata, plan.quality);
    if (path) {
      saved.path = *path;
      break;
    }
    log::warning("saving: " + path.error().text() + " " + path.error().detail);
    if (!saved.problem)
      saved.problem = path.error();
  }
  return saved;
}

void Recorder::finish(const Plan& plan, const Saved& saved) {
  const PictureTask& task = plan.picture.task;
  m_underWay.remove(key(task.job, task.index));
  if (saved.path.isEmpty()) {
    Q_EMIT failed(task.job, *saved.problem);
    return;
  }
  const QFileInfo file(saved.path);
  PictureRecord record;
  record.path = saved.path;
  record.fileSize = file.size();
  record.modifiedMs = file.lastModified().toMSecsSinceEpoch();
  record.createdAt = QDateTime::currentDateTime();
  record.width = plan.picture.pixels->width;
  record.height = plan.picture.pixels->height;
  record.request = plan.picture.request;
  record.job = task.job;
  record.jobIndex = task.index;
  m_parts.thumbnails.store(record.path, record.modifiedMs, saved.image);
  // The file is there: whatever the database says, the picture is safe, and the next scan finds it.
  if (const Result<qint64> id = m_parts.gallery.add(record); id)
    record.id = *id;
  else
    log::warning("gallery: " + id.error().text());
  // Told before the tick, which may end the job: whoever looks at a finished job's pictures knows them all by then.
  Q_EMIT kept(record);
  if (const Result<void> ticked = m_parts.queue.pictureKept(task.job, task.index); !ticked)
    log::warning("queue: " + ticked.error().text());
  if (saved.problem)
    Q_EMIT keptElsewhere(*saved.problem, plan.folders.front(), saved.path);
}

bool Recorder::isKeeping(const QString& job, int index) const {
  return m_underWay.contains(key(job, index));
}

}  // namespace zaohua
