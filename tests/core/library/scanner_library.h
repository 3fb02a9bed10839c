// SPDX-License-Identifier: Apache-2.0
// A gallery with a folder of real pictures and its scanner.
#pragma once

#include <QDir>
#include <QFileInfo>
#include <QSignalSpy>
#include <QtTest>

#include "library/database.h"
#include "library/picture_scanner.h"
#include "library_samples.h"

namespace zaohua::test {

inline constexpr int patience = 20'000;

struct Library {
  TemporaryFolder folder;
  Database database{qt(folder / "library.sqlite")};
  GalleryStore store{database};
  PictureScanner scanner{store};
  QString pictures = qt(folder / "图片/造画");

  QString path(const QString& name) const { return pictures + '/' + name; }

  // Waits for the end of a scan.
  ScanSummary scan() {
    QSignalSpy finished(&scanner, &PictureScanner::finished);
    QDir().mkpath(pictures);
    scanner.setFolders({pictures});
    return finished.wait(patience) ? finished.last()[0].value<ScanSummary>() : ScanSummary{.added = -1};
  }
  PictureRecord::File fileOf(const QString& name) const {
    const std::optional<PictureRecord> record = store.recordOfPath(path(name));
    return record ? record->file : PictureRecord::File::missing;
  }
};

inline void write(const QString& path, const QByteArray& bytes) {
  QDir().mkpath(QFileInfo(path).path());
  QFile file(path);
  QVERIFY(file.open(QIODevice::WriteOnly));
  QCOMPARE(file.write(bytes), bytes.size());
}

// So that the scanner does not take it for a file that is being written.
inline void age(const QString& path, qint64 seconds = 1'700'000'000) {
  QFile file(path);
  QVERIFY(file.open(QIODevice::ReadWrite));
  QVERIFY(file.setFileTime(QDateTime::fromSecsSinceEpoch(seconds), QFileDevice::FileModificationTime));
}

}  // namespace zaohua::test
