// SPDX-License-Identifier: Apache-2.0
// The palette with the shipped keywords and a real file of one's own.
#include "ui/keywords/keyword_panel.h"

#include <QAccessible>
#include <QCheckBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>
#include <QSignalSpy>
#include <QTabBar>
#include <QToolButton>
#include <QTranslator>

#include "support/panel_checks.h"
#include "support/qt_test_main.h"
#include "ui/common/dialogs.h"
#include "ui/keywords/keyword_chip.h"

namespace zaohua {

namespace {

class AnsweringDialogs : public Dialogs {
 public:
  bool confirm(QWidget*, const QString&, const QString& sentence, const QString&) override {
    asked = sentence;
    return answer;
  }
  QString asked;
  bool answer = true;
};

}  // namespace

class KeywordPanelTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() {
    m_folder = std::make_unique<QTemporaryDir>();
    m_catalogue = std::make_unique<KeywordCatalogue>(m_folder->filePath("keywords.json"));
    m_panel = std::make_unique<KeywordPanel>(*m_catalogue, m_dialogs);
    m_panel->resize(320, 260);
    // The window's own Esc, which must not take it from a search or a form.
    m_windowEscape = new QShortcut(QKeySequence(Qt::Key_Escape), m_panel.get());
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
  }
  void cleanup() {
    m_panel.reset();
    m_catalogue.reset();
  }

  void showsACategoryInThePromptsLanguage() {
    const std::vector<const Keyword*> first = m_catalogue->inCategory(m_catalogue->categories().front().id);
    QCOMPARE(chips().size(), static_cast<qsizetype>(first.size()));
    QCOMPARE(chips().first()->text(), first.front()->en);
    QVERIFY(chips().first()->toolTip().contains(first.front()->zh));
    m_panel->setPromptLanguage(PromptLanguage::chinese);
    QCOMPARE(chips().first()->text(), first.front()->zh);
    QVERIFY(chips().first()->toolTip().contains(first.front()->en));
  }

  void choosesByMouseAndKeyboard() {
    QSignalSpy chosen(m_panel.get(), &KeywordPanel::keywordChosen);
    KeywordChip* chip = chips().at(1);
    QTest::mouseClick(chip, Qt::LeftButton);
    chip->setFocus();
    QTest::keyClick(chip, Qt::Key_Space);
    QTest::keyClick(chip, Qt::Key_Return);
    QCOMPARE(chosen.count(), 3);
    QCOMPARE(chosen.at(0).at(0).toString(), chip->id());
    // Only the prompt says whether it is in there.
    QVERIFY(!chip->isChecked());
    m_panel->setUsed({chip->id()});
    QVERIFY(chip->isChecked());
    QTest::mouseClick(chip, Qt::LeftButton);
    QVERIFY(chip->isChecked());
    m_panel->setUsed({});
    QVERIFY(!chip->isChecked());
  }

  void changesTheCategory() {
    auto* tabs = m_panel->findChild<QTabBar*>("keywordCategories");
    const QString before = chips().first()->id();
    tabs->setFocus();
    QTest::keyClick(tabs, Qt::Key_Right);
    QVERIFY(chips().first()->id() != before);
    QTest::mouseClick(m_panel->findChild<QToolButton*>("allCategories"), Qt::LeftButton);
    auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
    QVERIFY(menu != nullptr);
    QCOMPARE(menu->actions().size(), tabs->count());
    menu->actions().first()->trigger();
    menu->close();
    QCOMPARE(chips().first()->id(), before);
  }

  void searchesInBothLanguagesAndByPinyin() {
    QTest::mouseClick(m_panel->findChild<QToolButton*>("keywordSearchButton"), Qt::LeftButton);
    auto* search = m_panel->findChild<QLineEdit*>("keywordSearch");
    QVERIFY(search->isVisible());
    for (const char* text : {"soft light", "柔光", "rouguang", "rg"}) {
      search->setText(text);
      QStringList shown;
      for (const KeywordChip* chip : chips())
        shown += chip->text();
      QVERIFY2(shown.contains("soft light"), text);
    }
    QSignalSpy chosen(m_panel.get(), &KeywordPanel::keywordChosen);
    search->setText("rouguang");
    QTest::keyClick(search, Qt::Key_Return);
    QCOMPARE(m_catalogue->keyword(chosen.at(0).at(0).toString())->en, "soft light");
    search->setText("qqqqzz");
    QVERIFY(m_panel->findChild<QLabel*>("keywordsEmpty")->isVisible());
    QSignalSpy taken(m_windowEscape, &QShortcut::activated);
    QTest::keyClick(search, Qt::Key_Escape);
    QCOMPARE(taken.count(), 0);
    QVERIFY(!search->isVisible());
    QVERIFY(!chips().isEmpty());
  }

