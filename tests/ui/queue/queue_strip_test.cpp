// SPDX-License-Identifier: Apache-2.0
// The queue strip over a real queue on disk, by keys and mouse.
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QToolButton>
#include <QTranslator>

#include "core/library/library_samples.h"
#include "library/database.h"
#include "support/qt_test_main.h"
#include "ui/common/theme.h"
#include "ui/queue/queue_cards.h"
#include "ui/queue/queue_strip.h"

using namespace zaohua;
using namespace zaohua::test;

class QueueStripTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init();
  void cleanup();
  void staysAsHighAsItIs();
  void tellsThatItEmptiedUnderTheFocus();
  void saysWhyEachWaits();
  void saysWhyAFailedOneFailed();
  void resumesWhatWasInterrupted();
  void pausesAll();
  void movesByKeys();
  void movesByDrag();
  void neverMovesBeforeTheRunningOne();
  void removesByKey();
  void pausesByKey();
  void offersItsButtonsToTheCard();
  void offersAMenu();
  void showsPreviewsAndProgress();
  void staysCheapWithManyJobs();
  void speaksAnotherLanguageAtOnce();
  void describesItsCards();

 private:
  QString submit(const QString& prompt, int count = 1);
  QStringList order() const;
  QString state(int row) const { return m_list->model()->index(row, 0).data(QueueCards::StateTextRole).toString(); }
  QRect card(int row) const { return m_list->visualRect(m_list->model()->index(row, 0)); }
  void makeStrip();
  void focus(int row);
  QAction* menuAction(const char* name);

  std::unique_ptr<TemporaryFolder> m_folder;
  std::unique_ptr<Database> m_database;
  std::unique_ptr<JobQueue> m_queue;
  std::unique_ptr<QueueStrip> m_strip;
  QListView* m_list = nullptr;
};

void QueueStripTest::init() {
  applyTheme(*qApp, false);
  m_folder = std::make_unique<TemporaryFolder>();
  m_database = std::make_unique<Database>(qt(*m_folder / "library.sqlite"));
  m_queue = std::make_unique<JobQueue>(*m_database);
  makeStrip();
}

void QueueStripTest::cleanup() {
  m_strip.reset();
  m_queue.reset();
  m_database.reset();
  m_folder.reset();
}

void QueueStripTest::makeStrip() {
  m_strip = std::make_unique<QueueStrip>(*m_queue);
  m_strip->resize(900, 70);
  m_strip->show();
  m_list = m_strip->findChild<QListView*>("queueList");
}

QString QueueStripTest::submit(const QString& prompt, int count) {
  GenerationRequest request = pictureRequest(prompt);
  request.count = count;
  const Result<QString> id = m_queue->submit(request, {});
  return id ? *id : QString();
}

QStringList QueueStripTest::order() const {
  QStringList prompts;
  for (const QueuedJob& job : m_queue->jobs())
    prompts.append(QString::fromStdString(job.request.prompt));
  return prompts;
}

void QueueStripTest::focus(int row) {
  QVERIFY(QTest::qWaitForWindowExposed(m_strip.get()));
  m_list->setFocus();
  m_list->setCurrentIndex(m_list->model()->index(row, 0));
}

void QueueStripTest::staysAsHighAsItIs() {
  const int height = m_strip->sizeHint().height();
  QCOMPARE(m_strip->findChild<QLabel*>("queueHeading")->text(), "Queue");
  submit("one");
  submit("two");
  QCOMPARE(m_strip->findChild<QLabel*>("queueHeading")->text(), "Queue 2");
  m_strip->resize(900, height);
  QTRY_VERIFY(card(1).isValid());
  const int cardHeight = card(0).height();
  for (int job = 0; job < 20; ++job)
    submit("and many more");
  QTRY_VERIFY(m_list->horizontalScrollBar()->isVisible());
  QTRY_COMPARE(card(0).height(), cardHeight);
  QVERIFY(card(0).bottom() < m_list->viewport()->height());
  QCOMPARE(m_strip->sizeHint().height(), height);
}

