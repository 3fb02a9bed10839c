// SPDX-License-Identifier: Apache-2.0
// The gallery on a real database: what is found, by which words and filters, and what is kept about it.
#include "library/gallery_store.h"

#include <QElapsedTimer>
#include <QSignalSpy>

#include "library/database.h"
#include "library_samples.h"
#include "support/qt_test_main.h"
#include "support/request_samples.h"
#include "support/small_disk.h"

using namespace zaohua;
using zaohua::test::completeRequest;
using zaohua::test::oddRequest;
using zaohua::test::qt;
using zaohua::test::recordOf;
using zaohua::test::SmallDisk;
using zaohua::test::TemporaryFolder;

namespace {

struct Library {
  TemporaryFolder folder;
  Database database{qt(folder / "library.sqlite")};
  GalleryStore store{database};

  qint64 add(const QString& path, const QString& prompt) {
    const Result<qint64> id = store.add(recordOf(path, prompt));
    return id ? *id : 0;
  }
  QList<qint64> find(const GalleryFilter& filter = {}) const {
    QList<qint64> ids;
    for (const GalleryRow& row : store.find(filter))
      ids.append(row.id);
    return ids;
  }
  QList<qint64> search(const QString& text) const {
    QList<qint64> ids = find({.text = text});
    std::sort(ids.begin(), ids.end());
    return ids;
  }
};

using Ids = QList<qint64>;

}  // namespace

class GalleryStoreTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void keepsAllOfARecord();
  void bringsAKnownPathUpToDate();
  void takesOnePictureForAJobs();
  void addsManyOrNone();
  void searches_data();
  void searches();
  void searchesWholeWordsTogether();
  void followsChangesOfTheText();
  void filters();
  void orders();
  void marksFavourites();
  void gathersAlbums();
  void forgets();
  void knowsFiles();
  void tellsWhatChanged();
  void saysThatTheDiskIsFull();
  void findsAmongFiftyThousand();
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

void GalleryStoreTest::searches_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<Ids>("found");
  const Ids all = {1, 2, 3, 4};
  QTest::newRow("nothing") << "" << all;
  QTest::newRow("blanks") << " \t\u3000 " << all;
  QTest::newRow("one Han") << "猫" << Ids{1, 3};
  QTest::newRow("two Han") << "橘猫" << Ids{1};
  QTest::newRow("three Han") << "只橘猫" << Ids{1};
  QTest::newRow("Han over a comma") << "雪地，电影" << Ids{1};
  QTest::newRow("half-width comma") << "雪地,电影" << Ids{1};
  QTest::newRow("two words") << "猫 电影" << Ids{1};
  QTest::newRow("ideographic blank") << "猫\u3000电影" << Ids{1};
  QTest::newRow("other order") << "电影 猫" << Ids{1};
  QTest::newRow("no common row") << "猫 portrait" << Ids{};
  QTest::newRow("one letter") << "q" << Ids{2};
  QTest::newRow("two letters") << "PO" << Ids{2};
  QTest::newRow("any case") << "pOrTrAit" << Ids{2};
  QTest::newRow("inside a word") << "ortrai" << Ids{2};
  QTest::newRow("full width") << "Ｐｏｒｔｒａｉｔ" << Ids{2};
  QTest::newRow("umlaut") << "MÄDCHEN" << Ids{2};
  QTest::newRow("decomposed umlaut") << QString::fromUtf8("ma\u0308dchen") << Ids{2};
  QTest::newRow("percent") << "100%" << Ids{2};
  QTest::newRow("percent alone") << "%" << Ids{2};
  QTest::newRow("underscore alone") << "_" << Ids{4};
  QTest::newRow("underscore is itself") << "r_t" << Ids{};
  QTest::newRow("backslash") << "\\" << Ids{};
  QTest::newRow("quotation marks") << "\"soft\"" << Ids{2};
  QTest::newRow("apostrophe") << "girl's" << Ids{2};
  QTest::newRow("operator") << "OR" << Ids{2};
  QTest::newRow("operator with more") << "NEAR(" << Ids{};
  QTest::newRow("star") << "por*" << Ids{};
  QTest::newRow("negative prompt") << "模糊" << Ids{3};
  QTest::newRow("file name") << "draft_07" << Ids{4};
  QTest::newRow("not the folder") << "pictures" << Ids{};
  QTest::newRow("album") << "旅" << Ids{3};
  QTest::newRow("album and prompt") << "旅行 猫" << Ids{3};
  QTest::newRow("two of its letters") << "ho" << Ids{4};
  QTest::newRow("emoji") << "😀" << Ids{3};
  QTest::newRow("emoji pair") << "😀😀" << Ids{3};
  QTest::newRow("behind a NUL") << "behind" << Ids{3};
}

