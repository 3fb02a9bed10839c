// SPDX-License-Identifier: Apache-2.0
// Words are seen in a prompt as a person would see them, and the user's own and favourites are kept.
#include "library/keyword_catalogue.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>

#include "support/qt_test_main.h"
#include "support/small_disk.h"
#include "support/temporary_folder.h"

using zaohua::Keyword;
using zaohua::KeywordCatalogue;
using zaohua::PromptLanguage;
using zaohua::test::SmallDisk;
using zaohua::test::TemporaryFolder;

namespace {

QString qt(const std::filesystem::path& path) {
  return QString::fromStdString(path.string());
}

QStringList chinese(const std::vector<const Keyword*>& keywords) {
  QStringList texts;
  for (const Keyword* keyword : keywords)
    texts.append(keyword->zh);
  return texts;
}

QStringList foundIn(const KeywordCatalogue& catalogue, const QString& prompt) {
  QStringList texts;
  int end = 0;
  for (const KeywordCatalogue::Found& found : catalogue.findIn(prompt)) {
    if (found.begin < end)
      return {"overlapping"};
    end = found.begin + found.length;
    texts.append(prompt.mid(found.begin, found.length));
  }
  return texts;
}

}  // namespace

class KeywordCatalogueTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() { m_folder = std::make_unique<TemporaryFolder>(); }
  void wordsAreSeenInAPrompt_data();
  void wordsAreSeenInAPrompt();
  void findingIsQuick();
  void ownWordsAreKept();
  void ownWordsAreFoundByPinyin();
  void aKnownWordIsNotAddedAgain();
  void ownWordsAreBounded();
  void removingKeepsOtherPointers();
  void favouritesAreKeptInOrder();
  void fieldsOfANewerVersionSurvive();
  void aDamagedFileIsKeptAside_data();
  void aDamagedFileIsKeptAside();
  void aFailedWriteChangesNothing();
  void theLanguageOfAPrompt_data();
  void theLanguageOfAPrompt();

 private:
  QString ownFile() const { return qt(*m_folder / "data/keywords.json"); }

  std::unique_ptr<TemporaryFolder> m_folder;
};

void KeywordCatalogueTest::wordsAreSeenInAPrompt_data() {
  QTest::addColumn<QString>("prompt");
  QTest::addColumn<QStringList>("found");
  QTest::newRow("empty") << "" << QStringList();
  QTest::newRow("Chinese") << "一只猫，柔光，电影质感" << QStringList{"柔光", "电影质感"};
  QTest::newRow("longest first") << "浅景深的照片" << QStringList{"浅景深"};
  QTest::newRow("longest even where a shorter one begins before") << "自然光晕" << QStringList{"自然光晕"};
  QTest::newRow("English") << "a cat, Soft Light, bokeh" << QStringList{"Soft Light", "bokeh"};
  QTest::newRow("only whole words") << "grasshopper, softlight, nightmare, denoise" << QStringList();
  QTest::newRow("punctuation around") << "(bokeh)\nmacro." << QStringList{"bokeh", "macro"};
  QTest::newRow("both languages") << "一只bokeh猫柔光" << QStringList{"bokeh", "柔光"};
  QTest::newRow("digits") << "28K, 8Kx, 8K" << QStringList{"8K"};
  QTest::newRow("twice") << "柔光柔光" << QStringList{"柔光", "柔光"};
  QTest::newRow("beyond the BMP before") << QString::fromUtf8("😀柔光") << QStringList{"柔光"};
}

void KeywordCatalogueTest::wordsAreSeenInAPrompt() {
  QFETCH(const QString, prompt);
  QFETCH(const QStringList, found);
  const KeywordCatalogue catalogue(ownFile());
  QCOMPARE(foundIn(catalogue, prompt), found);
}

