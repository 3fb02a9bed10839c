// SPDX-License-Identifier: Apache-2.0
// The shipped words are whole and right as far as a program can tell, and they are found the way people type.
#include "library/keyword_catalogue.h"

#include <QElapsedTimer>

#include "support/qt_test_main.h"
#include "support/temporary_folder.h"

using zaohua::Keyword;
using zaohua::KeywordCatalogue;
using zaohua::KeywordCategory;
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

}  // namespace

class KeywordCatalogueWordsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() { m_folder = std::make_unique<TemporaryFolder>(); }
  void theShippedWordsAreWhole();
  void thePairsOfTheWebInterfaceAreThere_data();
  void thePairsOfTheWebInterfaceAreThere();
  void polyphonesAreReadAsInTheirWord_data();
  void polyphonesAreReadAsInTheirWord();
  void wordsAreFound_data();
  void wordsAreFound();
  void theBestAnswerComesFirst_data();
  void theBestAnswerComesFirst();
  void nothingIsFoundForNothing();
  void favouritesComeFirstAmongEquals();
  void searchingIsQuick();

 private:
  QString ownFile() const { return qt(*m_folder / "data/keywords.json"); }

  std::unique_ptr<TemporaryFolder> m_folder;
};

void KeywordCatalogueWordsTest::theShippedWordsAreWhole() {
  const KeywordCatalogue catalogue(ownFile());
  QVERIFY(!catalogue.problem());
  const std::vector<KeywordCategory>& categories = catalogue.categories();
  QVERIFY(categories.size() >= 13);
  QCOMPARE(categories.back().id, "own");
  QSet<QString> ids, zh, en, categoryIds;
  int demo = 0;
  for (const KeywordCategory& category : categories) {
    QVERIFY(!category.id.isEmpty() && !category.zh.isEmpty() && !category.en.isEmpty());
    categoryIds.insert(category.id);
    for (const Keyword* keyword : catalogue.inCategory(category.id)) {
      const QByteArray name = (keyword->id + " " + keyword->zh).toUtf8();
      QVERIFY2(keyword->id.startsWith(category.id + "."), name.constData());
      QVERIFY2(!keyword->zh.isEmpty() && !keyword->en.isEmpty(), name.constData());
      QVERIFY2(keyword->zh == keyword->zh.simplified() && keyword->en == keyword->en.simplified(), name.constData());
      QVERIFY2(!ids.contains(keyword->id) && !zh.contains(keyword->zh) && !en.contains(keyword->en.toLower()),
               name.constData());
      ids.insert(keyword->id);
      zh.insert(keyword->zh);
      en.insert(keyword->en.toLower());
      const auto letters = keyword->zh.toUcs4();
      const auto han = std::count_if(letters.begin(), letters.end(), zaohua::isHan);
      const QStringList syllables = keyword->pinyin.split(' ', Qt::SkipEmptyParts);
      QVERIFY2(syllables.size() == han, name.constData());
      static const QRegularExpression syllable("\\A[a-z]{1,6}\\z");
      for (const QString& part : syllables)
        QVERIFY2(syllable.match(part).hasMatch(), name.constData());
      QCOMPARE(keyword->negative, category.id == "negative");
      static const QRegularExpression notPlain("[()\\[\\]{}|,，。]");
      QVERIFY2(!keyword->en.contains(notPlain) || keyword->en == "front, side and back views", name.constData());
      demo += keyword->shownByDemo ? 1 : 0;
    }
  }
  QCOMPARE(categoryIds.size(), static_cast<qsizetype>(categories.size()));
  QVERIFY(ids.size() >= 220);
  QVERIFY(demo >= 30);
}

