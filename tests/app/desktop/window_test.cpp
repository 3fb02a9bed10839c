// SPDX-License-Identifier: Apache-2.0
// The whole window with the demo model, driven by its controls.
#include <QAbstractButton>
#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QElapsedTimer>
#include <QFontDatabase>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QShortcut>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTimer>

#include "desktop/application.h"
#include "engine/engine.h"
#include "image_io/picture_file.h"
#include "library/gallery_store.h"
#include "library/job_queue.h"
#include "library/library_paths.h"
#include "library/settings.h"
#include "support/qt_test_main.h"
#include "ui/canvas/canvas.h"
#include "ui/common/dialogs.h"
#include "ui/common/key_text.h"
#include "ui/window/main_window.h"

namespace zaohua {

namespace {

constexpr int patience = 60'000;

// Answers file dialogs.
class Answers : public Dialogs {
 public:
  std::optional<QString> chooseFolder(QWidget*, const QString&, const QString&) override { return folder; }
  std::optional<QString> saveFile(QWidget*, const QString&, const QString&, const QString&) override { return file; }

  std::optional<QString> folder, file;
};

// Every text that a person can see or hear in a window and its controls.
QStringList textsOf(const QWidget& window) {
  QStringList texts = {window.windowTitle()};
  for (const QWidget* widget : window.findChildren<QWidget*>()) {
    texts << widget->toolTip() << widget->accessibleName();
    if (const auto* label = qobject_cast<const QLabel*>(widget))
      texts << label->text();
    if (const auto* button = qobject_cast<const QAbstractButton*>(widget))
      texts << button->text();
    if (const auto* edit = qobject_cast<const QLineEdit*>(widget))
      texts << edit->placeholderText();
  }
  for (const QAction* action : window.findChildren<QAction*>())
    texts << action->text();
  return texts;
}

}  // namespace

class WindowTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() {
    m_zaohua = std::make_unique<Application>(*qApp, m_answers);
    m_zaohua->settings().setLanguage("en");
    m_zaohua->show();
    QVERIFY(QTest::qWaitForWindowExposed(&window()));
  }

  void cleanup() {
    m_zaohua.reset();
    const LibraryPaths paths = LibraryPaths::standard();
    for (const QString& folder : {paths.config, paths.data, paths.state, paths.pictures})
      QDir(folder).removeRecursively();
  }

  void firstStartNeedsOneKey() {
    // The example is in the editor, and Generate has the focus.
    QVERIFY(!find<QPlainTextEdit>("promptEditor")->toPlainText().isEmpty());
    QTRY_VERIFY(find<QPushButton>("generateButton")->hasFocus());
    QTest::keyClick(find<QPushButton>("generateButton"), Qt::Key_Space);
    QTRY_COMPARE_WITH_TIMEOUT(m_zaohua->gallery().count(), 1, patience);
  }

  void speaksBothLanguagesLive() {
    waitForModel();
    const QStringList english = textsOf(window());
    m_zaohua->settings().setLanguage("zh_CN");
    QTRY_VERIFY(textsOf(window()) != english);
    const QStringList chinese = textsOf(window());
    m_zaohua->settings().setLanguage("en");
    QTRY_COMPARE(textsOf(window()).join('\n'), english.join('\n'));
    m_zaohua->settings().setLanguage("zh_CN");
    QTRY_COMPARE(textsOf(window()).join('\n'), chinese.join('\n'));
    // What still is a plain English sentence in a Chinese window was forgotten.
    static const QRegularExpression words("^[A-Z][a-z]+( [a-z]+)+[.…]?$");
    for (const QString& text : chinese)
      QVERIFY2(!words.match(text).hasMatch(), qPrintable(text));
  }

  void exampleFollowsTheLanguageUntilItIsTouched() {
    QPlainTextEdit* editor = find<QPlainTextEdit>("promptEditor");
    const QString english = editor->toPlainText();
    m_zaohua->settings().setLanguage("zh_CN");
    QTRY_VERIFY(editor->toPlainText() != english);
    m_zaohua->settings().setLanguage("en");
    QTRY_COMPARE(editor->toPlainText(), english);
    QTest::keyClicks(editor, "!");
    const QString own = editor->toPlainText();
    QVERIFY(own != english);
    m_zaohua->settings().setLanguage("zh_CN");
    QTRY_VERIFY(window().windowTitle() != "Zaohua");
    QCOMPARE(editor->toPlainText(), own);
  }

  void changesItsThemeLive() {
    m_zaohua->settings().setTheme(Settings::Theme::light);
    const QColor light = window().grab().toImage().pixelColor(5, 5);
    m_zaohua->settings().setTheme(Settings::Theme::dark);
    const QColor dark = window().grab().toImage().pixelColor(5, 5);
    QVERIFY(light.lightness() > 200 && dark.lightness() < 80);
  }

