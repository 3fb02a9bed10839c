// SPDX-License-Identifier: Apache-2.0
// What the window remembers from one start to the next, and what stays in its place meanwhile.
#include <QAbstractButton>
#include <QAction>
#include <QComboBox>
#include <QDockWidget>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>

#include "desktop/application.h"
#include "engine/engine.h"
#include "library/gallery_store.h"
#include "library/job_queue.h"
#include "library/library_paths.h"
#include "library/settings.h"
#include "support/qt_test_main.h"
#include "ui/canvas/canvas.h"
#include "ui/common/dialogs.h"
#include "ui/window/main_window.h"

namespace zaohua {

namespace {

constexpr int patience = 60'000;
constexpr QSize roomy(1440, 900);

}  // namespace

class SessionTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() { start(); }

  void cleanup() {
    m_zaohua.reset();
    const LibraryPaths paths = LibraryPaths::standard();
    for (const QString& folder : {paths.config, paths.data, paths.state, paths.pictures})
      QDir(folder).removeRecursively();
  }

  void showsAPictureAgainAfterAnEndDuringAJob() {
    makePicture();
    makePicture();
    const qint64 older = newest() - 1;
    window().open(older);
    QTRY_COMPARE(shown(), older);
    setSteps(120);
    trigger("generate");
    QTRY_COMPARE_WITH_TIMEOUT(find<Canvas>("canvas")->state(), Canvas::State::running, patience);
    restart();
    QTRY_COMPARE(shown(), older);
    // Where that one is gone, the newest.
    m_zaohua->gallery().forget({older});
    QTRY_COMPARE(shown(), newest());
    QFile::remove(LibraryPaths::standard().state + "/window.json");
    restart(false);
    QTRY_COMPARE(shown(), newest());
  }

  void showsTheNeighbourOfAPictureThatGoes() {
    for (int picture = 0; picture < 3; ++picture)
      makePicture();
    const qint64 middle = newest() - 1;
    window().open(middle);
    QTRY_COMPARE(shown(), middle);
    m_zaohua->gallery().forget({middle});
    QTRY_COMPARE(shown(), middle - 1);  // it has moved up to the place of the one that went
    m_zaohua->gallery().forget({middle - 1});
    QTRY_COMPARE(shown(), middle + 1);
    m_zaohua->gallery().forget({middle + 1});
    QTRY_COMPARE(find<Canvas>("canvas")->state(), Canvas::State::welcome);
  }

  void remembersSeedAndPreset() {
    makePicture();
    const QString seed = find<QLineEdit>("seedField")->placeholderText();
    QVERIFY(seed.toLongLong() > 0);
    auto* presets = find<QComboBox>("presetCombo");
    const QString preset = presets->itemData(presets->count() - 1).toString();
    QVERIFY(window().usePreset(preset));
    QCOMPARE(presets->currentData().toString(), preset);
    restart();
    QCOMPARE(find<QLineEdit>("seedField")->placeholderText(), seed);
    QCOMPARE(find<QComboBox>("presetCombo")->currentData().toString(), preset);
  }

  void keepsTheCanvasAsLargeAsItIs() {
    QVERIFY(find<QDockWidget>("queueDock")->isHidden());  // as long as there was no job
    makePicture();
    const QSize size = find<Canvas>("canvas")->size();
    QVERIFY(find<QDockWidget>("queueDock")->isVisible());
    setSteps(120);
    trigger("generate");
    QTRY_VERIFY_WITH_TIMEOUT(m_zaohua->engine().isBusy(), patience);
    QCOMPARE(find<Canvas>("canvas")->size(), size);
    trigger("cancel");
    QTRY_VERIFY_WITH_TIMEOUT(m_zaohua->queue().jobs().empty(), patience);
    QCOMPARE(find<Canvas>("canvas")->size(), size);
  }

  void takesTheFocusFromAnEmptyQueueToThePicture() {
    makePicture();
    setSteps(120);
    trigger("generate");
    QApplication::setActiveWindow(&window());
    auto* cards = find<QListView>("queueList");
    cards->setFocus();
    QTRY_VERIFY(cards->hasFocus());
    QTRY_VERIFY_WITH_TIMEOUT(m_zaohua->engine().isBusy(), patience);
    QTest::keyClick(cards, Qt::Key_Delete);
    QTRY_VERIFY_WITH_TIMEOUT(m_zaohua->queue().jobs().empty(), patience);
    QTRY_VERIFY(find<Canvas>("canvas")->isAncestorOf(QApplication::focusWidget()));
  }

