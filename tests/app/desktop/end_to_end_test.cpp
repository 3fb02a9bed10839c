// SPDX-License-Identifier: Apache-2.0
// The whole program as its user meets it: a real window on an X server, the demo model, real files, another process to
// drag to and from.
#include <QApplication>
#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryFile>

#include "desktop/application.h"
#include "engine/engine.h"
#include "library/gallery_store.h"
#include "library/job_queue.h"
#include "library/picture_image.h"
#include "library/settings.h"
#include "support/qt_test_main.h"
#include "ui/common/chip.h"
#include "ui/common/dialogs.h"
#include "ui/gallery/gallery_view.h"
#include "ui/window/main_window.h"

namespace zaohua {

namespace {

constexpr int patience = 60'000;
const QString promptText = QString::fromUtf8("雪地里的一只狐狸");

// The other program of a drag.
class Partner {
 public:
  explicit Partner(const QString& file = {}) {
    m_log.open();
    m_process.setStandardOutputFile(m_log.fileName());
    m_process.start(ZAOHUA_DRAG_PARTNER, {QString::number(place.x()), QString::number(place.y()), file});
  }
  ~Partner() {
    m_process.kill();
    m_process.waitForFinished();
  }

  QString said() const {
    QFile log(m_log.fileName());
    return log.open(QIODevice::ReadOnly) ? QString::fromUtf8(log.readAll()) : QString();
  }
  QString lineAfter(const QString& word) const { return said().section(word, 1).section('\n', 0, 0).trimmed(); }

  // The mouse of the X server drags between two points until this program has said `word`.
  void drag(const QPoint& from, const QPoint& to, const QString& word) {
    const auto number = [](int value) { return QString::number(value); };
    m_mouse.start(ZAOHUA_TESTS "/support/drag.sh",
                  {number(from.x()), number(from.y()), number(to.x()), number(to.y()), m_log.fileName(), word});
    QTRY_COMPARE_WITH_TIMEOUT(m_mouse.state(), QProcess::NotRunning, patience);
    QCOMPARE(m_mouse.exitCode(), 0);
  }

  static constexpr QPoint place{1445, 300};
  static constexpr QPoint middle{1500, 360};

 private:
  QTemporaryFile m_log;
  QProcess m_process;
  QProcess m_mouse;
};

}  // namespace

class EndToEndTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void makesKeepsDragsRestoresAndRepeats() {
    start();
    typePrompt();
    pickKeyword();
    generate();
    const PictureRecord first = onlyPicture();
    dragOut(first.path);
    const QImage before = *loadImage(first.path);

    m_zaohua.reset();
    start();
    QTRY_COMPARE_WITH_TIMEOUT(m_zaohua->gallery().count(), 1, patience);
    window().usePrompt("something else");
    dropIn(first.path);
    restoreSettings();
    generate();
    const std::vector<GalleryRow> rows = m_zaohua->gallery().find({});
    QCOMPARE(rows.size(), std::size_t{2});
    const PictureRecord second = *m_zaohua->gallery().record(rows.front().id);
    QVERIFY(second.path != first.path);
    QCOMPARE(second.request->seed, first.request->seed);
    QCOMPARE(second.request->prompt, first.request->prompt);
    QVERIFY2(*loadImage(second.path) == before, "the same settings make the same picture");
    m_zaohua.reset();
  }

 private:
  MainWindow& window() { return m_zaohua->window(); }
  template <typename Widget>
  Widget* find(const char* name) {
    return window().findChild<Widget*>(name);
  }

  void start() {
    m_zaohua = std::make_unique<Application>(*qApp, m_dialogs);
    m_zaohua->settings().setLanguage("zh_CN");
    m_zaohua->show();
    window().setGeometry(0, 0, 1440, 900);
    QVERIFY(QTest::qWaitForWindowExposed(&window()));
    // The form takes the model's own size once it is open.
    QTRY_COMPARE_WITH_TIMEOUT(m_zaohua->engine().model().phase, ModelState::Phase::ready, patience);
  }

