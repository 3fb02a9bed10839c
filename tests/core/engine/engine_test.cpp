// SPDX-License-Identifier: Apache-2.0
// The compute thread with the real demo model: what the window sees of it.
#include "engine/engine.h"

#include <QLibrary>
#include <QSignalSpy>

#include "support/qt_test_main.h"
#include "weather/faults.h"

namespace zaohua {

namespace {

constexpr int patience = 60'000;

ModelChoice demoModel() {
  ModelChoice choice;
  choice.path = ZAOHUA_RESOURCES "/models/demo";
  choice.device = DeviceChoice::Kind::cpu;
  return choice;
}

PictureTask task(const char* prompt, qint64 seed = 7) {
  PictureTask task;
  task.job = "job";
  task.request.prompt = prompt;
  task.request.seed = seed;
  return task;
}

// Everything that the engine said, in order.
class Listener : public QObject {
 public:
  explicit Listener(Engine& engine) {
    connect(&engine, &Engine::modelChanged, this, [this, &engine] { phases.push_back(engine.model().phase); });
    connect(&engine, &Engine::previewed, this, [this](const PreviewFrame& frame) { previews.push_back(frame); });
    connect(&engine, &Engine::progressed, this, [this](const TaskProgress& now) { progress.push_back(now); });
    connect(&engine, &Engine::pictureReady, this, [this](const FinishedPicture& one) { pictures.push_back(one); });
    connect(&engine, &Engine::taskEnded, this, [this](const TaskEnd& end) { ends.push_back(end); });
  }

  std::vector<ModelState::Phase> phases;
  std::vector<PreviewFrame> previews;
  std::vector<TaskProgress> progress;
  std::vector<FinishedPicture> pictures;
  std::vector<TaskEnd> ends;
};

}  // namespace

class EngineTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void opensAModelBehindTheWindow() {
    Engine engine({});
    const Listener listener(engine);
    QElapsedTimer blocked;
    blocked.start();
    engine.openModel(demoModel());
    QVERIFY(blocked.elapsed() < 50);
    QCOMPARE(engine.model().phase, ModelState::Phase::opening);
    QTRY_COMPARE_WITH_TIMEOUT(engine.model().phase, ModelState::Phase::ready, patience);
    QVERIFY(std::ranges::find(listener.phases, ModelState::Phase::loading) != listener.phases.end());
    QCOMPARE(engine.model().info.width, 256);
    QCOMPARE(engine.model().info.steps, 8);
    QVERIFY(engine.model().memory.weightsResident);
    QVERIFY(engine.model().memory.weightBytes > 50'000'000);
    QVERIFY(engine.model().memory.freeBytes > 0);
  }

  void streamsPreviewsAndThePicture() {
    Engine engine({.tokenizerFolder = {}, .previewInterval = std::chrono::milliseconds(1), .idleUnload = {}});
    const Listener listener(engine);
    engine.openModel(demoModel());
    engine.start(task("雪地里的一只狐狸"));
    QVERIFY(engine.isBusy());
    QTRY_VERIFY_WITH_TIMEOUT(!engine.isBusy(), patience);
    QCOMPARE(listener.ends.size(), std::size_t{1});
    QCOMPARE(listener.ends.front().kind, TaskEnd::Kind::finished);
    QCOMPARE(listener.pictures.size(), std::size_t{1});
    const FinishedPicture& picture = listener.pictures.front();
    QCOMPARE(picture.pixels->width, 256);
    QCOMPARE(picture.request.steps, 8);
    QCOMPARE(picture.request.seed, std::int64_t{7});
    QVERIFY(listener.previews.size() >= 3);
    QCOMPARE(listener.previews.front().image.size(), QSize(32, 32));
    QVERIFY(listener.previews.front().step <= 2);
    QVERIFY(listener.previews.front().image != listener.previews.back().image);
    QVERIFY(engine.estimate(task("anything").request));
  }

