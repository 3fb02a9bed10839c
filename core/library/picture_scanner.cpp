// SPDX-License-Identifier: Apache-2.0
#include "library/picture_scanner.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QImageReader>
#include <QtConcurrent>
#include <algorithm>

#include "base/log.h"
#include "image_io/metadata_reader.h"
#include "image_io/picture_file.h"
#include "library/folder_scan.h"

namespace zaohua {

namespace {

constexpr std::chrono::milliseconds debounce{400};   // one picture makes several notices
constexpr std::chrono::milliseconds settling{2000};  // until a file that is being written is looked at again
constexpr int rowsAtATime = 2000;                    // read within a few milliseconds

// From the head of the file, as it is looked at; where Qt has no plugin for the kind (WebP is not always installed),
// from the whole picture.
QSize sizeInFile(const QString& path) {
  QImageReader reader(path);
  reader.setDecideFormatFromContent(true);
  const QSize size = reader.size();
  if (size.isEmpty()) {
    const Result<Image8> picture = loadPicture(path.toStdString());
    return picture ? QSize(picture->width, picture->height) : QSize(0, 0);
  }
  return (reader.transformation() & QImageIOHandler::TransformationRotate90) != 0 ? size.transposed() : size;
}

void logIfFailed(const Result<void>& stored) {
  if (!stored)
    log::error("scan: " + stored.error().text());
}

}  // namespace

PictureScanner::PictureScanner(GalleryStore& store, QObject* parent) : QObject(parent), m_store(store) {
  m_pool.setMaxThreadCount(1);
  m_pool.setThreadPriority(QThread::LowPriority);
  m_debounce.setSingleShot(true);
  m_debounce.setInterval(debounce);
  m_settling.setSingleShot(true);
  m_settling.setInterval(settling);
  connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &PictureScanner::scanSoon);
  connect(&m_debounce, &QTimer::timeout, this, &PictureScanner::startScan);
  connect(&m_settling, &QTimer::timeout, this, [this] {
    for (const QString& folder : std::exchange(m_unsettled, {}))
      scanSoon(folder);
  });
}

PictureScanner::~PictureScanner() {
  m_stopping = true;
  m_room.release();
  m_pool.waitForDone();
}

bool PictureScanner::isPictureName(const QString& path) {
  return pictureFormatOfName(path.toStdString()).has_value();
}

Result<PictureRecord> PictureScanner::recordForFile(const QString& path) {
  const QFileInfo file(path);
  if (!file.isFile())
    return failure(ErrorCode::fileMissing, "The picture %1 is no longer there.", {path.toStdString()});
  if (!isPictureName(path)) {
    return failure(ErrorCode::invalidRequest, "%1 is not a picture that the gallery can show: PNG, JPEG or WebP.",
                   {path.toStdString()});
  }
  PictureRecord record;
  record.path = QDir::cleanPath(file.absoluteFilePath());
  record.fileSize = file.size();
  record.modifiedMs = file.lastModified().toMSecsSinceEpoch();
  record.createdAt = file.lastModified();
  record.imported = true;
  const QSize size = sizeInFile(record.path);
  record.width = size.width();
  record.height = size.height();
  Result<RestoredRequest> restored = readRequestFile(record.path.toStdString());
  const bool isDamaged = !restored && restored.error().code == ErrorCode::fileCorrupt;
  if (size.isEmpty() || isDamaged)
    record.file = PictureRecord::File::broken;
  if (restored) {
    record.imported = restored->origin != RequestOrigin::request;
    record.request = std::move(restored->request);
    record.job = QString::fromStdString(restored->job);
    record.jobIndex = restored->jobIndex;
  }
  return record;
}

void PictureScanner::setFolders(const QStringList& folders) {
  m_folders.clear();
  for (const QString& folder : folders)
    m_folders.append(QDir::cleanPath(QDir(folder).absolutePath()));
  m_folders.removeDuplicates();
  if (const QStringList watched = m_watcher.directories(); !watched.isEmpty())
    m_watcher.removePaths(watched);
  scan();
}

void PictureScanner::scan() {
  m_everything = true;
  startScan();
}

void PictureScanner::scanSoon(const QString& folder) {
  m_changed.insert(folder);
  if (!m_debounce.isActive())
    m_debounce.start();
}

// One at a time: what comes up meanwhile is done after it.
void PictureScanner::startScan() {
  if (m_isScanning || (!m_everything && m_changed.isEmpty()))
    return;
  m_isScanning = true;
  m_summary = {};
  const QStringList changed(m_changed.begin(), m_changed.end());
  const QStringList roots = std::exchange(m_everything, false) ? m_folders : changed;
  m_changed.clear();
  m_scan = std::make_shared<FolderScan>(
      FolderScan{.roots = roots, .known = {}, .stop = m_stopping, .report = {}, .folders = {}, .unsettled = {}});
  m_gathering = roots == m_folders ? QStringList{QString()} : roots;
  m_afterId = 0;
  gatherKnown();
}

