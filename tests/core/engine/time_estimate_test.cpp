// SPDX-License-Identifier: Apache-2.0
#include "engine/time_estimate.h"

#include "support/qt_test_main.h"

namespace zaohua {

namespace {

GenerationRequest request(int side, int steps, double guidance = 0) {
  GenerationRequest complete;
  complete.width = side;
  complete.height = side;
  complete.steps = steps;
  complete.guidance = guidance;
  return complete;
}

const std::vector<StageTiming> second = {
    {Stage::encodePrompt, 0.5}, {Stage::denoise, 8.0}, {Stage::decode, 1.0}, {Stage::save, 0.25}};

}  // namespace

class TimeEstimateTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void saysNothingBeforeAPictureWasMade() { QVERIFY(!TimeEstimator().estimate("card", request(512, 8))); }

  void repeatsWhatWasMeasured() {
    TimeEstimator estimator;
    estimator.record("card", request(512, 8), second);
    const auto estimate = estimator.estimate("card", request(512, 8));
    QVERIFY(estimate);
    QCOMPARE(estimate->total(), 9.75);
    QVERIFY(!estimator.estimate("another card", request(512, 8)));
  }

  void scalesWithStepsGuidanceAndSize() {
    TimeEstimator estimator;
    estimator.record("card", request(512, 8), second);
    QCOMPARE(estimator.estimate("card", request(512, 4))->denoise, 4.0);
    QCOMPARE(estimator.estimate("card", request(512, 8, 3))->denoise, 16.0);
    const auto larger = estimator.estimate("card", request(1024, 8));
    QCOMPARE(larger->decode, 4.0);
    QVERIFY(larger->denoise > 32 && larger->denoise < 48);
  }

  void prefersTheNearestSize() {
    TimeEstimator estimator;
    estimator.record("card", request(512, 8), second);
    estimator.record("card", request(1024, 8), {{Stage::denoise, 80.0}});
    QCOMPARE(estimator.estimate("card", request(1024, 8))->denoise, 80.0);
    QCOMPARE(estimator.estimate("card", request(512, 8))->denoise, 8.0);
  }

  void survivesTheStateFile() {
    TimeEstimator estimator;
    estimator.record("RTX 4070 bf16", request(512, 8), second);
    TimeEstimator restored;
    restored.restore(estimator.save());
    QCOMPARE(restored.estimate("RTX 4070 bf16", request(512, 8))->total(), 9.75);
  }

  void ignoresADamagedStateFile() {
    TimeEstimator estimator;
    estimator.restore("\xff\xfe garbage\n1 2 3\n512 512 nan 1 1 1 card\n-5 512 1 1 1 1 card\n");
    QVERIFY(!estimator.estimate("card", request(512, 8)));
  }

  void countsDownWhileAPictureIsMade() {
    const TimeEstimate estimate{0.5, 8, 1, 0.25};
    double before = 1e9;
    for (int step = 0; step <= 8; ++step) {
      const double left = secondsLeft(estimate, {Stage::denoise, step, 8}, step, 0);
      QVERIFY(left < before);
      before = left;
    }
    QCOMPARE(before, 1.25);
    QVERIFY(secondsLeft(estimate, {Stage::denoise, 4, 8}, 4.5, 0.5) <
            secondsLeft(estimate, {Stage::denoise, 4, 8}, 4, 0));
  }

  void growsWhenTheMachineIsSlowerThanExpected() {
    const TimeEstimate estimate{0.5, 8, 1, 0.25};
    const double onTime = secondsLeft(estimate, {Stage::denoise, 4, 8}, 4, 0);
    const double slow = secondsLeft(estimate, {Stage::denoise, 4, 8}, 12, 0);
    QCOMPARE(onTime, 5.25);
    QCOMPARE(slow, 9.25);
    // A step that hangs does not stand at "nothing left".
    QVERIFY(secondsLeft(estimate, {Stage::denoise, 7, 8}, 67, 60) > 2);
    QVERIFY(secondsLeft(estimate, {Stage::decode, 0, 1}, 10, 10) > 1);
  }
};

}  // namespace zaohua

ZAOHUA_QT_CORE_TEST_MAIN(zaohua::TimeEstimateTest)
#include "time_estimate_test.moc"