  void neverFallsBackInProgress() {
    Engine engine({});
    const Listener listener(engine);
    engine.openModel(demoModel());
    for (int picture = 0; picture < 2; ++picture) {
      engine.start(task("a red apple", picture));
      const std::size_t first = listener.progress.size();
      QTRY_VERIFY_WITH_TIMEOUT(!engine.isBusy(), patience);
      QVERIFY(listener.progress.size() > first);
      double before = 0;
      for (std::size_t i = first; i < listener.progress.size(); ++i) {
        QVERIFY(listener.progress[i].fraction >= before && listener.progress[i].fraction <= 1);
        before = listener.progress[i].fraction;
      }
    }
    QVERIFY2(listener.progress.back().secondsLeft.has_value(), "the second picture knows how long the first took");
  }

  void cancelsAtOnceAndWorksOn() {
    Engine engine({});
    const Listener listener(engine);
    engine.openModel(demoModel());
    PictureTask slow = task("a red apple");
    slow.request.steps = 120;
    engine.start(slow);
    QTRY_VERIFY_WITH_TIMEOUT(!listener.previews.empty(), patience);
    engine.cancel();
    QTRY_VERIFY_WITH_TIMEOUT(!engine.isBusy(), patience);
    QCOMPARE(listener.ends.back().kind, TaskEnd::Kind::cancelled);
    QVERIFY(listener.pictures.empty());

    engine.start(task("a red apple"));
    QTRY_COMPARE_WITH_TIMEOUT(listener.pictures.size(), std::size_t{1}, patience);
  }

  void cancelsWhatWaitsForTheModel() {
    Engine engine({});
    const Listener listener(engine);
    engine.openModel(demoModel());
    engine.start(task("a red apple"));
    engine.cancel();
    QVERIFY(!engine.isBusy());
    QCOMPARE(listener.ends.size(), std::size_t{1});
    QCOMPARE(listener.ends.back().kind, TaskEnd::Kind::cancelled);
    engine.start(task("a green apple"));
    QTRY_COMPARE_WITH_TIMEOUT(listener.pictures.size(), std::size_t{1}, patience);
    QCOMPARE(listener.ends.size(), std::size_t{2});
  }

  void saysWhyAModelDoesNotOpenAndOpensTheNext() {
    Engine engine({});
    const Listener listener(engine);
    ModelChoice wrong = demoModel();
    wrong.path = "/nowhere/模型";
    engine.openModel(wrong);
    QTRY_COMPARE_WITH_TIMEOUT(engine.model().phase, ModelState::Phase::failed, patience);
    QVERIFY(!engine.model().error.text().empty());

    engine.start(task("a red apple"));
    QTRY_VERIFY_WITH_TIMEOUT(!engine.isBusy(), patience);
    QCOMPARE(listener.ends.back().kind, TaskEnd::Kind::failed);
    QCOMPARE(listener.ends.back().error.text(), engine.model().error.text());

    engine.openModel(demoModel());
    engine.start(task("a red apple"));
    QTRY_COMPARE_WITH_TIMEOUT(listener.pictures.size(), std::size_t{1}, patience);
  }

  void worksOnAfterARequestThatIsRefused() {
    Engine engine({});
    const Listener listener(engine);
    engine.openModel(demoModel());
    PictureTask wrong = task("a red apple");
    wrong.request.width = 257;
    engine.start(wrong);
    QTRY_VERIFY_WITH_TIMEOUT(!engine.isBusy(), patience);
    QCOMPARE(listener.ends.back().error.code, ErrorCode::invalidRequest);
    engine.start(task("a red apple"));
    QTRY_COMPARE_WITH_TIMEOUT(listener.pictures.size(), std::size_t{1}, patience);
  }

  void givesMemoryBackWhenNobodyWorks() {
    Engine engine({.tokenizerFolder = {}, .previewInterval = {}, .idleUnload = std::chrono::milliseconds(20)});
    const Listener listener(engine);
    engine.openModel(demoModel());
    QTRY_COMPARE_WITH_TIMEOUT(engine.model().phase, ModelState::Phase::resting, patience);
    QVERIFY(!engine.model().memory.weightsResident);
    engine.start(task("a red apple"));
    QTRY_COMPARE_WITH_TIMEOUT(listener.pictures.size(), std::size_t{1}, patience);
  }

