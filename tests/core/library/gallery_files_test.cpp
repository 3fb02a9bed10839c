// SPDX-License-Identifier: Apache-2.0
// Renaming and trashing real picture files, and the way back.
#include <QDir>
#include <QFileInfo>
#include <QUrl>

#include "library/database.h"
#include "library/gallery_store.h"
#include "library/trash.h"
#include "library_samples.h"
#include "support/qt_test_main.h"
#include "support/small_disk.h"

using namespace zaohua;
using zaohua::test::qt;
using zaohua::test::SmallDisk;
using zaohua::test::TemporaryFolder;
using zaohua::test::writePicture;

namespace {

struct Library {
  TemporaryFolder folder;
  Database database{qt(folder / "library.sqlite")};
  GalleryStore store{database};

  qint64 add(const QString& name, const QString& job = {}) {
    const Result<qint64> id = store.add(writePicture(path(name), "猫", job));
    return id ? *id : 0;
  }
  QString path(const QString& name) const { return qt(folder.path()) + "/pictures/" + name; }
};

QByteArray bytesOf(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString infoOf(const QString& pathInTrash) {
  return QFileInfo(pathInTrash).path() + "/../info/" + QFileInfo(pathInTrash).fileName() + ".trashinfo";
}

}  // namespace

class GalleryFilesTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void renames();
  void refusesNames_data();
  void refusesNames();
  void replacesNothing();
  void trashesAndRestores_data();
  void trashesAndRestores();
  void writesWhatFileManagersRead();
  void restoresBesideANewFile();
  void trashesWhatHasVanished();
  void namesWhatCannotBeTrashed();
  void namesWhatCannotBeRestored();
};

void GalleryFilesTest::renames() {
  Library library;
  const qint64 id = library.add("a.png");
  QVERIFY(library.store.setFavourite({id}, true));
  QVERIFY(library.store.rename(id, "橘猫 100%"));
  QVERIFY(QFile::exists(library.path("橘猫 100%.png")));
  QVERIFY(!QFile::exists(library.path("a.png")));
  QCOMPARE(library.store.record(id)->path, library.path("橘猫 100%.png"));
  QVERIFY(library.store.record(id)->favourite);
  QCOMPARE(library.store.find({.text = "橘猫"}).size(), 1U);
  QVERIFY(library.store.rename(id, "b.PNG"));
  QVERIFY(QFile::exists(library.path("b.PNG")));
  QVERIFY(library.store.rename(id, "b"));
  QVERIFY(library.store.rename(id, "c.jpg"));
  QVERIFY2(QFile::exists(library.path("c.jpg.PNG")), "the kind of the file stays visible");
}

void GalleryFilesTest::refusesNames_data() {
  QTest::addColumn<QString>("name");
  QTest::newRow("nothing") << "";
  QTest::newRow("blanks") << "   ";
  QTest::newRow("folder") << "sub/a";
  QTest::newRow("upwards") << "../a";
  QTest::newRow("dots") << "..";
  QTest::newRow("hidden") << ".a";
  QTest::newRow("line") << "a\nb";
  QTest::newRow("NUL") << QString("a%1b").arg(QChar(QChar::Null));
  QTest::newRow("too long") << QString("猫").repeated(90);
}

void GalleryFilesTest::refusesNames() {
  QFETCH(const QString, name);
  Library library;
  const qint64 id = library.add("a.png");
  const Result<void> renamed = library.store.rename(id, name);
  QVERIFY(!renamed);
  QCOMPARE(renamed.error().code, ErrorCode::invalidRequest);
  QVERIFY(QFile::exists(library.path("a.png")));
  QCOMPARE(library.store.record(id)->path, library.path("a.png"));
}

void GalleryFilesTest::replacesNothing() {
  Library library;
  const qint64 a = library.add("a.png");
  library.add("b.png");
  const QByteArray before = bytesOf(library.path("b.png"));
  const Result<void> renamed = library.store.rename(a, "b");
  QVERIFY(!renamed);
  QCOMPARE(renamed.error().sentence, std::string("There is already a file named %1."));
  QCOMPARE(bytesOf(library.path("b.png")), before);
  QVERIFY(QFile::exists(library.path("a.png")));

  QVERIFY(QFile::remove(library.path("a.png")));
  QCOMPARE(library.store.rename(a, "c").error().code, ErrorCode::fileMissing);
  QCOMPARE(library.store.rename(99, "c").error().code, ErrorCode::fileMissing);
}

void GalleryFilesTest::trashesAndRestores_data() {
  QTest::addColumn<QString>("name");
  QTest::newRow("plain") << "a.png";
  QTest::newRow("percent") << "图 50%25 a.png";
  QTest::newRow("signs") << "#a&b=c+d;e'f\"g\\h.png";
  QTest::newRow("emoji") << "😀 橘猫。png.png";
}

