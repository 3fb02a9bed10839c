// SPDX-License-Identifier: Apache-2.0
// The gallery's list: rows that come and go with the store, days, thumbnails as they come, and what is dragged out.
#include "library/gallery_model.h"

#include <QAbstractItemModelTester>
#include <QDir>
#include <QMimeData>
#include <QSignalSpy>
#include <QUrl>

#include "library/database.h"
#include "library_samples.h"
#include "support/qt_test_main.h"

using namespace zaohua;
using zaohua::test::qt;
using zaohua::test::recordOf;
using zaohua::test::TemporaryFolder;
using zaohua::test::writePicture;

namespace {

constexpr int patience = 20'000;

struct Library {
  TemporaryFolder folder;
  Database database{qt(folder / "library.sqlite")};
  GalleryStore store{database};
  Thumbnails thumbnails{qt(folder / "cache/thumbnails")};
  GalleryModel model{store, thumbnails};
  QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};

  qint64 addAt(const QDateTime& time, const QString& prompt = "x", bool favourite = false) {
    PictureRecord record = recordOf(QString("/%1.png").arg(store.count() + 1, 6, 10, QChar('0')), prompt);
    record.createdAt = time;
    record.favourite = favourite;
    const Result<qint64> id = store.add(record);
    return id ? *id : 0;
  }
  qint64 addFile(const QString& name, const QString& prompt = "猫") {
    const Result<qint64> id = store.add(writePicture(path(name), prompt));
    return id ? *id : 0;
  }
  QString path(const QString& name) const { return qt(folder.path()) + "/pictures/" + name; }

  QList<qint64> ids() const {
    QList<qint64> ids;
    for (int row = 0; row < model.rowCount(); ++row)
      ids.append(model.id(row));
    return ids;
  }
};

QDateTime at(int day, int hour = 12) {
  return QDateTime(QDate(2026, 5, 1).addDays(day), QTime(hour, 0));
}

QByteArray bytesOf(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

using Ids = QList<qint64>;

}  // namespace

class GalleryModelTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void answersTheRoles();
  void followsTheStore();
  void keepsSelectedRows();
  void filtersAndFollows();
  void startsAfreshAfterManyChanges();
  void countsDays();
  void showsThumbnails();
  void marksBrokenAndMissing();
  void wantsVisibleOnesFirst();
  void dragsOne_data();
  void dragsOne();
  void dragsMany();
  void dragsOnlyWhatIsThere();
};

void GalleryModelTest::answersTheRoles() {
  Library library;
  const qint64 id = library.addFile("图 a.png", "一只橘猫");
  QVERIFY(library.store.setFavourite({id}, true));
  const QModelIndex index = library.model.index(0);
  QCOMPARE(index.data(GalleryModel::IdRole).toLongLong(), id);
  QCOMPARE(index.data(GalleryModel::PathRole).toString(), library.path("图 a.png"));
  QCOMPARE(index.data(GalleryModel::DayRole).toDate(), library.store.record(id)->createdAt.date());
  QVERIFY(index.data(GalleryModel::FavouriteRole).toBool());
  QCOMPARE(index.data(GalleryModel::FileRole).toInt(), 0);
  QCOMPARE(index.data(GalleryModel::SizeRole).toSize(), QSize(512, 512));
  QCOMPARE(index.data(GalleryModel::PromptRole).toString(), QString("一只橘猫"));
  QCOMPARE(index.data(Qt::DisplayRole).toString(), QString("图 a.png"));
  QCOMPARE(index.data(Qt::AccessibleTextRole).toString(), QString("一只橘猫"));
  QVERIFY(!index.data(Qt::DecorationRole).isValid());
  QVERIFY((index.flags() & Qt::ItemIsDragEnabled) != 0);
  QCOMPARE(library.model.record(0)->id, id);
  QVERIFY(!library.model.record(1));
  QCOMPARE(library.model.id(-1), 0);
  QCOMPARE(library.model.rowOf(99), -1);
}