  void makesTheSamePictureAgain() {
    Engine engine({});
    const Listener listener(engine);
    engine.openModel(demoModel());
    for (int picture = 0; picture < 2; ++picture) {
      engine.start(task("月亮"));
      QTRY_VERIFY_WITH_TIMEOUT(!engine.isBusy(), patience);
    }
    QCOMPARE(listener.pictures.size(), std::size_t{2});
    QVERIFY(listener.pictures[0].pixels->pixels == listener.pictures[1].pixels->pixels);
  }

  void endsDuringAJob() {
    auto engine = std::make_unique<Engine>(EngineOptions{});
    const Listener listener(*engine);
    engine->openModel(demoModel());
    PictureTask slow = task("a red apple");
    slow.request.steps = 120;
    engine->start(slow);
    QTRY_VERIFY_WITH_TIMEOUT(!listener.progress.empty(), patience);
    QElapsedTimer ending;
    ending.start();
    engine.reset();
    QVERIFY(ending.elapsed() < 10'000);
  }

  // A lost device fails one job, not all that wait; opened again, the model works.
  void holdsStillAfterALostDevice() {
    QLibrary library(ZAOHUA_FAULTS);
    const auto arm = reinterpret_cast<decltype(&faultsArm)>(library.resolve("faultsArm"));
    QVERIFY2(arm != nullptr, qPrintable(library.errorString()));
    Engine engine({});
    const Listener listener(engine);
    engine.openModel(demoModel());
    QTRY_COMPARE_WITH_TIMEOUT(engine.model().phase, ModelState::Phase::ready, patience);
    constexpr long duringThePicture = 200;
    arm(duringThePicture, test::Fault::broken, true);
    engine.start(task("a red apple"));
    QTRY_VERIFY_WITH_TIMEOUT(!engine.isBusy(), patience);
    QCOMPARE(listener.ends.back().error.code, ErrorCode::deviceLost);
    QCOMPARE(engine.model().phase, ModelState::Phase::failed);
    QCOMPARE(engine.model().error.text(), listener.ends.back().error.text());
    engine.start(task("a green apple"));
    QTRY_VERIFY_WITH_TIMEOUT(!engine.isBusy(), patience);
    QCOMPARE(listener.ends.back().error.code, ErrorCode::deviceLost);
    arm(0, test::Fault::broken, false);
    engine.openModel(demoModel());
    engine.start(task("a red apple"));
    QTRY_COMPARE_WITH_TIMEOUT(listener.pictures.size(), std::size_t{1}, patience);
  }

  // An error that the next call does not meet costs a job, and nothing else.
  void worksOnAfterAnErrorOfTheDevice() {
    QLibrary library(ZAOHUA_FAULTS);
    const auto arm = reinterpret_cast<decltype(&faultsArm)>(library.resolve("faultsArm"));
    QVERIFY(arm != nullptr);
    Engine engine({});
    const Listener listener(engine);
    engine.openModel(demoModel());
    QTRY_COMPARE_WITH_TIMEOUT(engine.model().phase, ModelState::Phase::ready, patience);
    constexpr long duringThePicture = 300;
    arm(duringThePicture, test::Fault::outOfMemory, false);
    engine.start(task("a red apple"));
    QTRY_VERIFY_WITH_TIMEOUT(!engine.isBusy(), patience);
    QCOMPARE(listener.ends.back().error.code, ErrorCode::outOfMemory);
    QCOMPARE(engine.model().phase, ModelState::Phase::ready);
    engine.start(task("a red apple"));
    QTRY_COMPARE_WITH_TIMEOUT(listener.pictures.size(), std::size_t{1}, patience);
  }

  void tellsWhatAFolderHolds() {
    Engine engine({});
    std::optional<InspectedModel> answer;
    connect(&engine, &Engine::inspected, this, [&answer](const InspectedModel& model) { answer = model; });
    engine.inspect(ZAOHUA_RESOURCES "/models/demo");
    QTRY_VERIFY_WITH_TIMEOUT(answer.has_value(), patience);
    QVERIFY(!answer->error);
    QVERIFY(answer->inspection.problems.empty());
    QCOMPARE(answer->inspection.components.size(), std::size_t{3});
  }
};

}  // namespace zaohua

ZAOHUA_QT_CORE_TEST_MAIN(zaohua::EngineTest)
#include "engine_test.moc"
