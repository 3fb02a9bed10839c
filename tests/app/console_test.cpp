// SPDX-License-Identifier: Apache-2.0
// The two streams: results on one, progress and errors on the other, and what happens when one is broken.
#include <sstream>

#include "app/command_line.h"

namespace zaohua::test {

namespace {

TEST(CliConsole, ProgressInALogIsLinesWithoutEscapeCodes) {
  const TemporaryFolder folder;
  const ProcessOutcome outcome = runCommandLine(quickPicture(folder / "a.png", {"--prompt", "a"}));
  EXPECT_EQ(outcome.exitCode, 0);
  EXPECT_EQ(outcome.err.find_first_of("\033\r\b"), std::string::npos) << outcome.err;
  std::istringstream lines(outcome.err);
  for (std::string line; std::getline(lines, line);)
    EXPECT_TRUE(line.starts_with("progress: ")) << line;
  for (const char* stage : {"load", "encode prompt", "denoise", "decode"})
    EXPECT_NE(outcome.err.find("progress: " + std::string(stage) + "\n"), std::string::npos) << outcome.err;
}

TEST(CliConsole, ProgressOnATerminalIsABarThatIsWipedInTheEnd) {
  const TemporaryFolder folder;
  ProcessPlan plan = commandLine(quickPicture(folder / "a.png", {"--prompt", "a"}));
  if (!terminalsAreThere())
    GTEST_SKIP() << "This machine has no /dev/pts, so no terminal can be opened.";
  plan.stderrTerminal = true;
  const ProcessOutcome outcome = runProcess(plan);
  EXPECT_EQ(outcome.exitCode, 0) << outcome.err;
  EXPECT_EQ(outcome.err.find("progress:"), std::string::npos) << outcome.err;
  EXPECT_NE(outcome.err.find("\r\033[K[########################] denoise"), std::string::npos) << outcome.err;
  EXPECT_TRUE(outcome.err.ends_with("\r\033[K")) << outcome.err;
}

TEST(CliConsole, AnErrorOnATerminalStandsOnALineOfItsOwn) {
  const TemporaryFolder folder;
  ProcessPlan plan =
      commandLine({"generate", "--device", "cpu", "--prompt", "a", "--steps", "120", "-o", folder.path().string()});
  if (!terminalsAreThere())
    GTEST_SKIP() << "This machine has no /dev/pts, so no terminal can be opened.";
  plan.stderrTerminal = true;
  plan.interruptAt = "denoise 1/120";
  const ProcessOutcome outcome = runProcess(plan);
  EXPECT_EQ(outcome.exitCode, 130);
  EXPECT_TRUE(outcome.err.ends_with("\r\033[Kerror: The job was cancelled.\r\n")) << outcome.err;
}

TEST(CliConsole, OutputThatCannotBeWrittenIsAFailure) {
  const TemporaryFolder folder;
  const Words commands[] = {{"tokenize", "a"},
                            {"tokenize", "--json", "a"},
                            {"--help"},
                            {"generate", "--help"},
                            {"--version"},
                            quickPicture(folder / "a.png", {"--prompt", "a"}),
                            quickPicture(folder / "a.png", {"--prompt", "a", "--json"})};
  for (const Words& words : commands) {
    SCOPED_TRACE(::testing::PrintToString(words));
    ProcessPlan full = commandLine(words);
    full.stdoutFile = "/dev/full";
    expectFailure(runProcess(full), 1, "standard output");
    ProcessPlan unread = commandLine(words);
    unread.stdoutUnread = true;
    expectFailure(runProcess(unread), 1, "standard output");
  }
}

TEST(CliConsole, AFailureKeepsItsCodeWhereNobodyReads) {
  ProcessPlan plan = commandLine({"generate", "--json", "--prompt", "a", "--bogus"});
  plan.stdoutUnread = true;
  expectFailure(runProcess(plan), 2, "--bogus");
}

}  // namespace

}  // namespace zaohua::test
