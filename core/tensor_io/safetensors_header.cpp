// SPDX-License-Identifier: Apache-2.0
#include "tensor_io/safetensors_header.h"

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "base/utf8.h"

namespace zaohua {

namespace {

// The same bound as the reference reader's.
constexpr std::uint64_t maximumHeaderBytes = 100'000'000;
constexpr std::size_t maximumDimensions = 16;

// One tensor as written in the JSON, before its numbers are held against the file.
struct RawEntry {
  std::optional<std::string> dtype;
  std::optional<std::vector<std::uint64_t>> shape;
  std::optional<std::vector<std::uint64_t>> offsets;
};

// Reads {name: {"dtype": text, "shape": [n…], "data_offsets": [n, n]}, "__metadata__": {text: text}} and nothing else.
// A streaming reader because a document tree keeps the last of two equal keys without a word, and because nothing here
// may nest deeper than the format does.
class HeaderReader : public nlohmann::json_sax<nlohmann::json> {
 public:
  std::vector<std::pair<std::string, RawEntry>> entries;
  std::map<std::string, std::string, std::less<>> metadata;
  std::string problem;

  bool start_object(std::size_t) override {
    if (m_place == Place::outside)
      return enter(Place::names);
    if (m_place != Place::value)
      return refuse("an object where none belongs");
    if (m_key == "__metadata__")
      return enter(Place::metadata);
    entries.emplace_back(m_key, RawEntry{});
    return enter(Place::fields);
  }

  bool end_object() override {
    if (m_place == Place::names)
      return enter(Place::outside);
    return enter(Place::names);
  }

  bool key(std::string& name) override {
    m_key = name;
    if (m_place == Place::names)
      return enter(Place::value);
    if (m_place == Place::metadata)
      return true;
    m_field = name;
    if (name != "dtype" && name != "shape" && name != "data_offsets")
      return refuse("an unknown field " + name);
    return true;
  }

  bool string(std::string& text) override {
    if (m_place == Place::metadata) {
      if (!metadata.emplace(m_key, text).second)
        return refuse("the metadata key " + m_key + " twice");
      return true;
    }
    if (m_place != Place::fields || m_field != "dtype")
      return refuse("a text where none belongs");
    return assignOnce(entries.back().second.dtype, text);
  }

  bool start_array(std::size_t) override {
    if (m_place != Place::fields || m_field == "dtype")
      return refuse("a list where none belongs");
    RawEntry& entry = entries.back().second;
    m_numbers = m_field == "shape" ? &entry.shape : &entry.offsets;
    if (m_numbers->has_value())
      return refuse("the field " + m_field + " twice");
    m_numbers->emplace();
    return enter(Place::numbers);
  }

  bool end_array() override { return enter(Place::fields); }

  bool number_unsigned(std::uint64_t number) override {
    if (m_place != Place::numbers)
      return refuse("a number where none belongs");
    if ((*m_numbers)->size() >= maximumDimensions)
      return refuse("a list that is too long");
    (*m_numbers)->push_back(number);
    return true;
  }

  bool number_integer(std::int64_t) override { return refuse("a negative number"); }
  bool number_float(double, const std::string&) override { return refuse("a number that is no whole number"); }
  bool null() override { return refuse("null"); }
  bool boolean(bool) override { return refuse("true or false"); }
  bool binary(nlohmann::json::binary_t&) override { return refuse("binary data"); }
  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) override {
    return refuse("broken JSON at byte " + std::to_string(position));
  }

 private:
  enum class Place { outside, names, value, metadata, fields, numbers };

  bool enter(Place place) {
    m_place = place;
    return true;
  }

  bool refuse(std::string what) {
    if (problem.empty())
      problem = std::move(what);
    return false;
  }

  bool assignOnce(std::optional<std::string>& field, const std::string& text) {
    if (field)
      return refuse("the field dtype twice");
    field = text;
    return true;
  }

  Place m_place = Place::outside;
  std::string m_key;
  std::string m_field;
  std::optional<std::vector<std::uint64_t>>* m_numbers = nullptr;
};

std::optional<std::uint64_t> product(std::span<const std::uint64_t> factors, std::uint64_t start) {
  // A zero anywhere makes the product zero, whatever the other factors would have overflowed to.
  if (std::ranges::find(factors, 0U) != factors.end())
    return 0;
  std::uint64_t result = start;
  for (const std::uint64_t factor : factors) {
    if (factor > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()) / result)
      return std::nullopt;
    result *= factor;
  }
  return result;
}

