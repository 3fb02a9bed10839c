// SPDX-License-Identifier: Apache-2.0
// Graphs as ComfyUI's server takes them: the usual ones, the winding ones, and those that nobody would draw.
#include "image_io/comfyui_graph.h"

#include <gtest/gtest.h>

#include <chrono>
#include <nlohmann/json.hpp>

namespace zaohua {
namespace {

using Json = nlohmann::json;
using Settings = std::vector<InfotextSetting>;

Json node(const char* name, Json inputs) {
  return {{"class_type", name}, {"inputs", std::move(inputs)}};
}

Json link(const char* id, int output = 0) {
  return Json::array({id, output});
}

// The template for Z-Image that ComfyUI brings.
Json usualGraph() {
  return {
      {"3", node("KSampler", {{"seed", 42},
                              {"steps", 9},
                              {"cfg", 1.0},
                              {"sampler_name", "euler"},
                              {"scheduler", "simple"},
                              {"denoise", 1.0},
                              {"model", link("11")},
                              {"positive", link("6")},
                              {"negative", link("7")},
                              {"latent_image", link("5")}})},
      {"5", node("EmptySD3LatentImage", {{"width", 1024}, {"height", 768}, {"batch_size", 1}})},
      {"6", node("CLIPTextEncode", {{"text", "一只猫"}, {"clip", link("9")}})},
      {"7", node("CLIPTextEncode", {{"text", "blurry"}, {"clip", link("9")}})},
      {"8", node("VAEDecode", {{"samples", link("3")}, {"vae", link("10")}})},
      {"9", node("CLIPLoader", {{"clip_name", "qwen_3_4b.safetensors"}})},
      {"10", node("VAELoader", {{"vae_name", "ae.safetensors"}})},
      {"11", node("ModelSamplingAuraFlow", {{"shift", 3.0}, {"model", link("12")}})},
      {"12", node("UNETLoader", {{"unet_name", "zimage/z_image_turbo_bf16.safetensors"}})},
      {"13", node("SaveImage", {{"images", link("8")}})},
  };
}

Result<RestoredRequest> read(const Json& graph) {
  return requestFromComfyUi(graph.dump(), "a.png");
}

void expectUsual(const Result<RestoredRequest>& picture, const Settings& unrestored = {}) {
  ASSERT_TRUE(picture) << picture.error().text();
  EXPECT_EQ(picture->origin, RequestOrigin::comfyUi);
  EXPECT_EQ(picture->request.prompt, "一只猫");
  EXPECT_EQ(picture->request.negativePrompt, "blurry");
  EXPECT_EQ(picture->request.steps, 9);
  EXPECT_EQ(picture->request.guidance, 0.0);
  EXPECT_EQ(picture->request.seed, 42);
  EXPECT_EQ(picture->request.width, 1024);
  EXPECT_EQ(picture->request.height, 768);
  EXPECT_EQ(picture->request.shift, 3.0);
  EXPECT_EQ(picture->request.model, "z_image_turbo_bf16");
  EXPECT_EQ(picture->unrestored, unrestored);
}

TEST(ComfyUiGraph, TheUsualOne) {
  expectUsual(read(usualGraph()));
}

TEST(ComfyUiGraph, CfgIsGuidancePlusOne) {
  Json graph = usualGraph();
  graph["3"]["inputs"]["cfg"] = 4.5;
  EXPECT_EQ(read(graph)->request.guidance, 3.5);
}

TEST(ComfyUiGraph, ValuesMayComeFromOtherNodes) {
  Json graph = usualGraph();
  graph["20"] = node("PrimitiveInt", {{"value", 42}});
  graph["21"] = node("StringConcatenate", {{"string_a", "一只"}, {"string_b", link("22")}, {"delimiter", ""}});
  graph["22"] = node("PrimitiveStringMultiline", {{"value", "猫"}});
  graph["23"] = node("easy int", {{"value", link("24")}});
  graph["24"] = node("INTConstant", {{"value", 1024}});
  graph["3"]["inputs"]["seed"] = link("20");
  graph["6"]["inputs"]["text"] = link("21");
  graph["5"]["inputs"]["width"] = link("23");
  expectUsual(read(graph));
}

TEST(ComfyUiGraph, TheSamplerMayBeTakenApart) {
  Json graph = usualGraph();
  graph["3"] = node("SamplerCustomAdvanced", {{"noise", link("30")},
                                              {"guider", link("31")},
                                              {"sampler", link("32")},
                                              {"sigmas", link("33")},
                                              {"latent_image", link("5")}});
  graph["30"] = node("RandomNoise", {{"noise_seed", 42}});
  graph["31"] =
      node("CFGGuider", {{"cfg", 1.0}, {"model", link("11")}, {"positive", link("6")}, {"negative", link("7")}});
  graph["32"] = node("KSamplerSelect", {{"sampler_name", "euler"}});
  graph["33"] =
      node("BasicScheduler", {{"scheduler", "simple"}, {"steps", 9}, {"denoise", 1.0}, {"model", link("11")}});
  expectUsual(read(graph));
  graph["31"] = node("BasicGuider", {{"conditioning", link("6")}, {"model", link("11")}});
  const Result<RestoredRequest> single = read(graph);
  ASSERT_TRUE(single);
  EXPECT_EQ(single->request.prompt, "一只猫");
  EXPECT_EQ(single->request.negativePrompt, "");
  EXPECT_FALSE(single->request.guidance);
}

TEST(ComfyUiGraph, ConditioningIsFollowedThroughWhatChangesIt) {
  Json graph = usualGraph();
  graph["40"] = node("ControlNetApplyAdvanced", {{"positive", link("6")}, {"negative", link("7")}, {"strength", 1}});
  graph["3"]["inputs"]["positive"] = link("40", 0);
  graph["3"]["inputs"]["negative"] = link("40", 1);
  expectUsual(read(graph));
  graph["41"] = node("FluxGuidance", {{"conditioning", link("6")}, {"guidance", 3.5}});
  graph["3"]["inputs"]["positive"] = link("41");
  expectUsual(read(graph), {{"guidance", "3.5"}});
  graph["42"] = node("ConditioningCombine", {{"conditioning_1", link("6")}, {"conditioning_2", link("43")}});
  graph["43"] = node("CLIPTextEncode", {{"text", "in the snow"}});
  graph["3"]["inputs"]["positive"] = link("42");
  expectUsual(read(graph), {{"ConditioningCombine", "in the snow"}});
  graph["44"] = node("ConditioningZeroOut", {{"conditioning", link("6")}});
  graph["3"]["inputs"]["negative"] = link("44");
  EXPECT_EQ(read(graph)->request.negativePrompt, "");
}

TEST(ComfyUiGraph, LorasAreNamed) {
  Json graph = usualGraph();
  graph["50"] =
      node("LoraLoaderModelOnly", {{"lora_name", "film.safetensors"}, {"strength_model", 0.8}, {"model", link("12")}});
  graph["51"] =
      node("Power Lora Loader (rgthree)", {{"lora_1", {{"on", true}, {"lora", "detail.safetensors"}, {"strength", 1}}},
                                           {"lora_2", {{"on", false}, {"lora", "off.safetensors"}, {"strength", 1}}},
                                           {"model", link("50")}});
  graph["11"]["inputs"]["model"] = link("51");
  expectUsual(read(graph), {{"lora", "detail.safetensors"}, {"lora", "film.safetensors 0.8"}});
}

TEST(ComfyUiGraph, TheFirstPassCountsAndTheOthersAreNamed) {
  Json graph = usualGraph();
  graph["60"] = node("LatentUpscaleBy", {{"samples", link("3")}, {"scale_by", 1.5}});
  graph["61"] = graph["3"];
  graph["61"]["inputs"]["latent_image"] = link("60");
  graph["61"]["inputs"]["seed"] = 7;
  graph["61"]["inputs"]["steps"] = 4;
  graph["8"]["inputs"]["samples"] = link("61");
  expectUsual(read(graph), {{"another pass", "KSampler (61)"}});
}

TEST(ComfyUiGraph, OnlyWhatMadeThePictureCounts) {
  Json graph = usualGraph();
  graph["0"] = graph["3"];
  graph["0"]["inputs"]["seed"] = 999;
  expectUsual(read(graph));
}

TEST(ComfyUiGraph, WhatCannotBeRepeatedIsListed) {
  Json graph = usualGraph();
  Json& inputs = graph["3"]["inputs"];
  inputs["seed"] = 981284374823713ULL;
  inputs["sampler_name"] = "res_multistep";
  inputs["scheduler"] = "beta";
  inputs["denoise"] = 0.6;
  graph["5"]["inputs"]["width"] = 1000;
  graph["5"]["inputs"]["batch_size"] = 4;
  const Result<RestoredRequest> picture = read(graph);
  ASSERT_TRUE(picture);
  EXPECT_EQ(picture->request.seed, -1);
  EXPECT_FALSE(picture->request.width);
  EXPECT_EQ(picture->unrestored, (Settings{{"seed", "981284374823713"},
                                           {"sampler_name", "res_multistep"},
                                           {"scheduler", "beta"},
                                           {"denoise", "0.6"},
                                           {"size", "1000x768"},
                                           {"batch_size", "4"}}));
}

TEST(ComfyUiGraph, APictureMadeFromAPictureIsSaidToBe) {
  Json graph = usualGraph();
  graph["5"] = node("VAEEncode", {{"pixels", link("70")}, {"vae", link("10")}});
  graph["70"] = node("LoadImage", {{"image", "cat.png"}});
  const Result<RestoredRequest> picture = read(graph);
  ASSERT_TRUE(picture);
  EXPECT_FALSE(picture->request.width);
  EXPECT_EQ(picture->unrestored, (Settings{{"latent_image", "VAEEncode"}}));
}

TEST(ComfyUiGraph, NumbersThatAreNoneDoNoHarm) {
  std::string text = usualGraph().dump();
  text.insert(1, R"("99":{"class_type":"X","inputs":{"note":"NaN \"NaN"},"is_changed":[NaN,-Infinity,Infinity]},)");
  expectUsual(requestFromComfyUi(text, "a.png"));
}

