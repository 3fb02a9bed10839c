// SPDX-License-Identifier: Apache-2.0
#include "base/config_reader.h"

#include <gtest/gtest.h>

#include <functional>
#include <nlohmann/json.hpp>

#include "support/temporary_folder.h"

namespace zaohua {
namespace {

ConfigReader readerOf(const char* json) {
  return ConfigReader(nlohmann::json::parse(json), "config.json");
}

TEST(ConfigReader, ReturnsWhatTheFileSays) {
  ConfigReader reader = readerOf(R"({"layers": 36.0, "eps": 1e-6, "bias": true, "act": "silu", "axes": [32, 48],
                                     "blocks": ["Down", "Up"], "_class_name": "X", "_comment": 3})");
  EXPECT_EQ(reader.integer("layers", 1, 100), 36);
  EXPECT_EQ(reader.number("eps", 0, 1), 1e-6);
  EXPECT_TRUE(reader.boolean("bias"));
  EXPECT_EQ(reader.text("act"), "silu");
  EXPECT_EQ(reader.integers("axes", 2, 2, 1, 100), (std::vector<int>{32, 48}));
  EXPECT_EQ(reader.texts("blocks", 1, 8), (std::vector<std::string>{"Down", "Up"}));
  EXPECT_TRUE(reader.finish()) << reader.finish().error().text();
}

TEST(ConfigReader, TakesBothEndsOfARange) {
  ConfigReader reader = readerOf(R"({"a": 1, "b": 8, "c": 0.5, "d": 2})");
  EXPECT_EQ(reader.integer("a", 1, 8), 1);
  EXPECT_EQ(reader.integer("b", 1, 8), 8);
  EXPECT_EQ(reader.number("c", 0.5, 2), 0.5);
  EXPECT_EQ(reader.number("d", 0.5, 2), 2);
  EXPECT_TRUE(reader.finish());
}

TEST(ConfigReader, TakesTheFallbackForAbsentAndNullSettings) {
  ConfigReader reader = readerOf(R"({"a": null, "b": null, "c": null, "d": null, "e": null, "f": null})");
  EXPECT_FALSE(reader.has("a"));
  EXPECT_EQ(reader.integerOr("a", 7, 1, 8), 7);
  EXPECT_EQ(reader.numberOr("b", 0.25, 0, 1), 0.25);
  EXPECT_TRUE(reader.booleanOr("c", true));
  EXPECT_EQ(reader.textOr("d", "silu"), "silu");
  EXPECT_EQ(reader.expectTextOr("e", "group", {"group"}), "group");
  reader.expectBooleanOr("f", false, false);
  EXPECT_EQ(reader.integerOr("absent", 3, 1, 8), 3);
  reader.expectAbsentOrNullOrFalse("absent too");
  EXPECT_TRUE(reader.finish());
}

struct Refusal {
  const char* name;
  const char* json;
  std::function<void(ConfigReader&)> read;
  ErrorCode code;
  const char* inSentence;
};

class RefusedSetting : public ::testing::TestWithParam<Refusal> {};

TEST_P(RefusedSetting, IsNamedWithItsFile) {
  ConfigReader reader = readerOf(GetParam().json);
  GetParam().read(reader);
  const Result<void> finished = reader.finish();
  ASSERT_FALSE(finished);
  const std::string text = finished.error().text();
  EXPECT_EQ(finished.error().code, GetParam().code) << text;
  EXPECT_EQ(finished.error().arguments.at(0), "config.json");
  EXPECT_EQ(finished.error().arguments.at(1), "key");
  EXPECT_NE(text.find(GetParam().inSentence), std::string::npos) << text;
}

void readInteger(ConfigReader& reader) {
  reader.integer("key", 1, 8);
}
void readNumber(ConfigReader& reader) {
  reader.number("key", 0.5, 2);
}
void readBoolean(ConfigReader& reader) {
  reader.boolean("key");
}
void readText(ConfigReader& reader) {
  reader.text("key");
}
void readIntegers(ConfigReader& reader) {
  reader.integers("key", 2, 3, 1, 8);
}
void readTexts(ConfigReader& reader) {
  reader.texts("key", 1, 2);
}
void expectGroup(ConfigReader& reader) {
  reader.expectText("key", {"group", "layer"});
}
void expectFalse(ConfigReader& reader) {
  reader.expectBooleanOr("key", false, false);
}
void expectNothing(ConfigReader& reader) {
  reader.expectAbsentOrNullOrFalse("key");
}
void openSection(ConfigReader& reader) {
  reader.section("key");
}

constexpr ErrorCode corrupt = ErrorCode::fileCorrupt;
constexpr ErrorCode unsupported = ErrorCode::unsupportedModel;

INSTANTIATE_TEST_SUITE_P(
    ConfigReader, RefusedSetting,
    ::testing::Values(
        Refusal{"AbsentInteger", "{}", readInteger, corrupt, "lacks the setting key"},
        Refusal{"NullInteger", R"({"key": null})", readInteger, corrupt, "lacks the setting key"},
        Refusal{"IntegerTooSmall", R"({"key": 0})", readInteger, corrupt, "is 0, but it must be a whole number from 1"},
        Refusal{"IntegerTooLarge", R"({"key": 9})", readInteger, corrupt, "from 1 to 8"},
        Refusal{"IntegerBeyondInt", R"({"key": 4294967297})", readInteger, corrupt, "is 4294967297, but"},
        Refusal{"IntegerBeyondInt64", R"({"key": 18446744073709551615})", readInteger, corrupt, "whole number"},
        Refusal{"IntegerWithFraction", R"({"key": 1.5})", readInteger, corrupt, "is 1.5, but"},
        Refusal{"IntegerAsText", R"({"key": "4"})", readInteger, corrupt, "is \"4\", but"},
        Refusal{"IntegerAsTruth", R"({"key": true})", readInteger, corrupt, "is true, but"},
        Refusal{"AbsentNumber", "{}", readNumber, corrupt, "lacks the setting key"},
        Refusal{"NumberTooSmall", R"({"key": 0.4})", readNumber, corrupt, "a number from 0.5 to 2"},
        Refusal{"NumberTooLarge", R"({"key": 1e300})", readNumber, corrupt, "is 1e+300, but"},
        Refusal{"NumberAsList", R"({"key": [1]})", readNumber, corrupt, "is [1], but"},
        Refusal{"AbsentTruth", "{}", readBoolean, corrupt, "lacks the setting key"},
        Refusal{"TruthAsNumber", R"({"key": 1})", readBoolean, corrupt, "is 1, but it must be true or false"},
        Refusal{"TruthAsText", R"({"key": "true"})", readBoolean, corrupt, "must be true or false"},
        Refusal{"AbsentText", "{}", readText, corrupt, "lacks the setting key"},
        Refusal{"TextAsNumber", R"({"key": 1})", readText, corrupt, "is 1, but it must be a text"},
        Refusal{"AbsentList", "{}", readIntegers, corrupt, "lacks the setting key"},
        Refusal{"ListTooShort", R"({"key": [1]})", readIntegers, corrupt, "a list of 2 to 3 whole numbers from 1 to 8"},
        Refusal{"ListTooLong", R"({"key": [1,2,3,4]})", readIntegers, corrupt, "a list of 2 to 3"},
        Refusal{"ListWithText", R"({"key": [1,"2"]})", readIntegers, corrupt, "a list of 2 to 3"},
        Refusal{"ListBeyondRange", R"({"key": [1,9]})", readIntegers, corrupt, "from 1 to 8"},
        Refusal{"ListAsNumber", R"({"key": 5})", readIntegers, corrupt, "is 5, but"},
        Refusal{"ListAsObject", R"({"key": {"a": 1, "b": 2}})", readIntegers, corrupt, "a list of"},
        Refusal{"TextsTooMany", R"({"key": ["a","b","c"]})", readTexts, corrupt, "a list of 1 to 2 texts"},
        Refusal{"TextsNone", R"({"key": []})", readTexts, corrupt, "is [], but"},
        Refusal{"TextsWithNumber", R"({"key": ["a", 1]})", readTexts, corrupt, "a list of 1 to 2 texts"},
        Refusal{"AbsentExpectedText", "{}", expectGroup, corrupt, "lacks the setting key"},
        Refusal{"OtherText", R"({"key": "batch"})", expectGroup, unsupported, "It supports: group, layer"},
        Refusal{"ExpectedTextAsNumber", R"({"key": 2})", expectGroup, unsupported, "is 2, which"},
        Refusal{"OtherTruth", R"({"key": true})", expectFalse, unsupported, "It supports: false"},
        Refusal{"ExpectedTruthAsNumber", R"({"key": 0})", expectFalse, unsupported, "is 0, which"},
        Refusal{"SomethingForNothing", R"({"key": {"type": "yarn"}})", expectNothing, unsupported,
                "{\"type\":\"yarn\"}"},
        Refusal{"ZeroForNothing", R"({"key": 0})", expectNothing, unsupported, "is 0, which"},
        Refusal{"SectionAsList", R"({"key": []})", openSection, corrupt, "must be a group of settings"},
        Refusal{"UnknownKey", R"({"key": null})", [](ConfigReader&) {}, unsupported, "does not know: key"}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(ConfigReader, RefusesADefaultThatIsNotSupported) {
  ConfigReader reader = readerOf("{}");
  reader.expectBooleanOr("qk_norm", false, true);
  EXPECT_EQ(reader.finish().error().text(),
            "The setting qk_norm in the file config.json is absent, which this program does not support. "
            "It supports: true.");
}

TEST(ConfigReader, GoesOnInsideTheRangeAfterAProblem) {
  ConfigReader reader = readerOf(R"({"heads": 0, "axes": "x", "act": 3, "scale": -1})");
  EXPECT_EQ(reader.integer("heads", 2, 8), 2);
  EXPECT_EQ(reader.integers("axes", 3, 3, 4, 8), (std::vector<int>{4, 4, 4}));
  EXPECT_EQ(reader.expectText("act", {"silu", "gelu"}), "silu");
  EXPECT_EQ(reader.number("scale", 0.5, 1), 0.5);
  EXPECT_EQ(reader.texts("absent", 2, 2).size(), 2U);
}

TEST(ConfigReader, ReportsTheFirstProblem) {
  ConfigReader reader = readerOf(R"({"first": 0, "second": 0})");
  reader.integer("first", 1, 2);
  reader.integer("second", 1, 2);
  EXPECT_EQ(reader.finish().error().arguments.at(1), "first");
}

TEST(ConfigReader, PassesOverWhatIsIgnoredByName) {
  ConfigReader reader = readerOf(R"({"torch_dtype": "bfloat16", "use_cache": true})");
  reader.ignore({"torch_dtype", "use_cache", "not there"});
  EXPECT_TRUE(reader.finish());
}

TEST(ConfigReader, AskingWhetherAKeyIsThereDoesNotMakeItKnown) {
  ConfigReader reader = readerOf(R"({"surprise": 1})");
  EXPECT_TRUE(reader.has("surprise"));
  EXPECT_EQ(reader.finish().error().arguments.at(1), "surprise");
}

TEST(ConfigReader, RefusesAConditionBetweenSettings) {
  ConfigReader reader = readerOf(R"({"heads": 6})");
  reader.integer("heads", 1, 8);
  reader.refuse("heads");
  EXPECT_EQ(reader.finish().error().text(),
            "The setting heads in the file config.json is 6, which this program does not support.");
}

TEST(ConfigSection, ReportsProblemsWithItsWholeName) {
  ConfigReader reader = readerOf(R"({"rope": {"inner": {"theta": -1}}})");
  ConfigReader rope = reader.section("rope");
  ConfigReader inner = rope.section("inner");
  inner.number("theta", 1, 1e9);
  EXPECT_EQ(reader.finish().error().arguments.at(1), "rope.inner.theta");
}

TEST(ConfigSection, HasItsOwnUnknownKeys) {
  ConfigReader reader = readerOf(R"({"theta": 1, "rope": {"theta": 2, "_note": 0, "factor": 4}})");
  reader.integer("theta", 1, 8);
  {
    ConfigReader rope = reader.section("rope");
    EXPECT_EQ(rope.integer("theta", 1, 8), 2);
  }
  EXPECT_EQ(reader.finish().error().arguments.at(1), "rope.factor");
}

TEST(ConfigSection, IsEmptyWhenAbsentOrNull) {
  ConfigReader reader = readerOf(R"({"b": null})");
  EXPECT_EQ(reader.section("a").integerOr("x", 5, 1, 8), 5);
  EXPECT_EQ(reader.section("b").integerOr("x", 6, 1, 8), 6);
  EXPECT_TRUE(reader.finish());
  reader.section("a").integer("y", 1, 8);
  EXPECT_EQ(reader.finish().error().arguments.at(1), "a.y");
}

TEST(ConfigReader, RefusesAFileThatHoldsNoObject) {
  for (const char* json : {"[]", "3", "null", "\"text\""}) {
    ConfigReader reader = readerOf(json);
    EXPECT_FALSE(reader.has("key"));
    EXPECT_EQ(reader.integer("key", 1, 8), 1);
    EXPECT_EQ(reader.finish().error().text(), "The file config.json is damaged. Download it again.");
    EXPECT_EQ(reader.finish().error().detail, "it is not a JSON object");
  }
}

TEST(ConfigReader, OpensFilesAndNamesThem) {
  const test::TemporaryFolder folder;
  const std::filesystem::path file = folder.write("config.json", R"({"a": 1})");
  Result<ConfigReader> reader = ConfigReader::open(file);
  ASSERT_TRUE(reader);
  EXPECT_EQ(reader->finish().error().arguments.at(0), file.string());
  EXPECT_EQ(ConfigReader::open(folder / "none.json").error().code, ErrorCode::fileMissing);
  EXPECT_EQ(ConfigReader::open(folder.write("twice.json", R"({"a": 1, "a": 2})")).error().code, corrupt);
  const Error cutOff = ConfigReader::open(folder.write("cut.json", "{\"a\": ")).error();
  EXPECT_EQ(cutOff.sentence, "The file %1 is damaged. Download it again.");
  EXPECT_NE(cutOff.detail.find("not valid JSON"), std::string::npos);
  EXPECT_EQ(readerOf("[]").finish().error().sentence, cutOff.sentence);
}

}  // namespace
}  // namespace zaohua
