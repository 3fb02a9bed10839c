// SPDX-License-Identifier: Apache-2.0
// The real tokenizer, one of 6,144 entries that the fixtures were made with, and small ones that a test writes itself.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>

#include "base/platform.h"
#include "base/utf8.h"
#include "text/bpe_tokenizer.h"
#include "text/byte_alphabet.h"

namespace zaohua::test {

inline const std::string qwen2Folder = ZAOHUA_RESOURCES "/tokenizers/qwen2";
inline const std::string compactFolder = ZAOHUA_TEST_DATA "/tokenizers/compact";
inline const std::string dataFolder = ZAOHUA_TEST_DATA "/text";

inline std::string contentOf(const std::string& file) {
  return valueOrThrow(readFile(file, maxTokenizerBytes));
}

inline BpeTokenizer openTokenizer(const std::string& folder) {
  const std::string file = folder + "/tokenizer.json";
  return BpeTokenizer(valueOrThrow(readTokenizerJson(contentOf(file), file)));
}

inline const BpeTokenizer& qwen2() {
  static const BpeTokenizer tokenizer = openTokenizer(qwen2Folder);
  return tokenizer;
}

inline const BpeTokenizer& compact() {
  static const BpeTokenizer tokenizer = openTokenizer(compactFolder);
  return tokenizer;
}

// FNV-1a over the ids as little-endian 32-bit numbers, as in the fixtures.
inline std::uint64_t hashOf(std::span<const std::int32_t> ids) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const std::int32_t id : ids) {
    for (unsigned shift = 0; shift < 32; shift += 8)
      hash = (hash ^ ((static_cast<std::uint32_t>(id) >> shift) & 0xffU)) * 0x100000001b3;
  }
  return hash;
}

// Braces alone would make an object of a list of pairs of texts.
inline nlohmann::json mergeOf(const nlohmann::json& left, const nlohmann::json& right) {
  return nlohmann::json::array({left, right});
}

// A whole tokenizer.json: one token for every byte, and "ab" of the only merge (id 256).
inline nlohmann::json smallTokenizer() {
  nlohmann::json vocabulary;
  for (char32_t character = 0; character < 0x200; ++character) {
    std::string text;
    appendUtf8(text, character);
    if (const auto byte = byteOfCharacter(character))
      vocabulary[text] = *byte;
  }
  vocabulary["ab"] = 256;
  const nlohmann::json split = {
      {"type", "Split"}, {"pattern", {{"Regex", qwen2SplitRegex}}}, {"behavior", "Isolated"}, {"invert", false}};
  const nlohmann::json byteLevel = {
      {"type", "ByteLevel"}, {"add_prefix_space", false}, {"trim_offsets", false}, {"use_regex", false}};
  return {{"version", "1.0"},
          {"truncation", nullptr},
          {"padding", nullptr},
          {"added_tokens", nlohmann::json::array()},
          {"normalizer", {{"type", "NFC"}}},
          {"pre_tokenizer", {{"type", "Sequence"}, {"pretokenizers", {split, byteLevel}}}},
          {"post_processor", nullptr},
          {"decoder", nullptr},
          {"model",
           {{"type", "BPE"},
            {"dropout", nullptr},
            {"unk_token", nullptr},
            {"continuing_subword_prefix", nullptr},
            {"end_of_word_suffix", nullptr},
            {"fuse_unk", false},
            {"byte_fallback", false},
            {"ignore_merges", false},
            {"vocab", vocabulary},
            {"merges", nlohmann::json::array({mergeOf("a", "b")})}}}};
}

inline nlohmann::json addedToken(int id, std::string_view content) {
  return {{"id", id},        {"content", content},  {"single_word", false}, {"lstrip", false},
          {"rstrip", false}, {"normalized", false}, {"special", false}};
}

}  // namespace zaohua::test