  void typePrompt() {
    auto* editor = find<QPlainTextEdit>("promptEditor");
    QVERIFY(editor);
    editor->setFocus();
    QTest::keyClick(editor, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(editor, Qt::Key_Delete);
    // As an input method delivers it: composed first, then committed.
    QInputMethodEvent composing("xuedili", {});
    QCoreApplication::sendEvent(editor, &composing);
    QVERIFY(editor->toPlainText().isEmpty());
    QInputMethodEvent committed;
    committed.setCommitString(promptText);
    QCoreApplication::sendEvent(editor, &committed);
    QCOMPARE(editor->toPlainText(), promptText);
  }

  void pickKeyword() {
    const QList<QAbstractButton*> chips = find<QWidget>("keywordPanel")->findChildren<QAbstractButton*>();
    const auto chip = std::ranges::find_if(
        chips, [](const QAbstractButton* one) { return one->isVisible() && one->objectName().startsWith("keyword:"); });
    QVERIFY(chip != chips.end());
    const QString word = (*chip)->text();
    QTest::mouseClick(*chip, Qt::LeftButton);
    QVERIFY(find<QPlainTextEdit>("promptEditor")->toPlainText().contains(word));
  }

  void generate() {
    const int before = m_zaohua->gallery().count();
    std::vector<QImage> previews;
    QObject listener;
    connect(&m_zaohua->engine(), &Engine::previewed, &listener, [&previews](const PreviewFrame& frame) {
      if (previews.empty() || previews.back() != frame.image)
        previews.push_back(frame.image);
    });
    m_zaohua->settings().setPreviewsPerSecond(10);
    m_zaohua->engine().setPreviewInterval(std::chrono::milliseconds(1));
    QTest::keyClick(find<QPlainTextEdit>("promptEditor"), Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(m_zaohua->gallery().count(), before + 1, patience);
    QTRY_VERIFY_WITH_TIMEOUT(m_zaohua->queue().jobs().empty(), patience);
    QVERIFY2(previews.size() >= 3, qPrintable(QString("%1 previews").arg(previews.size())));
  }

  PictureRecord onlyPicture() {
    const std::vector<GalleryRow> rows = m_zaohua->gallery().find({});
    Q_ASSERT(rows.size() == 1);
    return *m_zaohua->gallery().record(rows.front().id);
  }

  void dragOut(const QString& path) {
    auto* view = find<GalleryView>("galleryView");
    QVERIFY(view);
    QTRY_COMPARE(view->model()->rowCount(), 1);
    const QPoint from = view->viewport()->mapToGlobal(view->visualRect(view->model()->index(0, 0)).center());
    Partner partner;
    QTRY_VERIFY_WITH_TIMEOUT(partner.said().contains("shown"), patience);
    partner.drag(from, Partner::middle, "entered");
    QTRY_COMPARE_WITH_TIMEOUT(partner.lineAfter("dropped "), path, patience);
    QVERIFY(partner.lineAfter("formats ").contains("text/uri-list"));
    QVERIFY(partner.lineAfter("formats ").contains("image/png"));
  }

  void dropIn(const QString& path) {
    Partner partner(path);
    QTRY_VERIFY_WITH_TIMEOUT(partner.said().contains("shown"), patience);
    const auto* canvas = find<QWidget>("canvas");
    partner.drag(Partner::middle, canvas->mapToGlobal(canvas->rect().center()), "accepted");
    QTRY_VERIFY_WITH_TIMEOUT(partner.said().contains("done"), patience);
  }

  void restoreSettings() {
    QTRY_VERIFY_WITH_TIMEOUT(find<QWidget>("restoreDialog") != nullptr, patience);
    QTest::mouseClick(find<QPushButton>("restoreTake"), Qt::LeftButton);
    QTRY_VERIFY(find<QPlainTextEdit>("promptEditor")->toPlainText().startsWith(promptText));
  }

  Dialogs m_dialogs;
  std::unique_ptr<Application> m_zaohua;
};

}  // namespace zaohua

ZAOHUA_QT_TEST_MAIN(zaohua::EndToEndTest)
#include "end_to_end_test.moc"