void KeywordCatalogueWordsTest::thePairsOfTheWebInterfaceAreThere_data() {
  QTest::addColumn<QString>("en");
  const std::pair<const char*, const char*> pairs[] = {{"高清", "high definition"},
                                                       {"8K", "8K"},
                                                       {"细节丰富", "rich detail"},
                                                       {"锐利对焦", "sharp focus"},
                                                       {"电影质感", "cinematic look"},
                                                       {"柔光", "soft light"},
                                                       {"逆光", "backlight"},
                                                       {"丁达尔效应", "Tyndall light shafts"},
                                                       {"赛博朋克", "cyberpunk"},
                                                       {"水墨风", "ink wash"},
                                                       {"皮克斯动画", "Pixar-like animation"},
                                                       {"模糊", "blurry"},
                                                       {"变形", "deformed"},
                                                       {"多余肢体", "extra limbs"},
                                                       {"低质量", "low quality"},
                                                       {"低分辨率", "low resolution"},
                                                       {"失真", "distorted"},
                                                       {"扭曲", "warped"},
                                                       {"多余的手指", "extra fingers"},
                                                       {"不对称的眼睛", "uneven eyes"},
                                                       {"写实风格", "realistic style"},
                                                       {"泛黄", "yellow cast"},
                                                       {"发绿", "green cast"},
                                                       {"扭曲的肢体", "twisted limbs"},
                                                       {"诡异的外观", "uncanny look"},
                                                       {"丑陋", "ugly"},
                                                       {"AI感", "AI look"},
                                                       {"噪点", "noise"},
                                                       {"网格感", "grid pattern"},
                                                       {"JPEG压缩条纹", "JPEG bands"},
                                                       {"异常的肢体", "abnormal limbs"},
                                                       {"水印", "watermark"},
                                                       {"乱码", "garbled text"},
                                                       {"意义不明的字符", "meaningless glyphs"},
                                                       {"低质量图像", "low-quality image"},
                                                       {"景深", "depth of field"},
                                                       {"浅景深", "shallow focus"},
                                                       {"背景虚化", "background blur"},
                                                       {"焦外成像", "out-of-focus rendering"},
                                                       {"散景", "bokeh"},
                                                       {"f/1.8光圈", "f/1.8 aperture"},
                                                       {"单反镜头", "DSLR lens"},
                                                       {"微距摄影", "macro"},
                                                       {"长焦镜头", "telephoto"},
                                                       {"柔焦背景", "soft-focus background"},
                                                       {"模糊远景", "blurred distance"},
                                                       {"前景清晰", "sharp foreground"},
                                                       {"动态模糊", "motion blur"},
                                                       {"三角面渲染", "triangle facets"},
                                                       {"锐利边缘", "hard edges"},
                                                       {"纯色填充", "flat fill"},
                                                       {"无纹理", "no texture"},
                                                       {"高对比度", "high contrast"},
                                                       {"简洁几何形状", "simple geometry"},
                                                       {"3D渲染", "3D render"},
                                                       {"赛璐璐", "cel shading"},
                                                       {"精美细节", "fine detail"},
                                                       {"毛发清晰", "clear fur"},
                                                       {"毛绒质感", "fluffy texture"},
                                                       {"自然光晕", "natural halo"}};
  for (const auto& [zh, en] : pairs)
    QTest::newRow(zh) << en;
}

void KeywordCatalogueWordsTest::thePairsOfTheWebInterfaceAreThere() {
  QFETCH(const QString, en);
  const KeywordCatalogue catalogue(ownFile());
  const auto found = catalogue.search(QString::fromUtf8(QTest::currentDataTag()));
  QVERIFY(!found.empty());
  QCOMPARE(found.front()->zh, QTest::currentDataTag());
  QCOMPARE(found.front()->en, en);
}

void KeywordCatalogueWordsTest::polyphonesAreReadAsInTheirWord_data() {
  QTest::addColumn<QString>("pinyin");
  QTest::newRow("长焦镜头") << "chang jiao jing tou";
  QTest::newRow("长曝光") << "chang bao guang";
  QTest::newRow("双重曝光") << "shuang chong bao guang";
  QTest::newRow("散景") << "san jing";
  QTest::newRow("吉卜力风格") << "ji bu li feng ge";
  QTest::newRow("纯色填充") << "chun se tian chong";
  QTest::newRow("对称构图") << "dui chen gou tu";
  QTest::newRow("暖色调") << "nuan se diao";
  QTest::newRow("角色设定图") << "jue se she ding tu";
  QTest::newRow("漫射光") << "man she guang";
  QTest::newRow("毛发清晰") << "mao fa qing xi";
  QTest::newRow("发绿") << "fa lv";
  QTest::newRow("扎染") << "za ran";
  QTest::newRow("泛黄") << "fan huang";
  QTest::newRow("飞檐斗拱") << "fei yan dou gong";
  QTest::newRow("青绿山水") << "qing lv shan shui";
  QTest::newRow("席地而坐") << "xi di er zuo";
  QTest::newRow("行走") << "xing zou";
  QTest::newRow("侘寂") << "cha ji";
  QTest::newRow("盘发") << "pan fa";
  QTest::newRow("微缩模型") << "wei suo mo xing";
}

void KeywordCatalogueWordsTest::polyphonesAreReadAsInTheirWord() {
  QFETCH(const QString, pinyin);
  const KeywordCatalogue catalogue(ownFile());
  QCOMPARE(catalogue.search(QString::fromUtf8(QTest::currentDataTag())).front()->pinyin, pinyin);
}

