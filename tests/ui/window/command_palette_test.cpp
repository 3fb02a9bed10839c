// SPDX-License-Identifier: Apache-2.0
// Ctrl+K: finding by letters, by pinyin and in English, and what it says where nothing is found.
#include "ui/window/command_palette.h"

#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMainWindow>
#include <QSignalSpy>
#include <QTranslator>

#include "support/qt_test_main.h"
#include "ui/window/commands.h"

namespace zaohua {

namespace {

// The few names that the tests look for.
class Chinese : public QTranslator {
 public:
  bool isEmpty() const override { return false; }
  QString translate(const char* context, const char* source, const char*, int) const override {
    if (QLatin1String(context) != QLatin1String("zaohua::Commands"))
      return {};
    static const QHash<QString, QString> words = {
        {"Pause the queue", "暂停队列"}, {"Generate", "生成"}, {"Vary", "变体"},
        {"Full screen", "全屏"},         {"View", "视图"},     {"Zoom in", "放大"}};
    return words.value(source);
  }
};

}  // namespace

class CommandPaletteTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() {
    m_window = std::make_unique<QMainWindow>();
    m_window->resize(900, 600);
    m_commands = new Commands(m_window.get());
    m_palette = new CommandPalette(*m_commands, m_window.get());
    m_window->show();
  }

  void cleanup() {
    m_window.reset();
    QCoreApplication::removeTranslator(&m_chinese);
    QLocale::setDefault(QLocale("en"));
  }

  void findsWordsInAnyOrder() {
    m_palette->open();
    QCOMPARE(list()->count(), static_cast<int>(m_commands->all().size()) - 1);  // all but itself
    type("queue pause");
    QCOMPARE(first(), QString("Pause the queue"));
    type("view scr");  // a group and a name
    QCOMPARE(first(), QString("Full screen"));
  }

  void ranksABeginningBeforeAMiddle() {
    m_palette->open();
    type("sh");
    QVERIFY2(first().startsWith("Sh"), qPrintable(first()));
  }

  void saysWhereNothingMatches() {
    m_palette->open();
    auto* nothing = m_palette->findChild<QLabel*>("commandNothing");
    QVERIFY(!nothing->isVisible());
    type("zzzz");
    QVERIFY(nothing->isVisible() && !nothing->text().isEmpty());
    QVERIFY(!list()->isVisible());
    QTest::keyClick(search(), Qt::Key_Return);  // does nothing
    QVERIFY(m_palette->isVisible());
    type("pause");
    QVERIFY(!nothing->isVisible() && list()->isVisible());
  }

  void isAsHighAsItsRows() {
    m_palette->open();
    const int whole = m_palette->height();
    search()->insert("pause");  // at once, as an input method does
    QCOMPARE(list()->count(), 1);
    QVERIFY2(m_palette->height() < whole / 2, qPrintable(QString::number(m_palette->height())));
    search()->clear();
    QCOMPARE(m_palette->height(), whole);
  }

  void findsChineseBySound_data() {
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("found");
    QTest::newRow("characters") << "队列"
                                << "暂停队列";
    QTest::newRow("initials") << "zt"
                              << "暂停队列";
    QTest::newRow("initials inside") << "dl"
                                     << "暂停队列";
    QTest::newRow("pinyin") << "zanting"
                            << "暂停队列";
    QTest::newRow("pinyin of one word") << "bian"
                                        << "变体";
    QTest::newRow("a group and a name") << "shitu fd"
                                        << "放大";
    QTest::newRow("English all the same") << "pause"
                                          << "暂停队列";
    QTest::newRow("full width") << "ｚｔ"
                                << "暂停队列";
  }

  void findsChineseBySound() {
    QFETCH(QString, typed);
    QFETCH(QString, found);
    speakChinese();
    m_palette->open();
    type(typed);
    QTRY_COMPARE(first(), found);
  }

  void runsWhatIsChosen() {
    speakChinese();
    QSignalSpy paused((*m_commands)["pauseQueue"], &QAction::triggered);
    m_palette->open();
    type("zt");
    QTRY_COMPARE(first(), QString("暂停队列"));
    QTest::keyClick(search(), Qt::Key_Return);
    QTRY_COMPARE(paused.size(), 1);
    QVERIFY(!m_palette->isVisible());
  }

  void speaksTheLanguageOfTheMoment() {
    m_palette->open();
    type("pause");
    QCOMPARE(first(), QString("Pause the queue"));
    m_palette->hide();
    speakChinese();
    m_palette->open();
    type("zt");
    QTRY_COMPARE(first(), QString("暂停队列"));
  }

 private:
  QLineEdit* search() { return m_palette->findChild<QLineEdit*>("commandSearch"); }
  QListWidget* list() { return m_palette->findChild<QListWidget*>("commandList"); }
  QString first() { return list()->count() > 0 ? list()->item(0)->text() : QString(); }
  // Chinese comes from an input method at once.
  void type(const QString& text) {
    search()->selectAll();
    if (text.toLatin1() == text)
      QTest::keyClicks(search(), text);
    else
      search()->insert(text);
  }
  void speakChinese() {
    QLocale::setDefault(QLocale("zh_CN"));
    QCoreApplication::installTranslator(&m_chinese);
    QCoreApplication::sendPostedEvents();
    m_commands->retranslate();
  }

  Chinese m_chinese;
  std::unique_ptr<QMainWindow> m_window;
  Commands* m_commands = nullptr;
  CommandPalette* m_palette = nullptr;
};

}  // namespace zaohua

ZAOHUA_QT_TEST_MAIN(zaohua::CommandPaletteTest)
#include "command_palette_test.moc"
