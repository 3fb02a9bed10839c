// SPDX-License-Identifier: Apache-2.0
// The canvas through a whole life: welcome, a task with previews, its picture, several pictures, failure. Driven by
// keys, mouse and what the engine says.
#include <QAccessible>
#include <QClipboard>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>
#include <QTranslator>

#include "picture_samples.h"
#include "support/qt_test_main.h"
#include "ui/canvas/canvas.h"
#include "ui/canvas/picture_view.h"
#include "ui/canvas/progress_card.h"
#include "ui/common/theme.h"

using namespace zaohua;
using namespace zaohua::test;

namespace {

// A language that marks what went through it.
class Marker : public QTranslator {
 public:
  bool isEmpty() const override { return false; }
  QString translate(const char*, const char* source, const char*, int) const override {
    return QString("<%1>").arg(QString::fromUtf8(source));
  }
};

}  // namespace

class CanvasTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init();
  void cleanup();
  void welcomesWithHints();
  void showsATaskFromFrameToPicture();
  void keepsTheFrameInPlace();
  void namesEachStage_data();
  void namesEachStage();
  void showsLoadingOnALineOfItsOwn();
  void cancels_data();
  void cancels();
  void comesBackAfterACancel();
  void fadesOnlyWhereAllowed();
  void doesNotFlickerWithinAJob();
  void staysWithWhatAPersonChose();
  void latePictureStaysBehindTheNextTask();
  void opensOneOfSeveral();
  void stepsThroughSeveral();
  void saysWhatFailed();
  void speaksAnotherLanguageAtOnce();
  void isAccessible();

 private:
  template <typename T>
  T* child(const char* name) const {
    return m_canvas->findChild<T*>(name);
  }
  QColor middle() const { return m_canvas->grab().toImage().pixelColor(m_canvas->rect().center()); }
  PictureView* view() const { return child<PictureView>("pictureView"); }

  std::unique_ptr<Canvas> m_canvas;
};

void CanvasTest::init() {
  applyTheme(*qApp, false);
  m_canvas = std::make_unique<Canvas>();
  m_canvas->resize(640, 600);
  m_canvas->show();
  QVERIFY(QTest::qWaitForWindowExposed(m_canvas.get()));
}

void CanvasTest::cleanup() {
  m_canvas.reset();
}

void CanvasTest::welcomesWithHints() {
  m_canvas->showWelcome("Write what you want to see");
  QCOMPARE(m_canvas->state(), Canvas::State::welcome);
  QCOMPARE(child<QLabel>("canvasSentence")->text(), "Write what you want to see");
  QVERIFY(!child<QLabel>("canvasHints")->isVisible());
  m_canvas->setHints({"First hint", "Second hint"});
  QVERIFY(child<QLabel>("canvasHints")->isVisible());
  QSignalSpy dismissed(m_canvas.get(), &Canvas::hintsDismissed);
  QTest::mouseClick(child<QToolButton>("canvasHintsClose"), Qt::LeftButton);
  QCOMPARE(dismissed.count(), 1);
  QVERIFY(!child<QLabel>("canvasHints")->isVisible());
}

void CanvasTest::showsATaskFromFrameToPicture() {
  m_canvas->showWelcome("Hello");
  m_canvas->beginTask(taskOf("job", 0, 1));
  QCOMPARE(m_canvas->state(), Canvas::State::running);
  QVERIFY(child<ProgressCard>("progressCard")->isVisible());
  m_canvas->setProgress(progressOf(Stage::denoise, 3, 8, 0.4, 2.0));
  m_canvas->setPreview({flatImage({64, 64}, Qt::red), 4, 8});
  QCOMPARE(middle(), QColor(Qt::red));
  m_canvas->setPreview({flatImage({64, 64}, Qt::green), 5, 8});
  QCOMPARE(middle(), QColor(Qt::green));

  m_canvas->endTask(TaskEnd::Kind::finished);
  // Its picture is still being saved.
  QCOMPARE(m_canvas->state(), Canvas::State::running);
  QCOMPARE(middle(), QColor(Qt::green));
  QVERIFY(!child<ProgressCard>("progressCard")->isVisible());
  CanvasPicture picture = canvasPicture(7, Qt::blue);
  picture.record.job = "job";
  m_canvas->showFinished(picture);
  QCOMPARE(m_canvas->state(), Canvas::State::picture);
  QTRY_COMPARE_WITH_TIMEOUT(middle(), QColor(Qt::blue), 1000);
  QCOMPARE(m_canvas->currentPicture()->record.id, 7);
}

