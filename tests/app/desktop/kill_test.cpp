// SPDX-License-Identifier: Apache-2.0
// The real program, killed at random moments while it makes pictures: nothing that it had accepted is lost, and nothing
// is made twice. ZAOHUA_KILL_ROUNDS sets how often.
#include <QApplication>
#include <QDirIterator>
#include <QProcess>
#include <QRandomGenerator>
#include <csignal>

#include "desktop/application.h"
#include "engine/engine.h"
#include "image_io/metadata_reader.h"
#include "library/gallery_store.h"
#include "library/job_queue.h"
#include "library/library_paths.h"
#include "support/qt_test_main.h"
#include "ui/common/dialogs.h"
#include "ui/window/main_window.h"

namespace zaohua {

namespace {

constexpr int patience = 120'000;

QStringList pictureFiles() {
  QStringList files;
  QDirIterator entries(LibraryPaths::standard().pictures, {"*.png"}, QDir::Files, QDirIterator::Subdirectories);
  while (entries.hasNext())
    files.append(entries.next());
  return files;
}

}  // namespace

class KillTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void losesNothingAndMakesNothingTwice() {
    const int rounds =
        qEnvironmentVariableIsSet("ZAOHUA_KILL_ROUNDS") ? qEnvironmentVariableIntValue("ZAOHUA_KILL_ROUNDS") : 12;
    QSet<QString> seen;  // files that were there after some kill: they must stay
    for (int round = 0; round < rounds; ++round) {
      killOnce(round);
      for (const QString& file : pictureFiles())
        seen.insert(file);
    }

    Dialogs dialogs;
    Application zaohua(*qApp, dialogs);
    zaohua.show();
    const int waiting = static_cast<int>(zaohua.queue().jobs().size());
    qInfo("killed %d times: %d jobs wait, %d pictures are there", rounds, waiting, static_cast<int>(seen.size()));
    QCOMPARE(zaohua.queue().interruptedCount(), waiting);
    QVERIFY(zaohua.queue().resumeInterrupted().has_value());
    QTRY_VERIFY_WITH_TIMEOUT(zaohua.queue().jobs().empty(), patience);

    const QStringList files = pictureFiles();
    QTRY_COMPARE_WITH_TIMEOUT(zaohua.gallery().count(), static_cast<int>(files.size()), patience);
    QSet<QString> jobs;
    for (const QString& file : files) {
      const Result<RestoredRequest> restored = readRequestFile(file.toStdString());
      QVERIFY2(restored.has_value(), qPrintable(file));
      const QString job = QString::fromStdString(restored->job);
      QVERIFY2(!jobs.contains(job), qPrintable(file + " was made twice"));
      jobs.insert(job);
      seen.remove(file);
    }
    QVERIFY2(seen.isEmpty(), "a picture was lost");
    QVERIFY(!files.isEmpty());
  }

 private:
  static void killOnce(int round) {
    QProcess program;
    program.start(ZAOHUA_PROGRAM, {"--prompt", QString("apple %1").arg(round), "--generate"});
    QVERIFY(program.waitForStarted());
    // The moment is what is random here: between the first instructions and a finished picture.
    const int moment = QRandomGenerator::global()->bounded(100, 1500);
    program.waitForFinished(moment);
    ::kill(static_cast<pid_t>(program.processId()), SIGKILL);
    program.waitForFinished(patience);
  }
};

}  // namespace zaohua

ZAOHUA_QT_TEST_MAIN(zaohua::KillTest)
#include "kill_test.moc"