void GalleryModelTest::followsTheStore() {
  Library library;
  QSignalSpy reset(&library.model, &QAbstractItemModel::modelReset);
  QSignalSpy inserted(&library.model, &QAbstractItemModel::rowsInserted);
  const qint64 a = library.addAt(at(1));
  const qint64 b = library.addAt(at(3));
  const qint64 c = library.addAt(at(2));
  QCOMPARE(library.ids(), Ids({b, c, a}));
  QCOMPARE(inserted.size(), 3);
  QCOMPARE(inserted[2][1].toInt(), 1);

  QSignalSpy changed(&library.model, &QAbstractItemModel::dataChanged);
  QVERIFY(library.store.setFavourite({c}, true));
  QCOMPARE(changed.size(), 1);
  QCOMPARE(changed[0][0].toModelIndex().row(), 1);
  QCOMPARE(changed[0][1].toModelIndex().row(), 1);
  QVERIFY(library.model.index(1).data(GalleryModel::FavouriteRole).toBool());

  QSignalSpy removed(&library.model, &QAbstractItemModel::rowsRemoved);
  QVERIFY(library.store.forget({b, a}));
  QCOMPARE(library.ids(), Ids({c}));
  QCOMPARE(removed.size(), 2);
  QVERIFY(reset.isEmpty());
}

void GalleryModelTest::keepsSelectedRows() {
  Library library;
  QList<QPersistentModelIndex> held;
  Ids ids;
  for (int i = 0; i < 30; ++i)
    ids.append(library.addAt(at(i)));
  for (const qint64 id : ids)
    held.append(library.model.index(library.model.rowOf(id)));
  library.addAt(at(5, 13));
  library.addAt(at(50));
  library.addAt(at(-3));
  QVERIFY(library.store.forget({ids[7], ids[8], ids[20]}));
  for (qsizetype i = 0; i < ids.size(); ++i) {
    const bool isGone = i == 7 || i == 8 || i == 20;
    QCOMPARE(held[i].isValid(), !isGone);
    if (!isGone)
      QCOMPARE(library.model.id(held[i].row()), ids[i]);
  }
}

void GalleryModelTest::filtersAndFollows() {
  Library library;
  const qint64 cat = library.addAt(at(1), "a cat");
  const qint64 dog = library.addAt(at(2), "a dog");
  library.model.setFilter({.text = "cat"});
  QCOMPARE(library.ids(), Ids({cat}));
  const qint64 second = library.addAt(at(3), "another cat");
  library.addAt(at(4), "a bird");
  QCOMPARE(library.ids(), Ids({second, cat}));
  library.model.setFilter({.favouritesOnly = true});
  QCOMPARE(library.ids(), Ids());
  QVERIFY(library.store.setFavourite({dog, cat}, true));
  QCOMPARE(library.ids(), Ids({dog, cat}));
  QVERIFY(library.store.setFavourite({dog}, false));
  QCOMPARE(library.ids(), Ids({cat}));
  QSignalSpy reset(&library.model, &QAbstractItemModel::modelReset);
  library.model.setFilter({.favouritesOnly = true});
  QVERIFY(reset.isEmpty());
  library.model.setFilter({.order = GalleryFilter::Order::oldest});
  QCOMPARE(library.ids().first(), cat);
}

void GalleryModelTest::startsAfreshAfterManyChanges() {
  Library library;
  std::vector<PictureRecord> records;
  for (int i = 0; i < 1000; ++i) {
    records.push_back(recordOf(QString("/p/%1.png").arg(i), "x"));
    records.back().createdAt = at(0).addSecs(i * 2);
  }
  QVERIFY(library.store.addAll(records));
  QSignalSpy reset(&library.model, &QAbstractItemModel::modelReset);
  Ids every;
  for (int row = 0; row < 1000; row += 2)
    every.append(library.model.id(row));
  QVERIFY(library.store.forget(every));
  QCOMPARE(library.model.rowCount(), 500);
  QCOMPARE(reset.size(), 1);

  // Another order of the same rows.
  library.model.setFilter({.order = GalleryFilter::Order::name});
  PictureRecord moved = *library.model.record(0);
  moved.path = "/p/zzz.png";
  QVERIFY(library.store.relocate(moved.id, moved));
  QCOMPARE(library.ids().last(), moved.id);
}