void GalleryStoreTest::searches() {
  QFETCH(const QString, text);
  QFETCH(const Ids, found);
  Library library;
  library.add("/pictures/a.png", "一只橘猫在雪地，电影质感");
  library.add("/pictures/b.png", "Portrait of a Mädchen, \"soft\" light, the girl's quilt, 100% wool");
  PictureRecord third = recordOf("/pictures/c.png", "猫 😀😀");
  third.request->prompt += std::string("\0 behind", 8);
  third.request->negativePrompt = "模糊";
  const qint64 id = *library.store.add(third);
  QVERIFY(library.store.addToAlbum({id}, "旅行"));
  PictureRecord fourth = recordOf("/pictures/photo draft_07.png", {});
  fourth.request.reset();
  QVERIFY(library.store.add(fourth));
  QCOMPARE(library.search(text), found);
}

void GalleryStoreTest::searchesWholeWordsTogether() {
  Library library;
  library.add("/a.png", "red apple on a blue table");
  library.add("/b.png", "blue apple");
  QCOMPARE(library.search("apple blue"), Ids({1, 2}));
  QCOMPARE(library.search("red blue apple"), Ids({1}));
  QCOMPARE(library.search("red re r"), Ids({1}));
}

void GalleryStoreTest::followsChangesOfTheText() {
  Library library;
  const qint64 id = library.add("/a.png", "苹果树下的少女");
  QCOMPARE(library.search("苹果树"), Ids({id}));
  PictureRecord record = recordOf("/a.png", "梨树下的少女");
  QVERIFY(library.store.add(record));
  QCOMPARE(library.search("苹果树"), Ids());
  QCOMPARE(library.search("梨树下"), Ids({id}));
  QVERIFY(library.store.forget({id}));
  QCOMPARE(library.search("梨树下"), Ids());
  QCOMPARE(library.database.value("SELECT count(*) FROM picture_texts").toInt(), 0);
  QVERIFY(library.database.run("INSERT INTO picture_search(picture_search) VALUES ('integrity-check')"));
}

void GalleryStoreTest::filters() {
  Library library;
  PictureRecord record = recordOf("/1.png", "a");
  record.width = 1024;
  record.createdAt = QDateTime(QDate(2026, 1, 31), QTime(23, 59, 59, 999));
  QVERIFY(library.store.add(record));
  record = recordOf("/2.png", "a");
  record.height = 1024;
  record.request->model = "demo";
  record.createdAt = QDateTime(QDate(2026, 2, 1), QTime(0, 0));
  record.favourite = true;
  QVERIFY(library.store.add(record));
  record = recordOf("/3.png", "b");
  record.createdAt = QDateTime(QDate(2026, 2, 2), QTime(12, 0));
  record.albums = {"旅行"};
  QVERIFY(library.store.add(record));
  record = recordOf("/4.png", "b");
  record.file = PictureRecord::File::broken;
  record.width = 0;
  record.height = 0;
  record.createdAt = QDateTime(QDate(2026, 2, 3), QTime(12, 0));
  QVERIFY(library.store.add(record));

  QCOMPARE(library.find({.shape = GalleryFilter::Shape::landscape}), Ids({1}));
  QCOMPARE(library.find({.shape = GalleryFilter::Shape::portrait}), Ids({2}));
  QCOMPARE(library.find({.shape = GalleryFilter::Shape::square}), Ids({3}));
  QCOMPARE(library.find({.favouritesOnly = true}), Ids({2}));
  QCOMPARE(library.find({.model = "demo"}), Ids({2}));
  QCOMPARE(library.find({.model = "nobody"}), Ids());
  QCOMPARE(library.find({.album = "旅行"}), Ids({3}));
  QCOMPARE(library.find({.from = QDate(2026, 2, 1)}), Ids({4, 3, 2}));
  QCOMPARE(library.find({.to = QDate(2026, 1, 31)}), Ids({1}));
  QCOMPARE(library.find({.from = QDate(2026, 2, 1), .to = QDate(2026, 2, 1)}), Ids({2}));
  QCOMPARE(library.find({.text = "b", .from = QDate(2026, 2, 3)}), Ids({4}));
  QCOMPARE(library.find({.text = "a", .favouritesOnly = true, .shape = GalleryFilter::Shape::landscape}), Ids());
  QCOMPARE(library.store.models(), QStringList({"Z-Image-Turbo", "demo"}));
  const std::vector<GalleryRow> rows = library.store.find({});
  QVERIFY(rows[2].favourite && !rows[0].favourite);
  QVERIFY(rows[0].file == PictureRecord::File::broken);
  QCOMPARE(rows[2].createdMs, QDateTime(QDate(2026, 2, 1), QTime(0, 0)).toMSecsSinceEpoch());
}