void QueueStripTest::tellsThatItEmptiedUnderTheFocus() {
  QSignalSpy emptied(m_strip.get(), &QueueStrip::emptiedUnderFocus);
  const QString first = submit("one");
  QVERIFY(QTest::qWaitForWindowExposed(m_strip.get()));
  if (QWidget* focused = QApplication::focusWidget())
    focused->clearFocus();
  QVERIFY(m_queue->remove(first).has_value());
  QCOMPARE(emptied.count(), 0);
  submit("two");
  submit("three");
  focus(1);
  QTRY_VERIFY(m_list->hasFocus());
  QTest::keyClick(m_list, Qt::Key_Delete);
  QCOMPARE(emptied.count(), 0);
  QTest::keyClick(m_list, Qt::Key_Delete);
  QCOMPARE(m_queue->rowCount(), 0);
  QCOMPARE(emptied.count(), 1);
}

void QueueStripTest::saysWhyEachWaits() {
  const QString first = submit("one", 4);
  submit("two");
  const QString third = submit("three");
  submit("four");
  m_strip->setModelReady(false);
  QCOMPARE(state(0), "Waiting: the model is loading");
  m_strip->setModelReady(true);
  QCOMPARE(state(0), "Waiting: starts next");
  QVERIFY(m_queue->markRunning(first).has_value());
  QCOMPARE(state(0), "Generating 1 of 4");
  QVERIFY(m_queue->pictureKept(first, 0).has_value());
  QCOMPARE(state(0), "Generating 2 of 4");
  QVERIFY(state(1).contains("after 1 "));
  QVERIFY(m_queue->setPaused(third, true).has_value());
  QCOMPARE(state(2), "Paused by you");
  // Who is paused is not waited for.
  QVERIFY(state(3).contains("after 2 "));
  m_queue->setAllPaused(true);
  QCOMPARE(state(3), "Waiting: the queue is paused");
  QVERIFY(m_queue->setPaused(first, true).has_value());
  QCOMPARE(state(0), "Pausing after this picture");
  QVERIFY(m_queue->remove(first).has_value());
  QCOMPARE(state(0), "Stopping");
}

void QueueStripTest::saysWhyAFailedOneFailed() {
  const QString id = submit("one");
  submit("two");
  QVERIFY(m_queue->markRunning(id).has_value());
  QVERIFY(m_queue->markFailed(id, {ErrorCode::diskFull, "The disk with %1 is full.", {"/p"}, {}}).has_value());
  QCOMPARE(state(0), "The disk with /p is full.");
  // Retry stands on the card.
  focus(1);
  auto* retry = m_list->findChild<QToolButton*>("queueRetryButton");
  QVERIFY(!retry->isVisible());
  focus(0);
  QVERIFY(retry->isVisible());
  QTest::mouseClick(retry, Qt::LeftButton);
  QCOMPARE(m_queue->job(id)->state, JobState::waiting);
  // And is there for a finger that never hovers: a press where it is painted.
  QVERIFY(m_queue->markFailed(id, {ErrorCode::internal, "Again.", {}, {}}).has_value());
  focus(1);
  const QRect place = card(0);
  QTest::mouseClick(m_list->viewport(), Qt::LeftButton, {}, {place.right() - 30, place.bottom() - 14});
  QCOMPARE(m_queue->job(id)->state, JobState::waiting);
}

void QueueStripTest::resumesWhatWasInterrupted() {
  submit("one");
  submit("two");
  submit("three");
  m_strip.reset();
  // The program ends here without a word.
  m_queue = std::make_unique<JobQueue>(*m_database);
  makeStrip();
  QCOMPARE(state(1), "Paused: Zaohua was closed before it was done");
  auto* resume = m_strip->findChild<QPushButton*>("queueResumeInterrupted");
  QVERIFY(resume->isVisible());
  QVERIFY(resume->text().contains("3"));
  QTest::mouseClick(resume, Qt::LeftButton);
  QCOMPARE(m_queue->interruptedCount(), 0);
  QVERIFY(!resume->isVisible());
  QCOMPARE(state(0), "Waiting: starts next");
}

void QueueStripTest::pausesAll() {
  submit("one");
  auto* button = m_strip->findChild<QToolButton*>("queuePauseAll");
  QTest::mouseClick(button, Qt::LeftButton);
  QVERIFY(m_queue->isAllPaused());
  QCOMPARE(button->accessibleName(), "Resume all");
  QTest::mouseClick(button, Qt::LeftButton);
  QVERIFY(!m_queue->isAllPaused());
}

