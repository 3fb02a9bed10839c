// SPDX-License-Identifier: Apache-2.0
// The same ids as the reference tokenizer, from fixtures that tools/reference/make_tokenizer_fixtures.py describes.
#include <gtest/gtest.h>

#include <charconv>

#include "core/text/tokenizers.h"
#include "text/prompt_tokenizer.h"

namespace zaohua {
namespace {

using test::dataFolder;
using test::hashOf;
using Json = nlohmann::json;

std::vector<std::int32_t> idsOf(const BpeTokenizer& tokenizer, std::string_view text) {
  return valueOrThrow(tokenizer.encode(text));
}

TEST(Reference, GivesTheIdsOfEveryVector) {
  const PromptTokenizer tokenizer = valueOrThrow(PromptTokenizer::open(test::qwen2Folder));
  const Json vectors = Json::parse(test::contentOf(dataFolder + "/tokenizer_vectors.json"));
  ASSERT_EQ(vectors.size(), 35U);
  for (const Json& vector : vectors) {
    const auto prompt = vector["s"].get<std::string>();
    const PromptTokens tokens = valueOrThrow(tokenizer.tokenize(prompt));
    EXPECT_EQ(tokens.ids, vector["ids"].get<std::vector<std::int32_t>>()) << vector["s"];
    EXPECT_EQ(tokens.ids.size(), vector["n"].get<std::size_t>());
  }
}

class LineFixture {
 public:
  explicit LineFixture(std::string content) : m_content(std::move(content)), m_position(4) {}

  bool hasMagic() const { return m_content.starts_with("ZHTL"); }
  std::uint64_t fixed(int bytes) {
    std::uint64_t number = 0;
    for (int i = 0; i < bytes; ++i)
      number |= static_cast<std::uint64_t>(nextByte()) << (8 * i);
    return number;
  }
  std::size_t varint() {
    std::size_t number = 0;
    for (unsigned shift = 0;; shift += 7) {
      const unsigned char byte = nextByte();
      number |= static_cast<std::size_t>(byte & 0x7fU) << shift;
      if (byte < 0x80)
        return number;
    }
  }
  std::string_view text() {
    const std::size_t size = varint();
    m_position += size;
    return std::string_view(m_content).substr(m_position - size, size);
  }
  bool atEnd() const { return m_position == m_content.size(); }

 private:
  unsigned char nextByte() { return static_cast<unsigned char>(m_content.at(m_position++)); }

  std::string m_content;
  std::size_t m_position = 0;
};

TEST(Reference, GivesTheIdsOfTwentyThousandRandomLines) {
  LineFixture fixture(test::contentOf(dataFolder + "/tokenizer_lines.bin"));
  ASSERT_TRUE(fixture.hasMagic());
  const std::uint64_t lines = fixture.fixed(4);
  ASSERT_EQ(lines, 20'000U);
  for (std::uint64_t i = 0; i < lines; ++i) {
    const std::string_view line = fixture.text();
    for (const BpeTokenizer* tokenizer : {&test::qwen2(), &test::compact()}) {
      const std::vector<std::int32_t> ids = idsOf(*tokenizer, line);
      const std::size_t count = fixture.varint();
      const std::uint64_t hash = fixture.fixed(8);
      ASSERT_TRUE(ids.size() == count && hashOf(ids) == hash)
          << "line " << i << ", " << Json(line) << ": " << Json(ids) << " instead of " << count << " ids";
    }
  }
  EXPECT_TRUE(fixture.atEnd());
}

// What takes quadratic time, or a stack frame a character, does not end here.
void expectIdsOfMillionByteTexts(const BpeTokenizer& tokenizer, const char* name) {
  const Json cases = Json::parse(test::contentOf(dataFolder + "/tokenizer_long.json"));
  ASSERT_FALSE(cases.empty());
  for (const Json& item : cases) {
    std::string text;
    for (auto times = item["times"].get<int>(); times > 0; --times)
      text += item["unit"].get_ref<const std::string&>();
    text += 'x';
    const std::vector<std::int32_t> ids = idsOf(tokenizer, text);
    const auto& expected = item[name]["hash"].get_ref<const std::string&>();
    std::uint64_t hash = 0;
    std::from_chars(expected.data(), expected.data() + expected.size(), hash, 16);
    EXPECT_EQ(ids.size(), item[name]["count"].get<std::size_t>()) << item["unit"];
    EXPECT_EQ(hashOf(ids), hash) << item["unit"];
  }
}

TEST(Reference, GivesTheIdsOfMillionByteTextsInQwen2) {
  expectIdsOfMillionByteTexts(test::qwen2(), "qwen2");
}

TEST(Reference, GivesTheIdsOfMillionByteTextsInTheCompactTokenizer) {
  expectIdsOfMillionByteTexts(test::compact(), "compact");
}

TEST(Reference, GivesTheIdsOfSmallTokenizersWithOtherSettings) {
  const Json variants = Json::parse(test::contentOf(dataFolder + "/tokenizer_variants.json"));
  ASSERT_EQ(variants.size(), 11U);
  for (const Json& variant : variants) {
    Result<TokenizerModel> model = readTokenizerJson(variant["tokenizer"].dump(), "tokenizer.json");
    ASSERT_TRUE(model) << variant["name"] << model.error().text() << model.error().detail;
    const BpeTokenizer tokenizer(std::move(*model));
    for (const Json& item : variant["cases"]) {
      EXPECT_EQ(idsOf(tokenizer, item["text"].get_ref<const std::string&>()),
                item["ids"].get<std::vector<std::int32_t>>())
          << variant["name"] << ": " << item["text"];
    }
  }
}

}  // namespace
}  // namespace zaohua
