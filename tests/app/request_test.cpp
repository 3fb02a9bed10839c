// SPDX-License-Identifier: Apache-2.0
#include "app/command_line.h"

namespace zaohua::test {

namespace {

// Everything that a picture's own request says is left to it.
Words again(const std::filesystem::path& request, const std::filesystem::path& out, const Words& more = {}) {
  return Words{"generate", "--device", "cpu", "--dtype", "fp32", "--request", request.string(), "-o", out.string()} +
         more;
}

TEST(CliRequest, APictureIsMadeAgainFromItself) {
  const TemporaryFolder folder;
  const Words words = {"--prompt", "一只猫", "--negative-prompt", "狗", "--guidance", "2.5", "--seed", "99"};
  EXPECT_EQ(runCommandLine(quickPicture(folder / "first.png", words)).exitCode, 0);
  EXPECT_EQ(runCommandLine(again(folder / "first.png", folder / "second.png")).exitCode, 0);
  EXPECT_EQ(pictureAt(folder / "first.png").pixels, pictureAt(folder / "second.png").pixels);
  EXPECT_EQ(contentOf(folder / "first.png"), contentOf(folder / "second.png"));
}

TEST(CliRequest, FlagsOverrideIt) {
  const TemporaryFolder folder;
  const std::filesystem::path file =
      folder.write("request.json", R"({"prompt": "a tree", "steps": 1, "seed": 4, "guidance": 3})");
  const nlohmann::json result = jsonOf(runCommandLine(
      again(file, folder / "a.png", {"--json", "--prompt", "a star", "--seed", "9", "--guidance", "0"})));
  EXPECT_EQ(result["request"]["prompt"], "a star");
  EXPECT_EQ(result["request"]["seed"], 9);
  EXPECT_EQ(result["request"]["guidance"], 0.0);
  EXPECT_EQ(result["request"]["steps"], 1);
}

TEST(CliRequest, WhatANewerVersionWroteIsKept) {
  const TemporaryFolder folder;
  const std::filesystem::path file =
      folder.write("请求.json", R"({"prompt": "a tree", "steps": 1, "seed": 4, "hair": {"curls": [1, 2]}})");
  const nlohmann::json result = jsonOf(runCommandLine(again(file, folder / "a.png", {"--json"})));
  EXPECT_EQ(result["request"]["hair"], nlohmann::json::parse(R"({"curls": [1, 2]})"));
  EXPECT_EQ(nlohmann::json::parse(requestIn(folder / "a.png").unknownFields),
            nlohmann::json::parse(R"({"hair": {"curls": [1, 2]}})"));
}

TEST(CliRequest, WhatCannotBeReadIsASentence) {
  const TemporaryFolder folder;
  const struct {
    const char* name;
    std::string content;
    const char* code;
  } cases[] = {
      {"not.json", "a red circle", "file_corrupt"},
      {"cut.json", R"({"prompt": "a)", "file_corrupt"},
      {"list.json", "[1, 2]", "invalid_request"},
      {"steps.json", R"({"prompt": "a", "steps": 121})", "invalid_request"},
      {"type.json", R"({"prompt": "a", "width": "wide"})", "invalid_request"},
      {"seed.json", R"({"prompt": "a", "seed": 1e30})", "invalid_request"},
      {"deep.json", R"({"prompt": )" + std::string(100'000, '[') + std::string(100'000, ']') + "}", "file_corrupt"},
      {"large.json", "{\"prompt\": \"" + std::string(20U << 20U, 'a') + "\"}", "file_corrupt"},
      {"bytes.json", "{\"prompt\": \"\xff\xfe\"}", "file_corrupt"},
      {"empty.json", "", "file_corrupt"},
      {"broken.png", "\x89PNG\r\n\x1a\n....", "file_corrupt"},
  };
  for (const auto& [name, content, code] : cases) {
    SCOPED_TRACE(name);
    const std::filesystem::path file = folder.write(name, content);
    EXPECT_EQ(errorCodeOf(runCommandLine(again(file, folder / "out.png", {"--json"})), 1), code);
  }
  EXPECT_EQ(errorCodeOf(runCommandLine(again(folder / "missing.json", folder / "out.png", {"--json"})), 1),
            "file_missing");
  EXPECT_EQ(errorCodeOf(runCommandLine(again(folder.path(), folder / "out.png", {"--json"})), 1), "file_missing");
  EXPECT_FALSE(std::filesystem::exists(folder / "out.png"));
}

}  // namespace

}  // namespace zaohua::test
