// SPDX-License-Identifier: Apache-2.0
#include "text/tokenizer_json.h"

#include <gtest/gtest.h>

#include <functional>

#include "core/text/tokenizers.h"

namespace zaohua {
namespace {

using Json = nlohmann::json;
using Spoil = std::function<void(Json&)>;

Result<TokenizerModel> readSpoilt(const Spoil& spoil) {
  Json tokenizer = test::smallTokenizer();
  spoil(tokenizer);
  return readTokenizerJson(tokenizer.dump(), "tokenizer.json");
}

void setMerges(Json& file, const std::vector<Json>& merges) {
  file["model"]["merges"] = merges;
}

void setAddedTokens(Json& file, const std::vector<Json>& tokens) {
  file["added_tokens"] = tokens;
}

TEST(TokenizerJson, ReadsBothTokenizersOfTheProgram) {
  for (const auto& [folder, tokens, merges, added] :
       {std::tuple(test::qwen2Folder, 151'643U, 151'387U, 26U), std::tuple(test::compactFolder, 6141U, 5885U, 3U)}) {
    const Result<TokenizerModel> model = readTokenizerJson(test::contentOf(folder + "/tokenizer.json"), folder);
    ASSERT_TRUE(model) << model.error().text();
    EXPECT_EQ(model->vocabulary.size(), tokens);
    EXPECT_EQ(model->merges.size(), merges);
    EXPECT_EQ(model->addedTokens.size(), added);
    EXPECT_TRUE(model->normalizesToNfc);
    EXPECT_FALSE(model->ignoresMerges);
    EXPECT_EQ(model->split, SplitPattern::qwen2);
  }
}

TEST(TokenizerJson, AcceptsWhatChangesNothing) {
  const Json bytes = {{"type", "ByteLevel"}, {"add_prefix_space", true}, {"trim_offsets", true}, {"use_regex", true}};
  const Json sequence = {{{"Sequence", {{"id", "A"}, {"type_id", 0}}}}};
  const std::vector<Spoil> harmless = {
      [&](Json& file) { file["post_processor"] = bytes; },
      [&](Json& file) { file["decoder"] = bytes; },
      [&](Json& file) {
        file["post_processor"] = {{"type", "TemplateProcessing"},
                                  {"single", sequence},
                                  {"pair", Json::array()},
                                  {"special_tokens", Json::object()}};
      },
      [](Json& file) { file["model"]["dropout"] = 0.0; },
      [](Json& file) { file["model"]["end_of_word_suffix"] = ""; },
      [](Json& file) { file["model"]["fuse_unk"] = true; },
      [](Json& file) { file["model"]["unk_token"] = "ab"; },
      [](Json& file) { file["model"].erase("type"); },
      [](Json& file) { file["model"].erase("ignore_merges"); },
      [](Json& file) { file.erase("added_tokens"); },
      [](Json& file) { file["model"]["merges"] = Json::array(); },
      [](Json& file) { file["model"]["vocab"]["never made of bytes \u4e2d"] = 300; },
  };
  for (std::size_t i = 0; i < harmless.size(); ++i) {
    const Result<TokenizerModel> model = readSpoilt(harmless[i]);
    EXPECT_TRUE(model) << i << ": " << model.error().text() << model.error().detail;
  }
}

struct Refusal {
  std::string named;  // must be in the sentence
  Spoil spoil;
};

TEST(TokenizerJson, RefusesByNameWhatItDoesNotSupport) {
  const auto splitStep = [](Json& file) -> Json& { return file["pre_tokenizer"]["pretokenizers"][0]; };
  const auto byteStep = [](Json& file) -> Json& { return file["pre_tokenizer"]["pretokenizers"][1]; };
  const auto addTokenWith = [](Json& file, std::string_view content, const char* option) {
    Json token = test::addedToken(257, content);
    token[option] = true;
    setAddedTokens(file, {token});
  };
  const std::vector<Refusal> refusals = {
      {"version", [](Json& file) { file["version"] = "2.0"; }},
      {"truncation",
       [](Json& file) {
         file["truncation"] = {{"max_length", 512}};
       }},
      {"padding",
       [](Json& file) {
         file["padding"] = {{"length", 512}};
       }},
      {"surprise", [](Json& file) { file["surprise"] = 1; }},
      {"NFKC",
       [](Json& file) {
         file["normalizer"] = {{"type", "NFKC"}};
       }},
      {"Sequence",
       [](Json& file) {
         file["normalizer"] = {{"type", "Sequence"}, {"normalizers", Json::array()}};
       }},
      {"form", [](Json& file) { file["normalizer"]["form"] = "C"; }},
      {"pre_tokenizer", [](Json& file) { file["pre_tokenizer"] = nullptr; }},
      {"pre_tokenizer", [](Json& file) { file["pre_tokenizer"]["pretokenizers"] = Json::array(); }},
      {"pre_tokenizer", [](Json& file) { file["pre_tokenizer"]["pretokenizers"] = "ByteLevel"; }},
      {"Metaspace",
       [](Json& file) {
         file["pre_tokenizer"] = {{"type", "Metaspace"}};
       }},
      {"Regex",
       [&](Json& file) {
         splitStep(file)["pattern"] = {{"Regex", "\\s+"}};
       }},
      {"String", [&](Json& file) { splitStep(file)["pattern"]["String"] = " "; }},
      {"Removed", [&](Json& file) { splitStep(file)["behavior"] = "Removed"; }},
      {"invert", [&](Json& file) { splitStep(file)["invert"] = true; }},
      {"add_prefix_space", [&](Json& file) { byteStep(file)["add_prefix_space"] = true; }},
      {"use_regex", [&](Json& file) { byteStep(file)["use_regex"] = true; }},
      {"use_regex", [&](Json& file) { file["pre_tokenizer"] = Json(byteStep(file)); }},
      {"BertProcessing",
       [](Json& file) {
         file["post_processor"] = {{"type", "BertProcessing"}};
       }},
      {"single",
       [](Json& file) {
         file["post_processor"] = {{"type", "TemplateProcessing"}, {"single", Json::array()}};
       }},
      {"WordPiece",
       [](Json& file) {
         file["decoder"] = {{"type", "WordPiece"}};
       }},
      {"Unigram",
       [](Json& file) {
         file["model"] = {{"type", "Unigram"}, {"vocab", Json::array({Json::array({"a", -1.5})})}};
       }},
      {"dropout", [](Json& file) { file["model"]["dropout"] = 0.1; }},
      {"byte_fallback", [](Json& file) { file["model"]["byte_fallback"] = true; }},
      {"continuing_subword_prefix", [](Json& file) { file["model"]["continuing_subword_prefix"] = "##"; }},
      {"end_of_word_suffix", [](Json& file) { file["model"]["end_of_word_suffix"] = "</w>"; }},
      {"unk_token",
       [](Json& file) {
         file["model"]["unk_token"] = "ab";
         file["model"]["vocab"].erase("z");
       }},
      {"cache_size", [](Json& file) { file["model"]["cache_size"] = 7; }},
      {"lstrip", [&](Json& file) { addTokenWith(file, "<x>", "lstrip"); }},
      {"rstrip", [&](Json& file) { addTokenWith(file, "<x>", "rstrip"); }},
      {"single_word", [&](Json& file) { addTokenWith(file, "<x>", "single_word"); }},
      {"content", [&](Json& file) { addTokenWith(file, "e\u0301", "normalized"); }},
      {"nonsense", [&](Json& file) { addTokenWith(file, "<x>", "nonsense"); }},
  };
  for (std::size_t i = 0; i < refusals.size(); ++i) {
    SCOPED_TRACE(std::to_string(i) + " " + refusals[i].named);
    const Result<TokenizerModel> model = readSpoilt(refusals[i].spoil);
    ASSERT_FALSE(model);
    EXPECT_EQ(model.error().code, ErrorCode::unsupportedModel);
    EXPECT_NE(model.error().text().find(refusals[i].named), std::string::npos) << model.error().text();
  }
}

struct Damage {
  std::string found;  // must be in the sentence or in its detail
  Spoil spoil;
};

TEST(TokenizerJson, CallsContradictionsDamage) {
  const std::vector<Damage> damages = {
      {"model.vocab", [](Json& file) { file.erase("model"); }},
      {"model", [](Json& file) { file["model"] = "BPE"; }},
      {"model.vocab", [](Json& file) { file["model"].erase("vocab"); }},
      {"model.vocab", [](Json& file) { file["model"]["vocab"] = Json::array({"a"}); }},
      {"model.merges", [](Json& file) { file["model"].erase("merges"); }},
      {"model.merges", [](Json& file) { file["model"]["merges"] = Json::object(); }},
      {"near ab", [](Json& file) { file["model"]["vocab"]["ab"] = "256"; }},
      {"near ab", [](Json& file) { file["model"]["vocab"]["ab"] = -1; }},
      {"near ab", [](Json& file) { file["model"]["vocab"]["ab"] = 1.5; }},
      {"near ab", [](Json& file) { file["model"]["vocab"]["ab"] = Json::array(); }},
      {"near ab", [](Json& file) { file["model"]["vocab"]["ab"] = Json::object(); }},
      {"near ab", [](Json& file) { file["model"]["vocab"]["ab"] = nullptr; }},
      {"out of range", [](Json& file) { file["model"]["vocab"]["ab"] = maxTokenId + 1; }},
      {"out of range", [](Json& file) { file["model"]["vocab"]["ab"] = ~std::uint64_t{0}; }},
      {"id 97 is there twice", [](Json& file) { file["model"]["vocab"]["ab"] = 97; }},
      {"merge 1, of a and xyz",
       [](Json& file) {
         setMerges(file, {test::mergeOf("a", "b"), test::mergeOf("a", "xyz")});
       }},
      {"merge 0, of b and a", [](Json& file) { setMerges(file, {test::mergeOf("b", "a")}); }},
      {"merge 0 is not a pair", [](Json& file) { setMerges(file, {Json::array({"ab"})}); }},
      {"merge 0 is not a pair",
       [](Json& file) {
         setMerges(file, {Json::array({"a", "b", ""})});
       }},
      {"merge 0 is not a pair", [](Json& file) { setMerges(file, {"ab"}); }},
      {"merge 0 is not a pair", [](Json& file) { setMerges(file, {"a b "}); }},
      {"where none belongs", [](Json& file) { setMerges(file, {test::mergeOf(1, 2)}); }},
      {"where none belongs", [](Json& file) { setMerges(file, {test::mergeOf("a", Json::array({"b"}))}); }},
      {"where none belongs",
       [](Json& file) {
         setMerges(file, {test::mergeOf("a", {{"b", 1}})});
       }},
      {"where none belongs", [](Json& file) { setMerges(file, {nullptr}); }},
      {"added_tokens", [](Json& file) { file["added_tokens"] = "<x>"; }},
      {"object", [](Json& file) { setAddedTokens(file, {"<x>"}); }},
      {"id",
       [](Json& file) {
         setAddedTokens(file, {{{"content", "<x>"}}});
       }},
      {"id", [](Json& file) { setAddedTokens(file, {test::addedToken(-1, "<x>")}); }},
      {"0 bytes", [](Json& file) { setAddedTokens(file, {test::addedToken(257, "")}); }},
      {"1025 bytes",
       [](Json& file) { setAddedTokens(file, {test::addedToken(257, std::string(maxAddedTokenBytes + 1, 'x'))}); }},
      {"<x> is there twice",
       [](Json& file) {
         setAddedTokens(file, {test::addedToken(257, "<x>"), test::addedToken(258, "<x>")});
       }},
      {"says 257", [](Json& file) { setAddedTokens(file, {test::addedToken(97, "<x>")}); }},
      {"says 257", [](Json& file) { setAddedTokens(file, {test::addedToken(258, "<x>")}); }},
      {"says 256", [](Json& file) { setAddedTokens(file, {test::addedToken(257, "ab")}); }},
      {"normalizer", [](Json& file) { file["normalizer"] = "NFC"; }},
      {"ignore_merges", [](Json& file) { file["model"]["ignore_merges"] = 1; }},
  };
  for (std::size_t i = 0; i < damages.size(); ++i) {
    SCOPED_TRACE(std::to_string(i) + " " + damages[i].found);
    const Result<TokenizerModel> model = readSpoilt(damages[i].spoil);
    ASSERT_FALSE(model);
    EXPECT_EQ(model.error().code, ErrorCode::fileCorrupt) << model.error().text();
    const std::string said = model.error().text() + model.error().detail;
    EXPECT_NE(said.find(damages[i].found), std::string::npos) << said;
  }
}

TEST(TokenizerJson, CallsBrokenTextDamage) {
  const std::string good = test::smallTokenizer().dump();
  ASSERT_TRUE(readTokenizerJson(good, "tokenizer.json"));
  const auto with = [&good](std::string_view old, std::string_view replacement) {
    std::string text = good;
    return text.replace(text.find(old), old.size(), replacement);
  };
  const std::string deep(100'000, '[');
  const std::vector<std::string> broken = {
      "",
      "null",
      "[]",
      "[[{\"model\":{\"vocab\":{}}}]]",
      "{",
      good + "}",
      good + std::string(1, '\0'),
      deep,
      with("\"added_tokens\":[]", "\"added_tokens\":" + deep),
      with("\"truncation\":null", "\"truncation\":1e999"),
      with("\"ab\":256", "\"ab\":256,\"ab\":257"),
      with("\"ab\":256", "\"ab\":256,\"\\u0061b\":257"),
      with("\"ab\":256", "\"ab\":{\"ab\":256}"),
      with("\"ab\":256", "\"\xff\":256"),
      with("\"ab\":256", "\"\\ud800\":256"),
      with("\"merges\":", "\"merges\":[],\"merges\":"),
      with("\"vocab\":", "\"vocab\":{},\"vocab\":"),
      with("\"normalizer\":", "\"normalizer\":null,\"normalizer\":"),
  };
  for (const std::string& text : broken) {
    SCOPED_TRACE(text.substr(0, 60));
    const Result<TokenizerModel> model = readTokenizerJson(text, "tokenizer.json");
    ASSERT_FALSE(model);
    EXPECT_EQ(model.error().code, ErrorCode::fileCorrupt) << model.error().text();
  }
}

TEST(TokenizerJson, CallsEveryTruncationDamage) {
  const std::string good = test::smallTokenizer().dump();
  for (std::size_t size = 0; size < good.size(); ++size) {
    const Result<TokenizerModel> model = readTokenizerJson(std::string_view(good).substr(0, size), "tokenizer.json");
    ASSERT_FALSE(model) << size;
    ASSERT_EQ(model.error().code, ErrorCode::fileCorrupt);
  }
}

TEST(TokenizerJson, RefusesAFileOfAbsurdSize) {
  const Result<TokenizerModel> model = readTokenizerJson(std::string(maxTokenizerBytes + 1, ' '), "tokenizer.json");
  ASSERT_FALSE(model);
  EXPECT_EQ(model.error().code, ErrorCode::fileCorrupt);
}

TEST(TokenizerJson, SaysWhichFileIsMeantInOneSentence) {
  const Result<TokenizerModel> model = readTokenizerJson("{", "folder/tokenizer.json");
  ASSERT_FALSE(model);
  EXPECT_NE(model.error().text().find("folder/tokenizer.json"), std::string::npos);
  EXPECT_FALSE(model.error().detail.empty());
}

}  // namespace
}  // namespace zaohua
