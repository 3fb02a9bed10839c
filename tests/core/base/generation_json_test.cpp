// SPDX-License-Identifier: Apache-2.0
#include "base/generation_json.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>

#include "base/json_reader.h"
#include "support/request_samples.h"

namespace zaohua {
namespace {

using Json = nlohmann::json;

Result<GenerationRequest> read(std::string_view text) {
  return requestFromText(text, "request.json");
}

TEST(GenerationJson, RoundTripsEverythingItCanSay) {
  for (const GenerationRequest& request : {GenerationRequest{}, test::completeRequest(), test::oddRequest()}) {
    const Result<GenerationRequest> back = read(requestToText(request));
    ASSERT_TRUE(back) << back.error().text();
    EXPECT_EQ(*back, request);
  }
}

TEST(GenerationJson, IsOneLineInReadingOrder) {
  GenerationRequest request;
  request.prompt = "一只猫\n\"quoted\" 😀";
  request.width = 512;
  request.guidance = 1.5;
  request.seed = 42;
  EXPECT_EQ(requestToText(request),
            R"({"version":1,"prompt":"一只猫\n\"quoted\" 😀","negative_prompt":"","width":512,"guidance":1.5,"seed":42,)"
            R"("count":1,"sampler":"euler","cfg_normalization":0.0,"cfg_truncation":1.0,"noise_device":"cpu"})");
}

TEST(GenerationJson, MissingAndNullKeysKeepTheirDefaults) {
  EXPECT_EQ(*read("{}"), GenerationRequest{});
  EXPECT_EQ(*read(R"({"width": null, "height": null, "steps": null, "guidance": null, "shift": null})"),
            GenerationRequest{});
}

TEST(GenerationJson, TakesWholeNumbersHoweverTheyAreWritten) {
  const Result<GenerationRequest> request =
      read(R"({"width": 512.0, "steps": 1.2e1, "guidance": 3, "seed": 4294967295})");
  ASSERT_TRUE(request) << request.error().text();
  EXPECT_EQ(request->width, 512);
  EXPECT_EQ(request->steps, 12);
  EXPECT_EQ(request->guidance, 3);
  EXPECT_EQ(request->seed, RequestLimits::maxSeed);
}

TEST(GenerationJson, KeepsWhatANewerVersionWrote) {
  const char* text = R"({"version": 7, "prompt": "x", "control": {"kind": "depth", "强度": [0.5, null]}, "extra": 1})";
  const Result<GenerationRequest> request = read(text);
  ASSERT_TRUE(request) << request.error().text();
  EXPECT_EQ(request->prompt, "x");
  EXPECT_EQ(Json::parse(request->unknownFields),
            Json::parse(R"({"control":{"kind":"depth","强度":[0.5,null]},"extra":1})"));
  const Json written = Json::parse(requestToText(*request));
  EXPECT_EQ(written["control"]["强度"], Json::parse("[0.5, null]"));
  EXPECT_EQ(written["version"], 1);
  EXPECT_EQ(*read(requestToText(*request)), *request);
}

TEST(GenerationJson, UnknownFieldsNeverReplaceKnownOnes) {
  GenerationRequest request;
  request.prompt = "ours";
  request.unknownFields = R"({"prompt": "theirs", "more": 2})";
  const Json written = Json::parse(requestToText(request));
  EXPECT_EQ(written["prompt"], "ours");
  EXPECT_EQ(written["more"], 2);
}

TEST(GenerationJson, PassesOverWhatAPictureSaysBesides) {
  const Result<GenerationRequest> request = read(R"({"program": ["x"], "noise_rule": 3})");
  ASSERT_TRUE(request);
  EXPECT_EQ(request->unknownFields, "");
}

TEST(GenerationJson, SpellsTheSeedsOfAJobsLaterPictures) {
  GenerationRequest request;
  request.seed = RequestLimits::maxPictureSeed;
  const Json written = Json::parse(requestToText(request));
  EXPECT_EQ(written["seed"], RequestLimits::maxSeed);
  EXPECT_EQ(written["seed_offset"], RequestLimits::maxCount - 1);
  EXPECT_EQ(read(requestToText(request))->seed, RequestLimits::maxPictureSeed);
  EXPECT_EQ(read(R"({"seed": -1, "seed_offset": 3})")->seed, -1);
}

struct BadKey {
  const char* name;
  const char* key;
  const char* value;
};

class RefusedKey : public ::testing::TestWithParam<BadKey> {};

TEST_P(RefusedKey, IsNamed) {
  const BadKey& bad = GetParam();
  const Result<GenerationRequest> request = read("{\"" + std::string(bad.key) + "\": " + bad.value + "}");
  ASSERT_FALSE(request);
  EXPECT_EQ(request.error().code, ErrorCode::invalidRequest);
  EXPECT_NE(request.error().text().find(bad.key), std::string::npos) << request.error().text();
}

INSTANTIATE_TEST_SUITE_P(
    GenerationJson, RefusedKey,
    ::testing::Values(
        BadKey{"PromptAsNumber", "prompt", "3"}, BadKey{"PromptAsNull", "prompt", "null"},
        BadKey{"NegativeAsList", "negative_prompt", "[\"x\"]"}, BadKey{"WidthAsText", "width", "\"512\""},
        BadKey{"WidthTooSmall", "width", "240"}, BadKey{"WidthNoMultiple", "width", "500"},
        BadKey{"WidthWithFraction", "width", "512.5"}, BadKey{"HeightTooLarge", "height", "2064"},
        BadKey{"HeightAsTruth", "height", "true"}, BadKey{"NoSteps", "steps", "0"},
        BadKey{"StepsTooMany", "steps", "121"}, BadKey{"StepsAsObject", "steps", "{}"},
        BadKey{"GuidanceNegative", "guidance", "-1"}, BadKey{"GuidanceTooLarge", "guidance", "20.01"},
        BadKey{"GuidanceAsText", "guidance", "\"4\""}, BadKey{"SeedTooSmall", "seed", "-2"},
        BadKey{"SeedTooLarge", "seed", "4294967296"}, BadKey{"SeedBeyondInt64", "seed", "9223372036854775808"},
        BadKey{"SeedAsNull", "seed", "null"}, BadKey{"SeedOffsetTooLarge", "seed_offset", "16"},
        BadKey{"SeedOffsetNegative", "seed_offset", "-1"}, BadKey{"CountZero", "count", "0"},
        BadKey{"CountTooLarge", "count", "17"}, BadKey{"CountAsText", "count", "\"1\""},
        BadKey{"ShiftTooSmall", "shift", "0.001"}, BadKey{"ShiftTooLarge", "shift", "101"},
        BadKey{"ShiftAsList", "shift", "[3]"}, BadKey{"SamplerUnknown", "sampler", "\"heun\""},
        BadKey{"SamplerAsNumber", "sampler", "1"}, BadKey{"NormalizationNegative", "cfg_normalization", "-0.1"},
        BadKey{"NormalizationTooLarge", "cfg_normalization", "101"},
        BadKey{"NormalizationAsTruth", "cfg_normalization", "true"},
        BadKey{"TruncationTooLarge", "cfg_truncation", "1.5"}, BadKey{"TruncationNegative", "cfg_truncation", "-1"},
        BadKey{"NoiseDeviceUnknown", "noise_device", "\"mps\""}, BadKey{"NoiseDeviceAsNull", "noise_device", "null"},
        BadKey{"ModelAsObject", "model", "{}"}, BadKey{"VersionZero", "version", "0"},
        BadKey{"VersionAsText", "version", "\"1\""}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(GenerationJson, RefusesWhatIsNoObject) {
  EXPECT_EQ(read("[]").error().code, ErrorCode::invalidRequest);
  EXPECT_EQ(read("not json").error().code, ErrorCode::fileCorrupt);
  EXPECT_EQ(read(R"({"prompt": "a", "prompt": "b"})").error().code, ErrorCode::fileCorrupt);
  EXPECT_EQ(read("{\"prompt\": \"\xff\"}").error().code, ErrorCode::fileCorrupt);
  EXPECT_EQ(read("{\"x\":" + std::string(1'000'000, '[')).error().code, ErrorCode::fileCorrupt);
}

TEST(GenerationJson, RefusesUnknownKeysWithoutEnd) {
  const Result<GenerationRequest> request =
      read("{\"future\":\"" + std::string(RequestLimits::maxTextBytes, 'x') + "\"}");
  ASSERT_FALSE(request);
  EXPECT_NE(request.error().text().find("unknown keys"), std::string::npos);
}

TEST(GenerationJson, NeverWritesTextThatIsNotJson) {
  GenerationRequest request;
  request.prompt = "caf\xe9";
  EXPECT_EQ(Json::parse(requestToText(request))["prompt"], "caf\uFFFD");
}

// The schema is what other programs go by, so it has to say what the code does.
class GenerationSchema : public ::testing::Test {
 protected:
  void SetUp() override {
    Result<Json> schema =
        readJsonFile(std::filesystem::path(ZAOHUA_TEST_DATA) / "../../docs/generation-request.schema.json");
    ASSERT_TRUE(schema) << schema.error().text();
    m_properties = (*schema)["properties"];
  }

  Json m_properties;
};

TEST_F(GenerationSchema, ListsExactlyTheKeysThatAreWritten) {
  GenerationRequest request = test::completeRequest();
  request.unknownFields.clear();
  request.seed = RequestLimits::maxPictureSeed;
  // What a picture adds to its request (image_io/picture_metadata.h).
  std::set<std::string> written = {programKey, noiseRuleKey, "job"};
  const nlohmann::ordered_json object = requestToJson(request);
  for (const auto& [key, value] : object.items())
    written.insert(key);
  std::set<std::string> described;
  for (const auto& [key, value] : m_properties.items())
    described.insert(key);
  EXPECT_EQ(described, written);
}

TEST_F(GenerationSchema, HasTheRangesOfTheReader) {
  const auto accepts = [](const std::string& key, const Json& value) {
    return requestFromJson(Json{{key, value}}).has_value();
  };
  int ranges = 0;
  for (const auto& [key, property] : m_properties.items()) {
    if (!property.contains("minimum"))
      continue;
    ++ranges;
    const double step = property.value("multipleOf", 1);
    EXPECT_TRUE(accepts(key, property["minimum"])) << key;
    EXPECT_TRUE(accepts(key, property["maximum"])) << key;
    EXPECT_FALSE(accepts(key, property["minimum"].get<double>() - step)) << key;
    EXPECT_FALSE(accepts(key, property["maximum"].get<double>() + step)) << key;
    EXPECT_EQ(accepts(key, nullptr), property["type"].is_array()) << key;
  }
  EXPECT_EQ(ranges, 11);
}

TEST_F(GenerationSchema, HasTheDefaultsOfTheReader) {
  const Json defaults = Json::parse(requestToText({}));
  for (const auto& [key, property] : m_properties.items()) {
    if (property.contains("default") && key != "seed_offset") {
      EXPECT_EQ(defaults.at(key), property["default"]) << key;
    }
  }
}

TEST_F(GenerationSchema, KnowsTheSamplersAndNoiseDevices) {
  for (const Json& sampler : m_properties["sampler"]["enum"])
    EXPECT_TRUE(isKnownSampler(sampler.get<std::string>()));
  for (const Json& device : m_properties["noise_device"]["enum"])
    EXPECT_TRUE(requestFromJson(Json{{"noise_device", device}}));
  EXPECT_EQ(m_properties["prompt"]["maxLength"], RequestLimits::maxTextBytes);
}

}  // namespace
}  // namespace zaohua
