// SPDX-License-Identifier: Apache-2.0
#include "app/command_line.h"

namespace zaohua::test {

namespace {

class CliCancel : public ::testing::TestWithParam<const char*> {
 protected:
  // Long enough that only the signal ends it in time.
  static Words endlessPicture(const std::filesystem::path& folder) {
    return {"generate", "--device", "cpu",     "--dtype", "fp32",     "--prompt", "a tree", "--steps",      "120",
            "--count",  "8",        "--width", "512",     "--height", "512",      "-o",     folder.string()};
  }
};

TEST_P(CliCancel, EndsWithin2SecondsAndLeavesNothing) {
  const TemporaryFolder folder;
  for (const bool json : {false, true}) {
    ProcessPlan plan = commandLine(endlessPicture(folder.path()));
    if (json)
      plan.arguments.emplace_back("--json");
    plan.interruptAt = GetParam();
    const ProcessOutcome outcome = runProcess(plan);
    if (json)
      EXPECT_EQ(errorCodeOf(outcome, 130), "cancelled");
    else
      expectFailure(outcome, 130, "cancelled");
    ASSERT_TRUE(outcome.secondsAfterInterrupt.has_value());
    EXPECT_LT(*outcome.secondsAfterInterrupt, 2.0);
    EXPECT_EQ(namesIn(folder.path()), Words{});
  }
}

INSTANTIATE_TEST_SUITE_P(AtEveryStage, CliCancel,
                         ::testing::Values("progress: load", "progress: encode prompt", "progress: denoise 0",
                                           "progress: denoise 1"),
                         [](const auto& stage) {
                           std::string name(stage.param);
                           std::erase_if(name, [](unsigned char letter) { return std::isalnum(letter) == 0; });
                           return name;
                         });

TEST(CliCancelSeries, PicturesThatWereWholeStay) {
  const TemporaryFolder folder;
  ProcessPlan plan = commandLine(quickPicture(folder / "a.png", {"--prompt", "a", "--count", "16"}));
  plan.interruptAt = "(picture 2 of 16)";
  const ProcessOutcome outcome = runProcess(plan);
  failureOf(outcome, 130);
  const Words names = namesIn(folder.path());
  EXPECT_GE(names.size(), 1);
  EXPECT_LT(names.size(), 16);
  for (const std::string& name : names)
    pictureAt(folder / name);
}

}  // namespace

}  // namespace zaohua::test
