// SPDX-License-Identifier: Apache-2.0
// A gallery with real picture files, some a day, for the tests of its widgets.
#pragma once

#include <QBuffer>
#include <QDir>
#include <QImage>
#include <QSignalSpy>

#include "core/library/library_samples.h"
#include "library/database.h"
#include "library/gallery_model.h"
#include "ui/common/dialogs.h"

namespace zaohua::test {

class GallerySample {
 public:
  GallerySample()
      : m_database(qt(folder / "library.sqlite")),
        store(m_database),
        thumbnails(qt(folder / "thumbnails")),
        model(store, thumbnails) {
    QDir().mkpath(qt(folder / "pictures"));
    QImage image(24, 16, QImage::Format_RGB32);
    image.fill(QColor(40, 120, 200));
    QBuffer buffer(&m_original);
    image.save(&buffer, "PNG");
  }

  QString path(int number) const { return qt(folder / "pictures") + QString("/picture %1.png").arg(number); }

  // Number 0 is the newest; `perDay` of them lie on one day. What is not a real file is missing at the first look.
  PictureRecord record(int number, int perDay) const {
    PictureRecord record = recordOf(path(number), QString("prompt %1").arg(number));
    record.createdAt =
        QDateTime(QDate::currentDate(), QTime(12, 0)).addDays(-number / perDay).addSecs(-(number % perDay));
    record.width = 24;
    record.height = 16;
    return record;
  }

  // Returns once they are in the list.
  void add(int count, int perDay, bool files = true) {
    std::vector<PictureRecord> records;
    for (int number = 0; number < count; ++number) {
      records.push_back(record(number, perDay));
      if (!files)
        continue;
      writeFile(path(number));
      const QFileInfo file(path(number));
      records.back().fileSize = file.size();
      records.back().modifiedMs = file.lastModified().toMSecsSinceEpoch();
    }
    if (const Result<void> added = store.addAll(records); !added)
      qFatal("%s", added.error().text().c_str());
  }

  // A new one, made now.
  qint64 addNewest(const QString& prompt) {
    PictureRecord newest = record(100'000, 200'000);
    newest.path = path(-1 - m_extra++);
    newest.request = pictureRequest(prompt);
    newest.createdAt = QDateTime(QDate::currentDate(), QTime(23, 59, 58)).addMSecs(m_extra);
    writeFile(newest.path);
    const Result<qint64> id = store.add(newest);
    return id ? *id : 0;
  }

  TemporaryFolder folder;

 private:
  void writeFile(const QString& path) const {
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(m_original) != m_original.size())
      qFatal("Cannot write %s.", qUtf8Printable(path));
  }

  Database m_database;
  QByteArray m_original;
  int m_extra = 0;

 public:
  GalleryStore store;
  Thumbnails thumbnails;
  GalleryModel model;
};

// Answers questions in place of a person.
class AnsweringDialogs : public Dialogs {
 public:
  std::optional<QString> askText(QWidget*, const QString&, const QString&, const QString& initial) override {
    asked.append(initial);
    return answer;
  }

  std::optional<QString> answer;
  QStringList asked;
};

}  // namespace zaohua::test
