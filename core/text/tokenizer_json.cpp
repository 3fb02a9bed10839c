// SPDX-License-Identifier: Apache-2.0
#include "text/tokenizer_json.h"

#include <bit>
#include <functional>
#include <optional>
#include <set>
#include <utility>

#include "base/config_reader.h"
#include "text/byte_alphabet.h"
#include "text/nfc.h"
#include "text/tokenizer_document.h"

namespace zaohua {

namespace {

using Json = nlohmann::json;

// Finds vocabulary entries by their text. Holds places instead of copies of the texts, which halves the time that
// opening a tokenizer takes.
class VocabularyIndex {
 public:
  explicit VocabularyIndex(const std::vector<VocabularyEntry>& entries)
      : m_entries(entries), m_slots(std::bit_ceil(2 * entries.size() + 1), empty) {}

  // False: the text of this entry is there already.
  bool insert(std::uint32_t place) {
    std::uint32_t& slot = m_slots[find(m_entries[place].text)];
    return slot == empty && (slot = place) == place;
  }

  std::optional<std::int32_t> idOf(std::string_view text) const {
    const std::uint32_t place = m_slots[find(text)];
    return place == empty ? std::nullopt : std::optional(m_entries[place].id);
  }

 private:
  static constexpr std::uint32_t empty = ~0U;

  std::size_t find(std::string_view text) const {
    const std::size_t mask = m_slots.size() - 1;
    std::size_t slot = std::hash<std::string_view>{}(text)&mask;
    while (m_slots[slot] != empty && m_entries[m_slots[slot]].text != text)
      slot = (slot + 1) & mask;
    return slot;
  }

  const std::vector<VocabularyEntry>& m_entries;
  std::vector<std::uint32_t> m_slots;
};

class TokenizerReader {
 public:
  TokenizerReader(TokenizerDocument document, const std::string& name)
      : m_document(std::move(document)), m_name(name), m_index(m_document.vocabulary) {}

  Result<TokenizerModel> read() {
    // Settings first: of another kind of tokenizer a person should hear the name, not that it is damaged.
    for (const auto step : {&TokenizerReader::readSettings, &TokenizerReader::readVocabulary,
                            &TokenizerReader::readMerges, &TokenizerReader::readAddedTokens}) {
      if (Result<void> done = (this->*step)(); !done)
        return failure(std::move(done.error()));
    }
    m_model.vocabulary = std::move(m_document.vocabulary);
    return std::move(m_model);
  }

 private:
  Result<void> readVocabulary();
  Result<void> readMerges();
  Result<void> readSettings();
  void readModel(ConfigReader model);
  void readPostProcessor(ConfigReader processor, const Json& json);
  Result<void> readSplit();
  Result<void> readSplitStep(const Json& step);
  Result<void> readAddedTokens();
  Result<AddedToken> readAddedToken(const Json& json) const;

  bool takeId(std::int32_t id) {
    const bool isFree = !m_idTaken[static_cast<std::size_t>(id)];
    m_idTaken[static_cast<std::size_t>(id)] = true;
    return isFree;
  }

  const Json& setting(const char* key) const {
    static const Json null;
    const auto place = m_document.settings.find(key);
    return place == m_document.settings.end() ? null : *place;
  }

