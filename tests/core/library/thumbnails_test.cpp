// SPDX-License-Identifier: Apache-2.0
// Thumbnails of real pictures in a real cache folder, byte by byte as the freedesktop specification has them.
#include "library/thumbnails.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QPainter>
#include <QSignalSpy>
#include <set>

#include "image_io/png_text.h"
#include "library/thumbnail_file.h"
#include "library_samples.h"
#include "support/qt_test_main.h"
#include "support/small_disk.h"

using namespace zaohua;
using zaohua::test::qt;
using zaohua::test::SmallDisk;
using zaohua::test::TemporaryFolder;

namespace {

constexpr int patience = 20'000;  // ms, on a machine with much else to do

QString writeImage(const QString& path, QSize size, const QColor& colour = Qt::red, const char* format = nullptr) {
  QDir().mkpath(QFileInfo(path).path());
  QImage image(size, QImage::Format_RGB32);
  image.fill(colour);
  if (!image.save(path, format))
    qFatal("cannot write %s", qPrintable(path));
  return path;
}

qint64 modifiedOf(const QString& path) {
  return QFileInfo(path).lastModified().toMSecsSinceEpoch();
}

QByteArray bytesOf(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool setModified(const QString& path, qint64 seconds) {
  QFile file(path);
  return file.open(QIODevice::ReadWrite) &&
         file.setFileTime(QDateTime::fromSecsSinceEpoch(seconds), QFileDevice::FileModificationTime);
}

struct Cache {
  TemporaryFolder folder;
  QString cache = qt(folder / "cache/thumbnails");
  QString pictures = qt(folder / "pictures");

  QString thumbnailOf(const QString& path) const { return thumbnailFile(cache, path); }
};

}  // namespace

class ThumbnailsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void namesFilesAsTheSpecificationDoes();
  void writesWhatOthersRead();
  void answersFromMemory();
  void takesThumbnailsOfOthers();
  void makesANewOneOfAChangedPicture();
  void fitsTheEdge_data();
  void fitsTheEdge();
  void readsEveryKind_data();
  void readsEveryKind();
  void tellsOnceOfABrokenPicture();
  void refusesABomb();
  void storesPixelsAtHand();
  void keepsNoThumbnailOfAThumbnail();
  void dropsOrders();
  void worksWithoutACache();
  void endsInTheMiddle();
};

void ThumbnailsTest::namesFilesAsTheSpecificationDoes() {
  // The example of the specification.
  QCOMPARE(thumbnailUri("/home/jens/photos/me.png"), QByteArray("file:///home/jens/photos/me.png"));
  QCOMPARE(thumbnailFile("/c", "/home/jens/photos/me.png"), QString("/c/large/c6ee772d9e49320e97ec29a7eb5b1697.png"));
  // As g_filename_to_uri() escapes.
  QCOMPARE(thumbnailUri("/图/a b%[1]#?&=+~(x)'!.png"),
           QByteArray("file:///%E5%9B%BE/a%20b%25%5B1%5D%23%3F&=+~(x)'!.png"));
}

void ThumbnailsTest::writesWhatOthersRead() {
  const Cache cache;
  const QString path = writeImage(cache.pictures + "/图 50%25 [1].png", {1024, 512});
  Thumbnails thumbnails(cache.cache);
  QSignalSpy ready(&thumbnails, &Thumbnails::ready);
  QVERIFY(thumbnails.find(path, modifiedOf(path)).isNull());
  QTRY_COMPARE_WITH_TIMEOUT(ready.size(), 1, patience);
  QCOMPARE(ready[0][0].toString(), path);
  QCOMPARE(ready[0][1].value<QImage>().size(), QSize(256, 128));

  const QString file = cache.thumbnailOf(path);
  const QByteArray bytes = bytesOf(file);
  QCOMPARE(QFile::permissions(file) & 0x77, QFile::Permissions());
  QCOMPARE(QFile::permissions(QFileInfo(file).path()) & 0x77, QFile::Permissions());
  QCOMPARE(QFile::permissions(cache.cache) & 0x77, QFile::Permissions());
  QCOMPARE(QDir(QFileInfo(file).path()).entryList(QDir::Files | QDir::Hidden).size(), 1);
  const auto texts =
      readPngTexts(std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(bytes.size()))), "");
  QVERIFY(texts);
  const auto text = [&](const char* key) { return QString::fromStdString(*findPngText(*texts, key)); };
  QCOMPARE(text("Thumb::URI"), QString::fromLatin1(thumbnailUri(path)));
  QCOMPARE(text("Thumb::MTime"), QString::number(QFileInfo(path).lastModified().toSecsSinceEpoch()));
  QCOMPARE(text("Thumb::Size"), QString::number(QFileInfo(path).size()));
  QCOMPARE(text("Thumb::Mimetype"), QString("image/png"));
  QCOMPARE(text("Thumb::Image::Width"), QString("1024"));
  QCOMPARE(text("Thumb::Image::Height"), QString("512"));
  QVERIFY2(bytes.contains("tEXtThumb::URI"), "GLib reads no other kind of chunk");
  QVERIFY2(bytes.contains("tEXtThumb::MTime"), "GLib reads no other kind of chunk");
}

