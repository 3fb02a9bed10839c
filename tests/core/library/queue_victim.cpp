// SPDX-License-Identifier: Apache-2.0
// Works with a library as the window does, as fast as it can, until it is killed: queue_victim FOLDER work|finish.
// Tells on standard output, a line each, what it was promised to be stored; crash_test holds the library to that. With
// "finish" it begins nothing new and ends when the queue is empty.
#include <QCoreApplication>
#include <QEventLoop>
#include <QRandomGenerator>
#include <QUuid>
#include <cstdio>

#include "library/database.h"
#include "library/gallery_store.h"
#include "library/job_queue.h"
#include "library/picture_scanner.h"
#include "library/prompt_history.h"
#include "library_samples.h"

using namespace zaohua;
using zaohua::test::pictureRequest;
using zaohua::test::plainImage;

namespace {

void tell(const QString& line) {
  std::fputs(qPrintable(line + '\n'), stdout);
  std::fflush(stdout);
}

template <typename T>
T orEnd(Result<T> result) {
  if (!result)
    qFatal("%s %s", result.error().text().c_str(), result.error().detail.c_str());
  if constexpr (!std::is_void_v<T>)
    return *result;
}

int random(int below) {
  return QRandomGenerator::global()->bounded(below);
}

class Victim {
 public:
  explicit Victim(const QString& folder) : m_folder(folder) {}

  // As the program starts: what a crash left is found before anything goes on.
  void start() {
    QEventLoop loop;
    PictureScanner scanner(m_store);
    QObject::connect(&scanner, &PictureScanner::finished, &loop, &QEventLoop::quit);
    scanner.setFolders({m_folder + "/pictures"});
    loop.exec();
    orEnd(m_queue.resumeInterrupted());
    tell("ready");
  }

  void doSomething() {
    switch (random(6)) {
      case 0:
        submit();
        break;
      case 1:
        likeSomething();
        break;
      case 2:
        rememberAPrompt();
        break;
      default:
        makePicture();
    }
  }

  bool makePicture() {
    const QueuedJob* job = m_queue.running();
    if (job == nullptr)
      job = m_queue.next();
    if (job == nullptr)
      return false;
    const QString id = job->id;
    orEnd(m_queue.markRunning(id));
    const int index = m_queue.nextPicture(id).value();
    PictureRecord record = save(*job, index);
    tell(QString("file %1 %2").arg(id).arg(index));
    orEnd(m_store.add(record));
    tell(QString("kept %1 %2").arg(id).arg(index));
    orEnd(m_queue.pictureKept(id, index));
    return true;
  }

 private:
  void submit() {
    GenerationRequest request = pictureRequest("青花瓷 " + QUuid::createUuid().toString());
    request.count = 1 + random(4);
    const QString id = orEnd(m_queue.submit(request, {.folder = "", .format = "png", .model = "demo"},
                                            random(4) == 0 ? JobQueue::Position::front : JobQueue::Position::back));
    tell(QString("submitted %1 %2").arg(id).arg(request.count));
  }

  void likeSomething() {
    const std::vector<GalleryRow> rows = m_store.find({});
    if (rows.empty())
      return;
    const qint64 id = rows[static_cast<std::size_t>(random(static_cast<int>(rows.size())))].id;
    const QString path = m_store.record(id)->path;
    orEnd(m_store.setFavourite({id}, true));
    tell("favourite " + path);
  }

  void rememberAPrompt() {
    const QString prompt = QUuid::createUuid().toString();
    orEnd(m_history.add({prompt, "模糊"}));
    tell("prompt " + prompt);
  }

  PictureRecord save(const QueuedJob& job, int index) const {
    PictureMetadata metadata;
    metadata.request = job.request;
    metadata.request->count = 1;
    metadata.request->seed += index;
    metadata.job = job.id.toStdString();
    metadata.jobIndex = index;
    std::filesystem::create_directories((m_folder + "/pictures").toStdString());
    const std::filesystem::path path =
        orEnd(saveNewPicture((m_folder + "/pictures").toStdString(), "picture.png", plainImage(16, 16), metadata));
    return orEnd(PictureScanner::recordForFile(QString::fromStdString(path.string())));
  }

  QString m_folder;
  Database m_database{m_folder + "/library.sqlite"};
  GalleryStore m_store{m_database};
  JobQueue m_queue{m_database};
  PromptHistory m_history{m_database};
};

}  // namespace

int main(int argc, char** argv) {
  const QCoreApplication application(argc, argv);
  const QStringList arguments = QCoreApplication::arguments();
  if (arguments.size() != 3)
    return 2;
  Victim victim(arguments[1]);
  victim.start();
  if (arguments[2] == "finish") {
    while (victim.makePicture()) {
    }
    return 0;
  }
  while (true)
    victim.doSomething();
}
