// SPDX-License-Identifier: Apache-2.0
// The library after kill -9 at random moments: it is sound, everything that was acknowledged is there, and no picture
// was made twice. ZAOHUA_CRASH_ROUNDS says how often it is killed.
#include <QDir>
#include <QDirIterator>
#include <QMap>
#include <QProcess>
#include <QRandomGenerator>

#include "library/database.h"
#include "library/gallery_store.h"
#include "library/job_queue.h"
#include "library/picture_scanner.h"
#include "library/prompt_history.h"
#include "library_samples.h"
#include "support/qt_test_main.h"

using namespace zaohua;
using zaohua::test::qt;
using zaohua::test::TemporaryFolder;

namespace {

constexpr int patience = 60'000;
constexpr int longestLife = 120;  // ms after "ready"

// What the victim was told is stored.
struct Promises {
  QMap<QString, int> jobs;  // id and count
  QSet<QPair<QString, int>> files, kept;
  QSet<QString> favourites, prompts;

  void read(const QByteArray& output) {
    // The last line may have been cut off.
    for (const QByteArray& line : output.left(output.lastIndexOf('\n') + 1).split('\n')) {
      const QString text = QString::fromUtf8(line);
      const QStringList words = text.split(' ');
      if (words[0] == "submitted")
        jobs.insert(words[1], words[2].toInt());
      else if (words[0] == "file")
        files.insert({words[1], words[2].toInt()});
      else if (words[0] == "kept")
        kept.insert({words[1], words[2].toInt()});
      else if (words[0] == "favourite")
        favourites.insert(text.section(' ', 1));
      else if (words[0] == "prompt")
        prompts.insert(words[1]);
    }
  }
};

using PictureCount = QMap<QPair<QString, int>, int>;

// By what the files themselves say.
PictureCount picturesOnDisk(const QString& folder) {
  PictureCount pictures;
  QDirIterator files(folder, {"*.png"}, QDir::Files);
  while (files.hasNext()) {
    const Result<PictureRecord> record = PictureScanner::recordForFile(files.next());
    if (!record || record->file != PictureRecord::File::present)
      qFatal("%s is not whole", qPrintable(files.filePath()));
    ++pictures[{record->job, record->jobIndex}];
  }
  return pictures;
}

}  // namespace

class CrashTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void losesNothing();

 private:
  void live(QProcess& victim, const QString& what);
  void checkDatabase();
  void checkPictures();

  TemporaryFolder m_folder;
  Promises m_promises;
};

void CrashTest::live(QProcess& victim, const QString& what) {
  victim.setProcessChannelMode(QProcess::ForwardedErrorChannel);
  victim.start(QCoreApplication::applicationDirPath() + "/queue_victim", {qt(m_folder.path()), what});
  QVERIFY(victim.waitForStarted(patience));
}

// Before anything repairs or scans: what was acknowledged is in the file.
void CrashTest::checkDatabase() {
  Database database(qt(m_folder / "library.sqlite"));
  QVERIFY(database.isKept());
  QVERIFY(!database.recovered());
  QCOMPARE(database.value("PRAGMA integrity_check").toString(), QString("ok"));
  QVERIFY(database.run("INSERT INTO picture_search(picture_search) VALUES ('integrity-check')"));
  QCOMPARE(database.value("SELECT count(*) FROM pragma_foreign_key_check").toInt(), 0);

  const GalleryStore store(database);
  const JobQueue queue(database);
  for (const auto& [id, count] : m_promises.jobs.toStdMap()) {
    const QueuedJob* job = queue.job(id);
    if (job != nullptr) {
      QVERIFY(job->interrupted);
      QCOMPARE(job->request.count, count);
      continue;
    }
    for (int index = 0; index < count; ++index)
      QVERIFY2(store.hasJobPicture(id, index), qPrintable(id));
  }
  for (const auto& [id, index] : m_promises.kept)
    QVERIFY2(store.hasJobPicture(id, index), qPrintable(id));
  for (const QString& path : m_promises.favourites)
    QVERIFY2(store.recordOfPath(path)->favourite, qPrintable(path));
  QSet<QString> prompts;
  for (const PromptHistory::Entry& entry : PromptHistory(database).find({}, PromptHistory::limit))
    prompts.insert(entry.prompt);
  if (m_promises.prompts.size() < PromptHistory::limit)
    QVERIFY(prompts.contains(m_promises.prompts));
}

void CrashTest::checkPictures() {
  const PictureCount pictures = picturesOnDisk(qt(m_folder / "pictures"));
  for (const auto& [picture, number] : pictures.toStdMap())
    QVERIFY2(number == 1, qPrintable(QString("%1 %2 was made twice").arg(picture.first).arg(picture.second)));
  for (const QPair<QString, int>& file : m_promises.files)
    QVERIFY2(pictures.contains(file), qPrintable(file.first));
}

void CrashTest::losesNothing() {
  const int rounds =
      qEnvironmentVariableIsSet("ZAOHUA_CRASH_ROUNDS") ? qEnvironmentVariableIntValue("ZAOHUA_CRASH_ROUNDS") : 100;
  for (int round = 0; round < rounds; ++round) {
    QProcess victim;
    live(victim, "work");
    // Some do not even get to the end of their start.
    QByteArray output;
    const bool isYoung = QRandomGenerator::global()->bounded(5) == 0;
    while (!isYoung && !output.contains("ready\n")) {
      QVERIFY2(victim.waitForReadyRead(patience), "the victim died by itself");
      output += victim.readAllStandardOutput();
    }
    // Its death is due at a moment that has nothing to do with what it does.
    std::ignore = victim.waitForFinished(QRandomGenerator::global()->bounded(longestLife));
    victim.kill();
    QVERIFY(victim.waitForFinished(patience));
    QCOMPARE(victim.exitStatus(), QProcess::CrashExit);
    m_promises.read(output + victim.readAllStandardOutput());
    checkDatabase();
    checkPictures();
    if (QTest::currentTestFailed())
      return;
  }

  QProcess last;
  live(last, "finish");
  QVERIFY(last.waitForFinished(patience));
  QCOMPARE(last.exitCode(), 0);
  m_promises.read(last.readAllStandardOutput());
  checkDatabase();
  checkPictures();
  const PictureCount pictures = picturesOnDisk(qt(m_folder / "pictures"));
  for (const auto& [id, count] : m_promises.jobs.toStdMap()) {
    for (int index = 0; index < count; ++index)
      QVERIFY(pictures.contains({id, index}));
  }
  Database database(qt(m_folder / "library.sqlite"));
  QCOMPARE(JobQueue(database).rowCount(), 0);
  QCOMPARE(GalleryStore(database).count(), static_cast<int>(pictures.size()));
  qInfo("killed %d times: %lld jobs, %lld pictures, %lld favourites, %lld prompts kept", rounds,
        static_cast<long long>(m_promises.jobs.size()), static_cast<long long>(pictures.size()),
        static_cast<long long>(m_promises.favourites.size()), static_cast<long long>(m_promises.prompts.size()));
  QVERIFY(m_promises.jobs.size() > rounds / 2);
}

ZAOHUA_QT_CORE_TEST_MAIN(CrashTest)
#include "crash_test.moc"
