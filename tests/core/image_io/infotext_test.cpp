// SPDX-License-Identifier: Apache-2.0
#include "image_io/infotext.h"

#include <gtest/gtest.h>

namespace zaohua {
namespace {

using Settings = std::vector<InfotextSetting>;

GenerationRequest turboRequest() {
  GenerationRequest request;
  request.prompt = "一只猫, oil painting";
  request.width = 1024;
  request.height = 768;
  request.steps = 8;
  request.guidance = 0;
  request.seed = 42;
  request.model = "z_image_turbo";
  return request;
}

constexpr const char* tail = "\nSteps: 8, Sampler: Euler, CFG scale: 4.5, Seed: 7, Size: 512x640, Model: m";

TEST(Infotext, IsTheTextThatOtherProgramsExpect) {
  EXPECT_EQ(makeInfotext(turboRequest(), "Zaohua 0.1.0"),
            "一只猫, oil painting\n"
            "Negative prompt: \n"
            "Steps: 8, Sampler: Euler, Schedule type: Simple, CFG scale: 1, Seed: 42, Size: 1024x768, "
            "Model: z_image_turbo, Version: Zaohua 0.1.0");
}

TEST(Infotext, HasTheNegativePromptAndTheirCfgScale) {
  GenerationRequest request = turboRequest();
  request.negativePrompt = "blurry, 模糊";
  request.guidance = 3.5;
  const std::string text = makeInfotext(request, "Zaohua 0.1.0");
  EXPECT_NE(text.find("\nNegative prompt: blurry, 模糊\nSteps: 8,"), std::string::npos) << text;
  EXPECT_NE(text.find(", CFG scale: 4.5,"), std::string::npos) << text;
}

TEST(Infotext, CfgScaleIsSpelledAsAPersonWould) {
  const std::vector<std::pair<double, std::string>> spellings = {
      {0, "1"}, {0.1, "1.1"}, {0.2, "1.2"}, {4, "5"}, {2.3, "3.3"}, {19.99, "20.99"}, {0.000001, "1.000001"}};
  for (const auto& [guidance, spelled] : spellings) {
    GenerationRequest request = turboRequest();
    request.guidance = guidance;
    const std::string text = makeInfotext(request, "z");
    EXPECT_NE(text.find("CFG scale: " + spelled + ", "), std::string::npos) << text;
    EXPECT_EQ(parseInfotext(text).request.guidance, guidance);
  }
}

TEST(Infotext, ValuesThatReadersMisunderstandAreMadePlain) {
  GenerationRequest request = turboRequest();
  request.model = " my \"best\", model: v1\n";
  const std::string text = makeInfotext(request, "Zaohua 0.1.0");
  EXPECT_NE(text.find(", Model: my _best__ model_ v1, Version"), std::string::npos) << text;
}

TEST(Infotext, ComesBackAsItWas) {
  GenerationRequest request = turboRequest();
  request.negativePrompt = "blurry\nsecond line, with: punctuation \"quoted\"";
  request.prompt = "first line\n\nthird: \"line\", 😀";
  request.guidance = 3.25;
  const Infotext infotext = parseInfotext(makeInfotext(request, "Zaohua 0.1.0"));
  EXPECT_EQ(infotext.request, request);
  EXPECT_EQ(infotext.unrestored, Settings());
}

TEST(Infotext, EmptyPromptsComeBackEmpty) {
  GenerationRequest request = turboRequest();
  request.prompt = "";
  EXPECT_EQ(parseInfotext(makeInfotext(request, "z")).request, request);
}

TEST(Infotext, SeedsOfTheLastPicturesOfAJobComeBack) {
  GenerationRequest request = turboRequest();
  request.seed = RequestLimits::maxPictureSeed;
  EXPECT_EQ(parseInfotext(makeInfotext(request, "z")).request.seed, RequestLimits::maxPictureSeed);
}

TEST(Infotext, ALastLineWithFewerThanThreeSettingsIsPrompt) {
  EXPECT_EQ(parseInfotext("a cat\nSteps: 8, Seed: 42").request.prompt, "a cat\nSteps: 8, Seed: 42");
  const Infotext three = parseInfotext("a cat\nSteps: 8, Seed: 42, Size: 512x512");
  EXPECT_EQ(three.request.prompt, "a cat");
  EXPECT_EQ(three.request.steps, 8);
}

TEST(Infotext, SettingsAloneAreNoPrompt) {
  const Infotext infotext = parseInfotext("Steps: 8, Seed: 42, Size: 512x512");
  EXPECT_EQ(infotext.request.prompt, "");
  EXPECT_EQ(infotext.request.seed, 42);
}

TEST(Infotext, NothingIsAnEmptyRequest) {
  EXPECT_EQ(parseInfotext("").request, GenerationRequest());
  EXPECT_EQ(parseInfotext(" \r\n \n").request, GenerationRequest());
}

TEST(Infotext, EveryLineOfANegativePromptIsNegative) {
  const Infotext infotext = parseInfotext(std::string("a\nb\nNegative prompt: c\nd") + tail);
  EXPECT_EQ(infotext.request.prompt, "a\nb");
  EXPECT_EQ(infotext.request.negativePrompt, "c\nd");
}

TEST(Infotext, WindowsLineEndsAreLineEnds) {
  const Infotext infotext = parseInfotext("a\r\nNegative prompt: b\r\nSteps: 8, Seed: 42, Size: 512x512\r\n");
  EXPECT_EQ(infotext.request.prompt, "a");
  EXPECT_EQ(infotext.request.negativePrompt, "b");
  EXPECT_EQ(infotext.request.width, 512);
}

TEST(Infotext, ReadsWhatStableDiffusionCppWrites) {
  const Infotext infotext = parseInfotext(
      "一只猫\nNegative prompt: blurry\nSteps: 20, CFG scale: 4.000000, Guidance: 3.500000, Eta: 0.000000, Seed: 42, "
      "Size: 512x768, Model: z_image.gguf, RNG: cuda, Sampler: euler simple, Version: stable-diffusion.cpp");
  EXPECT_EQ(infotext.request.prompt, "一只猫");
  EXPECT_EQ(infotext.request.steps, 20);
  EXPECT_EQ(infotext.request.guidance, 3.0);
  EXPECT_EQ(infotext.request.width, 512);
  EXPECT_EQ(infotext.request.height, 768);
  EXPECT_EQ(infotext.request.model, "z_image.gguf");
  EXPECT_EQ(infotext.unrestored, (Settings{{"Guidance", "3.500000"}, {"Eta", "0.000000"}, {"RNG", "cuda"}}));
}

TEST(Infotext, ListsWhatMeansNothingHere) {
  const Infotext infotext = parseInfotext(
      "a cat\nSteps: 500, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 0.5, Seed: 4294967311, "
      "Size: 100x100, Denoising strength: 0.7, Version: f2.0, Shift: 3");
  EXPECT_EQ(infotext.unrestored, (Settings{{"Steps", "500"},
                                           {"Sampler", "DPM++ 2M"},
                                           {"Schedule type", "Karras"},
                                           {"CFG scale", "0.5"},
                                           {"Seed", "4294967311"},
                                           {"Size", "100x100"},
                                           {"Denoising strength", "0.7"}}));
  GenerationRequest expected;
  expected.prompt = "a cat";
  expected.shift = 3;
  EXPECT_EQ(infotext.request, expected);
}

TEST(Infotext, NumbersThatAreNoneAreListed) {
  const Infotext infotext = parseInfotext(
      "a\nSteps: 8.5, CFG scale: nan, Seed: 99999999999999999999, Size: 512, Shift: inf, Size: 512x, Steps: 8 ");
  EXPECT_EQ(infotext.unrestored, (Settings{{"Steps", "8.5"},
                                           {"CFG scale", "nan"},
                                           {"Seed", "99999999999999999999"},
                                           {"Size", "512"},
                                           {"Shift", "inf"},
                                           {"Size", "512x"}}));
  EXPECT_EQ(infotext.request.steps, 8);
}

TEST(Infotext, QuotedValuesMayHoldTheSeparators) {
  const Infotext infotext = parseInfotext(
      R"(a
Steps: 8, Lora hashes: "one: 1, two: \"2\"", Seed: 5, Model: "a, b: c\n", Size: 512x512)");
  EXPECT_EQ(infotext.unrestored, (Settings{{"Lora hashes", "one: 1, two: \"2\""}}));
  EXPECT_EQ(infotext.request.model, "a, b: c\n");
  EXPECT_EQ(infotext.request.width, 512);
}

TEST(Infotext, AQuoteThatNeverEndsIsAnOrdinaryLetter) {
  const Infotext infotext = parseInfotext("a\nSteps: 8, Model: \"open, Seed: 5, Size: 512x512, Hashes: \"{\\");
  EXPECT_EQ(infotext.request.model, "\"open");
  EXPECT_EQ(infotext.request.seed, 5);
  EXPECT_EQ(infotext.request.steps, 8);
}

// Four million bytes each: what grows with the square of the length would not end before the test's time does.
TEST(Infotext, HostileLinesTakeNoLongerThanOthers) {
  const auto repeated = [](std::string_view part) {
    std::string text;
    while (text.size() < 4'000'000)
      text += part;
    return text;
  };
  for (const char* part : {"a", "aa:", "aa:\"", "aa:\"\\\",", "aa:\"x\"", "a b-/", "\"", "\\", "\n", "aa: ,", "é:"})
    parseInfotext(repeated(part));
}

TEST(Infotext, WhatItMakesOfALongModelNameIsStillARequest) {
  const Infotext infotext =
      parseInfotext("a\nSteps: 8, Seed: 5, Size: 512x512, Model: " + std::string(RequestLimits::maxTextBytes + 1, 'm'));
  EXPECT_TRUE(validate(infotext.request));
  EXPECT_EQ(infotext.unrestored.size(), 1U);
}

}  // namespace
}  // namespace zaohua
