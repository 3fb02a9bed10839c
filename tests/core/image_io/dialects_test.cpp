// SPDX-License-Identifier: Apache-2.0
// Settings as other programs write them, in the files and forms in which they come.
#include <gtest/gtest.h>

#include <chrono>

#include "core/image_io/png_parts.h"
#include "image_io/metadata_reader.h"
#include "image_io/picture_texts.h"

namespace zaohua {
namespace {

using test::bytesOf;
using test::fixture;
using Settings = std::vector<InfotextSetting>;

Result<RestoredRequest> restored(const std::vector<PngText>& texts) {
  return restoreRequest(texts, "a.png");
}

Result<RestoredRequest> restoredFile(std::string_view name) {
  return readPictureTexts(bytesOf(fixture(name)), name).and_then([&](const std::vector<PngText>& texts) {
    return restoreRequest(texts, name);
  });
}

std::string valueOf(const RestoredRequest& request, std::string_view name) {
  for (const InfotextSetting& setting : request.unrestored) {
    if (setting.name == name)
      return setting.value;
  }
  return "(not listed)";
}

void expectCommon(const GenerationRequest& request) {
  EXPECT_EQ(request.steps, 8);
  EXPECT_EQ(request.guidance, 0.0);
  EXPECT_EQ(request.seed, 42);
  EXPECT_EQ(request.width, 1024);
  EXPECT_EQ(request.height, 768);
}

TEST(Dialects, Automatic1111InJpegAndWebp) {
  for (const char* name : {"a1111.jpg", "a1111.webp"}) {
    SCOPED_TRACE(name);
    const Result<RestoredRequest> picture = restoredFile(name);
    ASSERT_TRUE(picture) << picture.error().text();
    EXPECT_EQ(picture->origin, RequestOrigin::infotext);
    EXPECT_EQ(picture->request.prompt, "一只猫 😀 in the snow");
    EXPECT_EQ(picture->request.negativePrompt, "blurry");
    EXPECT_EQ(picture->request.model, "z_image_turbo");
    expectCommon(picture->request);
    EXPECT_EQ(picture->unrestored, Settings());
  }
}

TEST(Dialects, ForgeListsWhatItAlone_Knows) {
  const Result<RestoredRequest> picture = restored(
      {{"parameters",
        "(masterpiece), <lora:castle:0.8>\nNegative prompt: ugly\nSteps: 20, Sampler: DPM++ 2M, Schedule type: Karras, "
        "CFG scale: 7, Distilled CFG Scale: 3.5, Seed: 12345, Size: 512x768, Model hash: abc123def, Model: dream, "
        "Denoising strength: 0.4, Hires upscale: 2, Lora hashes: \"castle: dead, b: beef\", Version: f2.0.1v1.10.1, "
        "Hashes: {\"model\": \"abc\", \"lora:castle\": \"dead\"}"}});
  ASSERT_TRUE(picture);
  EXPECT_EQ(picture->request.guidance, 6.0);
  EXPECT_EQ(picture->request.width, 512);
  EXPECT_EQ(picture->unrestored, (Settings{{"Sampler", "DPM++ 2M"},
                                           {"Schedule type", "Karras"},
                                           {"Distilled CFG Scale", "3.5"},
                                           {"Denoising strength", "0.4"},
                                           {"Hires upscale", "2"},
                                           {"Lora hashes", "castle: dead, b: beef"},
                                           {"Hashes", R"({"model": "abc", "lora:castle": "dead"})"}}));
}

TEST(Dialects, StableDiffusionCppInItsThreeKindsOfFiles) {
  for (const char* name : {"sdcpp.jpg", "sdcpp.webp"}) {
    SCOPED_TRACE(name);
    const Result<RestoredRequest> picture = restoredFile(name);
    ASSERT_TRUE(picture) << picture.error().text();
    EXPECT_EQ(picture->origin, RequestOrigin::stableDiffusionCpp);
    EXPECT_EQ(picture->request.prompt, "一只猫 😀 in the snow");
    EXPECT_EQ(picture->request.model, "z_image_turbo-Q8_0.gguf");
    expectCommon(picture->request);
    EXPECT_EQ(valueOf(*picture, "Guidance"), "3.500000");
    EXPECT_EQ(valueOf(*picture, "RNG"), "cuda");
    EXPECT_TRUE(valueOf(*picture, "SDCPP").starts_with("{\"width\": 1024,"));
    EXPECT_EQ(valueOf(*picture, "note"), "(not listed)");
  }
}

TEST(Dialects, ComfyUiInWebp) {
  const Result<RestoredRequest> picture = restoredFile("comfyui.webp");
  ASSERT_TRUE(picture) << picture.error().text();
  EXPECT_EQ(picture->origin, RequestOrigin::comfyUi);
  EXPECT_EQ(picture->request.prompt, "一只猫 😀 in the snow");
  EXPECT_EQ(picture->request.negativePrompt, "");
  EXPECT_EQ(picture->request.model, "z_image_turbo_bf16");
  EXPECT_EQ(picture->request.shift, 3.0);
  expectCommon(picture->request);
  EXPECT_EQ(picture->unrestored, Settings());
}

TEST(Dialects, FooocusInJpegAndPng) {
  const Result<RestoredRequest> jpeg = restoredFile("fooocus.jpg");
  ASSERT_TRUE(jpeg) << jpeg.error().text();
  EXPECT_EQ(jpeg->origin, RequestOrigin::fooocus);
  EXPECT_EQ(jpeg->request.prompt, "a cat in the snow");
  EXPECT_EQ(jpeg->request.negativePrompt, "blurry");
  EXPECT_EQ(jpeg->request.steps, 30);
  EXPECT_EQ(jpeg->request.guidance, 3.5);
  EXPECT_EQ(jpeg->request.seed, 42);
  EXPECT_EQ(jpeg->request.width, 1024);
  EXPECT_EQ(jpeg->request.height, 768);
  EXPECT_EQ(jpeg->request.model, "juggernautXL");
  EXPECT_EQ(valueOf(*jpeg, "styles"), "['Fooocus V2']");
  EXPECT_EQ(valueOf(*jpeg, "scheduler"), "karras");
  EXPECT_EQ(valueOf(*jpeg, "loras"), R"([["offset",0.1,"4852686128"]])");
  EXPECT_EQ(valueOf(*jpeg, "refiner_model"), "(not listed)");

  const Result<RestoredRequest> text = restored(
      {{"fooocus_scheme", "a1111"},
       {"parameters",
        "a cat, cinematic still\nNegative prompt: blurry\nSteps: 30, Sampler: DPM++ 2M SDE Karras, Seed: 42, "
        "Size: 896x1152, CFG scale: 4.0, Sharpness: 2.0, ADM Guidance: \"(1.5, 0.8, 0.3)\", Model: juggernautXL, "
        "Performance: Speed, Raw prompt: a cat, Version: Fooocus v2.5.5"}});
  ASSERT_TRUE(text);
  EXPECT_EQ(text->origin, RequestOrigin::fooocus);
  EXPECT_EQ(text->request.guidance, 3.0);
  EXPECT_EQ(valueOf(*text, "ADM Guidance"), "(1.5, 0.8, 0.3)");
  EXPECT_EQ(valueOf(*text, "Raw prompt"), "a cat");
}

TEST(Dialects, InvokeAi) {
  const Result<RestoredRequest> picture = restored(
      {{"invokeai_metadata",
        R"({"generation_mode":"z_image_txt2img","positive_prompt":"一只猫","negative_prompt":"blurry","width":1024,)"
        R"("height":768,"seed":42,"rand_device":"cpu","cfg_scale":1.0,"steps":8,"scheduler":"euler",)"
        R"("cfg_rescale_multiplier":0,"model":{"key":"k","hash":"blake3:x","name":"Z-Image Turbo","base":"z-image",)"
        R"("type":"main"},"loras":[{"model":{"name":"film"},"weight":0.75}],"vae":{"name":"ae"},"controlnets":[],)"
        R"("seamless_x":false,"app_version":"6.10.0"})"},
       {"invokeai_graph", "{}"}});
  ASSERT_TRUE(picture) << picture.error().text();
  EXPECT_EQ(picture->origin, RequestOrigin::invokeAi);
  EXPECT_EQ(picture->request.prompt, "一只猫");
  EXPECT_EQ(picture->request.negativePrompt, "blurry");
  EXPECT_EQ(picture->request.model, "Z-Image Turbo");
  expectCommon(picture->request);
  EXPECT_EQ(picture->unrestored, (Settings{{"loras", R"([{"model":{"name":"film"},"weight":0.75}])"}}));
}

TEST(Dialects, SwarmUi) {
  const std::string text =
      R"({"sui_image_params":{"prompt":"a cat","negativeprompt":"dog","model":"OfficialZImage/z_image_turbo","seed":42,)"
      R"("steps":8,"cfgscale":1.0,"aspectratio":"4:3","width":1024,"height":768,"sampler":"euler","scheduler":"simple",)"
      R"("sigmashift":3,"images":1,"loras":["film"],"loraweights":["0.5"],"swarm_version":"0.9.7.0"},)"
      R"("sui_extra_data":{"date":"2026-01-01","generation_time":"4.84 sec"},"sui_models":[]})";
  const Result<RestoredRequest> picture = restored({{"parameters", text}});
  ASSERT_TRUE(picture) << picture.error().text();
  EXPECT_EQ(picture->origin, RequestOrigin::swarmUi);
  EXPECT_EQ(picture->request.prompt, "a cat");
  EXPECT_EQ(picture->request.negativePrompt, "dog");
  EXPECT_EQ(picture->request.model, "z_image_turbo");
  EXPECT_EQ(picture->request.shift, 3.0);
  expectCommon(picture->request);
  EXPECT_EQ(picture->unrestored, (Settings{{"loras", R"(["film"])"}, {"loraweights", R"(["0.5"])"}}));
  EXPECT_EQ(restoredFile("swarmui.png")->request.prompt, "a cat");
}

TEST(Dialects, DrawThings) {
  const std::string text =
      R"({"c":"a lighthouse","uc":"blurry","steps":8,"sampler":"Euler A Trailing","scale":1,"seed":42,)"
      R"("size":"1024x768","model":"z_image_turbo_1.0_q6p.ckpt","strength":1,"seed_mode":"Scale Alike","shift":3,)"
      R"("lora":[{"model":"film.ckpt","weight":0.4}]})";
  const std::string packet =
      "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF><rdf:Description xmlns:exif=\"http://ns.adobe.com/exif/1.0/\">"
      "<exif:UserComment><rdf:Alt><rdf:li xml:lang=\"x-default\">" +
      text + "</rdf:li></rdf:Alt></exif:UserComment></rdf:Description></rdf:RDF></x:xmpmeta>";
  const std::string xmpFile =
      test::pngWith(test::chunk("iTXt", std::string("XML:com.adobe.xmp\0\0\0\0\0", 22) + packet));
  const Result<RestoredRequest> fromXmp =
      readPictureTexts(bytesOf(xmpFile), "a").and_then([](const std::vector<PngText>& texts) {
        return restoreRequest(texts, "a");
      });
  for (const Result<RestoredRequest>& picture :
       {restored({{"Comment", text}, {"Software", "Draw Things"}}), restored({{"parameters", text}}), fromXmp}) {
    ASSERT_TRUE(picture) << picture.error().text();
    EXPECT_EQ(picture->origin, RequestOrigin::drawThings);
    EXPECT_EQ(picture->request.prompt, "a lighthouse");
    EXPECT_EQ(picture->request.model, "z_image_turbo_1.0_q6p");
    expectCommon(picture->request);
    EXPECT_EQ(valueOf(*picture, "sampler"), "Euler A Trailing");
    EXPECT_EQ(valueOf(*picture, "seed_mode"), "Scale Alike");
    EXPECT_EQ(picture->unrestored.size(), 3U);
  }
}

TEST(Dialects, ValuesOutOfRangeAreListedAndNotBent) {
  const Result<RestoredRequest> picture = restored(
      {{"parameters", R"({"sui_image_params":{"prompt":"p","seed":18446744073709551615,"steps":500,"cfgscale":0.5,)"
                      R"("width":1000,"height":1000,"sigmashift":1e9,"images":4,"sampler":"dpmpp_2m"}})"}});
  ASSERT_TRUE(picture);
  EXPECT_EQ(picture->request.seed, -1);
  EXPECT_FALSE(picture->request.steps || picture->request.guidance || picture->request.width || picture->request.shift);
  EXPECT_EQ(valueOf(*picture, "seed"), "18446744073709551615");
  EXPECT_EQ(valueOf(*picture, "steps"), "500");
  EXPECT_EQ(valueOf(*picture, "cfgscale"), "0.5");
  EXPECT_EQ(valueOf(*picture, "size"), "1000x1000");
  EXPECT_EQ(valueOf(*picture, "sigmashift"), "1000000000.0");
  EXPECT_EQ(valueOf(*picture, "images"), "4");
  EXPECT_EQ(valueOf(*picture, "sampler"), "dpmpp_2m");
}

TEST(Dialects, SpelledNumbersAreNumbers) {
  const Result<RestoredRequest> picture =
      restored({{"parameters", R"({"sui_image_params":{"prompt":"p","seed":"42","steps":"8","cfgscale":"4.5"}})"}});
  ASSERT_TRUE(picture);
  EXPECT_EQ(picture->request.seed, 42);
  EXPECT_EQ(picture->request.steps, 8);
  EXPECT_EQ(picture->request.guidance, 3.5);
}

TEST(Dialects, WrongTypesAreListed) {
  const Result<RestoredRequest> picture = restored(
      {{"parameters", R"({"sui_image_params":{"prompt":7,"seed":[1],"steps":{"a":1},"cfgscale":true,"width":"x",)"
                      R"("height":null,"model":[]}})"}});
  ASSERT_TRUE(picture);
  EXPECT_EQ(picture->request.prompt, "");
  EXPECT_EQ(valueOf(*picture, "seed"), "[1]");
  EXPECT_EQ(valueOf(*picture, "cfgscale"), "true");
  EXPECT_EQ(valueOf(*picture, "size"), "xxnull");
}

TEST(Dialects, ARemarkByAPersonIsNoSetting) {
  EXPECT_FALSE(restored({{"Comment", "made with GIMP"}}));
  EXPECT_FALSE(restored({{"Comment", R"({"note":"a"})"}}));
}

TEST(Dialects, WhatIsListedIsBounded) {
  std::string text = R"({"sui_image_params":{"prompt":"p")";
  for (int i = 0; i < 1000; ++i)
    text += ",\"key" + std::to_string(i) + "\":\"" + std::string(3000, 'x') + "猫\"";
  const Result<RestoredRequest> picture = restored({{"parameters", text + "}}"}});
  ASSERT_TRUE(picture);
  EXPECT_EQ(picture->unrestored.size(), 200U);
  for (const InfotextSetting& setting : picture->unrestored)
    EXPECT_LE(setting.value.size(), 1003U);
}

TEST(Dialects, HostileLinesEndSoon) {
  const auto begun = std::chrono::steady_clock::now();
  for (const char* piece : {"aa:[", "aa:[,", "aa:{\"", "aa:\"", "[],", "aa: []x,"}) {
    std::string text = "p\n";
    while (text.size() < (1U << 20U))
      text += piece;
    (void)parseInfotext(text);
    for (int i = 0; i < 1000; ++i)
      text += "]}";
    (void)parseInfotext(text + "x");
  }
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(10));
}

}  // namespace
}  // namespace zaohua
