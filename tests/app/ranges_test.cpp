// SPDX-License-Identifier: Apache-2.0
// Values that are well spelled and not possible: exit 1, a sentence that names the flag's meaning, and no picture.
#include "app/command_line.h"

namespace zaohua::test {

namespace {

TEST(CliRanges, EachFlagHasItsOwn) {
  const TemporaryFolder folder;
  const struct {
    const char* flag;
    Words values;
    const char* part;
  } cases[] = {
      {"--width", {"100", "0", "-256", "240", "2064", "257", "99999999999"}, "width"},
      {"--height", {"4096", "300"}, "height"},
      {"--steps", {"0", "121", "-1"}, "steps"},
      {"--guidance", {"-1", "21", "1e999", "-1e999"}, "guidance"},
      {"--seed", {"4294967296", "-2", "99999999999999999999", "-99999999999999999999"}, "seed"},
      {"--count", {"0", "17"}, "count"},
      {"--shift", {"0", "-1", "101", "1e999"}, "shift"},
      {"--cfg-truncation", {"2", "-0.1"}, "cfg_truncation"},
      {"--cfg-normalization", {"-1", "1e9"}, "cfg_normalization"},
      {"--sampler", {"magic", ""}, "sampler"},
  };
  for (const auto& [flag, values, part] : cases) {
    for (const std::string& value : values) {
      SCOPED_TRACE(std::string(flag) + " " + value);
      expectFailure(runCommandLine({"generate", "--prompt", "a", "-o", (folder / "a.png").string(), flag, value}), 1,
                    part);
    }
  }
  EXPECT_EQ(namesIn(folder.path()), Words{});
}

TEST(CliRanges, PixelsOfAllPicturesTogether) {
  const TemporaryFolder folder;
  const Words words = {"generate", "--json", "--prompt", "a", "--width", "2048",
                       "--height", "2048",   "--count",  "3", "-o",      (folder / "a.png").string()};
  EXPECT_EQ(errorCodeOf(runCommandLine(words), 1), "invalid_request");
}

TEST(CliRanges, APromptWithoutEndIsRefused) {
  const TemporaryFolder folder;
  const std::string out = (folder / "a.png").string();
  const std::string file = folder.write("r.json", "{\"prompt\": \"" + std::string(300U << 10U, 'a') + "\"}").string();
  expectFailure(runCommandLine({"generate", "--request", file, "-o", out}), 1, "prompt");
}

TEST(CliRanges, DevicesAndNumbersThatThisMachineLacks) {
  const TemporaryFolder folder;
  const Words words = {"generate", "--json", "--prompt", "a", "-o", (folder / "a.png").string()};
  EXPECT_EQ(errorCodeOf(runCommandLine(words + Words{"--device", "cpu", "--dtype", "fp8"}), 1), "invalid_request");
  EXPECT_EQ(errorCodeOf(runCommandLine(words + Words{"--device", "cpu", "--noise-device", "cuda"}), 1),
            "invalid_request");
  EXPECT_EQ(errorCodeOf(runCommandLine(words + Words{"--device", "cuda:99"}), 1), "device_lost");
  EXPECT_EQ(namesIn(folder.path()), Words{});
  if (std::filesystem::exists("/dev/nvidiactl"))
    GTEST_SKIP() << "this machine has an NVIDIA card";
  EXPECT_EQ(errorCodeOf(runCommandLine(words + Words{"--device", "cuda"}), 1), "device_lost");
}

TEST(CliRanges, ModelsThatAreNone) {
  const TemporaryFolder folder;
  const std::filesystem::path file = folder.write("model.txt", "not a model");
  std::filesystem::create_directory(folder / "empty");
  for (const std::filesystem::path& model : {folder / "missing", file, folder / "empty"}) {
    SCOPED_TRACE(model);
    expectFailure(runCommandLine(quickPicture(folder / "a.png", {"--prompt", "a", "--model", model.string()})), 1,
                  model.filename().string());
    failureOf(runCommandLine({"tokenize", "--model", model.string(), "a"}), 1);
    failureOf(runCommandLine({"bench", "--device", "cpu", "--model", model.string()}), 1);
  }
  failureOf(runCommandLine(quickPicture(folder / "a.png", {"--prompt", "a", "--model", "synthetic:unheard-of"})), 1);
  EXPECT_EQ(namesIn(folder.path()), (Words{"empty", "model.txt"}));
}

TEST(CliRanges, Benchmarks) {
  for (const Words& words : {Words{"--runs", "0"}, Words{"--runs", "1001"}, Words{"--steps", "0"},
                             Words{"--size", "100x256"}, Words{"--size", "256x99999999999"}, Words{"--size", "0x0"}}) {
    SCOPED_TRACE(::testing::PrintToString(words));
    failureOf(runCommandLine(Words{"bench", "--device", "cpu"} + words), 1);
  }
}

}  // namespace

}  // namespace zaohua::test