  void keepsFavourites() {
    KeywordChip* chip = chips().first();
    const QString id = chip->id();
    menuAction(chip, "keywordFavourite")->trigger();
    closeMenu();
    QVERIFY(m_catalogue->isFavourite(id));
    showFavourites();
    QCOMPARE(chips().size(), 1);
    QCOMPARE(chips().first()->id(), id);
    menuAction(chips().first(), "keywordFavourite")->trigger();
    closeMenu();
    QVERIFY(chips().isEmpty());
    QVERIFY(m_panel->findChild<QLabel*>("keywordsEmpty")->isVisible());
  }

  void addsAndDeletesOwnWords() {
    QTest::mouseClick(m_panel->findChild<QToolButton*>("keywordAdd"), Qt::LeftButton);
    auto* add = m_panel->findChild<QPushButton*>("ownKeywordAdd");
    QVERIFY(add->isVisible());
    QVERIFY(!add->isEnabled());
    auto* chinese = m_panel->findChild<QLineEdit*>("ownKeywordChinese");
    chinese->setText("敦煌飞天配色");
    QTest::keyClicks(m_panel->findChild<QLineEdit*>("ownKeywordEnglish"), "Dunhuang palette");
    QTest::mouseClick(add, Qt::LeftButton);
    QVERIFY(!add->isVisible());
    QCOMPARE(chips().size(), 1);
    QCOMPARE(chips().first()->text(), "Dunhuang palette");
    QVERIFY(QFile::exists(m_folder->filePath("keywords.json")));

    m_dialogs.answer = false;
    menuAction(chips().first(), "keywordRemove")->trigger();
    closeMenu();
    QVERIFY(m_dialogs.asked.contains("Dunhuang palette"));
    QCOMPARE(chips().size(), 1);
    m_dialogs.answer = true;
    menuAction(chips().first(), "keywordRemove")->trigger();
    closeMenu();
    QVERIFY(chips().isEmpty());
  }

  void givesUpAddingByEscape() {
    QSignalSpy taken(m_windowEscape, &QShortcut::activated);
    QTest::mouseClick(m_panel->findChild<QToolButton*>("keywordAdd"), Qt::LeftButton);
    auto* chinese = m_panel->findChild<QLineEdit*>("ownKeywordChinese");
    QTest::keyClicks(chinese, "x");
    QTest::keyClick(chinese, Qt::Key_Escape);
    QCOMPARE(taken.count(), 0);
    QVERIFY(!chinese->isVisible());
    QVERIFY(m_catalogue->inCategory(m_catalogue->categories().back().id).empty());
  }

  void reportsWhatCouldNotBeKept() {
    // A folder in place of the file: nothing can be written there.
    QVERIFY(QDir(m_folder->path()).mkdir("keywords.json"));
    QSignalSpy failed(m_panel.get(), &KeywordPanel::failed);
    menuAction(chips().first(), "keywordFavourite")->trigger();
    closeMenu();
    QCOMPARE(failed.count(), 1);
  }

  void marksWhatTheDemoModelKnows() {
    auto* only = m_panel->findChild<QCheckBox*>("keywordsKnownOnly");
    QVERIFY(!only->isVisible());
    m_panel->setDemoModel(true);
    QVERIFY(only->isVisible());
    const int all = m_panel->findChild<QTabBar*>("keywordCategories")->count();
    QTest::mouseClick(only, Qt::LeftButton, {}, QPoint(8, only->height() / 2));
    QVERIFY(only->isChecked());
    QVERIFY(m_panel->findChild<QTabBar*>("keywordCategories")->count() < all);
    QVERIFY(!chips().isEmpty());
    for (const KeywordChip* chip : chips()) {
      QVERIFY(m_catalogue->keyword(chip->id())->shownByDemo);
      QVERIFY(chip->toolTip().contains("demo model"));
    }
    m_panel->setDemoModel(false);
    QCOMPARE(m_panel->findChild<QTabBar*>("keywordCategories")->count(), all);
  }

