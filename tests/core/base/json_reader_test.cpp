// SPDX-License-Identifier: Apache-2.0
#include "base/json_reader.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "support/temporary_folder.h"

namespace zaohua {
namespace {

using Json = nlohmann::json;

Result<Json> parse(std::string_view text, const JsonLimits& limits = {}) {
  return parseJson(text, limits, "settings.json");
}

std::string repeated(std::string_view piece, std::size_t times) {
  std::string text;
  text.reserve(piece.size() * times);
  for (std::size_t i = 0; i < times; ++i)
    text += piece;
  return text;
}

TEST(JsonReader, BuildsEveryKindOfValue) {
  const Result<Json> json =
      parse(R"( {"text": "造\u4e91😀", "list": [1, -2, 2.5, true, false, null, {}, []], "deep": {"a": {"b": [[3]]}}} )");
  ASSERT_TRUE(json) << json.error().text();
  EXPECT_EQ(*json, Json::parse(R"({"deep":{"a":{"b":[[3]]}},"list":[1,-2,2.5,true,false,null,{},[]],"text":"造云😀"})"));
}

TEST(JsonReader, ReadsValuesThatAreNoContainers) {
  EXPECT_EQ(*parse("7"), 7);
  EXPECT_EQ(*parse("\"x\""), "x");
  EXPECT_EQ(*parse("null"), nullptr);
}

struct BadText {
  const char* name;
  std::string text;
  const char* inSentence;
};

class BadJson : public ::testing::TestWithParam<BadText> {};

TEST_P(BadJson, IsFileCorruptAndNamesTheFile) {
  const Result<Json> json = parse(GetParam().text);
  ASSERT_FALSE(json);
  EXPECT_EQ(json.error().code, ErrorCode::fileCorrupt);
  EXPECT_NE(json.error().text().find("settings.json"), std::string::npos);
  EXPECT_NE(json.error().text().find(GetParam().inSentence), std::string::npos) << json.error().text();
}

constexpr std::size_t million = 1'000'000;

INSTANTIATE_TEST_SUITE_P(
    JsonReader, BadJson,
    ::testing::Values(
        BadText{"Nothing", "", "not valid JSON"}, BadText{"OnlyBlanks", " \n\t", "not valid JSON"},
        BadText{"CutOff", R"({"a": [1, 2)", "not valid JSON"}, BadText{"CutText", R"({"a": "b)", "not valid JSON"},
        BadText{"BracketBomb", std::string(million, '['), "nested too deeply"},
        BadText{"ObjectBomb", repeated("{\"a\":", million), "nested too deeply"},
        BadText{"ClosedBracketBomb", std::string(million, '[') + std::string(million, ']'), "nested too deeply"},
        BadText{"EqualKeys", R"({"a": 1, "b": 2, "a": 1})", "names a twice"},
        BadText{"EqualKeysOnceEscaped", R"({"a": 1, "\u0061": 2})", "names a twice"},
        BadText{"EqualKeysInside", R"([{"x": {"k": 1, "k": null}}])", "names k twice"},
        BadText{"NotANumber", R"({"a": NaN})", "not valid JSON"},
        BadText{"Infinity", R"({"a": Infinity})", "not valid JSON"},
        BadText{"NumberBeyondDouble", R"({"a": 1e999})", "not valid JSON"},
        BadText{"HexadecimalNumber", R"({"a": 0x10})", "not valid JSON"},
        BadText{"LeadingZero", R"({"a": 01})", "not valid JSON"}, BadText{"PlusSign", R"({"a": +1})", "not valid JSON"},
        BadText{"TrailingComma", R"({"a": 1,})", "not valid JSON"}, BadText{"Comment", "{} // all", "not valid JSON"},
        BadText{"SingleQuotes", "{'a': 1}", "not valid JSON"}, BadText{"SecondValue", "{} {}", "not valid JSON"},
        BadText{"Garbage", R"({"a": 1}x)", "not valid JSON"},
        BadText{"NulAndMore", std::string("{\"a\": 1}\0{\"b\": 2}", 17), "not valid JSON"},
        BadText{"OnlyNul", std::string(1, '\0'), "not valid JSON"},
        BadText{"Latin1", "{\"a\": \"caf\xe9\"}", "not UTF-8"},
        BadText{"Overlong", "{\"a\": \"\xc0\xaf\"}", "not UTF-8"},
        BadText{"RawSurrogate", "{\"a\": \"\xed\xa0\x80\"}", "not UTF-8"},
        BadText{"BeyondUnicode", "{\"a\": \"\xf4\x90\x80\x80\"}", "not UTF-8"},
        BadText{"CutCharacter", "{\"a\": \"\xe9\x80", "not UTF-8"},
        BadText{"LoneEscapedSurrogate", R"({"a": "\ud800"})", "not valid JSON"},
        BadText{"RawControlCharacter", "{\"a\": \"\x01\"}", "not valid JSON"}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(JsonReader, KeepsToItsLimitsExactly) {
  const JsonLimits limits = {.maxBytes = 12, .maxDepth = 3, .maxValues = 4};
  EXPECT_TRUE(parse("[[[1]]]", limits));
  EXPECT_EQ(parse("[[[[]]]]", limits).error().sentence, "The file %1 is nested too deeply to be what it should be.");
  EXPECT_TRUE(parse("[1,2,3]", limits));
  EXPECT_EQ(parse("[1,2,3,4]", limits).error().sentence, "The file %1 is too large to be what it should be.");
  EXPECT_TRUE(parse("\"1234567890\"", limits));
  EXPECT_EQ(parse("\"12345678901\"", limits).error().sentence, "The file %1 is too large to be what it should be.");
}

TEST(JsonReader, RefusesManySmallValuesBeforeTheyFillTheMemory) {
  const Result<Json> json = parse("[" + repeated("[],", 2'000'000) + "0]");
  ASSERT_FALSE(json);
  EXPECT_EQ(json.error().sentence, "The file %1 is too large to be what it should be.");
}

TEST(JsonReader, ReadsFilesAndNamesThemInErrors) {
  const test::TemporaryFolder folder;
  EXPECT_EQ((*readJsonFile(folder.write("good.json", R"({"宽": 512})")))["宽"], 512);
  const std::filesystem::path bad = folder.write("bad.json", "{");
  EXPECT_EQ(readJsonFile(bad).error().arguments.at(0), bad.string());
  EXPECT_EQ(readJsonFile(folder / "none.json").error().code, ErrorCode::fileMissing);
  EXPECT_EQ(readJsonFile(bad, {.maxBytes = 0}).error().code, ErrorCode::fileCorrupt);
}

TEST(JsonNumbers, AreWholeHoweverTheyAreWritten) {
  EXPECT_EQ(jsonInteger(*parse("256")), 256);
  EXPECT_EQ(jsonInteger(*parse("256.0")), 256);
  EXPECT_EQ(jsonInteger(*parse("2.56e2")), 256);
  EXPECT_EQ(jsonInteger(*parse("-1")), -1);
  EXPECT_EQ(jsonInteger(*parse("9223372036854775807")), std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(jsonInteger(*parse("-9223372036854775808")), std::numeric_limits<std::int64_t>::min());
}

TEST(JsonNumbers, RefuseWhatDoesNotFit) {
  EXPECT_FALSE(jsonInteger(*parse("9223372036854775808")));
  EXPECT_FALSE(jsonInteger(*parse("18446744073709551615")));
  EXPECT_FALSE(jsonInteger(*parse("18446744073709551616")));
  EXPECT_FALSE(jsonInteger(*parse("1e300")));
  EXPECT_FALSE(jsonInteger(*parse("256.5")));
  for (const char* text : {"\"256\"", "true", "null", "[256]", "{}"}) {
    EXPECT_FALSE(jsonInteger(*parse(text))) << text;
    EXPECT_FALSE(jsonNumber(*parse(text))) << text;
  }
  EXPECT_FALSE(jsonInteger(Json(std::nan(""))));
  EXPECT_FALSE(jsonNumber(Json(std::nan(""))));
  EXPECT_FALSE(jsonNumber(Json(std::numeric_limits<double>::infinity())));
}

TEST(JsonNumbers, AreRealHoweverTheyAreWritten) {
  EXPECT_EQ(jsonNumber(*parse("3")), 3.0);
  EXPECT_EQ(jsonNumber(*parse("-3")), -3.0);
  EXPECT_EQ(jsonNumber(*parse("1e-6")), 1e-6);
  EXPECT_EQ(jsonNumber(*parse("18446744073709551615")), 18446744073709551615.0);
}

TEST(JsonExcerpt, IsOneShortLineCutBetweenCharacters) {
  EXPECT_EQ(jsonExcerpt(Json::parse("[1,\"a\\nb\"]")), "[1,\"a\\nb\"]");
  // A quotation mark and 19 characters of 3 bytes are 58 bytes; the next would end at 61.
  EXPECT_EQ(jsonExcerpt(Json(repeated("造", 40))), "\"" + repeated("造", 19) + "…");
}

TEST(SpelledNumber, IsTheShortestSpelling) {
  EXPECT_EQ(spelledNumber(20), "20");
  EXPECT_EQ(spelledNumber(-3), "-3");
  EXPECT_EQ(spelledNumber(0.5), "0.5");
  EXPECT_EQ(spelledNumber(0.1), "0.1");
  EXPECT_EQ(spelledNumber(1e-6), "1e-06");
  EXPECT_EQ(spelledNumber(1e300), "1e+300");
  EXPECT_EQ(spelledNumber(std::nan("")), "NaN");
  EXPECT_EQ(spelledNumber(-std::numeric_limits<double>::infinity()), "-infinity");
}

}  // namespace
}  // namespace zaohua