void GalleryModelTest::countsDays() {
  Library library;
  QVERIFY(library.model.days().empty());
  library.addAt(at(1, 0));
  library.addAt(at(1, 23));
  library.addAt(at(2, 0));
  library.addAt(at(9));
  const std::vector<GalleryModel::Day>& days = library.model.days();
  QCOMPARE(days.size(), 3U);
  QCOMPARE(days[0].date, at(9).date());
  QCOMPARE(days[1].date, at(2).date());
  QCOMPARE(days[2].date, at(1).date());
  QCOMPARE(days[2].firstRow, 2);
  QCOMPARE(days[2].count, 2);
  library.model.setFilter({.order = GalleryFilter::Order::name});
  QCOMPARE(library.model.days().size(), 1U);
  QVERIFY(!library.model.days()[0].date.isValid());
  QCOMPARE(library.model.days()[0].count, 4);
}

void GalleryModelTest::showsThumbnails() {
  Library library;
  for (int i = 0; i < 5; ++i)
    library.addFile(QString("%1.png").arg(i));
  QSignalSpy changed(&library.model, &QAbstractItemModel::dataChanged);
  for (int row = 0; row < 5; ++row)
    QVERIFY(library.model.index(row).data(GalleryModel::ThumbnailRole).value<QImage>().isNull());
  QTRY_VERIFY_WITH_TIMEOUT(!library.model.index(4).data(GalleryModel::ThumbnailRole).value<QImage>().isNull(),
                           patience);
  QTRY_VERIFY_WITH_TIMEOUT(!changed.isEmpty(), patience);
  for (int row = 0; row < 5; ++row) {
    QTRY_COMPARE_WITH_TIMEOUT(library.model.index(row).data(GalleryModel::ThumbnailRole).value<QImage>().size(),
                              QSize(256, 256), patience);
  }
  QVERIFY(changed[0][2].value<QList<int>>() == QList<int>({GalleryModel::ThumbnailRole}));
}

void GalleryModelTest::marksBrokenAndMissing() {
  Library library;
  const qint64 broken = library.addFile("broken.png");
  const qint64 missing = library.addFile("missing.png");
  QVERIFY(QFile::resize(library.path("broken.png"), 400));
  QVERIFY(QFile::remove(library.path("missing.png")));
  for (int row = 0; row < 2; ++row)
    library.model.index(row).data(GalleryModel::ThumbnailRole);
  const auto state = [&](qint64 id) {
    return library.model.index(library.model.rowOf(id)).data(GalleryModel::FileRole).toInt();
  };
  QTRY_COMPARE_WITH_TIMEOUT(state(broken), static_cast<int>(PictureRecord::File::broken), patience);
  QTRY_COMPARE_WITH_TIMEOUT(state(missing), static_cast<int>(PictureRecord::File::missing), patience);
  const QModelIndex gone = library.model.index(library.model.rowOf(missing));
  QVERIFY((gone.flags() & Qt::ItemIsDragEnabled) == 0);
  QVERIFY(gone.data(GalleryModel::ThumbnailRole).value<QImage>().isNull());
}