  void keepsTheFormAsWideAsItIs() {
    const auto* bar = find<QScrollArea>("composeScroll")->verticalScrollBar();
    auto* presets = find<QComboBox>("presetCombo");
    window().resize(roomy.width(), 1400);
    QTRY_VERIFY(bar->maximum() == 0);
    const int width = presets->width();
    window().resize(roomy.width(), 620);
    QTRY_VERIFY(bar->isVisible());
    QCOMPARE(presets->width(), width);
  }

  void showsTheMarkThatTheFileHas() {
    m_zaohua->settings().setVisibleMark(true);
    makePicture();
    const QImage file(m_zaohua->gallery().record(newest())->path);
    const auto* canvas = find<Canvas>("canvas");
    QTRY_VERIFY(canvas->currentPicture() != nullptr &&
                canvas->currentPicture()->image.convertToFormat(file.format()) == file);
  }

  void saysWhereAPictureIsThatCouldNotBeSavedInItsFolder() {
    m_zaohua->settings().setOutputFolder("/proc/nowhere");
    makePicture();
    QTRY_VERIFY(find<QWidget>("messageBar")->isVisible());
    const QString sentence = find<QLabel>("messageText")->text();
    QVERIFY(sentence.contains("/proc/nowhere"));
    QVERIFY(sentence.contains(QFileInfo(m_zaohua->gallery().record(newest())->path).path()));
    // The bar keeps its distance from what is around it.
    const auto* bar = find<QWidget>("messageBar");
    const auto* room = window().centralWidget();
    QCOMPARE(bar->mapTo(room, QPoint()), QPoint(8, 8));
    QTest::mouseClick(find<QAbstractButton>("messageButton"), Qt::LeftButton);
    QTRY_VERIFY(find<QWidget>("settingsDialog") != nullptr);
    find<QWidget>("settingsDialog")->close();
    QTRY_COMPARE(find<Canvas>("canvas")->mapTo(room, QPoint()).y(), 0);  // nor takes any when it is gone
  }

  void comesBackOnTheScreen() {
    window().setGeometry(9000, 7000, 5000, 4000);
    restart(true, {});
    const QRect screen = window().screen()->geometry();
    QVERIFY(screen.contains(window().geometry()));
  }

  void bringsFloatingPanelsUpOverTheWindow() {
    auto* gallery = find<QDockWidget>("galleryDock");
    gallery->setFloating(true);
    gallery->setGeometry(7000, 6000, 300, 500);
    window().close();
    m_zaohua.reset();
    m_zaohua = std::make_unique<Application>(*qApp, m_dialogs);
    gallery = find<QDockWidget>("galleryDock");
    QVERIFY(gallery->isFloating());
    QVERIFY(!gallery->isVisible());  // what is shown first would be behind
    m_zaohua->show();
    QTRY_VERIFY(gallery->isVisible());
    QVERIFY(window().screen()->geometry().contains(gallery->geometry()));
  }

 private:
  void start(const QSize& size = roomy) {
    m_zaohua = std::make_unique<Application>(*qApp, m_dialogs);
    m_zaohua->settings().setLanguage("en");
    if (!size.isEmpty())
      window().resize(size);
    m_zaohua->show();
    QVERIFY(QTest::qWaitForWindowExposed(&window()));
    QTRY_COMPARE_WITH_TIMEOUT(m_zaohua->engine().model().phase, ModelState::Phase::ready, patience);
  }
  void restart(bool save = true, const QSize& size = roomy) {
    const LibraryPaths paths = LibraryPaths::standard();
    window().close();
    if (!save)
      QFile::remove(paths.state + "/window.json");
    m_zaohua.reset();
    start(size);
  }
  MainWindow& window() { return m_zaohua->window(); }
  template <typename Widget>
  Widget* find(const char* name) {
    return window().findChild<Widget*>(name);
  }
  void trigger(const char* command) { find<QAction>(command)->trigger(); }
  void setSteps(int steps) {
    auto* field = find<QDoubleSpinBox>("stepsField");
    field->setFocus();
    field->selectAll();
    QTest::keyClicks(field, QString::number(steps));
    QTest::keyClick(field, Qt::Key_Return);
  }
  void makePicture() {
    const int before = m_zaohua->gallery().count();
    trigger("generate");
    QTRY_COMPARE_WITH_TIMEOUT(m_zaohua->gallery().count(), before + 1, patience);
    QTRY_VERIFY(m_zaohua->queue().jobs().empty());
  }
  qint64 newest() { return m_zaohua->gallery().find({}).front().id; }
  qint64 shown() {
    const CanvasPicture* picture = find<Canvas>("canvas")->currentPicture();
    return picture != nullptr ? picture->record.id : 0;
  }

  Dialogs m_dialogs;
  std::unique_ptr<Application> m_zaohua;
};

}  // namespace zaohua

ZAOHUA_QT_TEST_MAIN(zaohua::SessionTest)
#include "session_test.moc"
