// SPDX-License-Identifier: Apache-2.0
#include "text/prompt_tokenizer.h"

#include <gtest/gtest.h>

#include "core/text/tokenizers.h"
#include "support/temporary_folder.h"

namespace zaohua {
namespace {

using Json = nlohmann::json;

const PromptTokenizer& qwen2() {
  static const PromptTokenizer tokenizer = valueOrThrow(PromptTokenizer::open(test::qwen2Folder));
  return tokenizer;
}

PromptTokens tokensOf(std::string_view prompt) {
  return valueOrThrow(qwen2().tokenize(prompt));
}

std::string repeated(std::string_view text, int times) {
  std::string all;
  while (times-- > 0)
    all += text;
  return all;
}

TEST(PromptTokenizer, OpensBothTokenizersOfTheProgram) {
  EXPECT_EQ(qwen2().padToken(), 151643);
  const Result<PromptTokenizer> compact = PromptTokenizer::open(test::compactFolder);
  ASSERT_TRUE(compact) << compact.error().text();
  EXPECT_EQ(compact->padToken(), 6141);
}

TEST(PromptTokenizer, NeverCutsThePrompt) {
  const PromptTokens tokens = tokensOf(repeated(" cat", 2000));
  EXPECT_EQ(tokens.ids.size(), 2008U);
  EXPECT_EQ(tokens.first(512).size(), 512U);
  EXPECT_EQ(tokens.first(512)[511], tokens.ids[511]);
  EXPECT_EQ(tokens.first(5000).size(), 2008U);
}

TEST(PromptTokenizer, SaysWhereThePromptGoesBeyondTheLimit) {
  // Three tokens stand before the prompt, so 509 of its own are read.
  const std::string prompt = repeated(" cat", 600);
  EXPECT_EQ(tokensOf(prompt).firstByteBeyond(512), 509U * 4);
  EXPECT_EQ(tokensOf(prompt).firstByteBeyond(0), 0U);
  EXPECT_EQ(tokensOf(prompt).firstByteBeyond(3), 0U);
  EXPECT_EQ(tokensOf(prompt).firstByteBeyond(4), 4U);
  EXPECT_EQ(tokensOf(prompt).firstByteBeyond(608), std::nullopt);
}

TEST(PromptTokenizer, DoesNotMindAWholePromptWhoseTemplateIsCut) {
  const PromptTokens tokens = tokensOf(repeated(" cat", 509));
  EXPECT_EQ(tokens.ids.size(), 517U);
  EXPECT_EQ(tokens.firstByteBeyond(512), std::nullopt);
}

TEST(PromptTokenizer, CountsAHalfReadCharacterAsBeyond) {
  // The second character is two tokens: where the limit falls between them, it is lost as a whole.
  const PromptTokens tokens = tokensOf("x\U0001d518");
  ASSERT_EQ(tokens.ids.size(), 3U + 3U + 5U);
  EXPECT_EQ(tokens.firstByteBeyond(4), 1U);
  EXPECT_EQ(tokens.firstByteBeyond(5), 1U);
  EXPECT_EQ(tokens.firstByteBeyond(6), std::nullopt);
}

TEST(PromptTokenizer, RefusesAPromptThatIsNotUtf8) {
  const Result<PromptTokens> tokens = qwen2().tokenize("caf\xe9");
  ASSERT_FALSE(tokens);
  EXPECT_EQ(tokens.error().code, ErrorCode::invalidRequest);
}

// A tokenizer folder around a small tokenizer, to be spoilt.
class TokenizerFolder : public ::testing::Test {
 protected:
  void SetUp() override {
    tokenizer["added_tokens"] =
        Json::array({test::addedToken(257, "<|endoftext|>"), test::addedToken(258, "<|im_end|>")});
    config = Json::parse(test::contentOf(test::compactFolder + "/tokenizer_config.json"));
    config["added_tokens_decoder"] = {{"257", test::addedToken(257, "<|endoftext|>")},
                                      {"258", test::addedToken(258, "<|im_end|>")}};
    config["additional_special_tokens"] = Json::array({"<|im_end|>"});
  }

  Result<PromptTokenizer> open() {
    folder.write("tokenizer.json", tokenizer.dump());
    folder.write("tokenizer_config.json", config.dump());
    return PromptTokenizer::open(folder.path());
  }

  void expectError(ErrorCode code) {
    const Result<PromptTokenizer> opened = open();
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, code) << opened.error().text() << opened.error().detail;
  }

