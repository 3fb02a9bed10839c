// SPDX-License-Identifier: Apache-2.0
// How long the window keeps a person waiting, at most: a scripted session with generation, scrolling through a gallery
// of 10,000 pictures and resizing, while another thread asks the event loop again and again for an answer.
//   window_bench [PICTURES]
#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <cstdio>
#include <functional>

#include "desktop/application.h"
#include "engine/engine.h"
#include "image_io/picture_file.h"
#include "library/gallery_store.h"
#include "library/job_queue.h"
#include "library/library_paths.h"
#include "library/picture_record.h"
#include "library/settings.h"
#include "support/gui_watchdog.h"
#include "ui/common/dialogs.h"
#include "ui/window/main_window.h"

namespace zaohua {

namespace {

constexpr int patience = 120'000;

void report(test::GuiWatchdog& watchdog, const char* what) {
  const std::vector<double> waits = watchdog.takeWaits();
  if (waits.empty())
    return;
  const auto at = [&waits](double part) { return waits[static_cast<std::size_t>(part * double(waits.size() - 1))]; };
  std::printf("%-34s %6zu answers  median %6.2f  99 %% %6.2f  longest %6.2f ms\n", what, waits.size(), at(0.5),
              at(0.99), waits.back());
  std::fflush(stdout);
}

void waitFor(const std::function<bool()>& done) {
  if (!QTest::qWaitFor(done, patience))
    std::fputs("waited in vain\n", stderr);
}

void fillGallery(GalleryStore& gallery, const QString& folder, int pictures) {
  QDir().mkpath(folder);
  Image8 image;
  image.width = image.height = 512;
  image.pixels.resize(std::size_t{512} * 512 * 3);
  for (std::size_t i = 0; i < image.pixels.size(); ++i)
    image.pixels[i] = static_cast<std::uint8_t>(i * 7 / 512);
  const QString original = folder + "/original.png";
  if (!savePicture(original.toStdString(), image, {}))
    return;
  std::vector<PictureRecord> records;
  for (int i = 0; i < pictures; ++i) {
    PictureRecord record;
    record.path = QString("%1/%2.png").arg(folder).arg(i);
    QFile::link(original, record.path);
    record.createdAt = QDateTime::currentDateTime().addSecs(-600LL * i);
    record.width = record.height = 512;
    record.modifiedMs = record.createdAt.toMSecsSinceEpoch();
    record.request.emplace();
    record.request->prompt = "picture number " + std::to_string(i);
    record.request->seed = i;
    records.push_back(record);
  }
  if (!gallery.addAll(records))
    std::fputs("the gallery could not be filled\n", stderr);
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

// Seconds of a picture with and without previews, in turns, and from a cancel to an idle engine.
void measureEngine(Engine& engine) {
  PictureTask task;
  task.job = "bench";
  task.request.prompt = "a fox in the snow";
  const auto seconds = [&engine, &task](qint64 seed, bool cancelled) {
    task.request.seed = seed;
    task.request.steps = cancelled ? 120 : 8;
    int seen = 0;
    QObject listener;
    QObject::connect(&engine, &Engine::progressed, &listener, [&seen] { ++seen; });
    QElapsedTimer timer;
    timer.start();
    engine.start(task);
    if (cancelled) {
      constexpr int underWay = 5;
      waitFor([&seen] { return seen >= underWay; });
      timer.start();
      engine.cancel();
    }
    waitFor([&engine] { return !engine.isBusy(); });
    return static_cast<double>(timer.nsecsElapsed()) * 1e-9;
  };
  constexpr int rounds = 15;
  std::vector<double> with, without, cancels;
  for (int round = 0; round < rounds; ++round) {
    engine.setPreviewInterval(std::chrono::milliseconds(100));
    with.push_back(seconds(round, false));
    engine.setPreviewInterval(std::chrono::milliseconds(0));
    without.push_back(seconds(round, false));
    cancels.push_back(seconds(round, true));
  }
  std::printf("a picture: %.3f s with previews, %.3f s without: %+.1f %%\n", median(with), median(without),
              100 * (median(with) / median(without) - 1));
  std::printf("from cancel to idle: median %.3f s, longest %.3f s\n", median(cancels), std::ranges::max(cancels));
}

int run(QApplication& application, int pictures) {
  Dialogs dialogs;
  Application zaohua(application, dialogs);
  fillGallery(zaohua.gallery(), QDir::homePath() + "/elsewhere", pictures);
  zaohua.show();
  MainWindow& window = zaohua.window();
  if (!QTest::qWaitForWindowExposed(&window))
    return 1;
  test::GuiWatchdog watchdog;
  waitFor([&zaohua] { return zaohua.engine().model().phase == ModelState::Phase::ready; });
  report(watchdog, "start, model loading");

  const auto generate = [&window] { window.findChild<QAction*>("generate")->trigger(); };
  const auto idle = [&zaohua] { return zaohua.queue().jobs().empty() && !zaohua.engine().isBusy(); };
  generate();
  waitFor(idle);
  report(watchdog, "one picture");

  for (int i = 0; i < 6; ++i)
    generate();
  auto* view = window.findChild<QAbstractItemView*>("galleryView");
  QScrollBar* bar = view->verticalScrollBar();
  for (int step = 0; step <= 200; ++step) {
    bar->setValue(bar->maximum() * step / 200);
    QTest::qWait(10);
  }
  report(watchdog, "scrolling, pictures being made");
  for (int step = 0; step < 60; ++step) {
    window.resize(1000 + 10 * (step % 30 * 2), 700 + 5 * (step % 20));
    QTest::qWait(10);
  }
  waitFor(idle);
  report(watchdog, "resizing, pictures being made");
  measureEngine(zaohua.engine());
  return 0;
}

}  // namespace

}  // namespace zaohua

int main(int argc, char** argv) {
  const QTemporaryDir home;
  for (const char* variable :
       {"HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"})
    qputenv(variable, home.path().toUtf8());
  QApplication application(argc, argv);
  constexpr int usualPictures = 10'000;
  return zaohua::run(application, argc > 1 ? QString(argv[1]).toInt() : usualPictures);
}