  void namesEveryControl() {
    for (const QWidget* widget : window().findChildren<QWidget*>()) {
      const bool isControl = widget->focusPolicy() != Qt::NoFocus && widget->isVisible() &&
                             !widget->inherits("QScrollArea") && !widget->inherits("QMenuBar") &&
                             !widget->inherits("QTabBar") && widget->objectName() != "qt_spinbox_lineedit" &&
                             !widget->inherits("QDockWidget");
      if (!isControl)
        continue;
      const QAccessibleInterface* face = QAccessible::queryAccessibleInterface(const_cast<QWidget*>(widget));
      QVERIFY(face);
      QVERIFY2(!face->text(QAccessible::Name).isEmpty(),
               qPrintable(QString("%1 %2").arg(widget->metaObject()->className(), widget->objectName())));
    }
  }

  // Nobody can use a key that nobody names.
  void listsEveryShortcut() {
    trigger("showShortcuts");
    QTRY_VERIFY(find<QWidget>("shortcutSheet") != nullptr);
    auto* sheet = find<QWidget>("shortcutSheet");
    QSet<QString> listed;
    for (const QLabel* label : sheet->findChildren<QLabel*>())
      for (const QString& keys : label->text().split(", "))
        listed.insert(keys);
    listed.insert("Ctrl+,");
    QList<QKeySequence> shortcuts;
    for (const QAction* action : window().findChildren<QAction*>())
      shortcuts += action->shortcut();  // the others are older names for the same
    for (const QShortcut* shortcut : window().findChildren<QShortcut*>())
      shortcuts += shortcut->key();
    shortcuts.removeAll(QKeySequence());
    QVERIFY(shortcuts.size() > 30);
    for (const QKeySequence& shortcut : shortcuts)
      QVERIFY2(listed.contains(keyText(shortcut)), qPrintable(keyText(shortcut)));
    sheet->close();
  }

  void staysInTheLanguageWithEveryDialogOpen() {
    waitForModel();
    for (const char* command : {"showModels", "showSettings", "showShortcuts", "showAbout", "savePreset"})
      trigger(command);
    QCoreApplication::processEvents();
    // Some dialogs are built anew, so that their texts come in another order.
    const auto sorted = [this] {
      QStringList texts = textsOf(window());
      texts.sort();
      texts.removeDuplicates();
      return texts;
    };
    const QStringList english = sorted();
    m_zaohua->settings().setLanguage("zh_CN");
    QTRY_VERIFY(sorted() != english);
    QCoreApplication::processEvents();
    static const QRegularExpression words("^[A-Z][a-z]+( [a-z]+)+[.…]?$");
    for (const QString& text : textsOf(window()))
      QVERIFY2(!words.match(text).hasMatch(), qPrintable(text));
    m_zaohua->settings().setTheme(Settings::Theme::light);
    m_zaohua->settings().setLanguage("en");
    QTRY_COMPARE(sorted(), english);
    for (const char* name : {"modelDialog", "settingsDialog", "shortcutSheet", "aboutDialog", "savePresetDialog"}) {
      QVERIFY2(find<QWidget>(name) != nullptr, name);
      find<QWidget>(name)->close();
    }
  }

  // A Chinese font sets quotation marks as wide as a Han character.
  void setsEachLanguageInItsLetters() {
    const auto isWide = [] {
      const QFontMetricsF metrics(QApplication::font());
      return metrics.horizontalAdvance(QString::fromUtf8("“")) >
             0.8 * metrics.horizontalAdvance(QString::fromUtf8("中"));
    };
    QVERIFY(!isWide());
    if (!QFontDatabase::hasFamily("Noto Sans CJK SC"))
      QSKIP("There is no Chinese font here.");
    m_zaohua->settings().setLanguage("zh_CN");
    QVERIFY(isWide());
    m_zaohua->settings().setLanguage("en");
    QVERIFY(!isWide());
  }

  void queuesASecondPress() {
    waitForModel();
    trigger("generate");
    trigger("generate");
    QCOMPARE(m_zaohua->queue().jobs().size(), std::size_t{2});
    QVERIFY(m_zaohua->queue().jobs()[0].request.seed != m_zaohua->queue().jobs()[1].request.seed);
    QTRY_COMPARE_WITH_TIMEOUT(m_zaohua->gallery().count(), 2, patience);
    QTRY_VERIFY(m_zaohua->queue().jobs().empty());
  }