void KeywordCatalogueWordsTest::wordsAreFound_data() {
  QTest::addColumn<QString>("query");
  QTest::addColumn<QString>("zh");
  QTest::newRow("Chinese") << "电影质感"
                           << "电影质感";
  QTest::newRow("part of it") << "质感"
                              << "电影质感";
  QTest::newRow("English") << "cinematic"
                           << "电影质感";
  QTest::newRow("another case") << "CINEmatic LOOK"
                                << "电影质感";
  QTest::newRow("start of a later word") << "loo"
                                         << "电影质感";
  QTest::newRow("inside a word") << "inema"
                                 << "电影质感";
  QTest::newRow("pinyin") << "dianying"
                          << "电影质感";
  QTest::newRow("pinyin with blanks") << "dian ying zhi gan"
                                      << "电影质感";
  QTest::newRow("pinyin, cut") << "dianyingzh"
                               << "电影质感";
  QTest::newRow("pinyin of the end") << "zhigan"
                                     << "电影质感";
  QTest::newRow("initials") << "dyzg"
                            << "电影质感";
  QTest::newRow("initials, cut") << "dyz"
                                 << "电影质感";
  QTest::newRow("initials, capitals") << "DYZG"
                                      << "电影质感";
  QTest::newRow("full width") << QString::fromUtf8("ｄｙｚｇ") << "电影质感";
  QTest::newRow("ü") << "lüse"
                     << "绿色背景";
  QTest::newRow("v") << "lvse"
                     << "绿色背景";
  QTest::newRow("words in any order") << "light soft"
                                      << "柔光";
  QTest::newRow("no Han") << "8k"
                          << "8K";
  QTest::newRow("Latin inside") << "f/1.8"
                                << "f/1.8光圈";
  QTest::newRow("blanks around") << "  柔光 "
                                 << "柔光";
}

void KeywordCatalogueWordsTest::wordsAreFound() {
  QFETCH(const QString, query);
  QFETCH(const QString, zh);
  const KeywordCatalogue catalogue(ownFile());
  QVERIFY2(chinese(catalogue.search(query)).contains(zh), qPrintable(chinese(catalogue.search(query)).join(' ')));
}

void KeywordCatalogueWordsTest::theBestAnswerComesFirst_data() {
  QTest::addColumn<QString>("query");
  QTest::addColumn<QString>("zh");
  QTest::newRow("whole before longer") << "模糊"
                                       << "模糊";
  QTest::newRow("whole English") << "noise"
                                 << "噪点";
  QTest::newRow("beginning before inside") << "背景"
                                           << "背景虚化";
  QTest::newRow("pinyin") << "shuimo"
                          << "水墨风";
  QTest::newRow("initials") << "sbpk"
                            << "赛博朋克";
  QTest::newRow("English word") << "bokeh"
                                << "散景";
}

void KeywordCatalogueWordsTest::theBestAnswerComesFirst() {
  QFETCH(const QString, query);
  QFETCH(const QString, zh);
  const KeywordCatalogue catalogue(ownFile());
  const auto found = catalogue.search(query);
  QVERIFY(!found.empty());
  QCOMPARE(found.front()->zh, zh);
}

void KeywordCatalogueWordsTest::nothingIsFoundForNothing() {
  const KeywordCatalogue catalogue(ownFile());
  QVERIFY(catalogue.search("").empty());
  QVERIFY(catalogue.search("   ").empty());
  QVERIFY(catalogue.search("qqqqxyz").empty());
}

void KeywordCatalogueWordsTest::favouritesComeFirstAmongEquals() {
  KeywordCatalogue catalogue(ownFile());
  const auto before = catalogue.search("背景");
  const auto last =
      std::find_if(before.rbegin(), before.rend(), [](const Keyword* k) { return k->zh.endsWith("背景"); });
  QVERIFY(catalogue.setFavourite((*last)->id, true));
  const auto after = catalogue.search("背景");
  const auto place = [](const auto& list, const Keyword* keyword) {
    return std::find(list.begin(), list.end(), keyword) - list.begin();
  };
  QVERIFY(place(after, *last) < place(before, *last));
  QCOMPARE(after.front()->zh, "背景虚化");
}

void KeywordCatalogueWordsTest::searchingIsQuick() {
  const KeywordCatalogue catalogue(ownFile());
  qint64 slowest = 0;
  for (const char* query : {"g", "a", "光", "zhi", "light", "背景", "soft light of the evening"}) {
    qint64 best = std::numeric_limits<qint64>::max();
    for (int i = 0; i < 5; ++i) {
      QElapsedTimer timer;
      timer.start();
      (void)catalogue.search(QString::fromUtf8(query));
      best = std::min(best, timer.nsecsElapsed());
    }
    slowest = std::max(slowest, best);
  }
  qInfo("slowest search: %.2f ms", static_cast<double>(slowest) / 1e6);
  QVERIFY(slowest < 5'000'000);
}

ZAOHUA_QT_CORE_TEST_MAIN(KeywordCatalogueWordsTest)
#include "keyword_catalogue_words_test.moc"