void CanvasTest::keepsTheFrameInPlace() {
  const QSize size(768, 1344);
  m_canvas->beginTask(taskOf("job", 0, 1, size));
  const QRect frame = view()->visibleFrame();
  QVERIFY(std::abs(double(frame.width()) / frame.height() - 768.0 / 1344) < 0.01);
  m_canvas->setPreview({flatImage(size / 8, Qt::red), 1, 8});
  QCOMPARE(view()->visibleFrame(), frame);
  m_canvas->showFinished(canvasPicture(1, Qt::blue, size));
  QCOMPARE(view()->visibleFrame(), frame);
  // The card stands on the frame.
  const QRect card = child<ProgressCard>("progressCard")->geometry();
  QVERIFY(card.bottom() <= frame.bottom() && card.top() > frame.center().y());
  QVERIFY(std::abs(card.center().x() - frame.center().x()) <= 1);
}

void CanvasTest::namesEachStage_data() {
  QTest::addColumn<int>("stage");
  QTest::addColumn<int>("done");
  QTest::addColumn<QString>("text");
  QTest::addRow("load") << int(Stage::load) << 3 << "Loading the model";
  QTest::addRow("encode") << int(Stage::encodePrompt) << 0 << "Reading the prompt";
  QTest::addRow("first step") << int(Stage::denoise) << 0 << "Denoising 1 of 8";
  QTest::addRow("fifth step") << int(Stage::denoise) << 4 << "Denoising 5 of 8";
  QTest::addRow("last step done") << int(Stage::denoise) << 8 << "Denoising 8 of 8";
  QTest::addRow("decode") << int(Stage::decode) << 0 << "Decoding";
  QTest::addRow("save") << int(Stage::save) << 0 << "Saving";
}

void CanvasTest::namesEachStage() {
  QFETCH(int, stage);
  QFETCH(int, done);
  QFETCH(QString, text);
  m_canvas->beginTask(taskOf("job", 1, 4));
  m_canvas->setProgress(progressOf(static_cast<Stage>(stage), done, 8, 0.5));
  QCOMPARE(child<QLabel>("progressStage")->text(), text);
  QCOMPARE(child<QLabel>("progressPicture")->text(), "Picture 2 of 4");
  // Nobody knows how long: nothing is claimed.
  QVERIFY(!child<QLabel>("progressTime")->isVisible());
  const std::pair<double, QString> times[] = {{0.2, "1 s left"},           {1.3, "2 s left"},
                                              {59.0, "59 s left"},         {61.0, "about 1 min left"},
                                              {150.0, "about 3 min left"}, {7200.0, "about 2 h left"}};
  for (const auto& [seconds, words] : times) {
    m_canvas->setProgress(progressOf(static_cast<Stage>(stage), done, 8, 0.5, seconds));
    QCOMPARE(child<QLabel>("progressTime")->text(), words);
    QVERIFY(child<QLabel>("progressTime")->isVisible());
  }
}

void CanvasTest::showsLoadingOnALineOfItsOwn() {
  m_canvas->beginTask(taskOf("job", 0, 1));
  auto* card = child<ProgressCard>("progressCard");
  m_canvas->setProgress(progressOf(Stage::load, 30, 60, 0));
  QCOMPARE(card->percent(), 50);
  m_canvas->setProgress(progressOf(Stage::denoise, 0, 8, 0.1));
  QCOMPARE(card->percent(), 10);
}

void CanvasTest::cancels_data() {
  QTest::addColumn<bool>("byKey");
  QTest::addRow("button") << false;
  QTest::addRow("Esc") << true;
}

void CanvasTest::cancels() {
  QFETCH(bool, byKey);
  QSignalSpy cancelled(m_canvas.get(), &Canvas::cancelRequested);
  m_canvas->beginTask(taskOf("job", 0, 1));
  if (byKey)
    QTest::keyClick(view(), Qt::Key_Escape);
  else
    QTest::mouseClick(child<QPushButton>("progressCancel"), Qt::LeftButton);
  QCOMPARE(cancelled.count(), 1);
}

void CanvasTest::comesBackAfterACancel() {
  m_canvas->showWelcome("Hello");
  m_canvas->beginTask(taskOf("a", 0, 1));
  m_canvas->endTask(TaskEnd::Kind::cancelled);
  QCOMPARE(m_canvas->state(), Canvas::State::welcome);

  m_canvas->showPicture(canvasPicture(3, Qt::blue));
  m_canvas->beginTask(taskOf("b", 0, 1));
  m_canvas->setPreview({flatImage({64, 64}, Qt::red), 1, 8});
  QCOMPARE(middle(), QColor(Qt::red));
  m_canvas->endTask(TaskEnd::Kind::cancelled);
  QCOMPARE(m_canvas->state(), Canvas::State::picture);
  QCOMPARE(m_canvas->currentPicture()->record.id, 3);
  QCOMPARE(middle(), QColor(Qt::blue));
}