  void makesEachVariation() {
    waitForModel();
    window().usePrompt("a {red|green} apple");
    trigger("generate");
    QCOMPARE(m_zaohua->queue().jobs().size(), std::size_t{2});
    QCOMPARE(m_zaohua->queue().jobs()[0].request.prompt, std::string("a red apple"));
    QCOMPARE(m_zaohua->queue().jobs()[1].request.prompt, std::string("a green apple"));
    QTRY_COMPARE_WITH_TIMEOUT(m_zaohua->gallery().count(), 2, patience);
  }

  void showsTheFinishedPicturesOfAJobTogether() {
    waitForModel();
    QTest::mouseClick(find<QAbstractButton>("countSegmentsSegment1"), Qt::LeftButton);
    trigger("generate");
    QCOMPARE(m_zaohua->queue().jobs()[0].request.count, 2);
    QTRY_COMPARE_WITH_TIMEOUT(m_zaohua->gallery().count(), 2, patience);
    QTRY_COMPARE_WITH_TIMEOUT(find<Canvas>("canvas")->state(), Canvas::State::grid, patience);
  }

  void generatesWithEnterOnTheButton() {
    waitForModel();
    find<QPushButton>("generateButton")->setFocus();
    QTest::keyClick(find<QPushButton>("generateButton"), Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(m_zaohua->gallery().count(), 1, patience);
  }

  void tellsEveryProblemOfTheStart() {
    window().close();
    m_zaohua.reset();
    const LibraryPaths paths = LibraryPaths::standard();
    QDir().mkpath(paths.presetsFolder());
    for (const QString& path : {paths.presetsFolder() + "/broken.json", paths.databaseFile()}) {
      QFile file(path);
      QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
      file.write(QByteArray(5000, 'x'));
    }
    m_zaohua = std::make_unique<Application>(*qApp, m_answers);
    m_zaohua->show();
    QTRY_VERIFY(find<QWidget>("messageBar")->isVisible());
    const QString first = find<QLabel>("messageText")->text();
    QTest::mouseClick(find<QAbstractButton>("messageClose"), Qt::LeftButton);
    QVERIFY(find<QWidget>("messageBar")->isVisible());
    const QString second = find<QLabel>("messageText")->text();
    QVERIFY(first != second);
    QTest::mouseClick(find<QAbstractButton>("messageClose"), Qt::LeftButton);
    QVERIFY(!find<QWidget>("messageBar")->isVisible());
  }

  void cancelsWithEscape() {
    waitForModel();
    setSteps(120);
    trigger("generate");
    QTRY_VERIFY_WITH_TIMEOUT(m_zaohua->engine().isBusy(), patience);
    QElapsedTimer cancelling;
    cancelling.start();
    trigger("cancel");
    QTRY_VERIFY_WITH_TIMEOUT(!m_zaohua->engine().isBusy(), patience);
    qInfo("cancel took %lld ms", cancelling.elapsed());
    QTRY_VERIFY(m_zaohua->queue().jobs().empty());
    QCOMPARE(m_zaohua->gallery().count(), 0);
  }

  void survivesTheEndInTheMiddleOfAJob() {
    waitForModel();
    setSteps(40);
    trigger("generate");
    QTRY_VERIFY_WITH_TIMEOUT(m_zaohua->engine().isBusy(), patience);
    const QString id = m_zaohua->queue().jobs()[0].id;
    window().close();
    m_zaohua.reset();

    m_zaohua = std::make_unique<Application>(*qApp, m_answers);
    m_zaohua->show();
    QCOMPARE(m_zaohua->queue().jobs().size(), std::size_t{1});
    const QueuedJob& job = m_zaohua->queue().jobs()[0];
    QCOMPARE(job.id, id);
    QVERIFY(job.interrupted && job.state == JobState::paused);
    QVERIFY(find<QAction>("resumeInterrupted")->isEnabled());
    waitForModel();
    QVERIFY(!m_zaohua->engine().isBusy());
    trigger("resumeInterrupted");
    QTRY_COMPARE_WITH_TIMEOUT(m_zaohua->gallery().count(), 1, patience);
    QTRY_VERIFY(m_zaohua->queue().jobs().empty());
  }

  void keepsTheFormForTheNextStart() {
    window().usePrompt("一座城堡");
    setSteps(5);
    window().close();
    m_zaohua.reset();
    m_zaohua = std::make_unique<Application>(*qApp, m_answers);
    m_zaohua->show();
    waitForModel();
    QCOMPARE(find<QPlainTextEdit>("promptEditor")->toPlainText(), QString("一座城堡"));
    trigger("generate");
    QCOMPARE(*m_zaohua->queue().jobs()[0].request.steps, 5);
    QTRY_COMPARE_WITH_TIMEOUT(m_zaohua->gallery().count(), 1, patience);
  }

  void neverReplacesAModelSilently() {
    waitForModel();
    Image8 image;
    image.width = image.height = 16;
    image.pixels.assign(std::size_t{16} * 16 * 3, 9);
    PictureMetadata metadata;
    metadata.request.emplace();
    metadata.request->prompt = "from elsewhere";
    metadata.request->width = metadata.request->height = 512;
    metadata.request->steps = 9;
    metadata.request->guidance = 0;
    metadata.request->seed = 5;
    metadata.request->model = "some-other-model";
    const QString path = QDir::tempPath() + "/elsewhere.png";
    QVERIFY(savePicture(path.toStdString(), image, metadata).has_value());
    window().openFiles({path});
    QTRY_VERIFY_WITH_TIMEOUT(find<QPushButton>("restoreTake") != nullptr, patience);
    QTest::mouseClick(find<QPushButton>("restoreTake"), Qt::LeftButton);
    QTRY_VERIFY(find<QWidget>("missingModelRow")->isVisible());
    QVERIFY(find<QLabel>("missingModelText")->text().contains("some-other-model"));
    QVERIFY(!find<QPushButton>("generateButton")->isEnabled());
    trigger("generate");
    QVERIFY(m_zaohua->queue().jobs().empty());
    QTest::mouseClick(find<QPushButton>("missingModelButton"), Qt::LeftButton);
    QTRY_VERIFY(find<QPushButton>("generateButton")->isEnabled());
    QFile::remove(path);
  }

  void saysWhatIsWrongWithAModelFolder() {
    waitForModel();
    QTemporaryDir folder;
    m_answers.folder = folder.path();
    trigger("showModels");
    QTRY_VERIFY(find<QPushButton>("modelAdd") != nullptr);
    QTest::mouseClick(find<QPushButton>("modelAdd"), Qt::LeftButton);
    QTRY_VERIFY(find<QLabel>("modelText")->text().contains("model_index.json"));
    QVERIFY(!find<QPushButton>("modelUse")->isEnabled());
    find<QWidget>("modelDialog")->close();
  }

  void triesABrokenModelOnceUntilSomebodyAsks() {
    waitForModel();
    Engine& engine = m_zaohua->engine();
    int openings = 0;
    QObject listener;
    connect(&engine, &Engine::modelChanged, &listener,
            [&] { openings += engine.model().phase == ModelState::Phase::opening ? 1 : 0; });
    QTemporaryDir empty;
    m_zaohua->settings().setModel(empty.path());
    Q_EMIT window().modelChosen();
    QTRY_COMPARE_WITH_TIMEOUT(engine.model().phase, ModelState::Phase::failed, patience);
    const int afterTheChoice = openings;
    // Whatever the window asked of the compute thread meanwhile is done before these answers come.
    QSignalSpy answers(&engine, &Engine::inspected);
    for (int i = 0; i < 5; ++i) {
      engine.inspect(empty.path());
      QVERIFY(answers.wait(patience));
    }
    QCOMPARE(openings, afterTheChoice);
    Q_EMIT window().modelRetryWanted();
    QTRY_COMPARE_WITH_TIMEOUT(openings, afterTheChoice + 1, patience);
    QTRY_COMPARE_WITH_TIMEOUT(engine.model().phase, ModelState::Phase::failed, patience);
  }

  void neverBlocksTheScreen() {
    // A timer that should fire every 5 ms measures how long nothing else could happen.
    waitForModel();
    qint64 longest = 0;
    QElapsedTimer sinceLast;
    sinceLast.start();
    QTimer watchdog;
    connect(&watchdog, &QTimer::timeout, this, [&] { longest = qMax(longest, sinceLast.restart()); });
    watchdog.start(5);
    for (int i = 0; i < 3; ++i) {
      trigger("generate");
      const int before = m_zaohua->gallery().count();
      QTRY_VERIFY_WITH_TIMEOUT(m_zaohua->gallery().count() > before, patience);
    }
    qInfo("longest stop of the event loop: %lld ms", longest);
  }

 private:
  MainWindow& window() { return m_zaohua->window(); }
  template <typename Widget>
  Widget* find(const char* name) {
    return window().findChild<Widget*>(name);
  }
  void trigger(const char* command) { find<QAction>(command)->trigger(); }
  void waitForModel() {
    QTRY_COMPARE_WITH_TIMEOUT(m_zaohua->engine().model().phase, ModelState::Phase::ready, patience);
  }
  void setSteps(int steps) {
    auto* field = find<QDoubleSpinBox>("stepsField");
    QVERIFY(field);
    field->setFocus();
    field->selectAll();
    QTest::keyClicks(field, QString::number(steps));
    QTest::keyClick(field, Qt::Key_Return);
  }

  Answers m_answers;
  std::unique_ptr<Application> m_zaohua;
};

}  // namespace zaohua

ZAOHUA_QT_TEST_MAIN(zaohua::WindowTest)
#include "window_test.moc"