void GalleryModelTest::wantsVisibleOnesFirst() {
  Library library;
  for (int i = 0; i < 60; ++i) {
    PictureRecord record = writePicture(library.path(QString("%1.png").arg(i)), "x");
    record.createdAt = at(0).addSecs(-i);
    QVERIFY(library.store.add(record));
  }
  QStringList came;
  connect(&library.thumbnails, &Thumbnails::ready, this, [&came](const QString& path) { came.append(path); });
  library.model.setVisibleRows(0, 9);
  library.model.setVisibleRows(40, 44);
  QTRY_VERIFY_WITH_TIMEOUT(came.size() >= 15, patience);
  const auto isNear = [&](const QString& path) {
    const int row = QFileInfo(path).baseName().toInt();
    return row >= 35 && row <= 49;
  };
  // Four may have been begun before.
  QVERIFY(std::count_if(came.begin(), came.end(), isNear) >= 11);
  const auto firstNear = std::find_if(came.begin(), came.end(), isNear);
  const int row = QFileInfo(*firstNear).baseName().toInt();
  QVERIFY2(row >= 40 && row <= 44, qPrintable(*firstNear));
}

void GalleryModelTest::dragsOne_data() {
  QTest::addColumn<QString>("name");
  QTest::addColumn<QString>("type");
  QTest::newRow("png") << "图 50%25 #a.png"
                       << "image/png";
  QTest::newRow("jpeg") << "a.JPG"
                        << "image/jpeg";
  QTest::newRow("webp") << "a.webp"
                        << "image/webp";
}

void GalleryModelTest::dragsOne() {
  QFETCH(const QString, name);
  QFETCH(const QString, type);
  Library library;
  library.addFile(name);
  const std::unique_ptr<QMimeData> data(library.model.mimeData({library.model.index(0)}));
  QCOMPARE(data->formats(), QStringList({"text/uri-list", type}));
  QCOMPARE(data->urls(), QList<QUrl>({QUrl::fromLocalFile(library.path(name))}));
  QVERIFY(data->hasFormat(type));
  QVERIFY2(data->data(type) == bytesOf(library.path(name)), "the file's own bytes, metadata included");
  QVERIFY2(!data->hasImage(), "no picture that Qt would encode anew");
  QVERIFY(data->data("text/uri-list").endsWith("\r\n"));
  QVERIFY(library.model.mimeTypes().contains(type));
  QCOMPARE(library.model.supportedDragActions(), Qt::DropActions(Qt::CopyAction));

  // Read only when it is asked for.
  QVERIFY(QFile::remove(library.path(name)));
  QVERIFY(data->data(type).isEmpty());
}

void GalleryModelTest::dragsMany() {
  Library library;
  for (int i = 0; i < 3; ++i) {
    PictureRecord record = writePicture(library.path(QString("%1.png").arg(i)), "x");
    record.createdAt = at(0).addSecs(-i);
    QVERIFY(library.store.add(record));
  }
  // Selected in any order, dragged in that of the gallery.
  const std::unique_ptr<QMimeData> data(
      library.model.mimeData({library.model.index(2), library.model.index(0), library.model.index(1)}));
  QCOMPARE(data->formats(), QStringList("text/uri-list"));
  QList<QUrl> urls;
  for (int i = 0; i < 3; ++i)
    urls.append(QUrl::fromLocalFile(library.path(QString("%1.png").arg(i))));
  QCOMPARE(data->urls(), urls);
}

void GalleryModelTest::dragsOnlyWhatIsThere() {
  Library library;
  library.addFile("a.png");
  library.addFile("b.png");
  const QModelIndexList both = {library.model.index(0), library.model.index(1)};
  QVERIFY(QFile::remove(library.path("a.png")));
  const std::unique_ptr<QMimeData> data(library.model.mimeData(both));
  QCOMPARE(data->urls(), QList<QUrl>({QUrl::fromLocalFile(library.path("b.png"))}));
  QVERIFY(data->hasFormat("image/png"));
  QVERIFY(QFile::remove(library.path("b.png")));
  QVERIFY(library.model.mimeData(both) == nullptr);
}

ZAOHUA_QT_CORE_TEST_MAIN(GalleryModelTest)
#include "gallery_model_test.moc"
