// SPDX-License-Identifier: Apache-2.0
#include "text/bpe_tokenizer.h"

#include <gtest/gtest.h>

#include <atomic>
#include <random>
#include <thread>

#include "core/text/tokenizers.h"

namespace zaohua {
namespace {

std::vector<Token> spansOf(const BpeTokenizer& tokenizer, std::string_view text) {
  return valueOrThrow(tokenizer.encodeWithSpans(text));
}

// "12:3 cat" for each token, where the numbers are bytes.
std::vector<std::string> described(const BpeTokenizer& tokenizer, std::string_view text) {
  std::vector<std::string> all;
  for (const Token& token : spansOf(tokenizer, text)) {
    const std::string range = std::to_string(token.begin) + ":" + std::to_string(token.end);
    all.push_back(range + " " + tokenizer.decode(std::span(&token.id, 1)));
  }
  return all;
}

TEST(BpeTokenizer, SaysWhichBytesEachTokenCameFrom) {
  EXPECT_EQ(described(test::qwen2(), "a cat<|im_end|> 1"),
            (std::vector<std::string>{"0:1 a", "1:5  cat", "5:15 <|im_end|>", "15:16  ", "16:17 1"}));
}

TEST(BpeTokenizer, FindsTheWayBackThroughNormalization) {
  // The accent is written apart, three bytes in all; composed, the é has two.
  EXPECT_EQ(described(test::qwen2(), "x cafe\u0301 y"), (std::vector<std::string>{"0:1 x", "1:8  café", "8:10  y"}));
  // One character becomes two, and nobody can say which of their tokens has which of its bytes.
  const std::vector<Token> tokens = spansOf(test::qwen2(), "1\u09582");
  ASSERT_GT(tokens.size(), 3U);
  for (std::size_t i = 1; i + 1 < tokens.size(); ++i) {
    EXPECT_EQ(tokens[i].begin, 1U);
    EXPECT_EQ(tokens[i].end, 4U);
  }
  EXPECT_EQ(tokens.back().begin, 4U);
}

TEST(BpeTokenizer, SpansCoverTheTextInOrder) {
  std::mt19937 random(1);
  const std::vector<std::string> parts = {"a",      " cat",         "é",          "e\u0301",
                                          "\u0344", "中",           "\U0001f468", "\u200d",
                                          "\n",     "\u0301\u0323", "<|im_end|>", "\u1112\u1161\u11ab",
                                          "\u212b", "'s",           "12"};
  for (int round = 0; round < 500; ++round) {
    std::string text;
    for (int i = 0; i < 12; ++i)
      text += parts[random() % parts.size()];
    std::size_t covered = 0;
    std::size_t lastBegin = 0;
    for (const Token& token : spansOf(test::qwen2(), text)) {
      ASSERT_LT(token.begin, token.end);
      ASSERT_LE(token.begin, covered) << "bytes before this token belong to none: " << text;
      ASSERT_GE(token.begin, lastBegin);
      lastBegin = token.begin;
      covered = std::max(covered, token.end);
    }
    ASSERT_EQ(covered, text.size());
  }
}

TEST(BpeTokenizer, DecodesWhatItEncoded) {
  for (const std::string text : {"", "A photo of a cat.", "一只猫 \U0001f408\n\n", "<|im_start|>user\n", "\u0000"}) {
    for (const BpeTokenizer* tokenizer : {&test::qwen2(), &test::compact()})
      EXPECT_EQ(tokenizer->decode(valueOrThrow(tokenizer->encode(text))), text);
  }
}

TEST(BpeTokenizer, ShowsReplacementsForWhatIsNotText) {
  const std::vector<std::int32_t> ids = valueOrThrow(test::qwen2().encode("\U0001d518"));
  ASSERT_EQ(ids.size(), 2U);
  EXPECT_EQ(test::qwen2().decode(std::span(ids).first(1)), "\ufffd");
  EXPECT_EQ(test::qwen2().decode(std::span(ids).last(1)), "\ufffd");
}

TEST(BpeTokenizer, ShowsReplacementsForIdsThatNothingHas) {
  const std::vector<std::int32_t> ids = {-1, 64, 200'000};
  EXPECT_EQ(test::qwen2().decode(ids), "\ufffda\ufffd");
}

TEST(BpeTokenizer, RefusesTextThatIsNotUtf8) {
  for (const std::string text : {"\xff", "a\xc3", "\xed\xa0\x80", "\xc0\x80", "\xf4\x90\x80\x80", "caf\xe9 au lait"}) {
    const auto ids = test::compact().encode(text);
    ASSERT_FALSE(ids);
    EXPECT_EQ(ids.error().code, ErrorCode::invalidRequest);
  }
}

TEST(BpeTokenizer, RefusesTextOfAbsurdLength) {
  const auto ids = test::compact().encode(std::string(BpeTokenizer::maxTextBytes + 1, 'a'));
  ASSERT_FALSE(ids);
  EXPECT_EQ(ids.error().code, ErrorCode::invalidRequest);
}

TEST(BpeTokenizer, KnowsItsLargestId) {
  EXPECT_EQ(test::qwen2().largestId(), 151668);
  EXPECT_EQ(test::compact().largestId(), 6143);
}

TEST(BpeTokenizer, MayBeUsedFromManyThreadsAtOnce) {
  const std::string text = "一只 cat 在 cafe\u0301 的 <|im_end|> don't";
  const std::vector<std::int32_t> expected = valueOrThrow(test::compact().encode(text));
  std::atomic<int> equal = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int round = 0; round < 200; ++round)
        equal += valueOrThrow(test::compact().encode(text)) == expected ? 1 : 0;
    });
  }
  for (std::thread& thread : threads)
    thread.join();
  EXPECT_EQ(equal, 800);
}

TEST(BpeTokenizer, SurvivesBeingMoved) {
  BpeTokenizer first = test::openTokenizer(test::compactFolder);
  const std::vector<std::int32_t> ids = valueOrThrow(first.encode("a red cat <|im_end|>"));
  const BpeTokenizer second = std::move(first);
  EXPECT_EQ(second.decode(ids), "a red cat <|im_end|>");
  EXPECT_EQ(valueOrThrow(second.encode("a red cat <|im_end|>")), ids);
}

}  // namespace
}  // namespace zaohua
