// SPDX-License-Identifier: Apache-2.0
#include "desktop/recorder.h"

#include <QSignalSpy>

#include "desktop/visible_mark.h"
#include "image_io/metadata_reader.h"
#include "image_io/picture_file.h"
#include "library/database.h"
#include "library/picture_image.h"
#include "support/qt_test_main.h"

namespace zaohua {

namespace {

constexpr int patience = 30'000;

// Everything that a recorder needs, in one folder.
struct Library {
  Library()
      : paths(LibraryPaths::standard()),
        database((QDir().mkpath(paths.data), paths.databaseFile())),
        settings(folder.filePath("settings.ini")),
        gallery(database),
        queue(database),
        thumbnails(folder.filePath("thumbnails")) {
    paths.pictures = folder.filePath("图片/Zaohua");
    recorder = std::make_unique<Recorder>(Recorder::Parts{settings, paths, gallery, queue, thumbnails});
  }

  FinishedPicture picture(int count = 1, int index = 0) {
    GenerationRequest request;
    request.prompt = "雪地里的一只狐狸";
    request.seed = 7;
    request.count = count;
    if (job.isEmpty())
      job = *queue.submit(request, output);
    request.width = request.height = 64 * 4;
    request.steps = 8;
    request.guidance = 0;
    request.count = 1;
    request.seed += index;
    FinishedPicture finished;
    finished.task = {job, index, count, request};
    finished.request = request;
    auto pixels = std::make_shared<Image8>();
    pixels->width = pixels->height = 256;
    pixels->pixels.assign(std::size_t{256} * 256 * 3, 120);
    finished.pixels = pixels;
    finished.image = imageFrom(*pixels);
    return finished;
  }

  QTemporaryDir folder;
  LibraryPaths paths;
  Database database;
  Settings settings;
  GalleryStore gallery;
  JobQueue queue;
  Thumbnails thumbnails;
  std::unique_ptr<Recorder> recorder;
  JobOutput output;
  QString job;
};

}  // namespace

class RecorderTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void cleanup() { QFile::remove(LibraryPaths::standard().databaseFile()); }

  void keepsFileRowAndTick() {
    Library library;
    QSignalSpy kept(library.recorder.get(), &Recorder::kept);
    QSignalSpy finished(&library.queue, &JobQueue::finished);
    library.recorder->keep(library.picture());
    QVERIFY(library.recorder->isKeeping(library.job, 0));
    QTRY_COMPARE_WITH_TIMEOUT(kept.size(), 1, patience);
    QVERIFY(library.recorder->isIdle());
    const PictureRecord record = kept[0][0].value<PictureRecord>();
    QVERIFY(record.path.startsWith(library.paths.pictures + "/" + QDate::currentDate().toString(Qt::ISODate)));
    QVERIFY(library.gallery.hasJobPicture(library.job, 0));
    QCOMPARE(finished.size(), 1);
    QVERIFY(library.queue.jobs().empty());

    const Result<RestoredRequest> restored = readRequestFile(record.path.toStdString());
    QVERIFY(restored.has_value());
    QCOMPARE(restored->request.seed, std::int64_t{7});
    QCOMPARE(QString::fromStdString(restored->job), library.job);
    QVERIFY(restored->request.unknownFields.empty());
  }

  void endsAJobWithItsLastPicture() {
    Library library;
    QSignalSpy kept(library.recorder.get(), &Recorder::kept);
    library.recorder->keep(library.picture(2, 0));
    QTRY_COMPARE_WITH_TIMEOUT(kept.size(), 1, patience);
    QCOMPARE(library.queue.jobs().size(), std::size_t{1});
    library.recorder->keep(library.picture(2, 1));
    QTRY_COMPARE_WITH_TIMEOUT(kept.size(), 2, patience);
    QVERIFY(library.queue.jobs().empty());
  }

  void writesTheFormatThatTheJobAsksFor_data() {
    QTest::addColumn<QString>("format");
    for (const char* format : {"png", "jpg", "webp"})
      QTest::newRow(format) << QString(format);
  }

  void writesTheFormatThatTheJobAsksFor() {
    QFETCH(QString, format);
    Library library;
    library.output.format = format;
    QSignalSpy kept(library.recorder.get(), &Recorder::kept);
    library.recorder->keep(library.picture());
    QTRY_COMPARE_WITH_TIMEOUT(kept.size(), 1, patience);
    const QString path = kept[0][0].value<PictureRecord>().path;
    QVERIFY(path.endsWith("." + format));
    QCOMPARE(readRequestFile(path.toStdString())->request.prompt, std::string("雪地里的一只狐狸"));
  }

  void keepsAPictureWhoseFolderIsGone() {
    Library library;
    library.settings.setOutputFolder("/proc/nowhere");
    QSignalSpy kept(library.recorder.get(), &Recorder::kept);
    QSignalSpy elsewhere(library.recorder.get(), &Recorder::keptElsewhere);
    library.recorder->keep(library.picture());
    QTRY_COMPARE_WITH_TIMEOUT(kept.size(), 1, patience);
    QCOMPARE(elsewhere.size(), 1);
    QVERIFY(!elsewhere[0][0].value<Error>().text().empty());
    QVERIFY(elsewhere[0][1].toString().startsWith("/proc/nowhere"));
    QCOMPARE(elsewhere[0][2].toString(), kept[0][0].value<PictureRecord>().path);
    QVERIFY(kept[0][0].value<PictureRecord>().path.startsWith(library.paths.pictures));
    QVERIFY(library.queue.jobs().empty());
  }

  void saysThatNoPlaceIsLeft() {
    Library library;
    library.settings.setOutputFolder("/proc/a");
    library.paths.pictures = "/proc/b";
    library.paths.data = "/proc/c";
    QSignalSpy failed(library.recorder.get(), &Recorder::failed);
    library.recorder->keep(library.picture());
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, patience);
    QCOMPARE(failed[0][0].toString(), library.job);
    QCOMPARE(library.gallery.count(), 0);
  }

  void leavesOutWhatTheSettingsLeaveOut() {
    Library library;
    library.settings.setPromptInMetadata(false);
    QSignalSpy kept(library.recorder.get(), &Recorder::kept);
    library.recorder->keep(library.picture());
    QTRY_COMPARE_WITH_TIMEOUT(kept.size(), 1, patience);
    QVERIFY(!readRequestFile(kept[0][0].value<PictureRecord>().path.toStdString()).has_value());
    QFile file(kept[0][0].value<PictureRecord>().path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().contains("trainedAlgorithmicMedia"));
  }

  void drawsTheVisibleMarkWhereItIsReadable() {
    Library library;
    const FinishedPicture finished = library.picture();
    const Image8 marked = withVisibleMark(*finished.pixels);
    const QImage before = finished.image;
    const QImage after = imageFrom(marked);
    QRect changed;
    for (int y = 0; y < before.height(); ++y)
      for (int x = 0; x < before.width(); ++x)
        if (before.pixel(x, y) != after.pixel(x, y))
          changed |= QRect(x, y, 1, 1);
    QVERIFY(changed.height() >= 256 * 5 / 100);
    QVERIFY(changed.left() > 128 && changed.top() > 128);
  }
};

}  // namespace zaohua

ZAOHUA_QT_TEST_MAIN(zaohua::RecorderTest)
#include "recorder_test.moc"
