// SPDX-License-Identifier: Apache-2.0
#include "library/folder_scan.h"

#include <QDateTime>
#include <QDirIterator>
#include <QFileInfo>
#include <utility>

#include "library/picture_scanner.h"

namespace zaohua {

namespace {

constexpr std::size_t portionSize = 32;  // rows that are stored without the window noticing: some 10 ms
constexpr qint64 settledAfterMs = 2000;  // a file that was written to less long ago may grow still

struct FoundFile {
  QString path;
  qint64 size = 0;
  qint64 modifiedMs = 0;
};

using FileKey = std::pair<qint64, qint64>;  // size and time: moving a file changes neither

class Search {
 public:
  explicit Search(FolderScan& scan) : m_scan(scan) {}

  void run() {
    for (const QString& root : m_scan.roots)
      list(root);
    sortOutKnown();
    for (const FoundFile& file : m_found) {
      if (m_scan.stop)
        return;
      compare(file);
    }
    for (const KnownFile& file : m_vanished) {
      if (file.file != PictureRecord::File::missing && !m_movedIds.contains(file.id))
        put(m_portion.missing, file);
    }
    send();
    m_scan.unsettled.removeDuplicates();
  }

 private:
  // Hidden files and folders are somebody's own: temporary names, caches, trash. Links to folders could lead in
  // circles.
  void list(const QString& root) {
    const QFileInfo folder(root);
    if (!folder.isDir())
      return;
    m_scan.folders.insert(root, folder.lastModified().toMSecsSinceEpoch());
    QDirIterator entries(root, QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (entries.hasNext() && !m_scan.stop) {
      const QFileInfo entry = entries.nextFileInfo();
      const bool isFolder = entry.isDir();
      if (!isFolder && !PictureScanner::isPictureName(entry.fileName()))
        continue;
      const qint64 modifiedMs = entry.lastModified().toMSecsSinceEpoch();
      if (!isFolder)
        m_found.push_back({entry.filePath(), entry.size(), modifiedMs});
      else if (!entry.isSymLink())
        m_scan.folders.insert(entry.filePath(), modifiedMs);
    }
  }

  void sortOutKnown() {
    QSet<QString> present;
    for (const FoundFile& file : m_found)
      present.insert(file.path);
    for (const KnownFile& file : m_scan.known) {
      m_known.insert(file.path, file);
      if (present.contains(file.path))
        continue;
      // Imported from elsewhere, or hidden: present all the same.
      const QFileInfo info(file.path);
      if (info.exists()) {
        m_found.push_back({file.path, info.size(), info.lastModified().toMSecsSinceEpoch()});
      } else {
        m_vanishedBy.insert({file.fileSize, file.modifiedMs}, m_vanished.size());
        m_vanished.push_back(file);
      }
    }
  }

  void compare(const FoundFile& file) {
    const auto known = m_known.constFind(file.path);
    const bool isKnown = known != m_known.constEnd();
    if (isKnown && known->fileSize == file.size && known->modifiedMs == file.modifiedMs) {
      if (known->file == PictureRecord::File::missing)
        put(m_portion.returned, *known);
      return;
    }
    if (QDateTime::currentMSecsSinceEpoch() - file.modifiedMs < settledAfterMs)
      m_scan.unsettled.append(QFileInfo(file.path).path());
    Result<PictureRecord> record = PictureScanner::recordForFile(file.path);
    if (!record)
      return;  // gone again
    if (isKnown) {
      put(m_portion.changed, std::move(*record));
    } else if (const qint64 id = movedFrom(file); id != 0) {
      m_movedIds.insert(id);
      put(m_portion.moved, Relocation{id, std::move(*record)});
    } else {
      put(m_portion.added, std::move(*record));
    }
  }

  // The one picture that vanished and was this file to the byte count and millisecond; 0 if there is none or a choice.
  qint64 movedFrom(const FoundFile& file) const {
    const QList<std::size_t> places = m_vanishedBy.values({file.size, file.modifiedMs});
    if (places.size() != 1)
      return 0;
    const qint64 id = m_vanished[places.front()].id;
    return m_movedIds.contains(id) ? 0 : id;
  }

  template <typename List, typename Item>
  void put(List& list, Item&& item) {
    list.push_back(std::forward<Item>(item));
    if (m_portion.size() >= portionSize)
      send();
  }

  void send() {
    if (m_portion.size() > 0 && !m_scan.stop)
      m_scan.report(std::exchange(m_portion, {}));
  }

  FolderScan& m_scan;
  std::vector<FoundFile> m_found;
  QHash<QString, KnownFile> m_known;
  std::vector<KnownFile> m_vanished;
  QMultiHash<FileKey, std::size_t> m_vanishedBy;
  QSet<qint64> m_movedIds;
  ScanPortion m_portion;
};

}  // namespace

void FolderScan::run() {
  Search(*this).run();
}

}  // namespace zaohua