  void hidesWordsToExcludeWhereTheyHaveNoEffect() {
    auto* tabs = m_panel->findChild<QTabBar*>("keywordCategories");
    const int without = tabs->count();
    QTest::mouseClick(m_panel->findChild<QToolButton*>("keywordSearchButton"), Qt::LeftButton);
    auto* search = m_panel->findChild<QLineEdit*>("keywordSearch");
    search->setText("blurry");
    const auto shows = [this](const QString& text) {
      const QList<KeywordChip*> all = chips();
      return std::any_of(all.begin(), all.end(), [&](const KeywordChip* chip) { return chip->text() == text; });
    };
    QVERIFY(!shows("blurry"));
    m_panel->setNegativeVisible(true);
    QCOMPARE(tabs->count(), without + 1);
    QVERIFY(shows("blurry"));
  }

  void keepsItsHeightUntilExpanded() {
    auto* area = m_panel->findChild<QScrollArea*>("keywordChips");
    auto* expand = m_panel->findChild<QToolButton*>("keywordsExpand");
    const int height = area->sizeHint().height();
    m_panel->findChild<QTabBar*>("keywordCategories")->setCurrentIndex(2);
    QCOMPARE(area->sizeHint().height(), height);
    QVERIFY(expand->isVisible());
    QTest::mouseClick(expand, Qt::LeftButton);
    QVERIFY(area->sizeHint().height() > height);
    QCOMPARE(expand->text(), "Show fewer");
    QTest::mouseClick(expand, Qt::LeftButton);
    QCOMPARE(area->sizeHint().height(), height);
  }

  void namesEveryControl() {
    m_panel->setDemoModel(true);
    QTest::mouseClick(m_panel->findChild<QToolButton*>("keywordAdd"), Qt::LeftButton);
    QCOMPARE(test::unnamedControls(*m_panel), QStringList());
    QTest::mouseClick(m_panel->findChild<QToolButton*>("keywordSearchButton"), Qt::LeftButton);
    QCOMPARE(test::unnamedControls(*m_panel), QStringList());
  }

  void speaksANewLanguageAtOnce() {
    test::BracketTranslator translator;
    QCoreApplication::installTranslator(&translator);
    QCoreApplication::processEvents();
    for (const char* name : {"keywordAdd", "keywordSearchButton", "allCategories"})
      QVERIFY(m_panel->findChild<QToolButton*>(name)->toolTip().startsWith('['));
    for (const QLabel* label : m_panel->findChildren<QLabel*>())
      QVERIFY2(label->text().startsWith('['), qPrintable(label->text()));
    for (const QLineEdit* field : m_panel->findChildren<QLineEdit*>())
      QVERIFY(field->placeholderText().startsWith('[') && field->accessibleName().startsWith('['));
    QCoreApplication::removeTranslator(&translator);
    QLocale::setDefault(QLocale(QLocale::Chinese));
    QEvent event(QEvent::LanguageChange);
    QApplication::sendEvent(m_panel.get(), &event);
    QCOMPARE(m_panel->findChild<QTabBar*>("keywordCategories")->tabText(0), m_catalogue->categories().front().zh);
    QLocale::setDefault(QLocale::c());
  }

 private:
  QList<KeywordChip*> chips() { return m_panel->findChildren<KeywordChip*>(); }
  QAction* menuAction(KeywordChip* chip, const char* name) {
    Q_EMIT chip->customContextMenuRequested(QPoint(2, 2));
    return QApplication::activePopupWidget()->findChild<QAction*>(name);
  }
  void closeMenu() { QApplication::activePopupWidget()->close(); }
  void showFavourites() {
    auto* tabs = m_panel->findChild<QTabBar*>("keywordCategories");
    tabs->setCurrentIndex(tabs->count() - 1);
  }

  AnsweringDialogs m_dialogs;
  std::unique_ptr<QTemporaryDir> m_folder;
  std::unique_ptr<KeywordCatalogue> m_catalogue;
  std::unique_ptr<KeywordPanel> m_panel;
  QShortcut* m_windowEscape = nullptr;
};

}  // namespace zaohua

ZAOHUA_QT_TEST_MAIN(zaohua::KeywordPanelTest)
#include "keyword_panel_test.moc"
