// SPDX-License-Identifier: Apache-2.0
// The whole prompt panel: both modes, keywords, history in a real database, the demo model's own tokenizer, variations.
#include "ui/prompt/prompt_panel.h"

#include <QAccessible>
#include <QInputMethodEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QScrollBar>
#include <QSignalSpy>
#include <QToolButton>
#include <QTranslator>

#include "library/database.h"
#include "support/panel_checks.h"
#include "support/qt_test_main.h"
#include "text/prompt_tokenizer.h"
#include "ui/common/segmented_control.h"
#include "ui/prompt/prompt_editor.h"
#include "ui/prompt/token_label.h"
#include "ui/prompt/variation_line.h"

namespace zaohua {

namespace {

// A language in which every text is in brackets.
}  // namespace

class PromptPanelTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() {
    Result<PromptTokenizer> tokenizer = PromptTokenizer::open(ZAOHUA_RESOURCES "/models/demo/tokenizer");
    QVERIFY(tokenizer);
    m_tokenizer = std::make_shared<const PromptTokenizer>(std::move(*tokenizer));
  }
  void init() {
    m_folder = std::make_unique<QTemporaryDir>();
    m_database = std::make_unique<Database>(m_folder->filePath("library.sqlite"));
    m_catalogue = std::make_unique<KeywordCatalogue>(m_folder->filePath("keywords.json"));
    m_history = std::make_unique<PromptHistory>(*m_database);
    m_panel = std::make_unique<PromptPanel>(*m_catalogue, *m_history);
    m_panel->resize(320, 500);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
    m_panel->focusPrompt();
  }
  void cleanup() {
    m_panel.reset();
    m_history.reset();
    m_catalogue.reset();
    m_database.reset();
  }

  void countsTokensLikeTheModel() {
    m_panel->setTokenizer(m_tokenizer);
    const QString prompt = "一只金毛犬坐在草地上，柔光";
    QTest::keyClicks(&editor("promptEditor"), "a dog");
    m_panel->setPrompt(prompt);
    const std::size_t expected = m_tokenizer->tokenize(prompt.toStdString())->ids.size();
    QTRY_COMPARE(counter(), QString("%1 / 512 tokens").arg(expected));
    m_panel->setTokenizer(nullptr);
    QTRY_COMPARE(counter(), "");
  }

  void marksThePartBeyondTheLimit() {
    m_panel->setTokenizer(m_tokenizer);
    m_panel->setTokenLimit(20);
    const QString prompt = "一只金毛犬坐在草地上，阳光明媚，绿树成荫，毛发清晰，自然光晕，浅景深，柔光，逆光";
    m_panel->setPrompt(prompt);
    const PromptTokens tokens = *m_tokenizer->tokenize(prompt.toStdString());
    QVERIFY(tokens.firstByteBeyond(20));
    const int position =
        static_cast<int>(QString::fromUtf8(prompt.toUtf8().left(static_cast<int>(*tokens.firstByteBeyond(20)))).size());
    QTRY_COMPARE(editor("promptEditor").unreadFrom(), std::optional(position));
    QVERIFY(counter().contains("the end is not read"));
    // In slots the mark falls into the slot where that position is.
    QTest::mouseClick(m_panel->findChild<QWidget*>("promptModeSegment1"), Qt::LeftButton);
    QTRY_COMPARE(editor("slotSubject").unreadFrom(), std::optional(position));
    QTest::mouseClick(m_panel->findChild<QWidget*>("promptModeSegment0"), Qt::LeftButton);
    m_panel->setPrompt("猫");
    QTRY_VERIFY(!editor("promptEditor").unreadFrom());
    QTRY_VERIFY(!counter().contains("not read"));
  }

  void doesNotWarnWhereOnlyTheTemplateIsCut() {
    m_panel->setTokenizer(m_tokenizer);
    const PromptTokens tokens = *m_tokenizer->tokenize("a cat");
    const auto limit = static_cast<int>(tokens.ids.size()) - 1;
    QVERIFY(!tokens.firstByteBeyond(static_cast<std::size_t>(limit)));
    m_panel->setTokenLimit(limit);
    m_panel->setPrompt("a cat");
    QTRY_COMPARE(counter(), QString("%1 / %2 tokens").arg(limit + 1).arg(limit));
  }

