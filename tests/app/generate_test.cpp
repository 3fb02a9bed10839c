// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <regex>
#include <set>

#include "app/command_line.h"

namespace zaohua::test {

namespace {

TEST(CliGenerate, WritesThePictureAndSaysWhere) {
  const TemporaryFolder folder;
  const std::filesystem::path out = folder / "red circle.png";
  const ProcessOutcome outcome = runCommandLine(quickPicture(out, {"--prompt", "a red circle", "--seed", "5"}));
  EXPECT_EQ(outcome.exitCode, 0) << outcome.err;
  EXPECT_EQ(outcome.out, out.string() + "\n");
  pictureAt(out);
  EXPECT_EQ(namesIn(folder.path()), Words{"red circle.png"});
}

TEST(CliGenerate, JpegAndWebpHoldTheRequestToo) {
  const TemporaryFolder folder;
  const std::filesystem::path png = folder / "a.png";
  ASSERT_EQ(runCommandLine(quickPicture(png, {"--prompt", "一个红色的圆", "--seed", "5"})).exitCode, 0);
  for (const char* name : {"b.jpg", "c.JPEG", "d.webp"}) {
    SCOPED_TRACE(name);
    const ProcessOutcome outcome = runCommandLine(quickPicture(folder / name, {"--request", png.string()}));
    EXPECT_EQ(outcome.exitCode, 0) << outcome.err;
    EXPECT_EQ(pictureAt(folder / name).channels, 3);
    EXPECT_EQ(requestIn(folder / name), requestIn(png));
  }
  const std::filesystem::path again = folder / "again.png";
  ASSERT_EQ(runCommandLine(quickPicture(again, {"--request", (folder / "d.webp").string()})).exitCode, 0);
  EXPECT_TRUE(contentOf(again) == contentOf(png));
}

TEST(CliGenerate, SeveralPicturesKeepTheirKind) {
  const TemporaryFolder folder;
  ASSERT_EQ(runCommandLine(quickPicture(folder / "s.webp", {"--prompt", "a star", "--count", "2"})).exitCode, 0);
  EXPECT_EQ(namesIn(folder.path()), (Words{"s-1.webp", "s-2.webp"}));
}

TEST(CliGenerate, JsonHoldsImagesRequestAndTimings) {
  const TemporaryFolder folder;
  const std::filesystem::path out = folder / "a.png";
  const nlohmann::json result =
      jsonOf(runCommandLine(quickPicture(out, {"--json", "--prompt", "a red circle", "--seed", "5"})));
  EXPECT_EQ(result["images"], nlohmann::json::array({{{"path", out.string()}, {"seed", 5}}}));
  const nlohmann::json& request = result["request"];
  EXPECT_EQ(request["prompt"], "a red circle");
  EXPECT_EQ(request["width"], 256);
  EXPECT_EQ(request["height"], 256);
  EXPECT_EQ(request["steps"], 1);
  EXPECT_EQ(request["seed"], 5);
  EXPECT_EQ(request["noise_device"], "cpu");
  EXPECT_EQ(request["model"], "demo");
  for (const char* stage : {"load", "encode_prompt", "denoise", "decode", "save"})
    EXPECT_GT(result["timings"].value(stage, 0.0), 0) << stage;
  EXPECT_EQ(result.size(), 3);
}

TEST(CliGenerate, Int8IsNearFp32) {
  const TemporaryFolder folder;
  const auto picture = [&folder](const std::string& dtype) {
    const std::filesystem::path out = folder / (dtype + ".png");
    const ProcessOutcome outcome = runCommandLine({"generate", "--device", "cpu", "--dtype", dtype, "--prompt",
                                                   "a red circle", "--seed", "5", "--steps", "4", "-o", out.string()});
    EXPECT_EQ(outcome.exitCode, 0) << outcome.err;
    return pictureAt(out);
  };
  const Image8 exact = picture("fp32");
  const Image8 rounded = picture("int8");
  ASSERT_EQ(rounded.pixels.size(), exact.pixels.size());
  double difference = 0;
  for (std::size_t i = 0; i < exact.pixels.size(); ++i)
    difference += std::abs(exact.pixels[i] - rounded.pixels[i]);
  const double mean = difference / static_cast<double>(exact.pixels.size());
  EXPECT_LT(mean, 4);
  EXPECT_GT(mean, 0.01);  // or nothing was rounded
}

TEST(CliGenerate, SeveralPicturesCountUpInNameAndSeed) {
  const TemporaryFolder folder;
  const nlohmann::json result = jsonOf(runCommandLine(
      quickPicture(folder / "two.png", {"--json", "--prompt", "a tree", "--seed", "4294967295", "--count", "2"})));
  const std::string first = (folder / "two-1.png").string();
  const std::string second = (folder / "two-2.png").string();
  EXPECT_EQ(result["images"],
            nlohmann::json::array({{{"path", first}, {"seed", 4294967295}}, {{"path", second}, {"seed", 4294967296}}}));
  EXPECT_EQ(namesIn(folder.path()), (Words{"two-1.png", "two-2.png"}));
  EXPECT_NE(pictureAt(first).pixels, pictureAt(second).pixels);
  // Each picture's own request makes it again, one picture at a time.
  EXPECT_EQ(requestIn(second).seed, 4294967296);
  EXPECT_EQ(requestIn(second).count, 1);
}

TEST(CliGenerate, ThePicturesOfASeriesEqualThoseMadeAlone) {
  const TemporaryFolder folder;
  const Words prompt = {"--prompt", "a tree"};
  EXPECT_EQ(runCommandLine(quickPicture(folder / "s.png", prompt + Words{"--seed", "7", "--count", "2"})).exitCode, 0);
  EXPECT_EQ(runCommandLine(quickPicture(folder / "alone.png", prompt + Words{"--seed", "8"})).exitCode, 0);
  EXPECT_EQ(pictureAt(folder / "s-2.png").pixels, pictureAt(folder / "alone.png").pixels);
}

TEST(CliGenerate, NamesInAFolderFollowTheTemplateAndTakeNobodysPlace) {
  const TemporaryFolder folder;
  const Words words = quickPicture(folder.path(), {"--json", "--prompt", "a star", "--seed", "11", "--count", "2"});
  const nlohmann::json result = jsonOf(runCommandLine(words));
  const std::regex pattern(R"(zaohua_\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d_(11|12)\.png)");
  std::set<std::string> names;
  for (const nlohmann::json& image : result["images"]) {
    const std::filesystem::path path = image["path"].get<std::string>();
    EXPECT_EQ(path.parent_path(), folder.path());
    EXPECT_TRUE(std::regex_match(path.filename().string(), pattern)) << path;
    names.insert(path.filename().string());
  }
  EXPECT_EQ(names.size(), 2);
}

TEST(CliGenerate, WithoutOutputPicturesGoIntoTheFolderOfTheCall) {
  const TemporaryFolder folder;
  ProcessPlan plan = commandLine({"generate", "--device", "cpu", "--dtype", "fp32", "--steps", "1", "--prompt", "x"});
  plan.folder = folder.path();
  EXPECT_EQ(runProcess(plan).exitCode, 0);
  ASSERT_EQ(namesIn(folder.path()).size(), 1);
  pictureAt(folder / namesIn(folder.path())[0]);
}

TEST(CliGenerate, ChinesePathsAndPromptsArriveWhole) {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder / "图片");
  const std::filesystem::path out = folder / "图片" / "红色的圆 🔴.png";
  const nlohmann::json result = jsonOf(runCommandLine(quickPicture(out, {"--json", "--prompt", "红色的圆，水彩"})));
  EXPECT_EQ(result["images"][0]["path"], out.string());
  EXPECT_EQ(result["request"]["prompt"], "红色的圆，水彩");
  pictureAt(out);
  EXPECT_EQ(requestIn(out).prompt, "红色的圆，水彩");
}

TEST(CliGenerate, APromptMayBeEmptyOrLookLikeSomethingElse) {
  const TemporaryFolder folder;
  for (const std::string prompt : {"", "[a, b]", "{}", "%%", "--json"}) {
    const std::filesystem::path out = folder / "p.png";
    const ProcessOutcome outcome = runCommandLine(quickPicture(out, {"--prompt", prompt}));
    EXPECT_EQ(outcome.exitCode, 0) << prompt << ": " << outcome.err;
    EXPECT_EQ(requestIn(out).prompt, prompt);
  }
}

TEST(CliGenerate, ASeedThatNobodyChoseIsReportedAndMakesThePictureAgain) {
  const TemporaryFolder folder;
  const Words prompt = {"--json", "--prompt", "a blue square"};
  const nlohmann::json drawn = jsonOf(runCommandLine(quickPicture(folder / "a.png", prompt + Words{"--seed", "-1"})));
  const auto seed = drawn["request"]["seed"].get<std::int64_t>();
  EXPECT_GE(seed, 0);
  EXPECT_LE(seed, RequestLimits::maxSeed);
  EXPECT_EQ(drawn["images"][0]["seed"], seed);
  EXPECT_EQ(requestIn(folder / "a.png").seed, seed);
  jsonOf(runCommandLine(quickPicture(folder / "b.png", prompt + Words{"--seed", std::to_string(seed)})));
  EXPECT_EQ(pictureAt(folder / "a.png").pixels, pictureAt(folder / "b.png").pixels);
}

TEST(CliGenerate, GuidanceFlagsChangeThePictureAndAreInTheRequest) {
  const TemporaryFolder folder;
  const Words common = {"--json", "--prompt", "a red circle", "--seed", "3"};
  const Words guided = common + Words{"--guidance", "4", "--negative-prompt", "a blue square"};
  const Words capped = guided + Words{"--cfg-normalization", "0.5"};
  const Words truncated = guided + Words{"--cfg-truncation", "0"};
  jsonOf(runCommandLine(quickPicture(folder / "plain.png", common)));
  const nlohmann::json result = jsonOf(runCommandLine(quickPicture(folder / "guided.png", guided)));
  EXPECT_EQ(result["request"]["guidance"], 4.0);
  EXPECT_EQ(result["request"]["negative_prompt"], "a blue square");
  const nlohmann::json normalized = jsonOf(runCommandLine(quickPicture(folder / "capped.png", capped)));
  EXPECT_EQ(normalized["request"]["cfg_normalization"], 0.5);
  const nlohmann::json cut = jsonOf(runCommandLine(quickPicture(folder / "truncated.png", truncated)));
  EXPECT_EQ(cut["request"]["cfg_truncation"], 0.0);
  EXPECT_NE(pictureAt(folder / "plain.png").pixels, pictureAt(folder / "guided.png").pixels);
  EXPECT_NE(pictureAt(folder / "capped.png").pixels, pictureAt(folder / "guided.png").pixels);
  // The only step is at t = 0, which does not exceed 0.
  EXPECT_EQ(pictureAt(folder / "truncated.png").pixels, pictureAt(folder / "guided.png").pixels);
}

TEST(CliGenerate, SizeShiftAndStepsChangeThePicture) {
  const TemporaryFolder folder;
  const nlohmann::json result =
      jsonOf(runCommandLine({"generate", "--json",    "--device", "cpu",     "--dtype",
                             "fp32",     "--prompt",  "a tree",   "--width", "272",
                             "--height", "256",       "--steps",  "2",       "--shift",
                             "1.5",      "--sampler", "euler",    "-o",      (folder / "wide.png").string()}));
  EXPECT_EQ(result["request"]["width"], 272);
  EXPECT_EQ(result["request"]["shift"], 1.5);
  EXPECT_EQ(result["request"]["steps"], 2);
  EXPECT_EQ(requestIn(folder / "wide.png").width, 272);
}

}  // namespace

}  // namespace zaohua::test
