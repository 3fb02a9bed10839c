// SPDX-License-Identifier: Apache-2.0
// What a queue finds at the next start, and what it does where nothing can be stored.
#include <QSignalSpy>

#include "library/database.h"
#include "library/gallery_store.h"
#include "library/job_queue.h"
#include "library_samples.h"
#include "queue_samples.h"
#include "support/qt_test_main.h"
#include "support/small_disk.h"

using namespace zaohua;
using namespace zaohua::test;

class JobQueueRestartTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void comesBackPaused();
  void leavesOutWhatTheGalleryHolds();
  void bringsTheUnreadableBackAsFailed();
  void saysThatTheDiskIsFull();
};

void JobQueueRestartTest::comesBackPaused() {
  Library library;
  QString running;
  {
    JobQueue queue(library.database);
    running = submit(queue, "a", 3);
    submit(queue, "b");
    const QString paused = submit(queue, "c");
    QVERIFY(queue.setPaused(paused, true));
    QVERIFY(queue.markRunning(running));
    QVERIFY(queue.pictureKept(running, 1));
  }
  Database database(library.file);
  JobQueue queue(database);
  QCOMPARE(prompts(queue), QString("abc"));
  QCOMPARE(queue.interruptedCount(), 2);
  QVERIFY(queue.next() == nullptr);
  QVERIFY(queue.jobs()[0].interrupted && queue.jobs()[1].interrupted && !queue.jobs()[2].interrupted);
  QCOMPARE(queue.jobs()[0].done, 1);
  QVERIFY(queue.resumeInterrupted());
  QCOMPARE(queue.interruptedCount(), 0);
  QCOMPARE(queue.next()->id, running);
  QCOMPARE(queue.nextPicture(running), std::optional(0));
  QVERIFY(queue.pictureKept(running, 0));
  QCOMPARE(queue.nextPicture(running), std::optional(2));
  QVERIFY(queue.jobs()[2].state == JobState::paused);
}

void JobQueueRestartTest::leavesOutWhatTheGalleryHolds() {
  Library library;
  QString partly;
  QString wholly;
  QString later;
  {
    JobQueue queue(library.database);
    partly = submit(queue, "a", 3);
    wholly = submit(queue, "b", 2);
    later = submit(queue, "c", 2);
    addToGallery(library.database, partly, 0);
    QCOMPARE(queue.nextPicture(partly), std::optional(1));
    addToGallery(library.database, wholly, 0);
    addToGallery(library.database, wholly, 1);
  }
  JobQueue queue(library.database);
  QCOMPARE(prompts(queue), QString("ac"));
  QCOMPARE(queue.jobs()[0].done, 1);

  // Found by the scan of the folder, after the start.
  QSignalSpy finished(&queue, &JobQueue::finished);
  addToGallery(library.database, later, 0);
  addToGallery(library.database, later, 1);
  QVERIFY(queue.resumeInterrupted());
  QCOMPARE(finished.size(), 1);
  QCOMPARE(prompts(queue), QString("a"));

  // One that the user has trashed meanwhile is not made again.
  QVERIFY(GalleryStore(library.database).forget({1}));
  QCOMPARE(queue.nextPicture(partly), std::optional(1));
  addToGallery(library.database, partly, 2);
  QVERIFY(queue.pictureKept(partly, 1));
  QCOMPARE(queue.rowCount(), 0);
}

void JobQueueRestartTest::bringsTheUnreadableBackAsFailed() {
  Library library;
  {
    JobQueue queue(library.database);
    submit(queue, "a");
  }
  QVERIFY(library.database.run("UPDATE jobs SET request = '{\"prompt\": 5}', error = 'no JSON', state = 'dreaming'"));
  JobQueue queue(library.database);
  QVERIFY(queue.jobs().front().state == JobState::failed);
  QVERIFY(!queue.jobs().front().error.sentence.empty());
  QVERIFY(!queue.retry(queue.jobs().front().id));
  QVERIFY(queue.next() == nullptr);
  QVERIFY(queue.remove(queue.jobs().front().id));
  QCOMPARE(queue.rowCount(), 0);
}

void JobQueueRestartTest::saysThatTheDiskIsFull() {
  const SmallDisk disk(1000);
  if (!disk.isThere())
    QSKIP(disk.whyNot().c_str());
  Database database(qt(disk.folder() / "library.sqlite"));
  JobQueue queue(database);
  const QString kept = submit(queue, "a", 2);
  const QString last = submit(queue, "b");
  QVERIFY(queue.markRunning(kept));
  Result<QString> id;
  for (int i = 0; i < 10'000 && id; ++i)
    id = queue.submit(pictureRequest(QString("很长的提示词").repeated(2000)), output);
  QVERIFY(!id);
  QCOMPARE(id.error().code, ErrorCode::diskFull);
  const int rows = queue.rowCount();
  QCOMPARE(database.value("SELECT count(*) FROM jobs").toInt(), rows);

  // What has happened has happened, even if it cannot be stored: else the same picture would be made again and again.
  QSignalSpy finished(&queue, &JobQueue::finished);
  std::ignore = queue.pictureKept(kept, 0);
  QCOMPARE(queue.job(kept)->done, 1);
  QCOMPARE(queue.nextPicture(kept), std::optional(1));
  std::ignore = queue.pictureKept(kept, 1);
  QCOMPARE(finished.size(), 1);
  QVERIFY(queue.markRunning(last));
  std::ignore = queue.markFailed(last, outOfMemory);
  QVERIFY(queue.job(last)->state == JobState::failed);
}

ZAOHUA_QT_CORE_TEST_MAIN(JobQueueRestartTest)
#include "job_queue_restart_test.moc"
