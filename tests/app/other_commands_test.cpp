// SPDX-License-Identifier: Apache-2.0
// tokenize, inspect and bench.
#include "app/command_line.h"

namespace zaohua::test {

namespace {

const std::filesystem::path demo = std::filesystem::path(ZAOHUA_RESOURCES) / "models" / "demo";

nlohmann::json idsOf(const std::string& text) {
  return jsonOf(runCommandLine({"tokenize", "--json", "--", text}))["results"][0]["ids"];
}

TEST(CliTokenize, TextsAreAnsweredInTheirOrder) {
  const nlohmann::json result = jsonOf(runCommandLine({"tokenize", "--json", "--", "-x", "红色的圆", "", "a b"}));
  EXPECT_EQ(
      result,
      (nlohmann::json{
          {"results",
           {{{"ids", idsOf("-x")}}, {{"ids", idsOf("红色的圆")}}, {{"ids", idsOf("")}}, {{"ids", idsOf("a b")}}}}}));
  EXPECT_NE(idsOf("-x"), idsOf("a b"));
}

TEST(CliTokenize, WithoutJsonEveryTextIsALine) {
  const ProcessOutcome outcome = runCommandLine({"tokenize", "", "a"});
  std::string wanted;
  for (const nlohmann::json& ids : {idsOf(""), idsOf("a")}) {
    std::string line;
    for (const nlohmann::json& id : ids)
      line += (line.empty() ? "" : " ") + id.dump();
    wanted += line + "\n";
  }
  EXPECT_EQ(outcome.exitCode, 0);
  EXPECT_EQ(outcome.out, wanted);
  EXPECT_EQ(outcome.err, "");
}

TEST(CliTokenize, NothingIsTakenApartOrCut) {
  // A text is more tokens than the template around it, whatever a command-line parser thinks of its brackets.
  const std::size_t ofTemplate = idsOf("").size();
  for (const std::string text : {"[a,b]", "[]", "{}", "%%", "--", "'a'", "\"a\"", "a,b", "\n"}) {
    const nlohmann::json result = jsonOf(runCommandLine({"tokenize", "--json", "--", text}));
    ASSERT_EQ(result["results"].size(), 1) << text;
    EXPECT_GT(result["results"][0]["ids"].size(), ofTemplate) << text;
  }
  std::string prompt;
  for (int i = 0; i < 600; ++i)
    prompt += "red ";
  EXPECT_GE(idsOf(prompt).size(), 600);
}

TEST(CliTokenize, TheSyntheticModelHasThePublishedTokenizer) {
  const nlohmann::json result =
      jsonOf(runCommandLine({"tokenize", "--json", "--model", "synthetic:z-image-turbo", "a"}));
  // <|im_start|>user\na<|im_end|>\n<|im_start|>assistant\n
  EXPECT_EQ(result["results"][0]["ids"], (nlohmann::json{151644, 872, 198, 64, 151645, 198, 151644, 77091, 198}));
}

TEST(CliInspect, TheDemoModelIsWhole) {
  const nlohmann::json result = jsonOf(runCommandLine({"inspect", "--json", demo.string()}));
  EXPECT_EQ(result["path"], demo.string());
  EXPECT_EQ(result["problems"], nlohmann::json::array());
  ASSERT_EQ(result["components"].size(), 3);
  EXPECT_EQ(result["components"][0]["architecture"], "Qwen3Model");
  EXPECT_EQ(result["components"][1]["architecture"], "ZImageTransformer2DModel");
  EXPECT_EQ(result["components"][2]["architecture"], "AutoencoderKL");
  for (const nlohmann::json& component : result["components"]) {
    EXPECT_GT(component["parameters"], 1'000'000);
    EXPECT_EQ(component["bytes"], 2 * component["parameters"].get<std::uint64_t>());
  }
  EXPECT_NE(runCommandLine({"inspect", demo.string()}).out.find("no problems found"), std::string::npos);
}

TEST(CliInspect, AFileAloneIsTold) {
  const std::filesystem::path file = demo / "vae" / "diffusion_pytorch_model.safetensors";
  const nlohmann::json result = jsonOf(runCommandLine({"inspect", "--json", file.string()}));
  EXPECT_EQ(result["kind"], "safetensors file");
  ASSERT_EQ(result["components"].size(), 1);
  EXPECT_EQ(result["components"][0]["architecture"], "AutoencoderKL");
  EXPECT_EQ(result["components"][0]["dtype"], "F16");
}

TEST(CliInspect, WhatIsWrongWithAFolderIsAnAnswer) {
  const TemporaryFolder folder;
  std::filesystem::copy(demo / "model_index.json", folder / "model_index.json");
  folder.write("transformer/config.json", "{");
  const nlohmann::json result = jsonOf(runCommandLine({"inspect", "--json", folder.path().string()}));
  EXPECT_GE(result["problems"].size(), 4);
  for (const nlohmann::json& problem : result["problems"]) {
    EXPECT_FALSE(problem["code"].get<std::string>().empty());
    EXPECT_FALSE(problem["message"].get<std::string>().empty());
  }
  const ProcessOutcome inWords = runCommandLine({"inspect", folder.path().string()});
  EXPECT_EQ(inWords.exitCode, 0);
  EXPECT_NE(inWords.out.find("problem: "), std::string::npos);
  // What inspect only tells is what generate fails with.
  failureOf(runCommandLine(quickPicture(folder / "a.png", {"--prompt", "a", "--model", folder.path().string()})), 1);
}

TEST(CliInspect, WhatCannotBeReadIsAnError) {
  const TemporaryFolder folder;
  EXPECT_EQ(errorCodeOf(runCommandLine({"inspect", "--json", (folder / "missing").string()}), 1), "file_missing");
  EXPECT_EQ(errorCodeOf(runCommandLine({"inspect", "--json", folder.write("a.txt", "no model").string()}), 1),
            "file_corrupt");
  EXPECT_EQ(errorCodeOf(runCommandLine({"inspect", "--json", "/dev/null"}), 1), "file_missing");
}

TEST(CliBench, ReportsStagesSpeedAndMemory) {
  const ProcessOutcome outcome = runCommandLine({"bench", "--json", "--device", "cpu", "--dtype", "fp32", "--runs", "1",
                                                 "--steps", "1", "--size", "256x256", "272x256"});
  const nlohmann::json result = jsonOf(outcome);
  EXPECT_EQ(result["model"], "demo");
  EXPECT_EQ(result["dtype"], "fp32");
  ASSERT_EQ(result["results"].size(), 2);
  EXPECT_EQ(result["results"][1]["width"], 272);
  for (const nlohmann::json& row : result["results"]) {
    EXPECT_EQ(row["steps"], 1);
    EXPECT_EQ(row["picture_seconds"].size(), 1);
    EXPECT_GT(row["forwards_per_second"], 0);
    EXPECT_GT(row["peak_bytes"], 1 << 20);
    for (const char* stage : {"encode_prompt", "denoise", "decode"})
      EXPECT_GT(row["stage_seconds"][stage], 0) << stage;
  }
}

TEST(CliBench, TellsWhichKernelsTakeTheTime) {
  const nlohmann::json result =
      jsonOf(runCommandLine({"bench", "--json", "--device", "cpu", "--dtype", "fp32", "--runs", "1", "--steps", "2"}));
  const nlohmann::json kernels = result["results"][0]["kernels"];
  std::map<std::string, nlohmann::json> kinds;
  double seconds = 0;
  for (const nlohmann::json& kind : kernels["kinds"]) {
    kinds[kind["kind"]] = kind;
    seconds += kind["seconds"].get<double>();
  }
  EXPECT_NEAR(seconds, kernels["seconds"].get<double>(), 1e-9);
  for (const char* name : {"product", "attention", "convolution", "norm", "swiglu", "rotation", "group_norm"}) {
    ASSERT_TRUE(kinds.contains(name)) << name;
    const nlohmann::json& kind = kinds[name];
    EXPECT_GT(kind["calls"], 0) << name;
    EXPECT_GT(kind["share"], 0) << name;
    EXPECT_LT(kind["share"], 1) << name;
    EXPECT_GT(kind["of_floor"], 0) << name;
    EXPECT_GT(kind["gigabytes_per_second"], 0) << name;
  }
  EXPECT_GT(kinds["other"]["seconds"], 0);  // what is counted twice would make it negative
  EXPECT_GT(kinds["product"]["tflops"], kinds["norm"]["tflops"]);
  // Around every attention there are products.
  EXPECT_GT(kinds["product"]["calls"], kinds["attention"]["calls"]);
}

TEST(CliBench, PrintsATableForPeople) {
  const ProcessOutcome outcome =
      runCommandLine({"bench", "--device", "cpu", "--dtype", "fp32", "--runs", "1", "--steps", "1"});
  EXPECT_EQ(outcome.exitCode, 0) << outcome.err;
  EXPECT_TRUE(outcome.out.starts_with("demo on CPU in fp32")) << outcome.out;
  EXPECT_NE(outcome.out.find("\n 256x256      1 "), std::string::npos) << outcome.out;
  EXPECT_NE(outcome.out.find("\nkernels of a picture of 256x256"), std::string::npos) << outcome.out;
  EXPECT_NE(outcome.out.find("\n  attention "), std::string::npos) << outcome.out;
}

}  // namespace

}  // namespace zaohua::test
