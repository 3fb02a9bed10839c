// SPDX-License-Identifier: Apache-2.0
// The gallery on a real database: what is found, by which words and filters, and what is kept about it.
#include "library/gallery_store.h"

#include <QSignalSpy>

#include "gallery_library.h"
#include "library/database.h"
#include "library_samples.h"
#include "support/qt_test_main.h"
#include "support/request_samples.h"
#include "support/small_disk.h"

using namespace zaohua;
using namespace zaohua::test;

class GalleryStoreTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void keepsAllOfARecord();
  void bringsAKnownPathUpToDate();
  void takesOnePictureForAJobs();
  void addsManyOrNone();
  void marksFavourites();
  void gathersAlbums();
  void forgets();
  void knowsFiles();
  void tellsWhatChanged();
  void saysThatTheDiskIsFull();
};

void GalleryStoreTest::keepsAllOfARecord() {
  Library library;
  for (const GenerationRequest& request : {completeRequest(), oddRequest()}) {
    PictureRecord record = recordOf("/图片/a \"b\" 100%25.png", {});
    record.request = request;
    record.file = PictureRecord::File::broken;
    record.fileSize = qint64{5} << 32;
    record.width = 1024;
    record.height = 768;
    record.job = "0123abc";
    record.jobIndex = 3;
    record.imported = true;
    record.favourite = true;
    record.albums = {"旅行", "a"};
    const Result<qint64> id = library.store.add(record);
    QVERIFY(id);
    const std::optional<PictureRecord> read = library.store.record(*id);
    QVERIFY(read);
    QCOMPARE(read->path, record.path);
    QVERIFY(read->file == record.file);
    QCOMPARE(read->fileSize, record.fileSize);
    QCOMPARE(read->modifiedMs, record.modifiedMs);
    QCOMPARE(read->createdAt, record.createdAt);
    QCOMPARE(read->width, record.width);
    QCOMPARE(read->height, record.height);
    QVERIFY(read->request == record.request);
    QCOMPARE(read->job, record.job);
    QCOMPARE(read->jobIndex, record.jobIndex);
    QVERIFY(read->imported);
    QVERIFY(read->favourite);
    QCOMPARE(read->albums, QStringList({"a", "旅行"}));
    QCOMPARE(library.store.recordOfPath(record.path)->id, *id);
  }
  QVERIFY(!library.store.record(99));
  QVERIFY(!library.store.recordOfPath("/nowhere"));
}

void GalleryStoreTest::bringsAKnownPathUpToDate() {
  Library library;
  const qint64 id = library.add("/a.png", "猫");
  QVERIFY(library.store.setFavourite({id}, true));
  QVERIFY(library.store.addToAlbum({id}, "旅行"));
  PictureRecord record = recordOf("/a.png", "狗");
  record.request->model = "other";
  record.width = 64;
  QCOMPARE(*library.store.add(record), id);
  QCOMPARE(library.store.count(), 1);
  const std::optional<PictureRecord> read = library.store.record(id);
  QCOMPARE(read->prompt(), QString("狗"));
  QCOMPARE(read->width, 64);
  QVERIFY(read->favourite);
  QCOMPARE(read->albums, QStringList("旅行"));
  QCOMPARE(library.store.models(), QStringList("other"));

  record.request.reset();
  QVERIFY(library.store.add(record));
  QVERIFY(!library.store.record(id)->request);
  QVERIFY(library.search("狗").isEmpty());
}

void GalleryStoreTest::takesOnePictureForAJobs() {
  Library library;
  PictureRecord record = recordOf("/a.png", "猫");
  record.job = "job";
  record.jobIndex = 1;
  const qint64 first = *library.store.add(record);
  QVERIFY(library.store.hasJobPicture("job", 1));
  QVERIFY(!library.store.hasJobPicture("job", 0));
  record.path = "/copy of a.png";
  const qint64 copy = *library.store.add(record);
  QCOMPARE(library.store.record(copy)->job, QString());
  record.path = "/a.png";
  QVERIFY(library.store.add(record));
  QCOMPARE(library.store.record(first)->job, QString("job"));
}

void GalleryStoreTest::addsManyOrNone() {
  Library library;
  std::vector<PictureRecord> records;
  for (int i = 0; i < 10; ++i)
    records.push_back(recordOf(QString("/%1.png").arg(i), "x"));
  records.back().id = 3;  // taken by then
  QVERIFY(!library.store.addAll(records));
  QCOMPARE(library.store.count(), 0);
  records.back().id = 0;
  QSignalSpy added(&library.store, &GalleryStore::added);
  QVERIFY(library.store.addAll(records));
  QCOMPARE(library.store.count(), 10);
  QCOMPARE(added.size(), 1);
  QCOMPARE(added[0][0].value<Ids>().size(), 10);
}

void GalleryStoreTest::marksFavourites() {
  Library library;
  for (int i = 0; i < 5; ++i)
    library.add(QString("/%1.png").arg(i), "x");
  QVERIFY(library.store.setFavourite({1, 3, 99}, true));
  QVERIFY(library.store.setFavourite({3}, false));
  QVERIFY(library.store.setFavourite({}, false));
  QCOMPARE(library.find({.favouritesOnly = true}), Ids({1}));
}

