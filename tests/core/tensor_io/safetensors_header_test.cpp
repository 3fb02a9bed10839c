// SPDX-License-Identifier: Apache-2.0
#include "tensor_io/safetensors_header.h"

#include <gtest/gtest.h>

#include "support/forged_file.h"

namespace zaohua {
namespace {

using test::forgedSafetensors;

Result<SafetensorsHeader> parse(const std::string& file) {
  return parseSafetensorsHeader(std::as_bytes(std::span(file)), "weights.safetensors");
}

std::string entry(std::string_view name, std::string_view dtype, std::string_view shape, std::string_view offsets) {
  return "\"" + std::string(name) + "\":{\"dtype\":\"" + std::string(dtype) + "\",\"shape\":" + std::string(shape) +
         ",\"data_offsets\":" + std::string(offsets) + "}";
}

TEST(SafetensorsHeader, ReadsTensorsAndMetadata) {
  const std::string header = "{\"__metadata__\":{\"format\":\"pt\"}," + entry("a", "F32", "[2,3]", "[0,24]") + "," +
                             entry("b", "F8_E4M3", "[4]", "[24,28]") + "," +
                             entry("empty", "BF16", "[0,7]", "[28,28]") + "," +
                             entry("scalar", "I64", "[]", "[28,36]") + "}   ";
  const Result<SafetensorsHeader> parsed = parse(forgedSafetensors(header, 36));
  ASSERT_TRUE(parsed) << parsed.error().text();
  EXPECT_EQ(parsed->metadata.at("format"), "pt");
  ASSERT_EQ(parsed->tensors.size(), 4U);
  const TensorEntry& a = parsed->tensors.at("a");
  EXPECT_EQ(a.dtype, FileDtype::f32);
  EXPECT_EQ(a.shape, (std::vector<std::int64_t>{2, 3}));
  EXPECT_EQ(a.offset, 8 + header.size());
  EXPECT_EQ(a.bytes, 24U);
  EXPECT_EQ(a.elements(), 6);
  EXPECT_EQ(parsed->tensors.at("scalar").elements(), 1);
  EXPECT_EQ(parsed->tensors.at("empty").elements(), 0);
}

struct Forgery {
  const char* name;
  std::string file;
};

class HostileHeader : public ::testing::TestWithParam<Forgery> {};

TEST_P(HostileHeader, IsFileCorrupt) {
  const Result<SafetensorsHeader> parsed = parse(GetParam().file);
  ASSERT_FALSE(parsed);
  EXPECT_EQ(parsed.error().code, ErrorCode::fileCorrupt);
  EXPECT_NE(parsed.error().text().find("weights.safetensors"), std::string::npos);
}

std::string withEntries(const std::string& entries, std::size_t dataBytes = 64) {
  return forgedSafetensors("{" + entries + "}", dataBytes);
}

std::vector<Forgery> forgeries() {
  const std::string good = entry("a", "F32", "[2]", "[0,8]");
  return {
      {"Empty", ""},
      {"ShorterThanTheLength", "1234567"},
      {"LengthBeyondTheFile", forgedSafetensors("{}", 0, 1000)},
      {"LengthOf2To63", forgedSafetensors("{}", 0, std::uint64_t{1} << 63U)},
      {"LengthOfAllOnes", forgedSafetensors("{}", 0, ~std::uint64_t{0})},
      {"NoHeader", forgedSafetensors("", 0)},
      {"NotJson", forgedSafetensors("hello", 0)},
      {"AnArray", forgedSafetensors("[]", 0)},
      {"CutShort", forgedSafetensors("{\"a\":{\"dtype\":\"F32\"", 0)},
      {"SomethingBehind", forgedSafetensors("{}{}", 0)},
      {"NotUtf8", forgedSafetensors("{\"\xff\":{}}", 0)},
      {"DeepNesting", forgedSafetensors("{\"a\":" + std::string(100000, '['), 0)},
      {"DeepObjects", forgedSafetensors(
                          [] {
                            std::string text;
                            for (int i = 0; i < 50000; ++i)
                              text += "{\"a\":";
                            return text;
                          }(),
                          0)},
      {"DuplicateName", withEntries(good + "," + good)},
      {"DuplicateField",
       withEntries("\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}")},
      {"UnknownField", withEntries("\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8],\"x\":1}")},
      {"UnknownDtype", withEntries(entry("a", "F31", "[2]", "[0,8]"))},
      {"MissingShape", withEntries("\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,8]}")},
      {"NegativeOffset", withEntries(entry("a", "F32", "[2]", "[-8,0]"))},
      {"NegativeSize", withEntries(entry("a", "F32", "[-2]", "[0,8]"))},
      {"FractionalSize", withEntries(entry("a", "F32", "[2.5]", "[0,8]"))},
      {"OffsetsReversed", withEntries(entry("a", "F32", "[2]", "[8,0]"))},
      {"OneOffset", withEntries(entry("a", "F32", "[2]", "[8]"))},
      {"ThreeOffsets", withEntries(entry("a", "F32", "[2]", "[0,8,16]"))},
      {"BeyondTheEnd", withEntries(entry("a", "F32", "[2]", "[60,68]"))},
      {"ShapeDoesNotFit", withEntries(entry("a", "F32", "[3]", "[0,8]"))},
      {"SizeOf2To63", withEntries(entry("a", "F32", "[9223372036854775808]", "[0,8]"))},
      {"SizeOf2To64", withEntries(entry("a", "F32", "[18446744073709551616]", "[0,8]"))},
      {"ProductOverflows", withEntries(entry("a", "F32", "[4294967296,4294967296,4294967296]", "[0,0]"))},
      {"OffsetsOverflow", withEntries(entry("a", "F32", "[2]", "[18446744073709551608,18446744073709551615]"))},
      {"Overlapping", withEntries(entry("a", "F32", "[4]", "[0,16]") + "," + entry("b", "F32", "[2]", "[12,20]"))},
      {"TooManyDimensions", withEntries(entry("a", "F32", "[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,2]", "[0,8]"))},
      {"MetadataNotText", withEntries("\"__metadata__\":{\"a\":1}")},
      {"MetadataTwice", withEntries("\"__metadata__\":{\"a\":\"1\",\"a\":\"2\"}")},
  };
}

INSTANTIATE_TEST_SUITE_P(Forged, HostileHeader, ::testing::ValuesIn(forgeries()),
                         [](const auto& instance) { return instance.param.name; });

TEST(SafetensorsHeader, RefusesEveryTruncation) {
  const std::string whole = withEntries(entry("a", "F32", "[4]", "[0,16]"), 16);
  ASSERT_TRUE(parse(whole));
  for (std::size_t length = 0; length < whole.size(); ++length)
    EXPECT_FALSE(parse(whole.substr(0, length)));
}

}  // namespace
}  // namespace zaohua