// A page for each turn of the event loop.
void PictureScanner::gatherKnown() {
  if (m_gathering.isEmpty()) {
    scanFolders();
    return;
  }
  const std::vector<KnownFile> page = m_store.knownFiles(m_gathering.front(), m_afterId, rowsAtATime);
  m_scan->known.insert(m_scan->known.end(), page.begin(), page.end());
  if (page.size() < rowsAtATime) {
    m_gathering.removeFirst();
    m_afterId = 0;
  } else {
    m_afterId = page.back().id;
  }
  QTimer::singleShot(0, this, &PictureScanner::gatherKnown);
}

void PictureScanner::scanFolders() {
  // The destructor waits for this thread, and takes with it what was posted. One portion at a time, and a turn of the
  // event loop for everybody else between two: a thousand of them in a row would hold the window up.
  m_scan->report = [this](ScanPortion portion) {
    m_room.acquire();
    if (m_stopping)
      return;
    const auto shared = std::make_shared<ScanPortion>(std::move(portion));
    QMetaObject::invokeMethod(this, [this, shared] {
      take(*shared);
      QTimer::singleShot(0, this, [this] { m_room.release(); });
    });
  };
  std::ignore = QtConcurrent::run(&m_pool, [this, scan = m_scan] {
    scan->run();
    QMetaObject::invokeMethod(this, [this] { end(); });
  });
}

// Since the files were read, the program itself may have added, trashed or renamed pictures: each is looked at again.
void PictureScanner::take(const ScanPortion& portion) {
  std::vector<PictureRecord> records;
  for (const PictureRecord& record : portion.added) {
    if (isNews(record) && !takeMovedJobPicture(record)) {
      records.push_back(record);
      ++m_summary.added;
    }
  }
  for (const PictureRecord& record : portion.changed) {
    if (isNews(record)) {
      records.push_back(record);
      ++m_summary.changed;
    }
  }
  m_summary.unreadable += static_cast<int>(std::count_if(
      records.begin(), records.end(), [](const auto& record) { return record.file == PictureRecord::File::broken; }));
  if (!records.empty())
    logIfFailed(m_store.addAll(records));
  for (const Relocation& move : portion.moved) {
    if (isNews(move.record))
      takeMoved(move.id, move.record);
  }
  m_summary.missing += takeState(portion.missing, PictureRecord::File::missing);
  m_summary.returned += takeState(portion.returned, PictureRecord::File::present);
}

bool PictureScanner::isNews(const PictureRecord& record) const {
  const std::optional<KnownFile> known = m_store.knownFile(record.path);
  const bool isStored = known && known->fileSize == record.fileSize && known->modifiedMs == record.modifiedMs &&
                        known->file == record.file;
  return !isStored && QFileInfo::exists(record.path);
}

void PictureScanner::takeMoved(qint64 id, const PictureRecord& record) {
  logIfFailed(m_store.relocate(id, record));
  ++m_summary.moved;
}

// The picture of a job that was copied to another place, with a new time, and then taken away from the old one.
bool PictureScanner::takeMovedJobPicture(const PictureRecord& record) {
  if (record.job.isEmpty())
    return false;
  const std::optional<KnownFile> known = m_store.knownJobPicture(record.job, record.jobIndex);
  if (!known || QFileInfo::exists(known->path))
    return false;
  takeMoved(known->id, record);
  return true;
}

int PictureScanner::takeState(const std::vector<KnownFile>& files, PictureRecord::File state) {
  QList<qint64> ids;
  for (const KnownFile& file : files) {
    const std::optional<KnownFile> now = m_store.knownFile(file.path);
    if (now && now->id == file.id && QFileInfo::exists(file.path) == (state == PictureRecord::File::present))
      ids.append(file.id);
  }
  if (!ids.isEmpty())
    logIfFailed(m_store.setFileStates(ids, state));
  return static_cast<int>(ids.size());
}

// A folder that was first seen by this scan is watched from now on only; its time tells what came in between.
void PictureScanner::watch(const QHash<QString, qint64>& folders) {
  const QStringList watched = m_watcher.directories();
  QStringList unwatched = folders.keys();
  const QSet<QString> alreadyWatched(watched.begin(), watched.end());
  unwatched.removeIf([&alreadyWatched](const QString& folder) { return alreadyWatched.contains(folder); });
  if (unwatched.isEmpty())
    return;
  m_watcher.addPaths(unwatched);
  for (const QString& folder : unwatched) {
    if (QFileInfo(folder).lastModified().toMSecsSinceEpoch() != folders.value(folder))
      m_changed.insert(folder);
  }
}

void PictureScanner::end() {
  watch(m_scan->folders);
  m_unsettled += m_scan->unsettled;
  if (!m_unsettled.isEmpty())
    m_settling.start();
  m_scan.reset();
  m_isScanning = false;
  Q_EMIT finished(m_summary);
  if (m_everything)
    startScan();
  else if (!m_changed.isEmpty())
    m_debounce.start();
}

}  // namespace zaohua