  TokenizerDocument m_document;
  const std::string& m_name;
  VocabularyIndex m_index;
  std::vector<bool> m_idTaken = std::vector<bool>(maxTokenId + 1);
  TokenizerModel m_model;
};

Result<void> TokenizerReader::readVocabulary() {
  if (!m_document.hasVocabulary || !m_document.hasMerges)
    return damagedTokenizer(m_name, "model.vocab or model.merges is missing or is not a list of the right kind");
  for (std::uint32_t place = 0; place < m_document.vocabulary.size(); ++place) {
    const VocabularyEntry& entry = m_document.vocabulary[place];
    if (!m_index.insert(place))
      return damagedTokenizer(m_name, "the token " + entry.text + " is there twice");
    if (!takeId(entry.id))
      return damagedTokenizer(m_name, "the id " + std::to_string(entry.id) + " is there twice");
  }
  return {};
}

Result<void> TokenizerReader::readMerges() {
  const MergeTexts& merges = m_document.merges;
  m_model.merges.reserve(merges.pairs.size());
  for (const MergeTexts::Pair& pair : merges.pairs) {
    const auto left = m_index.idOf(merges.left(pair));
    const auto right = m_index.idOf(merges.right(pair));
    const auto result = m_index.idOf(merges.both(pair));
    if (!left || !right || !result) {
      return damagedTokenizer(m_name, "merge " + std::to_string(m_model.merges.size()) + ", of " +
                                          std::string(merges.left(pair)) + " and " + std::string(merges.right(pair)) +
                                          ", needs a token that the vocabulary lacks");
    }
    m_model.merges.push_back({*left, *right, *result});
  }
  m_document.merges = {};
  return {};
}

Result<void> TokenizerReader::readSettings() {
  ConfigReader file(m_document.settings, m_name);
  file.expectTextOr("version", "1.0", {"1.0"});
  file.expectAbsentOrNullOrFalse("truncation");
  file.expectAbsentOrNullOrFalse("padding");
  file.ignore({"added_tokens", "normalizer", "pre_tokenizer", "post_processor", "decoder"});  // read below
  if (file.has("normalizer")) {
    file.section("normalizer").expectText("type", {"NFC"});
    m_model.normalizesToNfc = true;
  }
  // Decoding is for the eye only.
  if (file.has("decoder")) {
    ConfigReader decoder = file.section("decoder");
    decoder.expectText("type", {"ByteLevel"});
    decoder.ignore({"add_prefix_space", "trim_offsets", "use_regex"});
  }
  if (file.has("post_processor"))
    readPostProcessor(file.section("post_processor"), setting("post_processor"));
  readModel(file.section("model"));
  if (Result<void> read = file.finish(); !read)
    return read;
  return readSplit();
}

void TokenizerReader::readModel(ConfigReader model) {
  model.expectTextOr("type", "BPE", {"BPE"});
  model.ignore({"vocab", "merges", "fuse_unk"});
  model.expectBooleanOr("byte_fallback", false, false);
  m_model.ignoresMerges = model.booleanOr("ignore_merges", false);
  if (model.numberOr("dropout", 0, 0, 1) != 0)
    model.refuse("dropout");
  for (const char* affix : {"continuing_subword_prefix", "end_of_word_suffix"}) {
    if (!model.textOr(affix, "").empty())
      model.refuse(affix);
  }
  // Where every byte has a token nothing is unknown.
  if (!model.textOr("unk_token", "").empty()) {
    std::size_t bytes = 0;
    for (const VocabularyEntry& entry : m_document.vocabulary) {
      const auto text = entry.text.size() <= 2 ? bytesOfAlphabetText(entry.text) : std::nullopt;
      if (text && text->size() == 1)
        ++bytes;
    }
    if (bytes < 256)
      model.refuse("unk_token");
  }
}

void TokenizerReader::readPostProcessor(ConfigReader processor, const Json& json) {
  if (processor.expectText("type", {"ByteLevel", "TemplateProcessing"}) == "ByteLevel") {
    processor.ignore({"add_prefix_space", "trim_offsets", "use_regex"});
    return;
  }
  // transformers writes a template that adds nothing where there is neither a first nor a last token to add.
  processor.ignore({"single", "pair", "special_tokens"});
  const Json whole = Json::array({{{"Sequence", {{"id", "A"}, {"type_id", 0}}}}});
  if (!json.contains("single") || json["single"] != whole)
    processor.refuse("single");
}

Result<void> TokenizerReader::readSplit() {
  std::vector<Json> steps = {setting("pre_tokenizer")};
  if (steps.front().is_object() && steps.front().value("type", Json()) == "Sequence") {
    ConfigReader sequence(steps.front(), m_name);
    sequence.ignore({"type", "pretokenizers"});
    if (Result<void> read = sequence.finish(); !read)
      return read;
    const Json list = steps.front().value("pretokenizers", Json());
    steps = list.is_array() ? list.get<std::vector<Json>>() : std::vector<Json>();
  }
  if (steps.empty() || steps.size() > 2 || !steps.front().is_object()) {
    return failure(ErrorCode::unsupportedModel, "The file %1 has a %2 that this program does not support.",
                   {m_name, "pre_tokenizer"}, setting("pre_tokenizer").dump());
  }
  // GPT-2's pattern is part of the step that turns bytes into letters; another one is a step of its own before it.
  const bool ownSplit = steps.size() == 2;
  m_model.split = ownSplit ? SplitPattern::qwen2 : SplitPattern::gpt2;
  ConfigReader byteLevel(steps.back(), m_name);
  byteLevel.expectText("type", {"ByteLevel"});
  byteLevel.expectBooleanOr("add_prefix_space", true, false);
  byteLevel.expectBooleanOr("use_regex", true, !ownSplit);
  byteLevel.ignore({"trim_offsets"});
  if (Result<void> read = byteLevel.finish(); !read)
    return read;
  return ownSplit ? readSplitStep(steps.front()) : Result<void>();
}

Result<void> TokenizerReader::readSplitStep(const Json& step) {
  ConfigReader split(step, m_name);
  split.expectText("type", {"Split"});
  split.section("pattern").expectText("Regex", {qwen2SplitRegex});
  split.expectText("behavior", {"Isolated"});
  split.expectBooleanOr("invert", false, false);
  return split.finish();
}

Result<void> TokenizerReader::readAddedTokens() {
  const Json& list = setting("added_tokens");
  if (list.is_null())
    return {};
  if (!list.is_array())
    return damagedTokenizer(m_name, "added_tokens is not a list");
  // The reference numbers new tokens itself, whatever the file says.
  auto nextId = static_cast<std::int32_t>(m_document.vocabulary.size());
  std::set<std::string> texts;
  for (const Json& json : list) {
    Result<AddedToken> token = readAddedToken(json);
    if (!token)
      return failure(std::move(token.error()));
    const auto known = m_index.idOf(token->text);
    const std::int32_t expected = known ? *known : nextId++;
    if (!texts.insert(token->text).second)
      return damagedTokenizer(m_name, "the added token " + token->text + " is there twice");
    if (token->id != expected || (!known && !takeId(expected))) {
      return damagedTokenizer(m_name, "the added token " + token->text + " has the id " + std::to_string(token->id) +
                                          " where its place says " + std::to_string(expected));
    }
    m_model.addedTokens.push_back(std::move(*token));
  }
  return {};
}

Result<AddedToken> TokenizerReader::readAddedToken(const Json& json) const {
  ConfigReader settings(json, m_name);
  AddedToken token;
  token.id = settings.integer("id", 0, maxTokenId);
  token.text = settings.text("content");
  token.normalized = settings.boolean("normalized");
  token.special = settings.boolean("special");
  for (const char* option : {"single_word", "lstrip", "rstrip"}) {
    if (settings.boolean(option))
      settings.refuse(option);
  }
  // Where the text is normalized before the token is looked for, the token would have to be so, too.
  if (token.normalized && normalizeNfc(token.text).text != token.text)
    settings.refuse("content");
  if (Result<void> read = settings.finish(); !read)
    return failure(std::move(read.error()));
  if (token.text.empty() || token.text.size() > maxAddedTokenBytes)
    return damagedTokenizer(m_name, "an added token of " + std::to_string(token.text.size()) + " bytes");
  return token;
}

}  // namespace

Result<TokenizerModel> readTokenizerJson(std::string_view json, const std::string& name) {
  Result<TokenizerDocument> document = readTokenizerDocument(json, name);
  if (!document)
    return failure(std::move(document.error()));
  return TokenizerReader(std::move(*document), name).read();
}

}  // namespace zaohua