void CanvasTest::fadesOnlyWhereAllowed() {
  // Chosen by a person: at once.
  m_canvas->beginTask(taskOf("job", 0, 1));
  m_canvas->setPreview({flatImage({64, 64}, Qt::red), 1, 8});
  m_canvas->showPicture(canvasPicture(9, Qt::blue));
  QCOMPARE(middle(), QColor(Qt::blue));

  // What the task became: over a moment, through what lies between.
  m_canvas->endTask(TaskEnd::Kind::cancelled);
  m_canvas->beginTask(taskOf("other", 0, 1));
  m_canvas->setPreview({flatImage({64, 64}, Qt::red), 1, 8});
  CanvasPicture picture = canvasPicture(7, Qt::blue);
  picture.record.job = "other";
  m_canvas->showFinished(picture);
  QVERIFY(middle() != QColor(Qt::blue));
  QTRY_COMPARE_WITH_TIMEOUT(middle(), QColor(Qt::blue), 1000);
}

void CanvasTest::doesNotFlickerWithinAJob() {
  m_canvas->beginTask(taskOf("job", 0, 2));
  m_canvas->setPreview({flatImage({64, 64}, Qt::red), 8, 8});
  m_canvas->endTask(TaskEnd::Kind::finished);
  m_canvas->beginTask(taskOf("job", 1, 2));
  QCOMPARE(middle(), QColor(Qt::red));
  m_canvas->setPreview({flatImage({64, 64}, Qt::green), 1, 8});
  QCOMPARE(middle(), QColor(Qt::green));
  // Another job begins with its empty frame.
  m_canvas->beginTask(taskOf("next", 0, 1));
  QVERIFY(middle() != QColor(Qt::green));
}

void CanvasTest::staysWithWhatAPersonChose() {
  m_canvas->beginTask(taskOf("job", 0, 2));
  m_canvas->setPreview({flatImage({64, 64}, Qt::red), 1, 8});
  m_canvas->showPicture(canvasPicture(9, Qt::blue));
  m_canvas->setPreview({flatImage({64, 64}, Qt::green), 2, 8});
  QCOMPARE(middle(), QColor(Qt::blue));
  // The next one of the same job does not take it away either.
  m_canvas->beginTask(taskOf("job", 1, 2));
  QCOMPARE(m_canvas->state(), Canvas::State::picture);
  QVERIFY(child<ProgressCard>("progressCard")->isVisible());
  m_canvas->setPreview({flatImage({64, 64}, Qt::yellow), 1, 8});
  QTest::mouseClick(child<QPushButton>("progressWatch"), Qt::LeftButton);
  QCOMPARE(m_canvas->state(), Canvas::State::running);
  QCOMPARE(middle(), QColor(Qt::yellow));
  QVERIFY(!child<QPushButton>("progressWatch")->isVisible());
}

void CanvasTest::latePictureStaysBehindTheNextTask() {
  m_canvas->beginTask(taskOf("one", 0, 1));
  m_canvas->endTask(TaskEnd::Kind::finished);
  m_canvas->beginTask(taskOf("two", 0, 1));
  CanvasPicture late = canvasPicture(4, Qt::blue);
  late.record.job = "one";
  m_canvas->showFinished(late);
  QCOMPARE(m_canvas->state(), Canvas::State::running);
  m_canvas->endTask(TaskEnd::Kind::cancelled);
  QCOMPARE(m_canvas->currentPicture()->record.id, 4);
}

void CanvasTest::opensOneOfSeveral() {
  QSignalSpy opened(m_canvas.get(), &Canvas::pictureOpened);
  std::vector<CanvasPicture> pictures;
  const QColor colors[] = {Qt::red, Qt::green, Qt::blue, Qt::yellow};
  for (int index = 0; index < 4; ++index)
    pictures.push_back(canvasPicture(10 + index, colors[index]));
  m_canvas->showPictures(pictures);
  QCOMPARE(m_canvas->state(), Canvas::State::grid);
  auto* first = child<QAbstractButton>("pictureTile0");
  first->setFocus();
  QTest::keyClick(first, Qt::Key_Right);
  auto* second = child<QAbstractButton>("pictureTile1");
  QCOMPARE(m_canvas->focusWidget(), second);
  QCOMPARE(m_canvas->currentPicture()->record.id, 11);
  QTest::keyClick(second, Qt::Key_Down);
  QCOMPARE(m_canvas->currentPicture()->record.id, 13);
  QTest::keyClick(m_canvas->focusWidget(), Qt::Key_Return);
  QCOMPARE(opened.takeFirst().at(0).toLongLong(), 13);
  QCOMPARE(m_canvas->state(), Canvas::State::picture);
  QCOMPARE(middle(), QColor(Qt::yellow));
  // The window loads it again; the way back stays.
  m_canvas->showPicture(pictures[3]);
  QVERIFY(child<QToolButton>("canvasBack")->isVisible());
  QTest::keyClick(m_canvas->focusWidget(), Qt::Key_Escape);
  QCOMPARE(m_canvas->state(), Canvas::State::grid);
  QTest::mouseClick(first, Qt::LeftButton);
  QCOMPARE(opened.takeFirst().at(0).toLongLong(), 10);
  QTest::mouseClick(child<QToolButton>("canvasBack"), Qt::LeftButton);
  QCOMPARE(m_canvas->state(), Canvas::State::grid);
  QVERIFY(!m_canvas->escape());
}

