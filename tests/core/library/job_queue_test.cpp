// SPDX-License-Identifier: Apache-2.0
// The queue on a real database: what is accepted stays, what was begun comes back, and no picture is made twice.
#include "library/job_queue.h"

#include <QAbstractItemModelTester>
#include <QRegularExpression>
#include <QSet>
#include <QSignalSpy>

#include "library/database.h"
#include "library/gallery_store.h"
#include "library_samples.h"
#include "queue_samples.h"
#include "support/qt_test_main.h"
#include "support/request_samples.h"

using namespace zaohua;
using namespace zaohua::test;

class JobQueueTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void storesBeforeItAnswers();
  void drawsASeed();
  void refusesWhatIsNoRequest();
  void putsInFrontOfWhatWaits();
  void movesJobs();
  void runsOneAfterTheOther();
  void keepsPicturesOnceEach();
  void pausesAndResumesOne();
  void pausesAll();
  void removes();
  void failsAndRetries();
};

void JobQueueTest::storesBeforeItAnswers() {
  Library library;
  JobQueue queue(library.database);
  const QAbstractItemModelTester tester(&queue, QAbstractItemModelTester::FailureReportingMode::QtTest);
  GenerationRequest request = completeRequest();
  const Result<QString> id = queue.submit(request, output);
  QVERIFY(id);
  QVERIFY(QRegularExpression("^[0-9a-f]{32}$").match(*id).hasMatch());
  QCOMPARE(queue.rowCount(), 1);

  // Another reader of the file sees it already.
  Database second(library.file);
  QCOMPARE(second.value("SELECT id FROM jobs").toString(), *id);
  const JobQueue again(second);
  QVERIFY(again.jobs().front().request == request);
  QCOMPARE(again.jobs().front().output.folder, output.folder);
  QCOMPARE(again.jobs().front().output.format, output.format);
  QCOMPARE(again.jobs().front().output.model, output.model);
  QVERIFY(qAbs(again.jobs().front().submittedAt.msecsTo(QDateTime::currentDateTime())) < 60'000);
}

void JobQueueTest::drawsASeed() {
  Library library;
  JobQueue queue(library.database);
  QSet<qint64> seeds;
  QSet<QString> ids;
  for (int i = 0; i < 20; ++i) {
    GenerationRequest request = pictureRequest("猫");
    request.seed = -1;
    const Result<QString> id = queue.submit(request, output);
    QVERIFY(id);
    ids.insert(*id);
    seeds.insert(queue.job(*id)->request.seed);
    QVERIFY(queue.job(*id)->request.seed >= 0);
  }
  QCOMPARE(ids.size(), 20);
  QVERIFY(seeds.size() > 15);
}

void JobQueueTest::refusesWhatIsNoRequest() {
  Library library;
  JobQueue queue(library.database);
  GenerationRequest request = pictureRequest("猫");
  request.width = 17;
  QCOMPARE(queue.submit(request, output).error().code, ErrorCode::invalidRequest);
  QCOMPARE(queue.rowCount(), 0);
}

void JobQueueTest::putsInFrontOfWhatWaits() {
  Library library;
  JobQueue queue(library.database);
  const QAbstractItemModelTester tester(&queue, QAbstractItemModelTester::FailureReportingMode::QtTest);
  const QString running = submit(queue, "a");
  submit(queue, "b");
  submit(queue, "c", 1, JobQueue::Position::front);
  QCOMPARE(prompts(queue), QString("cab"));
  QVERIFY(queue.moveJob(0, 1));
  QVERIFY(queue.markRunning(running));
  submit(queue, "d", 1, JobQueue::Position::front);
  QCOMPARE(prompts(queue), QString("adcb"));
  QCOMPARE(prompts(JobQueue(library.database)), QString("adcb"));
}

void JobQueueTest::movesJobs() {
  Library library;
  JobQueue queue(library.database);
  const QAbstractItemModelTester tester(&queue, QAbstractItemModelTester::FailureReportingMode::QtTest);
  for (const char* prompt : {"a", "b", "c", "d"})
    submit(queue, prompt);
  const QPersistentModelIndex b = queue.index(1);
  QVERIFY(queue.moveJob(1, 3));
  QCOMPARE(prompts(queue), QString("acdb"));
  QCOMPARE(b.row(), 3);
  QVERIFY(queue.moveJob(2, 0));
  QCOMPARE(prompts(queue), QString("dacb"));
  QVERIFY(queue.moveJob(7, 0));
  QCOMPARE(prompts(JobQueue(library.database)), QString("dacb"));
  QCOMPARE(prompts(queue), QString("dacb"));
}

void JobQueueTest::runsOneAfterTheOther() {
  Library library;
  JobQueue queue(library.database);
  QSignalSpy nextChanged(&queue, &JobQueue::nextChanged);
  QSignalSpy finished(&queue, &JobQueue::finished);
  QVERIFY(queue.next() == nullptr);
  const QString a = submit(queue, "a");
  const QString b = submit(queue, "b");
  QCOMPARE(nextChanged.size(), 2);
  QCOMPARE(queue.next()->id, a);
  QVERIFY(queue.markRunning(a));
  QCOMPARE(queue.running()->id, a);
  QVERIFY(queue.next() == nullptr);
  QVERIFY(queue.pictureKept(a, 0));
  QCOMPARE(finished.size(), 1);
  QCOMPARE(finished[0][0].value<QueuedJob>().id, a);
  QCOMPARE(finished[0][0].value<QueuedJob>().done, 1);
  QCOMPARE(queue.next()->id, b);
  QVERIFY(queue.pictureKept(a, 0));
  QCOMPARE(finished.size(), 1);
}

void JobQueueTest::keepsPicturesOnceEach() {
  Library library;
  JobQueue queue(library.database);
  const QString id = submit(queue, "a", 3);
  QVERIFY(queue.markRunning(id));
  QCOMPARE(queue.nextPicture(id), std::optional(0));
  QVERIFY(queue.pictureKept(id, 1));
  QVERIFY(queue.pictureKept(id, 1));
  QCOMPARE(queue.job(id)->done, 1);
  QCOMPARE(queue.nextPicture(id), std::optional(0));
  QVERIFY(queue.pictureKept(id, 0));
  QCOMPARE(queue.nextPicture(id), std::optional(2));
  QVERIFY(queue.pictureKept(id, 99));
  QVERIFY(queue.pictureKept(id, -1));
  QCOMPARE(queue.data(queue.index(0), JobQueue::DoneRole).toInt(), 2);
  QVERIFY(queue.pictureKept(id, 2));
  QCOMPARE(queue.rowCount(), 0);
  QVERIFY(!queue.nextPicture(id));
}

void JobQueueTest::pausesAndResumesOne() {
  Library library;
  JobQueue queue(library.database);
  const QString a = submit(queue, "a", 2);
  const QString b = submit(queue, "b");
  QVERIFY(queue.setPaused(a, true));
  QCOMPARE(queue.next()->id, b);
  QVERIFY(!queue.job(a)->interrupted);
  QVERIFY(queue.setPaused(a, false));
  QCOMPARE(queue.next()->id, a);

  // The picture at hand is finished.
  QVERIFY(queue.markRunning(a));
  QVERIFY(queue.setPaused(a, true));
  QCOMPARE(queue.running()->id, a);
  QVERIFY(queue.job(a)->pausing);
  QVERIFY(!queue.nextPicture(a));
  QVERIFY(queue.pictureKept(a, 0));
  QVERIFY(queue.job(a)->state == JobState::paused);
  QCOMPARE(queue.next()->id, b);
  QVERIFY(queue.setPaused(a, false));
  QCOMPARE(queue.nextPicture(a), std::optional(1));
}

void JobQueueTest::pausesAll() {
  Library library;
  JobQueue queue(library.database);
  const QString a = submit(queue, "a", 2);
  QVERIFY(queue.markRunning(a));
  queue.setAllPaused(true);
  QVERIFY(!queue.nextPicture(a));
  QVERIFY(queue.pictureKept(a, 0));
  QVERIFY(queue.running() == nullptr);
  QVERIFY(queue.next() == nullptr);
  submit(queue, "b");
  QVERIFY(queue.next() == nullptr);
  QSignalSpy nextChanged(&queue, &JobQueue::nextChanged);
  queue.setAllPaused(false);
  QCOMPARE(nextChanged.size(), 1);
  QCOMPARE(queue.next()->id, a);
}

void JobQueueTest::removes() {
  Library library;
  JobQueue queue(library.database);
  QSignalSpy cancel(&queue, &JobQueue::cancelRequested);
  QSignalSpy finished(&queue, &JobQueue::finished);
  const QString a = submit(queue, "a", 2);
  const QString b = submit(queue, "b");
  QVERIFY(queue.remove(b));
  QCOMPARE(prompts(queue), QString("a"));
  QVERIFY(queue.markRunning(a));
  QVERIFY(queue.remove(a));
  QCOMPARE(cancel.size(), 1);
  QVERIFY(queue.job(a)->removing);
  QVERIFY(queue.markCancelled(a));
  QCOMPARE(queue.rowCount(), 0);

  // Ended otherwise before the cancel arrived.
  const QString c = submit(queue, "c", 2);
  QVERIFY(queue.markRunning(c));
  QVERIFY(queue.remove(c));
  QVERIFY(queue.pictureKept(c, 0));
  const QString d = submit(queue, "d");
  QVERIFY(queue.markRunning(d));
  QVERIFY(queue.remove(d));
  QVERIFY(queue.markFailed(d, outOfMemory));
  QCOMPARE(queue.rowCount(), 0);
  QCOMPARE(finished.size(), 0);
  QCOMPARE(JobQueue(library.database).rowCount(), 0);
}

void JobQueueTest::failsAndRetries() {
  Library library;
  JobQueue queue(library.database);
  const QString id = submit(queue, "a");
  QVERIFY(queue.markRunning(id));
  QVERIFY(queue.markFailed(id, outOfMemory));
  QVERIFY(queue.next() == nullptr);
  {
    const JobQueue again(library.database);
    const QueuedJob& job = again.jobs().front();
    QVERIFY(job.state == JobState::failed);
    QVERIFY(!job.interrupted);
    QCOMPARE(job.error.code, outOfMemory.code);
    QCOMPARE(job.error.sentence, outOfMemory.sentence);
    QVERIFY(job.error.arguments == outOfMemory.arguments);
    QCOMPARE(job.error.detail, outOfMemory.detail);
  }
  QCOMPARE(queue.data(queue.index(0), JobQueue::ErrorRole).toString(), QString("The picture does not fit the card."));
  QVERIFY(queue.retry(id));
  QCOMPARE(queue.next()->id, id);
  QVERIFY(queue.next()->error.sentence.empty());
}

ZAOHUA_QT_CORE_TEST_MAIN(JobQueueTest)
#include "job_queue_test.moc"