void ThumbnailsTest::answersFromMemory() {
  const Cache cache;
  const QString path = writeImage(cache.pictures + "/a.png", {300, 300}, Qt::blue);
  const qint64 modified = modifiedOf(path);
  Thumbnails thumbnails(cache.cache);
  QSignalSpy ready(&thumbnails, &Thumbnails::ready);
  thumbnails.find(path, modified);
  thumbnails.find(path, modified);
  QTRY_COMPARE_WITH_TIMEOUT(ready.size(), 1, patience);
  QVERIFY(QFile::remove(path));
  const QImage found = thumbnails.find(path, modified);
  QCOMPARE(found.pixelColor(10, 10), QColor(Qt::blue));
  QVERIFY(thumbnails.find(path, modified + 1).isNull());
}

void ThumbnailsTest::takesThumbnailsOfOthers() {
  const Cache cache;
  const QString path = writeImage(cache.pictures + "/a.png", {1000, 1000}, Qt::red);
  const QString file = cache.thumbnailOf(path);
  QDir().mkpath(QFileInfo(file).path());
  QImage foreign(256, 256, QImage::Format_RGB32);
  foreign.fill(Qt::green);
  foreign.setText("Thumb::URI", QString::fromLatin1(thumbnailUri(path)));
  foreign.setText("Thumb::MTime", QString::number(modifiedOf(path) / 1000) + ".25");
  QVERIFY(foreign.save(file));
  const QByteArray before = bytesOf(file);
  QCOMPARE(loadThumbnail(cache.cache, path).pixelColor(9, 9), QColor(Qt::green));
  QCOMPARE(bytesOf(file), before);

  // Not if it is of another time, or of another picture.
  foreign.setText("Thumb::MTime", "1");
  QVERIFY(foreign.save(file));
  QCOMPARE(loadThumbnail(cache.cache, path).pixelColor(9, 9), QColor(Qt::red));
  foreign.setText("Thumb::MTime", QString::number(modifiedOf(path) / 1000));
  foreign.setText("Thumb::URI", "file:///elsewhere.png");
  QVERIFY(foreign.save(file));
  QCOMPARE(loadThumbnail(cache.cache, path).pixelColor(9, 9), QColor(Qt::red));

  // Nor if it is no picture at all.
  QFile broken(file);
  QVERIFY(broken.open(QIODevice::WriteOnly));
  broken.write("nonsense");
  broken.close();
  QCOMPARE(loadThumbnail(cache.cache, path).pixelColor(9, 9), QColor(Qt::red));
}