void CanvasTest::stepsThroughSeveral() {
  QSignalSpy opened(m_canvas.get(), &Canvas::pictureOpened);
  QSignalSpy stepped(m_canvas.get(), &Canvas::stepRequested);
  m_canvas->showPicture(canvasPicture(1, Qt::red));
  QTest::keyClick(view(), Qt::Key_Left);
  QCOMPARE(stepped.takeFirst().at(0).toInt(), -1);
  m_canvas->showPictures({canvasPicture(10, Qt::red), canvasPicture(11, Qt::green)});
  QTest::mouseClick(child<QAbstractButton>("pictureTile0"), Qt::LeftButton);
  QTest::keyClick(view(), Qt::Key_Right);
  QCOMPARE(opened.last().at(0).toLongLong(), 11);
  QTest::keyClick(view(), Qt::Key_Right);
  QCOMPARE(opened.last().at(0).toLongLong(), 11);
  QCOMPARE(stepped.count(), 0);
}

void CanvasTest::saysWhatFailed() {
  m_canvas->showPicture(canvasPicture(1, Qt::red));
  const Error error{ErrorCode::diskFull, "The disk with %1 is full.", {"/pictures"}, "errno 28"};
  m_canvas->showFailure(error, "Choose another folder");
  QCOMPARE(m_canvas->state(), Canvas::State::failure);
  QCOMPARE(child<QLabel>("canvasSentence")->text(), "The disk with /pictures is full.");
  QSignalSpy acted(m_canvas.get(), &Canvas::failureActionRequested);
  QTest::mouseClick(child<QPushButton>("canvasFailureAction"), Qt::LeftButton);
  QCOMPARE(acted.count(), 1);
  QVERIFY(!child<QPlainTextEdit>("canvasDetail")->isVisible());
  QTest::mouseClick(child<QToolButton>("canvasDetailsToggle"), Qt::LeftButton);
  QVERIFY(child<QPlainTextEdit>("canvasDetail")->isVisible());
  QTest::mouseClick(child<QToolButton>("canvasCopyDetails"), Qt::LeftButton);
  QCOMPARE(QApplication::clipboard()->text(), "The disk with /pictures is full.\nerrno 28");
  QVERIFY(m_canvas->escape());
  QCOMPARE(m_canvas->state(), Canvas::State::picture);
  m_canvas->showFailure(error, {});
  QVERIFY(!child<QPushButton>("canvasFailureAction")->isVisible());
}

void CanvasTest::speaksAnotherLanguageAtOnce() {
  Marker marker;
  m_canvas->beginTask(taskOf("job", 1, 4));
  m_canvas->setProgress(progressOf(Stage::decode, 0, 1, 0.9, 3.0));
  QVERIFY(qApp->installTranslator(&marker));
  QTRY_COMPARE(child<QLabel>("progressStage")->text(), "<Decoding>");
  QCOMPARE(child<QPushButton>("progressCancel")->text(), "<Cancel Esc>");
  QCOMPARE(child<QLabel>("progressTime")->text(), "<3 s left>");
  qApp->removeTranslator(&marker);
  QTRY_COMPARE(child<QLabel>("progressStage")->text(), "Decoding");
}

void CanvasTest::isAccessible() {
  m_canvas->showPicture(canvasPicture(1, Qt::red));
  QAccessibleInterface* picture = QAccessible::queryAccessibleInterface(view());
  QCOMPARE(picture->role(), QAccessible::Graphic);
  QCOMPARE(picture->text(QAccessible::Name), "prompt 1");
  m_canvas->beginTask(taskOf("job", 0, 1));
  m_canvas->setProgress(progressOf(Stage::denoise, 3, 8, 0.42));
  QAccessibleInterface* card = QAccessible::queryAccessibleInterface(child<ProgressCard>("progressCard"));
  QCOMPARE(card->role(), QAccessible::ProgressBar);
  QCOMPARE(card->text(QAccessible::Name), "Denoising 4 of 8");
  QVERIFY(card->valueInterface() != nullptr);
  QCOMPARE(card->valueInterface()->currentValue().toInt(), 42);
}

ZAOHUA_QT_TEST_MAIN(CanvasTest)
#include "canvas_test.moc"
