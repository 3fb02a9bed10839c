// SPDX-License-Identifier: Apache-2.0
#include "text/tokenizer_document.h"

#include <algorithm>
#include <utility>

namespace zaohua {

namespace {

using Json = nlohmann::json;

constexpr std::size_t maxDepth = 16;
constexpr std::size_t maxSettings = 1'000'000;  // values besides the two lists

class DocumentReader : public nlohmann::json_sax<Json> {
 public:
  TokenizerDocument document;
  std::string problem;

  bool null() override { return add(nullptr); }
  bool boolean(bool value) override { return add(value); }
  bool number_integer(std::int64_t value) override { return add(value); }
  bool number_float(double value, const std::string&) override { return add(value); }
  bool binary(Json::binary_t&) override { return refuse("binary data"); }

  bool number_unsigned(std::uint64_t value) override {
    if (m_place != Place::vocabulary)
      return add(value);
    if (value > static_cast<std::uint64_t>(maxTokenId))
      return refuse("the id of " + m_key + " is out of range");
    document.vocabulary.push_back({std::move(m_key), static_cast<std::int32_t>(value)});
    return true;
  }

  bool string(std::string& value) override {
    if (m_place == Place::merges)
      return addLegacyMerge(value);
    if (m_place == Place::mergePair)
      return addMergePart(value);
    return add(std::move(value));
  }

  bool key(std::string& name) override {
    m_key = std::move(name);
    if (m_place == Place::vocabulary)
      return true;
    const auto [member, isNew] = m_open.back()->get_ref<Json::object_t&>().emplace(m_key, nullptr);
    m_member = &member->second;
    return isNew || refuse(m_key + " is there twice");
  }

  bool start_object(std::size_t) override {
    if (isModelMember("vocab") && !document.hasVocabulary) {
      m_place = Place::vocabulary;
      return document.hasVocabulary = true;
    }
    if (m_open.size() == 1 && m_key == "model")
      m_model = m_member;
    return open(Json::object());
  }

  bool start_array(std::size_t) override {
    if (isModelMember("merges") && !document.hasMerges) {
      m_place = Place::merges;
      return document.hasMerges = true;
    }
    if (m_place != Place::merges)
      return open(Json::array());
    m_place = Place::mergePair;
    m_parts = 0;
    document.merges.pairs.push_back({static_cast<std::uint32_t>(document.merges.text.size()), 0, 0});
    return true;
  }

  bool end_object() override { return close(); }

  bool end_array() override {
    if (m_place != Place::mergePair)
      return close();
    m_place = Place::merges;
    return m_parts == 2 || refuseMerge();
  }

  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception& error) override {
    return refuse("byte " + std::to_string(position) + ": " + error.what());
  }

 private:
  enum class Place { settings, vocabulary, merges, mergePair };

  bool refuse(std::string what) {
    problem = std::move(what);
    return false;
  }

  bool refuseMerge() { return refuse("merge " + std::to_string(document.merges.pairs.size() - 1) + " is not a pair"); }

  bool isModelMember(std::string_view name) const {
    return m_place == Place::settings && m_open.size() == 2 && m_open.back() == m_model && m_key == name;
  }

  Json* place(Json value) {
    if (m_open.empty())
      return &(document.settings = std::move(value));
    if (m_open.back()->is_array())
      return &m_open.back()->get_ref<Json::array_t&>().emplace_back(std::move(value));
    *m_member = std::move(value);
    return m_member;
  }

  bool add(Json value) {
    if (m_place != Place::settings)
      return refuse("a value where none belongs, near " + m_key);
    if (++m_values > maxSettings)
      return refuse("too many values");
    place(std::move(value));
    return true;
  }

  bool open(Json container) {
    if (m_place != Place::settings)
      return refuse("a list where none belongs, near " + m_key);
    if (m_open.size() == maxDepth || ++m_values > maxSettings)
      return refuse("too many or too deeply nested values");
    // Pointers stay good: a container only grows while it is the innermost open one.
    m_open.push_back(place(std::move(container)));
    return true;
  }

  bool close() {
    if (m_place == Place::settings)
      m_open.pop_back();
    m_place = Place::settings;
    return true;
  }

  bool addMergePart(const std::string& part) {
    MergeTexts::Pair& pair = document.merges.pairs.back();
    if (++m_parts > 2)
      return refuseMerge();
    (m_parts == 1 ? pair.leftSize : pair.rightSize) = static_cast<std::uint32_t>(part.size());
    document.merges.text += part;
    return true;
  }

  // Older files write a pair as one text, and may keep the heading of the merges.txt that it was copied from.
  bool addLegacyMerge(const std::string& line) {
    if (line.starts_with("#version"))
      return true;
    const std::size_t space = line.find(' ');
    const auto offset = static_cast<std::uint32_t>(document.merges.text.size());
    document.merges.pairs.push_back({offset, 0, 0});
    m_parts = 0;
    if (space == std::string::npos || line.find(' ', space + 1) != std::string::npos)
      return refuseMerge();
    return addMergePart(line.substr(0, space)) && addMergePart(line.substr(space + 1));
  }

  Place m_place = Place::settings;
  std::string m_key;
  std::vector<Json*> m_open;
  Json* m_member = nullptr;
  const Json* m_model = nullptr;
  std::size_t m_values = 0;
  int m_parts = 0;
};

}  // namespace

tl::unexpected<Error> damagedTokenizer(const std::string& name, std::string detail) {
  return failure(ErrorCode::fileCorrupt, "The tokenizer file %1 is damaged. Replace it with the one of the model.",
                 {name}, std::move(detail));
}

Result<TokenizerDocument> readTokenizerDocument(std::string_view json, const std::string& name) {
  // Offsets into the merges are 32 bits wide.
  if (json.size() > maxTokenizerBytes)
    return damagedTokenizer(name, std::to_string(json.size()) + " bytes");
  // The library takes a NUL byte for the end of the text and would not see what follows it.
  if (json.find('\0') != std::string_view::npos)
    return damagedTokenizer(name, "a NUL byte");
  DocumentReader reader;
  if (!Json::sax_parse(json.begin(), json.end(), &reader))
    return damagedTokenizer(name, std::move(reader.problem));
  return std::move(reader.document);
}

}  // namespace zaohua