void QueueStripTest::movesByKeys() {
  submit("one");
  submit("two");
  submit("three");
  focus(0);
  QTest::keyClick(m_list, Qt::Key_Right);
  QCOMPARE(m_list->currentIndex().row(), 1);
  QTest::keyClick(m_list, Qt::Key_Right, Qt::ControlModifier);
  QCOMPARE(order(), QStringList({"one", "three", "two"}));
  QCOMPARE(m_list->currentIndex().row(), 2);
  QTest::keyClick(m_list, Qt::Key_Left, Qt::ControlModifier);
  QTest::keyClick(m_list, Qt::Key_Left, Qt::ControlModifier);
  QTest::keyClick(m_list, Qt::Key_Left, Qt::ControlModifier);
  QCOMPARE(order(), QStringList({"two", "one", "three"}));
}

void QueueStripTest::movesByDrag() {
  submit("one");
  submit("two");
  submit("three");
  QVERIFY(QTest::qWaitForWindowExposed(m_strip.get()));
  const auto drag = [this](int from, int to, bool cancel) {
    QWidget* port = m_list->viewport();
    const QPoint start = card(from).center() - QPoint(20, 6);
    const QPoint end = to == 0 ? card(0).topLeft() + QPoint(4, 10) : card(to).topRight() + QPoint(-16, 10);
    QTest::mousePress(port, Qt::LeftButton, {}, start);
    for (const QPoint& at : {start + QPoint(14, 0), end}) {
      QMouseEvent move(QEvent::MouseMove, QPointF(at), port->mapToGlobal(QPointF(at)), Qt::NoButton, Qt::LeftButton,
                       {});
      QApplication::sendEvent(port, &move);
    }
    if (cancel)
      QTest::keyClick(m_list, Qt::Key_Escape);
    QTest::mouseRelease(port, Qt::LeftButton, {}, end);
  };
  drag(0, 2, true);
  QCOMPARE(order(), QStringList({"one", "two", "three"}));
  drag(0, 2, false);
  QCOMPARE(order(), QStringList({"two", "three", "one"}));
  drag(2, 0, false);
  QCOMPARE(order(), QStringList({"one", "two", "three"}));
}

void QueueStripTest::neverMovesBeforeTheRunningOne() {
  const QString running = submit("one");
  submit("two");
  submit("three");
  QVERIFY(m_queue->markRunning(running).has_value());
  focus(2);
  for (int press = 0; press < 4; ++press)
    QTest::keyClick(m_list, Qt::Key_Left, Qt::ControlModifier);
  QCOMPARE(order(), QStringList({"one", "three", "two"}));
  focus(0);
  QTest::keyClick(m_list, Qt::Key_Right, Qt::ControlModifier);
  QCOMPARE(order(), QStringList({"one", "three", "two"}));
}

void QueueStripTest::removesByKey() {
  const QString running = submit("one");
  submit("two");
  submit("three");
  focus(1);
  QTest::keyClick(m_list, Qt::Key_Delete);
  QCOMPARE(order(), QStringList({"one", "three"}));
  QVERIFY(m_list->currentIndex().isValid());
  // A running one is asked to stop first.
  QVERIFY(m_queue->markRunning(running).has_value());
  QSignalSpy cancel(m_queue.get(), &JobQueue::cancelRequested);
  focus(0);
  QTest::keyClick(m_list, Qt::Key_Delete);
  QCOMPARE(cancel.takeFirst().at(0).toString(), running);
  QCOMPARE(order().size(), 2);
}

void QueueStripTest::pausesByKey() {
  const QString id = submit("one");
  focus(0);
  QTest::keyClick(m_list, Qt::Key_Space);
  QCOMPARE(m_queue->job(id)->state, JobState::paused);
  QTest::keyClick(m_list, Qt::Key_Space);
  QCOMPARE(m_queue->job(id)->state, JobState::waiting);
}

