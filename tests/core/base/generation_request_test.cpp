// SPDX-License-Identifier: Apache-2.0
#include "base/generation_request.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>

namespace zaohua {
namespace {

using Limits = RequestLimits;

TEST(GenerationRequest, IsValidFromTheStart) {
  EXPECT_TRUE(validate({}));
}

TEST(GenerationRequest, AcceptsBothEndsOfEveryRange) {
  GenerationRequest low;
  low.width = low.height = Limits::minSize;
  low.steps = Limits::minSteps;
  low.guidance = Limits::minGuidance;
  low.seed = 0;
  low.count = Limits::minCount;
  low.shift = Limits::minShift;
  low.cfgNormalization = Limits::minCfgNormalization;
  low.cfgTruncation = Limits::minCfgTruncation;
  EXPECT_TRUE(validate(low));

  GenerationRequest high;
  high.width = high.height = Limits::maxSize;
  high.steps = Limits::maxSteps;
  high.guidance = Limits::maxGuidance;
  high.seed = Limits::maxSeed;
  high.count = 2;
  high.shift = Limits::maxShift;
  high.cfgNormalization = Limits::maxCfgNormalization;
  high.cfgTruncation = Limits::maxCfgTruncation;
  high.prompt = high.negativePrompt = high.model = std::string(Limits::maxTextBytes, 'x');
  EXPECT_TRUE(validate(high)) << validate(high).error().text();
}

TEST(GenerationRequest, ASinglePictureMayHaveASeedBeyondAJob) {
  GenerationRequest request;
  request.seed = Limits::maxPictureSeed;
  EXPECT_TRUE(validate(request));
  request.count = 2;
  EXPECT_FALSE(validate(request));
  request.seed = Limits::maxSeed;
  EXPECT_TRUE(validate(request));
}

struct Impossible {
  const char* name;
  std::function<void(GenerationRequest&)> set;
  const char* inSentence;
};

class ImpossibleRequest : public ::testing::TestWithParam<Impossible> {};

TEST_P(ImpossibleRequest, IsRefusedWithWhatIsWrong) {
  GenerationRequest request;
  GetParam().set(request);
  const Result<void> valid = validate(request);
  ASSERT_FALSE(valid);
  EXPECT_EQ(valid.error().code, ErrorCode::invalidRequest);
  EXPECT_NE(valid.error().text().find(GetParam().inSentence), std::string::npos) << valid.error().text();
}

using Request = GenerationRequest;
constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();

INSTANTIATE_TEST_SUITE_P(
    GenerationRequest, ImpossibleRequest,
    ::testing::Values(
        Impossible{"WidthTooSmall", [](Request& r) { r.width = 240; }, "The width 240"},
        Impossible{"WidthTooLarge", [](Request& r) { r.width = 2064; }, "The width 2064"},
        Impossible{"WidthNoMultiple", [](Request& r) { r.width = 1000; }, "The width 1000"},
        Impossible{"WidthNegative", [](Request& r) { r.width = -512; }, "The width -512"},
        Impossible{"HeightTooSmall", [](Request& r) { r.height = 0; }, "The height 0"},
        Impossible{"HeightNoMultiple", [](Request& r) { r.height = 1023; }, "The height 1023"},
        Impossible{"NoSteps", [](Request& r) { r.steps = 0; }, "The steps 0"},
        Impossible{"TooManySteps", [](Request& r) { r.steps = 121; }, "The steps 121"},
        Impossible{"GuidanceNegative", [](Request& r) { r.guidance = -0.5; }, "The guidance -0.5"},
        Impossible{"GuidanceTooLarge", [](Request& r) { r.guidance = 20.5; }, "The guidance 20.5"},
        Impossible{"GuidanceNotANumber", [](Request& r) { r.guidance = notANumber; }, "The guidance NaN"},
        Impossible{"SeedTooSmall", [](Request& r) { r.seed = -2; }, "The seed -2"},
        Impossible{"SeedTooLarge", [](Request& r) { r.seed = Limits::maxPictureSeed + 1; }, "The seed 4294967311"},
        Impossible{"NoPictures", [](Request& r) { r.count = 0; }, "The count 0"},
        Impossible{"TooManyPictures", [](Request& r) { r.count = 17; }, "The count 17"},
        Impossible{"ShiftZero", [](Request& r) { r.shift = 0; }, "The shift 0"},
        Impossible{"ShiftNotANumber", [](Request& r) { r.shift = notANumber; }, "The shift NaN"},
        Impossible{"ShiftTooLarge", [](Request& r) { r.shift = 100.5; }, "The shift 100.5"},
        Impossible{"NormalizationNegative", [](Request& r) { r.cfgNormalization = -1; }, "The cfg_normalization -1"},
        Impossible{"NormalizationTooLarge", [](Request& r) { r.cfgNormalization = INFINITY; }, "infinity"},
        Impossible{"TruncationTooLarge", [](Request& r) { r.cfgTruncation = 1.1; }, "The cfg_truncation 1.1"},
        Impossible{"TruncationNotANumber", [](Request& r) { r.cfgTruncation = notANumber; }, "cfg_truncation NaN"},
        Impossible{"UnknownSampler", [](Request& r) { r.sampler = "dpm++"; }, "The sampler dpm++ is not known"},
        Impossible{"NoSampler", [](Request& r) { r.sampler = ""; }, "Known samplers: euler"},
        Impossible{"PromptNotUtf8", [](Request& r) { r.prompt = "caf\xe9"; }, "The prompt is not valid UTF-8"},
        Impossible{"NegativeNotUtf8", [](Request& r) { r.negativePrompt = "\xff"; }, "The negative_prompt is not"},
        Impossible{"ModelNotUtf8", [](Request& r) { r.model = "\xc0\xaf"; }, "The model's name is not"},
        Impossible{"PromptTooLong", [](Request& r) { r.prompt.assign(Limits::maxTextBytes + 1, 'x'); },
                   "The prompt is 262145 bytes long"},
        Impossible{"NegativeTooLong", [](Request& r) { r.negativePrompt.assign(Limits::maxTextBytes + 1, 'x'); },
                   "The negative_prompt is 262145"},
        Impossible{"UnknownFieldsNotJson", [](Request& r) { r.unknownFields = "{"; }, "not a JSON object"},
        Impossible{"UnknownFieldsAList", [](Request& r) { r.unknownFields = "[1]"; }, "not a JSON object"},
        Impossible{"TooManyPixels",
                   [](Request& r) {
                     r.width = r.height = 2048;
                     r.count = 3;
                   },
                   "A count of 3 at 2048 × 2048 pixels"}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(GenerationRequest, ChosenSeedsEndWherePicturesOfAJobStillCountOn) {
  for (const std::int64_t seed : {std::int64_t{-1}, std::int64_t{0}, Limits::maxSeed})
    EXPECT_TRUE(validateChosenSeed(seed)) << seed;
  for (const std::int64_t seed : {std::int64_t{-2}, Limits::maxSeed + 1, Limits::maxPictureSeed})
    EXPECT_FALSE(validateChosenSeed(seed)) << seed;
}

TEST(GenerationRequest, KnowsItsSamplers) {
  EXPECT_TRUE(isKnownSampler("euler"));
  EXPECT_FALSE(isKnownSampler("Euler"));
  EXPECT_FALSE(isKnownSampler(""));
}

}  // namespace
}  // namespace zaohua