void ThumbnailsTest::makesANewOneOfAChangedPicture() {
  const Cache cache;
  const QString path = writeImage(cache.pictures + "/a.png", {400, 400}, Qt::red);
  QVERIFY(setModified(path, 1'700'000'000));
  Thumbnails thumbnails(cache.cache);
  QSignalSpy ready(&thumbnails, &Thumbnails::ready);
  thumbnails.find(path, modifiedOf(path));
  QTRY_COMPARE_WITH_TIMEOUT(ready.size(), 1, patience);
  writeImage(path, {400, 400}, Qt::blue);
  QVERIFY(setModified(path, 1'700'000'100));
  QVERIFY(thumbnails.find(path, modifiedOf(path)).isNull());
  QTRY_COMPARE_WITH_TIMEOUT(ready.size(), 2, patience);
  QCOMPARE(thumbnails.find(path, modifiedOf(path)).pixelColor(9, 9), QColor(Qt::blue));
}

void ThumbnailsTest::fitsTheEdge_data() {
  QTest::addColumn<QSize>("picture");
  QTest::addColumn<QSize>("thumbnail");
  QTest::newRow("square") << QSize(1024, 1024) << QSize(256, 256);
  QTest::newRow("wide") << QSize(2048, 512) << QSize(256, 64);
  QTest::newRow("tall") << QSize(300, 1200) << QSize(64, 256);
  QTest::newRow("small stays small") << QSize(100, 40) << QSize(100, 40);
  QTest::newRow("a line") << QSize(5000, 1) << QSize(256, 1);
}

void ThumbnailsTest::fitsTheEdge() {
  QFETCH(const QSize, picture);
  QFETCH(const QSize, thumbnail);
  const Cache cache;
  const QString path = writeImage(cache.pictures + "/a.png", picture);
  QCOMPARE(loadThumbnail(cache.cache, path).size(), thumbnail);
  QCOMPARE(QImage(cache.thumbnailOf(path)).size(), thumbnail);
}

void ThumbnailsTest::readsEveryKind_data() {
  QTest::addColumn<QString>("name");
  QTest::addColumn<QByteArray>("format");
  QTest::newRow("png") << "a.png" << QByteArray("png");
  QTest::newRow("jpg") << "a.jpg" << QByteArray("jpg");
  QTest::newRow("webp") << "a.webp" << QByteArray("webp");
  QTest::newRow("wrong name") << "a.png" << QByteArray("jpg");
}

void ThumbnailsTest::readsEveryKind() {
  QFETCH(const QString, name);
  QFETCH(const QByteArray, format);
  const Cache cache;
  const QString path = writeImage(cache.pictures + '/' + name, {1200, 900}, Qt::green, format.constData());
  const QImage thumbnail = loadThumbnail(cache.cache, path);
  QCOMPARE(thumbnail.size(), QSize(256, 192));
  const QColor colour = thumbnail.pixelColor(100, 100);
  QVERIFY(colour.green() > 240 && colour.red() < 20 && colour.blue() < 20);
}

void ThumbnailsTest::tellsOnceOfABrokenPicture() {
  const Cache cache;
  const QString path = writeImage(cache.pictures + "/a.png", {600, 600});
  QVERIFY(QFile::resize(path, QFileInfo(path).size() / 2));
  Thumbnails thumbnails(cache.cache);
  QSignalSpy ready(&thumbnails, &Thumbnails::ready);
  QSignalSpy failed(&thumbnails, &Thumbnails::failed);
  QVERIFY(thumbnails.find(path, 5).isNull());
  QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, patience);
  QCOMPARE(failed[0][0].toString(), path);
  QVERIFY(thumbnails.find(path, 5).isNull());
  thumbnails.find("/nowhere.png", 5);
  QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 2, patience);
  QVERIFY(!QFile::exists(cache.thumbnailOf(path)));

  // Mended, it has another time.
  writeImage(path, {600, 600});
  thumbnails.find(path, 6);
  QTRY_COMPARE_WITH_TIMEOUT(ready.size(), 1, patience);
  QCOMPARE(failed.size(), 2);
}

// A file of a few bytes that says it is 60,000 x 60,000.
void ThumbnailsTest::refusesABomb() {
  const Cache cache;
  QByteArray head = QByteArray::fromHex("89504e470d0a1a0a0000000d49484452");
  const QByteArray size = QByteArray::fromHex("0000ea600000ea600802000000");
  head += size + QByteArray::fromHex("00000000");
  QDir().mkpath(cache.pictures);
  QFile file(cache.pictures + "/bomb.png");
  QVERIFY(file.open(QIODevice::WriteOnly));
  file.write(head);
  file.close();
  QVERIFY(loadThumbnail(cache.cache, file.fileName()).isNull());
}

void ThumbnailsTest::storesPixelsAtHand() {
  const Cache cache;
  const QString path = writeImage(cache.pictures + "/a.png", {512, 512}, Qt::red);
  QImage picture(512, 512, QImage::Format_RGB32);
  picture.fill(Qt::yellow);
  Thumbnails thumbnails(cache.cache);
  QSignalSpy ready(&thumbnails, &Thumbnails::ready);
  thumbnails.store(path, modifiedOf(path), picture);
  QTRY_COMPARE_WITH_TIMEOUT(ready.size(), 1, patience);
  QCOMPARE(thumbnails.find(path, modifiedOf(path)).pixelColor(5, 5), QColor(Qt::yellow));
  QCOMPARE(loadThumbnail(cache.cache, path).pixelColor(5, 5), QColor(Qt::yellow));
}

void ThumbnailsTest::keepsNoThumbnailOfAThumbnail() {
  const Cache cache;
  const QString path = writeImage(cache.cache + "/large/x.png", {256, 256});
  QCOMPARE(loadThumbnail(cache.cache, path).size(), QSize(256, 256));
  QVERIFY(!QFile::exists(cache.thumbnailOf(path)));
}

void ThumbnailsTest::dropsOrders() {
  const Cache cache;
  QStringList paths;
  for (int i = 0; i < 300; ++i)
    paths.append(writeImage(cache.pictures + QString("/%1.png").arg(i), {700, 700}));
  Thumbnails thumbnails(cache.cache);
  QSignalSpy ready(&thumbnails, &Thumbnails::ready);
  for (const QString& path : paths)
    thumbnails.find(path, 1);
  const QStringList wanted = {paths[290], paths[100]};
  thumbnails.keepOrders(wanted);
  QSet<QString> came;
  connect(&thumbnails, &Thumbnails::ready, this, [&came](const QString& path) { came.insert(path); });
  QTRY_VERIFY_WITH_TIMEOUT(came.contains(wanted[0]) && came.contains(wanted[1]), patience);
  // Besides them only what had been begun, on at most four threads.
  thumbnails.find(paths[299], 1);
  QTRY_VERIFY_WITH_TIMEOUT(came.contains(paths[299]), patience);
  QVERIFY2(ready.size() <= 3 + 4, qPrintable(QString::number(ready.size())));

  // However many are asked for, a few hundred wait at most.
  for (int i = 0; i < 5000; ++i)
    thumbnails.find(QString("/nowhere/%1.png").arg(i), 1);
  QSignalSpy failed(&thumbnails, &Thumbnails::failed);
  thumbnails.find(paths[5], 1);
  QTRY_VERIFY_WITH_TIMEOUT(came.contains(paths[5]), patience);
  QVERIFY2(failed.size() <= 600, qPrintable(QString::number(failed.size())));
}

void ThumbnailsTest::worksWithoutACache() {
  const TemporaryFolder folder;
  folder.write("file", "");
  const QString path = writeImage(qt(folder / "a.png"), {512, 512});
  QCOMPARE(loadThumbnail(qt(folder / "file/thumbnails"), path).size(), QSize(256, 256));
  const SmallDisk disk(8);
  if (!disk.isThere())
    QSKIP(disk.whyNot().c_str());
  disk.folder().write("ballast", std::string(8 << 10, 'x'));
  QCOMPARE(loadThumbnail(qt(disk.folder() / "thumbnails"), path).size(), QSize(256, 256));
}

void ThumbnailsTest::endsInTheMiddle() {
  const Cache cache;
  QStringList paths;
  for (int i = 0; i < 20; ++i)
    paths.append(writeImage(cache.pictures + QString("/%1.png").arg(i), {900, 900}));
  auto thumbnails = std::make_unique<Thumbnails>(cache.cache);
  for (const QString& path : paths)
    thumbnails->find(path, 1);
  thumbnails.reset();
  QCoreApplication::processEvents();
  // Nothing half-made stays behind.
  QVERIFY(QDir(cache.cache + "/large").entryList({"*.tmp"}, QDir::Files | QDir::Hidden).isEmpty());
}

ZAOHUA_QT_CORE_TEST_MAIN(ThumbnailsTest)
#include "thumbnails_test.moc"