  test::TemporaryFolder folder;
  Json tokenizer = test::smallTokenizer();
  Json config;
};

TEST_F(TokenizerFolder, Opens) {
  const Result<PromptTokenizer> opened = open();
  ASSERT_TRUE(opened) << opened.error().text() << opened.error().detail;
  const PromptTokens tokens = valueOrThrow(opened->tokenize("ab"));
  EXPECT_EQ(tokens.ids[tokens.ids.size() - std::string_view("\n<|im_start|>assistant\n").size() - 1], 258);
}

TEST_F(TokenizerFolder, OpensAsTransformersFiveWritesIt) {
  folder.write("chat_template.jinja", config["chat_template"].get<std::string>());
  config.erase("chat_template");
  config.erase("added_tokens_decoder");
  config.erase("additional_special_tokens");
  config["extra_special_tokens"] = Json::array({"<|im_end|>"});
  config["backend"] = "tokenizers";
  EXPECT_TRUE(open());
}

TEST_F(TokenizerFolder, GoesByTheTemplateFileFirst) {
  folder.write("chat_template.jinja", "{{ messages[0].content | trim }}");
  expectError(ErrorCode::unsupportedModel);
}

TEST_F(TokenizerFolder, TakesTheDefaultOfSeveralTemplates) {
  config["chat_template"] = Json::array({{{"name", "tool_use"}, {"template", "{{ tools }}"}},
                                         {{"name", "default"}, {"template", config["chat_template"]}}});
  EXPECT_TRUE(open());
}

TEST_F(TokenizerFolder, RefusesAFolderWithoutATemplate) {
  config.erase("chat_template");
  expectError(ErrorCode::unsupportedModel);
}

TEST_F(TokenizerFolder, SaysWhichFileIsMissing) {
  folder.write("tokenizer.json", tokenizer.dump());
  const Result<PromptTokenizer> opened = PromptTokenizer::open(folder.path());
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::fileMissing);
  EXPECT_NE(opened.error().text().find("tokenizer_config.json"), std::string::npos);
}

TEST_F(TokenizerFolder, RefusesSettingsThatWouldChangeTheIds) {
  const std::vector<std::pair<std::string, Json>> settings = {
      {"add_prefix_space", true},
      {"split_special_tokens", true},
      {"add_eos_token", true},
      {"truncation_side", "left"},
      {"padding_side", "left"},
      {"tokenizer_class", "T5Tokenizer"},
      {"pad_token", "<|unheard_of|>"},
      {"extra_special_tokens", Json::array({"<|unheard_of|>"})},
      {"added_tokens_decoder", Json::object()},
      {"added_tokens_decoder", {{"257", test::addedToken(257, "<|endoftext|>")}}},
      {"chat_template", 7},
      {"chat_template", Json::array({{{"name", "tool_use"}, {"template", "{{ tools }}"}}})},
  };
  const Json good = config;
  for (const auto& [key, value] : settings) {
    SCOPED_TRACE(key + " " + value.dump());
    config = good;
    config[key] = value;
    expectError(ErrorCode::unsupportedModel);
  }
}

TEST_F(TokenizerFolder, RefusesAddedTokensThatTheTwoFilesDescribeDifferently) {
  const Json good = config;
  for (const char* option : {"lstrip", "rstrip", "single_word", "normalized"}) {
    SCOPED_TRACE(option);
    config = good;
    config["added_tokens_decoder"]["257"][option] = true;
    expectError(ErrorCode::unsupportedModel);
  }
}

TEST_F(TokenizerFolder, RefusesAClassThatSplitsInAnotherWayThanTheFile) {
  tokenizer["normalizer"] = nullptr;
  expectError(ErrorCode::unsupportedModel);
  config["tokenizer_class"] = "PreTrainedTokenizerFast";
  EXPECT_TRUE(open());
}

TEST_F(TokenizerFolder, CallsADamagedConfigurationDamaged) {
  const std::vector<std::pair<std::string, Json>> settings = {
      {"pad_token", 7}, {"additional_special_tokens", "x"}, {"added_tokens_decoder", 1}, {"eos_token", Json::array()}};
  const Json good = config;
  for (const auto& [key, value] : settings) {
    SCOPED_TRACE(key);
    config = good;
    config[key] = value;
    expectError(ErrorCode::fileCorrupt);
  }
  config = Json::array();
  expectError(ErrorCode::fileCorrupt);
}

}  // namespace
}  // namespace zaohua