void GalleryFilesTest::trashesAndRestores() {
  QFETCH(const QString, name);
  Library library;
  const qint64 other = library.add("other.png");
  const qint64 id = library.add(name, "job");
  QVERIFY(library.store.setFavourite({id}, true));
  QVERIFY(library.store.addToAlbum({id}, "旅行"));
  const QByteArray before = bytesOf(library.path(name));
  const PictureRecord record = *library.store.record(id);

  const TrashedPictures trashed = library.store.trash({id});
  QVERIFY(trashed.problems.empty());
  QCOMPARE(trashed.items.size(), 1U);
  QVERIFY(!QFile::exists(library.path(name)));
  QVERIFY(!library.store.record(id));
  QVERIFY(library.store.record(other));
  const QString inTrash = trashed.items[0].pathInTrash;
  QCOMPARE(bytesOf(inTrash), before);
  QVERIFY(QFile::exists(infoOf(inTrash)));

  QVERIFY(library.store.restore(trashed));
  QCOMPARE(bytesOf(library.path(name)), before);
  QVERIFY(!QFile::exists(inTrash));
  QVERIFY(!QFile::exists(infoOf(inTrash)));
  const std::optional<PictureRecord> back = library.store.record(id);
  QVERIFY(back);
  QCOMPARE(back->path, record.path);
  QCOMPARE(back->createdAt, record.createdAt);
  QVERIFY(back->favourite);
  QCOMPARE(back->albums, QStringList("旅行"));
  QVERIFY(back->request == record.request);
  QVERIFY(library.store.hasJobPicture("job", 0));
}

void GalleryFilesTest::writesWhatFileManagersRead() {
  Library library;
  const QString name = "图 50%25 a.png";
  const TrashedPictures trashed = library.store.trash({library.add(name)});
  const QString inTrash = trashed.items.at(0).pathInTrash;
  const QList<QByteArray> lines = bytesOf(infoOf(inTrash)).split('\n');
  QCOMPARE(lines[0], QByteArray("[Trash Info]"));
  QByteArray path;
  for (const QByteArray& line : lines) {
    if (line.startsWith("Path="))
      path = line.mid(5);
  }
  QVERIFY(path.endsWith("/pictures/%E5%9B%BE%2050%2525%20a.png"));
  QVERIFY(library.path(name).endsWith(QString::fromUtf8(QByteArray::fromPercentEncoding(path))));
  QVERIFY(bytesOf(infoOf(inTrash)).contains("\nDeletionDate=20"));
}

void GalleryFilesTest::restoresBesideANewFile() {
  Library library;
  const qint64 id = library.add("a.png");
  const TrashedPictures trashed = library.store.trash({id});
  QVERIFY(library.add("a.png") != 0);
  const QByteArray newer = bytesOf(library.path("a.png"));
  QVERIFY(library.store.restore(trashed));
  QCOMPARE(library.store.record(id)->path, library.path("a-2.png"));
  QVERIFY(QFile::exists(library.path("a-2.png")));
  QCOMPARE(bytesOf(library.path("a.png")), newer);

  // And where the whole folder has gone.
  const TrashedPictures again = library.store.trash({id});
  QVERIFY(QDir(library.path("")).removeRecursively());
  QVERIFY(library.store.restore(again));
  QVERIFY(QFile::exists(library.path("a-2.png")));
}

void GalleryFilesTest::trashesWhatHasVanished() {
  Library library;
  const qint64 id = library.add("a.png");
  QVERIFY(QFile::remove(library.path("a.png")));
  const TrashedPictures trashed = library.store.trash({id, 99});
  QVERIFY(trashed.problems.empty());
  QCOMPARE(trashed.items.size(), 1U);
  QCOMPARE(library.store.count(), 0);
  QVERIFY(library.store.restore(trashed));
  QCOMPARE(library.store.record(id)->path, library.path("a.png"));
}

void GalleryFilesTest::namesWhatCannotBeTrashed() {
  const SmallDisk disk(8000);
  if (!disk.isThere())
    QSKIP(disk.whyNot().c_str());
  Library library;
  const qint64 movable = library.add("a.png");
  const qint64 fixed = *library.store.add(writePicture(qt(disk.folder() / "b.png"), "猫"));
  QVERIFY(disk.makeReadOnly());
  const TrashedPictures trashed = library.store.trash({movable, fixed});
  QCOMPARE(trashed.items.size(), 1U);
  QCOMPARE(trashed.problems.size(), 1U);
  QCOMPARE(trashed.problems[0].code, ErrorCode::writeFailed);
  QVERIFY(library.store.record(fixed));
  QVERIFY(!library.store.record(movable));
}

void GalleryFilesTest::namesWhatCannotBeRestored() {
  Library library;
  const qint64 a = library.add("a.png");
  const qint64 b = library.add("b.png");
  const TrashedPictures trashed = library.store.trash({a, b});
  QVERIFY(QFile::remove(trashed.items.at(0).pathInTrash));
  const Result<void> restored = library.store.restore(trashed);
  QVERIFY(!restored);
  QCOMPARE(restored.error().code, ErrorCode::fileMissing);
  QVERIFY(!library.store.record(a));
  QVERIFY(library.store.record(b));
  QVERIFY(QFile::exists(library.path("b.png")));
}

ZAOHUA_QT_CORE_TEST_MAIN(GalleryFilesTest)
#include "gallery_files_test.moc"