void QueueStripTest::offersItsButtonsToTheCard() {
  submit("one");
  const QString second = submit("two");
  focus(0);
  auto* buttons = m_list->findChild<QWidget*>("queueCardButtons");
  QVERIFY(card(0).contains(buttons->geometry()));
  QTest::mouseMove(m_list->viewport(), card(1).center());
  QMouseEvent move(QEvent::MouseMove, QPointF(card(1).center()),
                   m_list->viewport()->mapToGlobal(QPointF(card(1).center())), Qt::NoButton, Qt::NoButton, {});
  QApplication::sendEvent(m_list->viewport(), &move);
  QVERIFY(card(1).contains(buttons->geometry()));
  QSignalSpy settings(m_strip.get(), &QueueStrip::settingsRequested);
  QTest::mouseClick(m_list->findChild<QToolButton*>("queueSettingsButton"), Qt::LeftButton);
  QCOMPARE(settings.takeFirst().at(0).toString(), second);
  QTest::mouseClick(m_list->findChild<QToolButton*>("queueMoveEarlierButton"), Qt::LeftButton);
  QCOMPARE(order(), QStringList({"two", "one"}));
  for (const QToolButton* button : buttons->findChildren<QToolButton*>()) {
    QVERIFY(!button->accessibleName().isEmpty());
    QVERIFY(!button->toolTip().isEmpty());
  }
}

QAction* QueueStripTest::menuAction(const char* name) {
  auto* menu = m_list->findChild<QMenu*>("queueMenu");
  const QList<QAction*> actions = menu == nullptr ? QList<QAction*>() : menu->actions();
  for (QAction* action : actions) {
    if (action->objectName() == name)
      return action;
  }
  return nullptr;
}

void QueueStripTest::offersAMenu() {
  submit("one");
  submit("two");
  submit("three");
  focus(2);
  QContextMenuEvent event(QContextMenuEvent::Keyboard, {}, {});
  QApplication::sendEvent(m_list, &event);
  QVERIFY(menuAction("queueMoveFirst") != nullptr);
  QVERIFY(!menuAction("queueMoveLater")->isEnabled());
  QVERIFY(!menuAction("queueRetry")->isVisible());
  menuAction("queueMoveFirst")->trigger();
  QCOMPARE(order(), QStringList({"three", "one", "two"}));
  m_list->findChild<QMenu*>("queueMenu")->close();
}

void QueueStripTest::showsPreviewsAndProgress() {
  const QString id = submit("one");
  QVERIFY(m_queue->markRunning(id).has_value());
  focus(0);
  QImage preview(32, 32, QImage::Format_RGB32);
  preview.fill(Qt::green);
  m_strip->setPreview(id, preview);
  m_strip->setPreview("nobody's", preview);
  const QPoint square(card(0).left() + card(0).height() / 2, card(0).center().y());
  QTRY_COMPARE(QColor(m_list->viewport()->grab().toImage().pixel(square)), QColor(Qt::green));
  m_strip->setProgressText(id, "2 s left");
  QCOMPARE(m_list->model()->index(0, 0).data(QueueCards::ProgressTextRole).toString(), "2 s left");
}

void QueueStripTest::staysCheapWithManyJobs() {
  for (int index = 0; index < 200; ++index)
    submit(QString("job %1 with a prompt of some length").arg(index), 1 + index % 4);
  QVERIFY(QTest::qWaitForWindowExposed(m_strip.get()));
  // No widget for each of them.
  QVERIFY(m_strip->findChildren<QWidget*>().size() < 40);
  focus(199);
  QVERIFY(m_list->viewport()->rect().intersects(card(199)));
  QElapsedTimer timer;
  timer.start();
  const QString first = m_queue->jobs().front().id;
  QVERIFY(m_queue->setPaused(first, true).has_value());
  QCoreApplication::processEvents();
  QVERIFY2(timer.elapsed() < 50, qPrintable(QString("%1 ms").arg(timer.elapsed())));
}

void QueueStripTest::speaksAnotherLanguageAtOnce() {
  class Marker : public QTranslator {
   public:
    bool isEmpty() const override { return false; }
    QString translate(const char*, const char* source, const char*, int) const override {
      return QString("<%1>").arg(QString::fromUtf8(source));
    }
  } marker;
  submit("one");
  QVERIFY(qApp->installTranslator(&marker));
  QTRY_COMPARE(m_strip->findChild<QLabel*>("queueHeading")->text(), "<Queue 1>");
  QCOMPARE(state(0), "<Waiting: starts next>");
  qApp->removeTranslator(&marker);
  QTRY_COMPARE(state(0), "Waiting: starts next");
}

void QueueStripTest::describesItsCards() {
  submit("一只猫", 4);
  const QString text = m_list->model()->index(0, 0).data(Qt::AccessibleTextRole).toString();
  QVERIFY(text.contains("一只猫"));
  QVERIFY(text.contains("Waiting: starts next"));
}

ZAOHUA_QT_TEST_MAIN(QueueStripTest)
#include "queue_strip_test.moc"