void KeywordCatalogueTest::findingIsQuick() {
  const KeywordCatalogue catalogue(ownFile());
  QString prompt;
  while (prompt.size() < 2000)
    prompt += "一只橘猫坐在窗台上，柔光，电影质感, soft light, bokeh and something else, ";
  qint64 best = std::numeric_limits<qint64>::max();
  for (int i = 0; i < 20; ++i) {
    QElapsedTimer timer;
    timer.start();
    (void)catalogue.findIn(prompt);
    best = std::min(best, timer.nsecsElapsed());
  }
  qInfo("%d characters: %.3f ms", static_cast<int>(prompt.size()), static_cast<double>(best) / 1e6);
  QVERIFY(best < 2'000'000);
  const QString same(100'000, QChar(u'柔'));
  QElapsedTimer timer;
  timer.start();
  QVERIFY(catalogue.findIn(same).empty());
  QVERIFY(timer.elapsed() < 1000);
}

void KeywordCatalogueTest::ownWordsAreKept() {
  QString id, english;
  {
    KeywordCatalogue catalogue(ownFile());
    const QSignalSpy changed(&catalogue, &KeywordCatalogue::changed);
    const auto added = catalogue.addOwn("  我家的猫 ", "my cat Mimi");
    QVERIFY(added);
    id = *added;
    english = *catalogue.addOwn("", "house style");
    QCOMPARE(changed.count(), 2);
    QVERIFY(id.startsWith("own:"));
  }
  KeywordCatalogue catalogue(ownFile());
  QCOMPARE(catalogue.inCategory("own").size(), 2U);
  QCOMPARE(catalogue.keyword(id)->zh, "我家的猫");
  QCOMPARE(catalogue.keyword(id)->text(PromptLanguage::english), "my cat Mimi");
  QCOMPARE(catalogue.keyword(english)->text(PromptLanguage::chinese), "house style");
  QCOMPARE(foundIn(catalogue, "我家的猫 and house style"), (QStringList{"我家的猫", "house style"}));
  QVERIFY(catalogue.removeOwn(id));
  QVERIFY(catalogue.keyword(id) == nullptr);
  QCOMPARE(KeywordCatalogue(ownFile()).inCategory("own").size(), 1U);
}

void KeywordCatalogueTest::ownWordsAreFoundByPinyin() {
  KeywordCatalogue catalogue(ownFile());
  QVERIFY(catalogue.addOwn("绿皮火车", ""));
  QCOMPARE(catalogue.search("lvpihuoche").front()->zh, "绿皮火车");
  QCOMPARE(catalogue.search("lphc").front()->zh, "绿皮火车");
}

void KeywordCatalogueTest::aKnownWordIsNotAddedAgain() {
  KeywordCatalogue catalogue(ownFile());
  QCOMPARE(*catalogue.addOwn("柔光", "Soft Light"), catalogue.search("柔光").front()->id);
  QCOMPARE(*catalogue.addOwn("", "soft light"), catalogue.search("柔光").front()->id);
  QVERIFY(catalogue.inCategory("own").empty());
  const QString own = *catalogue.addOwn("柔光", "gentle glow");
  QCOMPARE(*catalogue.addOwn("柔光", "gentle glow"), own);
  QCOMPARE(catalogue.inCategory("own").size(), 1U);
}

void KeywordCatalogueTest::ownWordsAreBounded() {
  KeywordCatalogue catalogue(ownFile());
  QVERIFY(!catalogue.addOwn("", " "));
  QVERIFY(!catalogue.addOwn(QString(201, QChar(u'猫')), ""));
  QVERIFY(!catalogue.addOwn(QString(QChar(0xdc00)), ""));
  QVERIFY(!catalogue.addOwn("", QString("a\x01") + "b"));
  QVERIFY(!QFileInfo::exists(ownFile()));
}

void KeywordCatalogueTest::removingKeepsOtherPointers() {
  KeywordCatalogue catalogue(ownFile());
  const QString first = *catalogue.addOwn("一", "");
  const QString second = *catalogue.addOwn("二", "");
  const Keyword* kept = catalogue.keyword(second);
  const Keyword* shipped = catalogue.search("柔光").front();
  QVERIFY(catalogue.removeOwn(first));
  for (int i = 0; i < 300; ++i)
    QVERIFY(catalogue.addOwn(QString::number(i) + "号", ""));
  QCOMPARE(catalogue.keyword(second), kept);
  QCOMPARE(kept->zh, "二");
  QCOMPARE(shipped->zh, "柔光");
}

void KeywordCatalogueTest::favouritesAreKeptInOrder() {
  {
    KeywordCatalogue catalogue(ownFile());
    const QSignalSpy changed(&catalogue, &KeywordCatalogue::changed);
    for (const char* word : {"散景", "柔光", "逆光"})
      QVERIFY(catalogue.setFavourite(catalogue.search(QString::fromUtf8(word)).front()->id, true));
    QVERIFY(catalogue.setFavourite("no such word", true));
    QVERIFY(catalogue.setFavourite(catalogue.search("柔光").front()->id, false));
    QCOMPARE(changed.count(), 4);
  }
  const KeywordCatalogue catalogue(ownFile());
  QCOMPARE(chinese(catalogue.favourites()), (QStringList{"散景", "逆光"}));
  QVERIFY(catalogue.isFavourite(catalogue.search("散景").front()->id));
}

void KeywordCatalogueTest::fieldsOfANewerVersionSurvive() {
  m_folder->write(
      "data/keywords.json",
      R"({"format":"zaohua-keywords","version":3,"own":[{"id":"own:1","zh":"甲"},{"id":"bad","zh":"乙"},7],)"
      R"("favourites":["own:1","gone.word",8],"colours":{"own:1":"red"}})");
  KeywordCatalogue catalogue(ownFile());
  QVERIFY(!catalogue.problem());
  QCOMPARE(catalogue.inCategory("own").size(), 1U);
  QVERIFY(catalogue.setFavourite(catalogue.search("柔光").front()->id, true));
  QFile file(ownFile());
  QVERIFY(file.open(QIODevice::ReadOnly));
  const QJsonObject object = QJsonDocument::fromJson(file.readAll()).object();
  QCOMPARE(object["version"].toInt(), 3);
  QCOMPARE(object["colours"].toObject()["own:1"].toString(), "red");
  QCOMPARE(object["favourites"].toArray().size(), 3);  // a word that a newer version brings back is a favourite again
}

void KeywordCatalogueTest::aDamagedFileIsKeptAside_data() {
  QTest::addColumn<QByteArray>("content");
  QTest::newRow("zeros") << QByteArray(100, '\0');
  QTest::newRow("cut off") << QByteArray(R"({"format":"zaohua-keywords","own":[)");
  QTest::newRow("not UTF-8") << QByteArray("{\"format\":\"zaohua-keywords\",\"x\":\"\xff\"}");
  QTest::newRow("deep") << QByteArray(100'000, '[');
  QTest::newRow("something else") << QByteArray("{}");
}

void KeywordCatalogueTest::aDamagedFileIsKeptAside() {
  QFETCH(const QByteArray, content);
  m_folder->write("data/keywords.json", content.toStdString());
  KeywordCatalogue catalogue(ownFile());
  QVERIFY(catalogue.problem());
  const QStringList kept = QDir(qt(*m_folder / "data")).entryList({"keywords.json.damaged-*"});
  QCOMPARE(kept.size(), 1);
  QVERIFY(catalogue.problem()->text().find(kept.front().toStdString()) != std::string::npos);
  QVERIFY(catalogue.addOwn("新词", ""));
  QVERIFY(!KeywordCatalogue(ownFile()).problem());
}

void KeywordCatalogueTest::aFailedWriteChangesNothing() {
  const SmallDisk disk(128);
  if (!disk.isThere())
    QSKIP(disk.whyNot().c_str());
  KeywordCatalogue catalogue(qt(disk.folder() / "keywords.json"));
  const QString own = *catalogue.addOwn("甲", "");
  QVERIFY(disk.makeReadOnly());
  const QSignalSpy changed(&catalogue, &KeywordCatalogue::changed);
  QVERIFY(!catalogue.addOwn("乙", ""));
  QVERIFY(!catalogue.setFavourite(own, true));
  QVERIFY(!catalogue.removeOwn(own));
  QCOMPARE(changed.count(), 0);
  QCOMPARE(chinese(catalogue.inCategory("own")), QStringList("甲"));
  QVERIFY(!catalogue.isFavourite(own));
  QCOMPARE(foundIn(catalogue, "甲乙"), QStringList("甲"));
}

void KeywordCatalogueTest::theLanguageOfAPrompt_data() {
  QTest::addColumn<QString>("prompt");
  QTest::addColumn<bool>("isChinese");
  QTest::newRow("Chinese") << "一只橘猫在月光下" << true;
  QTest::newRow("English") << "a cat in the moonlight" << false;
  QTest::newRow("Chinese with a few English words") << "赛博朋克城市，cinematic look，8K" << true;
  QTest::newRow("English with a Chinese sign") << "a shop sign that says \"茶\" above the door" << false;
  QTest::newRow("empty") << "" << true;  // the fallback below
  QTest::newRow("numbers") << "123 ... 😀" << true;
}

void KeywordCatalogueTest::theLanguageOfAPrompt() {
  QFETCH(const QString, prompt);
  QFETCH(const bool, isChinese);
  QCOMPARE(zaohua::languageOfPrompt(prompt, PromptLanguage::chinese) == PromptLanguage::chinese, isChinese);
}

ZAOHUA_QT_CORE_TEST_MAIN(KeywordCatalogueTest)
#include "keyword_catalogue_test.moc"