// The entry held against the size of the data, or what is wrong with it.
tl::expected<TensorEntry, std::string> checkedEntry(const RawEntry& raw, std::size_t dataStart, std::size_t dataSize) {
  if (!raw.dtype || !raw.shape || !raw.offsets)
    return tl::unexpected(std::string("it lacks a field"));
  const std::optional<FileDtype> dtype = fileDtypeFromName(*raw.dtype);
  if (!dtype)
    return tl::unexpected("its dtype is " + *raw.dtype);
  if (raw.offsets->size() != 2)
    return tl::unexpected(std::string("it needs exactly two offsets"));
  const std::uint64_t begin = (*raw.offsets)[0];
  const std::uint64_t end = (*raw.offsets)[1];
  if (begin > end)
    return tl::unexpected(std::string("it ends before it begins"));
  if (end > dataSize)
    return tl::unexpected(std::string("it reaches beyond the end of the file"));
  const std::optional<std::uint64_t> bytes = product(*raw.shape, bytesPerElement(*dtype));
  if (!bytes || *bytes != end - begin)
    return tl::unexpected(std::string("its shape does not match its size"));
  TensorEntry entry;
  entry.dtype = *dtype;
  for (const std::uint64_t size : *raw.shape) {
    if (size > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
      return tl::unexpected(std::string("its shape is impossible"));
    }
    entry.shape.push_back(static_cast<std::int64_t>(size));
  }
  entry.offset = dataStart + static_cast<std::size_t>(begin);
  entry.bytes = static_cast<std::size_t>(*bytes);
  return entry;
}

// The names of two tensors that share bytes, or nothing.
std::optional<std::string> firstOverlap(const SafetensorsHeader& header) {
  std::vector<std::pair<const TensorEntry*, const std::string*>> byOffset;
  for (const auto& [name, entry] : header.tensors) {
    if (entry.bytes > 0)
      byOffset.emplace_back(&entry, &name);
  }
  std::ranges::sort(byOffset, {}, [](const auto& item) { return item.first->offset; });
  for (std::size_t i = 1; i < byOffset.size(); ++i) {
    const TensorEntry& before = *byOffset[i - 1].first;
    if (before.offset + before.bytes > byOffset[i].first->offset) {
      return *byOffset[i - 1].second + " and " + *byOffset[i].second + " overlap";
    }
  }
  return std::nullopt;
}

tl::unexpected<Error> damaged(const std::string& file, std::string why) {
  return failure(ErrorCode::fileCorrupt, "The file %1 is damaged or not a safetensors file. Download it again.", {file},
                 std::move(why));
}

}  // namespace

std::int64_t TensorEntry::elements() const {
  return static_cast<std::int64_t>(bytes / bytesPerElement(dtype));
}

Result<SafetensorsHeader> parseSafetensorsHeader(std::span<const std::byte> file, const std::string& name) {
  constexpr std::size_t lengthBytes = 8;
  if (file.size() < lengthBytes)
    return damaged(name, "it is too short");
  std::uint64_t headerBytes = 0;
  for (std::size_t i = 0; i < lengthBytes; ++i)
    headerBytes |= std::to_integer<std::uint64_t>(file[i]) << (8 * i);
  if (headerBytes > file.size() - lengthBytes)
    return damaged(name, "its header is longer than the file");
  if (headerBytes > maximumHeaderBytes)
    return damaged(name, "its header is too long");

  const std::string_view json(reinterpret_cast<const char*>(file.data()) + lengthBytes, headerBytes);
  if (!isValidUtf8(json))
    return damaged(name, "its header is not valid UTF-8");
  HeaderReader reader;
  if (!nlohmann::json::sax_parse(json, &reader))
    return damaged(name, "its header holds " + reader.problem);

  const std::size_t dataStart = lengthBytes + static_cast<std::size_t>(headerBytes);
  SafetensorsHeader header;
  header.metadata = std::move(reader.metadata);
  for (auto& [tensorName, raw] : reader.entries) {
    tl::expected<TensorEntry, std::string> entry = checkedEntry(raw, dataStart, file.size() - dataStart);
    if (!entry)
      return damaged(name, "the tensor " + tensorName + ": " + entry.error());
    if (!header.tensors.emplace(tensorName, std::move(*entry)).second) {
      return damaged(name, "the tensor " + tensorName + " is there twice");
    }
  }
  if (std::optional<std::string> overlap = firstOverlap(header))
    return damaged(name, "the tensors " + *overlap);
  return header;
}

std::string shapeText(std::span<const std::int64_t> shape) {
  std::string text = "(";
  for (std::size_t i = 0; i < shape.size(); ++i)
    text += (i > 0 ? ", " : "") + std::to_string(shape[i]);
  return text + ")";
}

}  // namespace zaohua
