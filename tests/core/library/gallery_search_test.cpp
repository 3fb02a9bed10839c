// SPDX-License-Identifier: Apache-2.0
// The gallery on a real database: what is found by which words and filters, in which order.
#include <QElapsedTimer>

#include "gallery_library.h"
#include "library/database.h"
#include "library/gallery_store.h"
#include "library_samples.h"
#include "support/qt_test_main.h"

using namespace zaohua;
using namespace zaohua::test;

class GallerySearchTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void searches_data();
  void searches();
  void searchesWholeWordsTogether();
  void followsChangesOfTheText();
  void filters();
  void orders();
  void findsAmongFiftyThousand();
};

void GallerySearchTest::searches_data() {
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

void GallerySearchTest::searches() {
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

void GallerySearchTest::searchesWholeWordsTogether() {
  Library library;
  library.add("/a.png", "red apple on a blue table");
  library.add("/b.png", "blue apple");
  QCOMPARE(library.search("apple blue"), Ids({1, 2}));
  QCOMPARE(library.search("red blue apple"), Ids({1}));
  QCOMPARE(library.search("red re r"), Ids({1}));
}

void GallerySearchTest::followsChangesOfTheText() {
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

void GallerySearchTest::filters() {
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

void GallerySearchTest::orders() {
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

// Against a search by plain means through the same texts.
void GallerySearchTest::findsAmongFiftyThousand() {
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

ZAOHUA_QT_CORE_TEST_MAIN(GallerySearchTest)
#include "gallery_search_test.moc"