  void typingNeverWaitsForTheCount() {
    m_panel->setTokenizer(m_tokenizer);
    m_panel->setPrompt(QString("金毛犬，").repeated(3000));
    QElapsedTimer timer;
    timer.start();
    QTest::keyClick(&editor("promptEditor"), Qt::Key_A);
    QVERIFY2(timer.elapsed() < 200, "a key press waited");
    QTRY_VERIFY_WITH_TIMEOUT(counter().contains("not read"), 20'000);
  }

  void insertsAKeywordInThePromptsLanguageAndTakesItOut() {
    const Keyword& soft = keyword("soft light");
    m_panel->setPrompt("一只猫");
    m_panel->insertKeyword(soft);
    QCOMPARE(m_panel->prompt(), "一只猫，柔光");
    QVERIFY(m_panel->usedKeywords().contains(soft.id));
    m_panel->insertKeyword(soft);
    QCOMPARE(m_panel->prompt(), "一只猫");
    QVERIFY(!m_panel->usedKeywords().contains(soft.id));
    m_panel->setPrompt("a cat");
    m_panel->insertKeyword(soft);
    QCOMPARE(m_panel->prompt(), "a cat, soft light");
  }

  void putsNegativeKeywordsIntoTheNegativePromptOnly() {
    const Keyword& blurry = keyword("blurry");
    QVERIFY(blurry.negative);
    m_panel->setPrompt("a cat");
    m_panel->insertKeyword(blurry);
    QCOMPARE(m_panel->prompt(), "a cat");
    QCOMPARE(m_panel->negativePrompt(), "");
    QVERIFY(!editor("negativePromptEditor").isVisible());
    m_panel->setNegativeVisible(true);
    QVERIFY(editor("negativePromptEditor").isVisible());
    m_panel->insertKeyword(blurry);
    QCOMPARE(m_panel->prompt(), "a cat");
    QCOMPARE(m_panel->negativePrompt(), "blurry");
    QVERIFY(m_panel->usedKeywords().contains(blurry.id));
    m_panel->setNegativeVisible(false);
    QCOMPARE(m_panel->negativePrompt(), "");
  }

  void saysWhichLanguageThePromptIsIn() {
    QSignalSpy language(m_panel.get(), &PromptPanel::languageChanged);
    m_panel->setPrompt("一只猫");
    QCOMPARE(m_panel->promptLanguage(), PromptLanguage::chinese);
    QCOMPARE(language.count(), 1);
    m_panel->setPrompt("a cat");
    QCOMPARE(m_panel->promptLanguage(), PromptLanguage::english);
    QCOMPARE(language.count(), 2);
  }

  void remembersBothModes() {
    m_panel->setPrompt("a golden retriever");
    QTest::mouseClick(m_panel->findChild<QWidget*>("promptModeSegment1"), Qt::LeftButton);
    QCOMPARE(editor("slotSubject").text(), "a golden retriever");
    QVERIFY(!editor("promptEditor").isVisible());
    QTest::keyClicks(&editor("slotEnvironment"), "on the grass");
    QCOMPARE(m_panel->prompt(), "a golden retriever, on the grass");
    QTest::mouseClick(m_panel->findChild<QWidget*>("promptModeSegment0"), Qt::LeftButton);
    QCOMPARE(editor("promptEditor").text(), "a golden retriever, on the grass");
    // Nothing was edited: the slots are as they were.
    QTest::mouseClick(m_panel->findChild<QWidget*>("promptModeSegment1"), Qt::LeftButton);
    QCOMPARE(editor("slotSubject").text(), "a golden retriever");
    QCOMPARE(editor("slotEnvironment").text(), "on the grass");
  }

  void insertsIntoTheSlotThatHadTheFocus() {
    QTest::mouseClick(m_panel->findChild<QWidget*>("promptModeSegment1"), Qt::LeftButton);
    editor("slotStyle").setFocus();
    QTest::keyClicks(&editor("slotStyle"), "photo");
    m_panel->insertKeyword(keyword("soft light"));
    QCOMPARE(editor("slotStyle").text(), "photo, soft light");
    editor("slotSubject").setFocus();
    m_panel->insertKeyword(keyword("soft light"));
    QCOMPARE(editor("slotStyle").text(), "photo");
  }

  void aPromptFromElsewhereGoesIntoTheFreeText() {
    QTest::mouseClick(m_panel->findChild<QWidget*>("promptModeSegment1"), Qt::LeftButton);
    QTest::keyClicks(&editor("slotSubject"), "a dog");
    m_panel->setPrompt("a dog");
    QVERIFY(editor("slotSubject").isVisible());
    m_panel->setPrompt("a castle");
    QVERIFY(editor("promptEditor").isVisible());
    QCOMPARE(m_panel->prompt(), "a castle");
  }

  void walksThroughHistoryWithoutLosingAnything() {
    for (const char* prompt : {"first", "second"}) {
      m_panel->setPrompt(prompt);
      m_panel->addToHistory();
    }
    PromptEditor& free = editor("promptEditor");
    m_panel->setPrompt("unfinished");
    QTest::keyClick(&free, Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(free.text(), "second");
    QTest::keyClicks(&free, "!");
    QTest::keyClick(&free, Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(free.text(), "first");
    QTest::keyClick(&free, Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(free.text(), "second!");
    QTest::keyClick(&free, Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(free.text(), "unfinished");
  }

  void searchesTakesAndForgetsHistory() {
    for (const char* prompt : {"a red fox", "一只猫", "a blue fox"}) {
      m_panel->setPrompt(prompt);
      m_panel->addToHistory();
    }
    m_panel->setPrompt("something else");
    QTest::mouseClick(m_panel->findChild<QToolButton*>("historyButton"), Qt::LeftButton);
    auto* popup = m_panel->findChild<QFrame*>("historyPopup");
    QVERIFY(popup->isVisible());
    auto* search = popup->findChild<QLineEdit*>("historySearch");
    auto* list = popup->findChild<QListWidget*>("historyList");
    QCOMPARE(list->count(), 3);
    QTest::keyClicks(search, "fox");
    QCOMPARE(list->count(), 2);
    QTest::keyClick(search, Qt::Key_Down);
    QTest::keyClick(search, Qt::Key_Return);
    QVERIFY(!popup->isVisible());
    QCOMPARE(m_panel->prompt(), "a red fox");

    QTest::mouseClick(m_panel->findChild<QToolButton*>("historyButton"), Qt::LeftButton);
    QTest::keyClick(list, Qt::Key_Delete);
    QCOMPARE(list->count(), 2);
    QCOMPARE(m_history->find({}).size(), 2);
    QTest::keyClick(list, Qt::Key_Escape);
    QVERIFY(!popup->isVisible());
  }

  void expandsVariations() {
    auto* line = m_panel->findChild<VariationLine*>("variationLine");
    m_panel->setPrompt("a cat");
    QVERIFY(!line->isVisible());
    QCOMPARE(m_panel->variations(), QStringList("a cat"));
    m_panel->setPrompt("a {red|blue} {cat|dog|fox}");
    QVERIFY(line->isVisible());
    QVERIFY(line->text().contains("6"));
    QCOMPARE(m_panel->variations().size(), 6);
    m_panel->setPicturesPerPrompt(2);
    QVERIFY(line->text().contains("12"));
    QTest::mouseClick(m_panel->findChild<QToolButton*>("variationList"), Qt::LeftButton);
    QWidget* popup = QApplication::activePopupWidget();
    QVERIFY(popup != nullptr);
    QCOMPARE(popup->findChild<QListWidget*>()->count(), 6);
    popup->close();
    const QString words = QString("a long prompt that needs more than one line in the list, ").repeated(2);
    m_panel->setPrompt(words + "{red|blue}");
    QTest::mouseClick(m_panel->findChild<QToolButton*>("variationList"), Qt::LeftButton);
    popup = QApplication::activePopupWidget();
    QVERIFY(popup != nullptr);
    QVERIFY(!popup->findChild<QListWidget*>()->verticalScrollBar()->isVisible());  // both are seen whole
    popup->close();
    m_panel->setPrompt("{a|b}{a|b}{a|b}{a|b}{a|b}{a|b}{a|b}");
    QVERIFY(m_panel->variations().isEmpty());
    QVERIFY(line->text().contains("128"));
    m_panel->setPrompt("a {red|blue cat");
    QCOMPARE(m_panel->variations(), QStringList("a {red|blue cat"));
    QVERIFY(line->text().contains("not closed"));
  }

  void countsTheLongestVariation() {
    m_panel->setTokenizer(m_tokenizer);
    m_panel->setPrompt("{a cat|a golden retriever on the grass}");
    const std::size_t expected = m_tokenizer->tokenize("a golden retriever on the grass")->ids.size();
    QTRY_COMPARE(counter(), QString("%1 / 512 tokens").arg(expected));
  }

  void generatesByControlEnterFromEveryEditor() {
    QSignalSpy generate(m_panel.get(), &PromptPanel::generateRequested);
    QTest::keyClick(&editor("promptEditor"), Qt::Key_Return, Qt::ControlModifier);
    QTest::keyClick(&editor("slotDetail"), Qt::Key_Enter, Qt::ControlModifier);
    QTest::keyClick(&editor("negativePromptEditor"), Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(generate.count(), 3);
  }

  void knowsWhatIsBeingComposed() {
    QInputMethodEvent event("mao", {});
    QApplication::sendEvent(&editor("promptEditor"), &event);
    QVERIFY(m_panel->hasPreedit());
    QCOMPARE(m_panel->prompt(), "");
    m_panel->commitPreedit();
    QVERIFY(!m_panel->hasPreedit());
    QCOMPARE(m_panel->prompt(), "mao");
  }

  void savesAndRestoresItsState() {
    m_panel->setNegativeVisible(true);
    m_panel->setPrompt("free text");
    QTest::mouseClick(m_panel->findChild<QWidget*>("promptModeSegment1"), Qt::LeftButton);
    QTest::keyClicks(&editor("slotDetail"), "clear fur");
    m_panel->setNegativePrompt("blurry");
    const QJsonObject state = m_panel->saveState();
    PromptPanel other(*m_catalogue, *m_history);
    other.setNegativeVisible(true);
    other.restoreState(state);
    QCOMPARE(other.prompt(), "free text, clear fur");
    QCOMPARE(other.negativePrompt(), "blurry");
    QCOMPARE(other.saveState(), state);
    other.restoreState({{"mode", 7}, {"slots", "damaged"}});
    QCOMPARE(other.prompt(), "");
  }

  void showsNothingBeforeItIsShown() {
    m_panel->hide();
    PromptPanel unshown(*m_catalogue, *m_history);
    for (const QWidget* window : QApplication::topLevelWidgets())
      QVERIFY2(!window->isVisible(), window->metaObject()->className());
  }

  void namesEveryControl() {
    m_panel->setNegativeVisible(true);
    m_panel->setPrompt("a {red|blue} cat");
    QCOMPARE(test::unnamedControls(*m_panel), QStringList());
    QTest::mouseClick(m_panel->findChild<QWidget*>("promptModeSegment1"), Qt::LeftButton);
    QCOMPARE(test::unnamedControls(*m_panel), QStringList());
  }

  void speaksANewLanguageAtOnce() {
    test::BracketTranslator translator;
    QCoreApplication::installTranslator(&translator);
    QCoreApplication::processEvents();
    for (const QLabel* label : m_panel->findChildren<QLabel*>())
      QVERIFY2(label->text().isEmpty() || label->text().startsWith('['), qPrintable(label->text()));
    for (const QToolButton* button : m_panel->findChildren<QToolButton*>())
      QVERIFY2(button->text().isEmpty() || button->text().startsWith('['), qPrintable(button->text()));
    for (const PromptEditor* each : m_panel->findChildren<PromptEditor*>()) {
      QVERIFY(each->placeholderText().startsWith('['));
      QVERIFY(each->accessibleName().startsWith('['));
    }
    QCoreApplication::removeTranslator(&translator);
  }

 private:
  PromptEditor& editor(const char* name) { return *m_panel->findChild<PromptEditor*>(name); }
  QString counter() { return m_panel->findChildren<TokenLabel*>().first()->text(); }
  const Keyword& keyword(const QString& text) { return *m_catalogue->search(text).front(); }

  std::shared_ptr<const PromptTokenizer> m_tokenizer;
  std::unique_ptr<QTemporaryDir> m_folder;
  std::unique_ptr<Database> m_database;
  std::unique_ptr<KeywordCatalogue> m_catalogue;
  std::unique_ptr<PromptHistory> m_history;
  std::unique_ptr<PromptPanel> m_panel;
};

}  // namespace zaohua

ZAOHUA_QT_TEST_MAIN(zaohua::PromptPanelTest)
#include "prompt_panel_test.moc"