void GalleryStoreTest::gathersAlbums() {
  Library library;
  for (int i = 0; i < 4; ++i)
    library.add(QString("/%1.png").arg(i), "x");
  QVERIFY(library.store.addToAlbum({1, 2, 99}, "  旅行 \n"));
  QVERIFY(library.store.addToAlbum({2, 3}, "海报"));
  QVERIFY(library.store.addToAlbum({2}, "海报"));
  QCOMPARE(library.store.addToAlbum({1}, "  ").error().code, ErrorCode::invalidRequest);
  QCOMPARE(library.store.albums().size(), 2);
  QVERIFY(library.store.albums().contains("旅行"));
  QCOMPARE(library.store.record(2)->albums.size(), 2);

  QVERIFY(library.store.removeFromAlbum({2}, "旅行"));
  QCOMPARE(library.find({.album = "旅行"}), Ids({1}));
  QVERIFY(library.store.renameAlbum("旅行", "海报"));
  QCOMPARE(library.store.albums(), QStringList("海报"));
  QCOMPARE(library.find({.album = "海报"}), Ids({3, 2, 1}));
  QVERIFY(library.store.forget({1, 2, 3}));
  QCOMPARE(library.store.albums(), QStringList());
}

void GalleryStoreTest::forgets() {
  Library library;
  const qint64 id = library.add("/a.png", "x");
  QVERIFY(library.store.forget({id}));
  QVERIFY(!library.store.record(id));
  QCOMPARE(library.store.count(), 0);
  QVERIFY2(library.add("/b.png", "x") != id, "an id is never given to another picture");
}

void GalleryStoreTest::knowsFiles() {
  Library library;
  for (const char* path : {"/p/a.png", "/p/b/c.png", "/pq/d.png", "/p.png", "/图/猫.png"})
    library.add(path, "x");
  const auto paths = [&](const QString& folder, qint64 after = 0, int most = 100) {
    QStringList found;
    for (const KnownFile& file : library.store.knownFiles(folder, after, most))
      found.append(file.path);
    return found;
  };
  QCOMPARE(paths("/p"), QStringList({"/p/a.png", "/p/b/c.png"}));
  QCOMPARE(paths("/图"), QStringList("/图/猫.png"));
  QCOMPARE(paths("").size(), 5);
  QCOMPARE(paths("", 2, 2), QStringList({"/pq/d.png", "/p.png"}));
  QCOMPARE(library.store.knownFile("/p.png")->fileSize, 1000);
  QVERIFY(!library.store.knownFile("/p"));

  library.store.setFileState(1, PictureRecord::File::missing);
  QVERIFY(library.store.find({}).back().file == PictureRecord::File::missing);
  QVERIFY(library.store.setFavourite({1}, true));
  QVERIFY(library.store.relocate(1, recordOf("/elsewhere/x.png", "y")));
  QCOMPARE(library.store.record(1)->path, QString("/elsewhere/x.png"));
  QVERIFY(library.store.record(1)->favourite);
  QVERIFY(library.store.record(1)->file == PictureRecord::File::present);
}

void GalleryStoreTest::tellsWhatChanged() {
  Library library;
  QSignalSpy added(&library.store, &GalleryStore::added);
  QSignalSpy changed(&library.store, &GalleryStore::changed);
  QSignalSpy removed(&library.store, &GalleryStore::removed);
  library.add("/a.png", "x");
  QCOMPARE(added.takeFirst()[0].value<Ids>(), Ids({1}));
  library.add("/a.png", "y");
  QCOMPARE(changed.takeFirst()[0].value<Ids>(), Ids({1}));
  QVERIFY(library.store.setFavourite({1}, true));
  QVERIFY(library.store.addToAlbum({1}, "a"));
  QVERIFY(library.store.renameAlbum("a", "b"));
  QCOMPARE(changed.size(), 3);
  QCOMPARE(changed.last()[0].value<Ids>(), Ids({1}));
  QVERIFY(library.store.forget({1}));
  QCOMPARE(removed.takeFirst()[0].value<Ids>(), Ids({1}));
  QVERIFY(added.isEmpty());

  std::ignore = library.database.transaction([&]() -> Result<void> {
    library.add("/b.png", "x");
    return failure(ErrorCode::internal, "Enough.");
  });
  QVERIFY2(added.isEmpty(), "what is rolled back is not told");
}

void GalleryStoreTest::saysThatTheDiskIsFull() {
  const SmallDisk disk(1500);
  if (!disk.isThere())
    QSKIP(disk.whyNot().c_str());
  Database database(qt(disk.folder() / "library.sqlite"));
  GalleryStore store(database);
  Result<qint64> id;
  int added = -1;
  for (int i = 0; i < 10'000 && id; ++i, ++added)
    id = store.add(recordOf(QString("/%1.png").arg(i), QString("很长的提示词 %1").arg(i).repeated(500)));
  QVERIFY(!id);
  QCOMPARE(id.error().code, ErrorCode::diskFull);
  QCOMPARE(store.count(), added);
  QCOMPARE(static_cast<int>(store.find({.text = "提示词"}).size()), added);
}

ZAOHUA_QT_CORE_TEST_MAIN(GalleryStoreTest)
#include "gallery_store_test.moc"
