// SPDX-License-Identifier: Apache-2.0
#include "base/json_reader.h"

#include <cmath>
#include <limits>
#include <new>
#include <nlohmann/json.hpp>
#include <vector>

#include "base/platform.h"
#include "base/utf8.h"

namespace zaohua {

namespace {

using Json = nlohmann::json;

constexpr const char* notJson = "The file %1 is not valid JSON.";

// 2^53: beyond it a double no longer says which whole number was meant.
constexpr double largestExactDouble = 9007199254740992.0;

// Builds the value while it counts. The library's own builder keeps the last of two equal keys without a word, which
// lets two readers of one file see different things.
class Builder : public nlohmann::json_sax<Json> {
 public:
  explicit Builder(const JsonLimits& limits) : m_limits(limits) {}

  bool null() override { return add(nullptr); }
  bool boolean(bool value) override { return add(value); }
  bool number_integer(std::int64_t value) override { return add(value); }
  bool number_unsigned(std::uint64_t value) override { return add(value); }
  bool number_float(double value, const std::string&) override { return add(value); }
  bool string(std::string& value) override { return add(std::move(value)); }
  bool binary(Json::binary_t&) override { return false; }

  bool start_object(std::size_t) override { return open(Json::object()); }
  bool start_array(std::size_t) override { return open(Json::array()); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

  bool key(std::string& name) override {
    const auto [place, added] = m_open.back()->get_ref<Json::object_t&>().emplace(name, nullptr);
    if (!added) {
      m_problem = Error{ErrorCode::fileCorrupt, "The file %1 names %2 twice.", {"", name}, {}};
      return false;
    }
    m_member = &place->second;
    return true;
  }

  bool parse_error(std::size_t position, const std::string& token, const nlohmann::detail::exception& error) override {
    m_problem = Error{ErrorCode::fileCorrupt, notJson, {""}, {}};
    m_problem->detail = "byte " + std::to_string(position) + " near \"" + token.substr(0, 40) + "\": " + error.what();
    return false;
  }

  std::optional<Error>& problem() { return m_problem; }
  Json take() { return std::move(m_root); }

 private:
  Json* place(Json value) {
    if (++m_values > m_limits.maxValues) {
      m_problem = Error{ErrorCode::fileCorrupt, "The file %1 is too large to be what it should be.", {""}, {}};
      m_problem->detail = "more than " + std::to_string(m_limits.maxValues) + " JSON values";
      return nullptr;
    }
    if (m_open.empty()) {
      m_root = std::move(value);
      return &m_root;
    }
    if (m_open.back()->is_array())
      return &m_open.back()->get_ref<Json::array_t&>().emplace_back(std::move(value));
    *m_member = std::move(value);
    return m_member;
  }

  bool add(Json value) { return place(std::move(value)) != nullptr; }

  bool open(Json value) {
    if (m_open.size() == m_limits.maxDepth) {
      m_problem = Error{ErrorCode::fileCorrupt, "The file %1 is nested too deeply to be what it should be.", {""}, {}};
      return false;
    }
    Json* opened = place(std::move(value));
    if (opened == nullptr)
      return false;
    m_open.push_back(opened);
    return true;
  }

  bool close() {
    m_open.pop_back();
    return true;
  }

  const JsonLimits& m_limits;
  Json m_root;
  // Pointers stay good: a container only grows while it is the innermost open one, so nothing points into its elements.
  std::vector<Json*> m_open;
  Json* m_member = nullptr;
  std::size_t m_values = 0;
  std::optional<Error> m_problem;
};

}  // namespace

Result<Json> parseJson(std::string_view text, const JsonLimits& limits, std::string_view name) {
  const auto refuse = [name](Error error) {
    error.arguments.front() = std::string(name);
    return failure(std::move(error));
  };
  if (text.size() > limits.maxBytes) {
    return refuse({ErrorCode::fileCorrupt,
                   "The file %1 is too large to be what it should be.",
                   {""},
                   std::to_string(text.size()) + " bytes, at most " + std::to_string(limits.maxBytes)});
  }
  // The library takes a NUL byte for the end of the text and would not see what follows it.
  if (const std::size_t zero = text.find('\0'); zero != std::string_view::npos) {
    return refuse({ErrorCode::fileCorrupt, notJson, {""}, "byte " + std::to_string(zero) + " is NUL"});
  }
  try {
    Builder builder(limits);
    if (Json::sax_parse(text.begin(), text.end(), &builder) && !builder.problem())
      return builder.take();
    Error problem = builder.problem().value_or(Error{ErrorCode::fileCorrupt, notJson, {""}, {}});
    if (problem.sentence == notJson && !isValidUtf8(text))
      problem.sentence = "The file %1 is not UTF-8 text.";
    return refuse(std::move(problem));
  } catch (const std::bad_alloc&) {
    return refuse({ErrorCode::outOfMemory, "There is not enough memory to read the file %1.", {""}, {}});
  } catch (const std::exception& error) {
    return refuse({ErrorCode::fileCorrupt, notJson, {""}, error.what()});
  }
}

Result<Json> readJsonFile(const std::filesystem::path& path, const JsonLimits& limits) {
  const Result<std::string> text = readFile(path, limits.maxBytes);
  if (!text)
    return failure(text.error());
  return parseJson(*text, limits, path.string());
}

std::optional<std::int64_t> jsonInteger(const Json& value) {
  if (value.is_number_unsigned()) {
    const auto number = value.get<std::uint64_t>();
    if (number > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
      return std::nullopt;
    return static_cast<std::int64_t>(number);
  }
  if (value.is_number_integer())
    return value.get<std::int64_t>();
  if (!value.is_number_float())
    return std::nullopt;
  const auto number = value.get<double>();
  if (!(std::abs(number) <= largestExactDouble) || std::trunc(number) != number)
    return std::nullopt;
  return static_cast<std::int64_t>(number);
}

std::optional<double> jsonNumber(const Json& value) {
  if (!value.is_number())
    return std::nullopt;
  const auto number = value.get<double>();
  return std::isfinite(number) ? std::optional(number) : std::nullopt;
}

std::string jsonExcerpt(const Json& value) {
  constexpr std::size_t longest = 60;
  std::string text = value.dump(-1, ' ', false, Json::error_handler_t::replace);
  if (text.size() <= longest)
    return text;
  std::size_t end = longest;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U)
    --end;
  return text.substr(0, end) + "…";
}

std::string spelledNumber(double number) {
  if (!std::isfinite(number))
    return std::isnan(number) ? "NaN" : number > 0 ? "infinity" : "-infinity";
  if (std::trunc(number) == number && std::abs(number) <= largestExactDouble)
    return std::to_string(static_cast<std::int64_t>(number));
  return Json(number).dump();
}

}  // namespace zaohua
