// SPDX-License-Identifier: Apache-2.0
// Where a picture goes: whole or not at all, and never over something that is not a picture's to replace.
#include <sys/stat.h>

#include "app/command_line.h"
#include "support/small_disk.h"

namespace zaohua::test {

namespace {

ProcessOutcome generateTo(const std::filesystem::path& out, const Words& more = {}) {
  return runCommandLine(quickPicture(out, Words{"--json", "--prompt", "a"} + more));
}

TEST(CliOutput, AnExistingPictureIsReplacedOnSuccess) {
  const TemporaryFolder folder;
  const std::filesystem::path out = folder.write("a.png", "yesterday's");
  EXPECT_EQ(generateTo(out).exitCode, 0);
  pictureAt(out);
  EXPECT_EQ(namesIn(folder.path()), Words{"a.png"});
}

TEST(CliOutput, AnExistingPictureSurvivesAFailure) {
  const TemporaryFolder folder;
  const std::filesystem::path out = folder.write("a.png", "yesterday's");
  failureOf(generateTo(out, {"--initial-latents", (folder / "missing").string()}), 1);
  ProcessPlan plan = commandLine(quickPicture(out, {"--prompt", "a"}));
  plan.interruptAt = "progress: denoise";
  failureOf(runProcess(plan), 130);
  EXPECT_EQ(contentOf(out), "yesterday's");
  EXPECT_EQ(namesIn(folder.path()), Words{"a.png"});
}

TEST(CliOutput, ALinkStaysALink) {
  const TemporaryFolder folder;
  folder.write("real.png", "yesterday's");
  std::filesystem::create_symlink("real.png", folder / "link.png");
  EXPECT_EQ(generateTo(folder / "link.png").exitCode, 0);
  EXPECT_TRUE(std::filesystem::is_symlink(folder / "link.png"));
  pictureAt(folder / "real.png");
}

TEST(CliOutput, NamesThatCannotBePicturesAreRefusedBeforeTheWork) {
  const TemporaryFolder folder;
  const struct {
    std::filesystem::path out;
    const char* code;
  } cases[] = {
      {folder / "missing" / "a.png", "file_missing"},
      {folder / "a.gif", "invalid_request"},
      {folder / "a", "invalid_request"},
      {folder / ".png", "invalid_request"},
      {folder / "missing" / "", "invalid_request"},
      {folder / (std::string(300, 'a') + ".png"), "write_failed"},
      {"", "invalid_request"},
  };
  for (const auto& [out, code] : cases) {
    SCOPED_TRACE(out);
    const ProcessOutcome outcome = generateTo(out);
    EXPECT_EQ(errorCodeOf(outcome, 1), code);
    EXPECT_EQ(outcome.err.find("progress:"), std::string::npos) << outcome.err;
  }
  EXPECT_EQ(namesIn(folder.path()), Words{});
}

TEST(CliOutput, WhatIsNoRegularFileIsNeverReplaced) {
  const TemporaryFolder folder;
  const std::filesystem::path pipe = folder / "pipe.png";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  EXPECT_EQ(errorCodeOf(generateTo(pipe), 1), "write_failed");
  EXPECT_TRUE(std::filesystem::is_fifo(pipe));

  std::filesystem::create_symlink("/dev/full", folder / "device.png");
  EXPECT_EQ(errorCodeOf(generateTo(folder / "device.png"), 1), "write_failed");
  EXPECT_TRUE(std::filesystem::is_character_file("/dev/full"));
  failureOf(generateTo("/dev/null"), 1);
  EXPECT_TRUE(std::filesystem::is_character_file("/dev/null"));

  // The second picture's own name is taken by one.
  std::filesystem::rename(pipe, folder / "s-2.png");
  EXPECT_EQ(errorCodeOf(generateTo(folder / "s.png", {"--count", "2"}), 1), "write_failed");
  EXPECT_TRUE(std::filesystem::is_fifo(folder / "s-2.png"));
}

TEST(CliOutput, TheSentenceIsOneLineWhateverThePathHolds) {
  const TemporaryFolder folder;
  const std::string sentence = failureOf(generateTo(folder / "a\nerror: forged\r\033[2Jb.gif"), 1);
  EXPECT_NE(sentence.find("forged"), std::string::npos);
  EXPECT_EQ(sentence.find('\033'), std::string::npos);
  failureOf(runCommandLine({"inspect", "no\nfile"}), 1);
  failureOf(runCommandLine({"--a\nb"}), 2);
}

TEST(CliOutput, AFullDiskLeavesNothingBehind) {
  const SmallDisk disk(16);
  if (!disk.isThere())
    GTEST_SKIP() << disk.whyNot();
  EXPECT_EQ(errorCodeOf(generateTo(disk.folder() / "a.png"), 1), "disk_full");
  EXPECT_EQ(errorCodeOf(generateTo(disk.folder().path()), 1), "disk_full");
  EXPECT_EQ(errorCodeOf(runCommandLine({"encode", "--json", "--device", "cpu", "--prompt", std::string(600, 'a'), "-o",
                                        (disk.folder() / "e.safetensors").string()}),
                        1),
            "disk_full");
  const TemporaryFolder elsewhere;
  for (const Words& flag : {Words{"--save-latents", (disk.folder() / "l.safetensors").string()},
                            Words{"--save-steps", disk.folder().path().string()}}) {
    EXPECT_EQ(errorCodeOf(generateTo(elsewhere / "a.png", flag), 1), "disk_full");
  }
  EXPECT_EQ(namesIn(disk.folder().path()), Words{});
}

TEST(CliOutput, AReadOnlyFolderIsRefusedBeforeTheWork) {
  const SmallDisk disk(16);
  if (!disk.isThere())
    GTEST_SKIP() << disk.whyNot();
  ASSERT_TRUE(disk.makeReadOnly());
  for (const std::filesystem::path& out : {disk.folder() / "a.png", disk.folder().path()}) {
    const ProcessOutcome outcome = generateTo(out);
    EXPECT_EQ(errorCodeOf(outcome, 1), "write_failed");
    EXPECT_EQ(outcome.err.find("progress:"), std::string::npos) << outcome.err;
  }
}

}  // namespace

}  // namespace zaohua::test
