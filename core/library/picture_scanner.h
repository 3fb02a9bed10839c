// SPDX-License-Identifier: Apache-2.0
// Keeps the gallery true to the folders of pictures: finds what others put there, changed, moved or took away. After a
// damaged database the same scan rebuilds it. Lives on the GUI thread; folders and files are read on a thread of its
// own, and what they say reaches the gallery in small portions, so that the window stays free.
#pragma once

#include <QFileSystemWatcher>
#include <QHash>
#include <QObject>
#include <QSemaphore>
#include <QSet>
#include <QThreadPool>
#include <QTimer>
#include <atomic>
#include <memory>

#include "library/gallery_store.h"

namespace zaohua {

struct FolderScan;
struct ScanPortion;

struct ScanSummary {
  int added = 0;
  int changed = 0;  // other content than before
  int moved = 0;    // the same picture at another place: favourite and albums went with it
  int missing = 0;
  int returned = 0;    // were missing
  int unreadable = 0;  // of those added or changed

  bool isNothing() const { return added + changed + moved + missing + returned == 0; }
};

class PictureScanner : public QObject {
  Q_OBJECT

 public:
  explicit PictureScanner(GalleryStore& store, QObject* parent = nullptr);
  // Waits for the file that is being read.
  ~PictureScanner() override;

  // PNG, JPEG and WebP by their names.
  static bool isPictureName(const QString& path);
  // What a file says about itself. One that is damaged is a record with File::broken. Any thread; waits for the disk.
  static Result<PictureRecord> recordForFile(const QString& path);

  // Scans these folders with all below them, and goes on watching them. Call it again when the setting changes.
  void setFolders(const QStringList& folders);
  // Everything again, files outside the folders included.
  void scan();
  bool isScanning() const { return m_isScanning; }

 Q_SIGNALS:
  void finished(const zaohua::ScanSummary& summary);

 private:
  void scanSoon(const QString& folder);
  void startScan();
  void gatherKnown();
  void scanFolders();
  void take(const ScanPortion& portion);
  bool isNews(const PictureRecord& record) const;
  void takeMoved(qint64 id, const PictureRecord& record);
  bool takeMovedJobPicture(const PictureRecord& record);
  int takeState(const std::vector<KnownFile>& files, PictureRecord::File state);
  void watch(const QHash<QString, qint64>& folders);
  void end();

  GalleryStore& m_store;
  QStringList m_folders;
  QFileSystemWatcher m_watcher;
  QTimer m_debounce;
  QTimer m_settling;
  QSet<QString> m_changed;    // folders to be scanned next
  QStringList m_unsettled;    // folders with files that somebody may be writing still
  bool m_everything = false;  // the next scan is of all
  bool m_isScanning = false;
  std::shared_ptr<FolderScan> m_scan;
  QStringList m_gathering;  // folders whose known files are still to be read; "" is all
  qint64 m_afterId = 0;
  ScanSummary m_summary;
  std::atomic<bool> m_stopping = false;
  QSemaphore m_room{1};  // for a portion that waits to be taken
  QThreadPool m_pool;
};

}  // namespace zaohua