TEST(ComfyUiGraph, GraphsWithoutASamplerAreNotUnderstood) {
  for (const char* text :
       {"{}", "[]", "7", R"({"3":{"class_type":"KSampler"}})", R"({"3":7,"4":null})", R"({"nodes":[],"links":[]})"}) {
    const Result<RestoredRequest> picture = requestFromComfyUi(text, "a.png");
    ASSERT_FALSE(picture) << text;
    EXPECT_EQ(picture.error().code, ErrorCode::invalidRequest);
  }
  EXPECT_EQ(requestFromComfyUi("{", "a.png").error().code, ErrorCode::fileCorrupt);
}

TEST(ComfyUiGraph, CirclesEnd) {
  Json graph = usualGraph();
  graph["6"] = node("CLIPTextEncode", {{"text", link("80")}});
  graph["80"] =
      node("StringConcatenate", {{"string_a", link("80")}, {"string_b", link("80")}, {"delimiter", link("80")}});
  graph["7"] = node("ConditioningAverage", {{"conditioning_to", link("7")}});
  graph["11"]["inputs"]["model"] = link("11");
  graph["5"] = node("LatentBlend", {{"samples1", link("5")}, {"samples2", link("3")}});
  const auto begun = std::chrono::steady_clock::now();
  const Result<RestoredRequest> picture = read(graph);
  ASSERT_TRUE(picture);
  EXPECT_EQ(picture->request.prompt, "");
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(2));
}

TEST(ComfyUiGraph, LargeGraphsEndSoon) {
  Json graph = usualGraph();
  for (int i = 0; i < 4900; ++i) {
    Json inputs = {{"latent_image", link(std::to_string(1000 + i + 1).c_str())}, {"steps", 4}};
    for (int j = 0; j < 8; ++j)
      inputs["in" + std::to_string(j)] = link(std::to_string(1000 + (i * 7 + j * 31) % 4900).c_str());
    graph[std::to_string(1000 + i)] = node("KSampler", inputs);
  }
  graph["8"]["inputs"]["samples"] = link("1000");
  const auto begun = std::chrono::steady_clock::now();
  EXPECT_TRUE(read(graph));
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(10));
}

}  // namespace
}  // namespace zaohua