void GalleryStoreTest::orders() {
  Library library;
  const auto add = [&](const QString& path, int width, qint64 created) {
    PictureRecord record = recordOf(path, "x");
    record.width = width;
    record.createdAt = QDateTime::fromMSecsSinceEpoch(created);
    QVERIFY(library.store.add(record));
  };
  add("/x/cat 10.png", 512, 2000);
  add("/y/cat 2.png", 1024, 3000);
  add("/a/Dog.png", 256, 1000);
  add("/b/猫.png", 1024, 1000);
  QCOMPARE(library.find({.order = GalleryFilter::Order::newest}), Ids({2, 1, 4, 3}));
  QCOMPARE(library.find({.order = GalleryFilter::Order::oldest}), Ids({3, 4, 1, 2}));
  QCOMPARE(library.find({.order = GalleryFilter::Order::name}), Ids({2, 1, 3, 4}));
  QCOMPARE(library.find({.order = GalleryFilter::Order::largest}), Ids({2, 4, 1, 3}));
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

// Against a search by plain means through the same texts.
void GalleryStoreTest::findsAmongFiftyThousand() {
  constexpr int count = 50'000;
  const QStringList words = {"一只橘猫", "雪地", "电影质感", "霓虹灯", "水墨画", "a cat", "Cinematic light",
                             "rain",     "竹林", "portrait", "neon",   "bokeh",  "古风",  "古风少女"};
  Library library;
  std::vector<PictureRecord> records;
  QStringList texts;
  quint32 random = 1;
  for (int i = 0; i < count; ++i) {
    QStringList chosen;
    for (int k = 0; k < 6; ++k) {
      random = random * 1664525 + 1013904223;
      chosen.append(words[static_cast<int>(random >> 16U) % words.size()]);
    }
    if (i % 1000 == 7)
      chosen.append("斑马纹 zebra");
    const QString name = QString("zaohua_%1.png").arg(i);
    records.push_back(recordOf("/pictures/" + name, chosen.join(", ")));
    records.back().createdAt = QDateTime::fromMSecsSinceEpoch(1'700'000'000'000 + i);
    texts.append((chosen.join(", ") + '\n' + name).toLower());
  }
  QVERIFY(library.store.addAll(records));

  QElapsedTimer timer;
  for (const QString word :
       {"猫", "古风", "古风少女", "a cat", "ci", "zebra", "斑马", "neon bokeh", "zaohua", "49999", "nowhere"}) {
    const QStringList parts = word.split(' ');
    Ids expected;
    for (int i = count; i-- > 0;) {
      if (std::all_of(parts.begin(), parts.end(), [&](const QString& part) { return texts[i].contains(part); }))
        expected.append(i + 1);
    }
    timer.start();
    const std::vector<GalleryRow> rows = library.store.find({.text = word});
    qInfo("%-12s %6zu pictures in %.1f ms", qPrintable(word), rows.size(),
          static_cast<double>(timer.nsecsElapsed()) / 1e6);
    QCOMPARE(rows.size(), static_cast<std::size_t>(expected.size()));
    for (std::size_t i = 0; i < rows.size(); ++i)
      QCOMPARE(rows[i].id, expected[static_cast<qsizetype>(i)]);
  }
}

ZAOHUA_QT_CORE_TEST_MAIN(GalleryStoreTest)
#include "gallery_store_test.moc"
