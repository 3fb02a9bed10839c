// SPDX-License-Identifier: Apache-2.0
#include "image_io/dialect_fields.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

#include "base/json_reader.h"
#include "base/utf8.h"

namespace zaohua {

namespace {

using Json = nlohmann::json;
using Limits = RequestLimits;

std::string lowered(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter; });
  return lower;
}

bool saysNothing(const Json& value) {
  if (value.is_null())
    return true;
  return value.is_string() && (value == "" || lowered(value.get_ref<const std::string&>()) == "none");
}

template <typename Number>
std::optional<Number> spelled(std::string_view text) {
  Number number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  return problem == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

std::optional<std::int64_t> integerIn(const Json& value) {
  return value.is_string() ? spelled<std::int64_t>(value.get_ref<const std::string&>()) : jsonInteger(value);
}

std::optional<double> numberIn(const Json& value) {
  return value.is_string() ? spelled<double>(value.get_ref<const std::string&>()) : jsonNumber(value);
}

std::string shown(const Json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// Up to `most` bytes, no character cut in two.
std::string shortened(std::string_view text, std::size_t most) {
  if (text.size() <= most)
    return std::string(text);
  std::size_t end = 0;
  for (std::size_t at = 0; at <= most; at += decodeUtf8(text, at).length)
    end = at;
  return std::string(text.substr(0, end)) + "…";
}

std::vector<std::int64_t> integersIn(std::string_view text) {
  std::vector<std::int64_t> numbers;
  for (std::size_t at = 0; at < text.size() && numbers.size() < 3;) {
    std::int64_t number = 0;
    const auto [end, problem] = std::from_chars(text.data() + at, text.data() + text.size(), number);
    if (problem == std::errc()) {
      numbers.push_back(number);
      at = static_cast<std::size_t>(end - text.data());
    } else {
      ++at;
    }
  }
  return numbers;
}

}  // namespace

void addUnrestored(std::vector<InfotextSetting>& settings, std::string_view name, std::string_view value) {
  constexpr std::size_t mostSettings = 200, longestName = 100, longestValue = 1000;
  if (settings.size() < mostSettings)
    settings.push_back({shortened(name, longestName), shortened(value, longestValue)});
}

void DialectFields::text(const Json& value, std::string& target) {
  if (!value.is_string())
    return;
  target = value.get<std::string>();
  m_foundAnything = true;
}

void DialectFields::steps(std::string_view name, const Json& value) {
  const std::optional<std::int64_t> steps = integerIn(value);
  if (!steps || *steps < Limits::minSteps || *steps > Limits::maxSteps)
    return list(name, value);
  m_restored.request.steps = static_cast<int>(*steps);
  m_foundAnything = true;
}

void DialectFields::cfgScale(std::string_view name, const Json& value) {
  const std::optional<double> scale = numberIn(value);
  if (!scale || !(*scale >= Limits::minGuidance + 1 && *scale <= Limits::maxGuidance + 1))
    return list(name, value);
  m_restored.request.guidance = std::round((*scale - 1) * 1e6) / 1e6;
  m_foundAnything = true;
}

void DialectFields::seed(std::string_view name, const Json& value) {
  const std::optional<std::int64_t> seed = integerIn(value);
  if (!seed || *seed < 0 || *seed > Limits::maxSeed)
    return list(name, value);
  m_restored.request.seed = *seed;
  m_foundAnything = true;
}

void DialectFields::shift(std::string_view name, const Json& value) {
  const std::optional<double> shift = numberIn(value);
  if (!shift || !(*shift >= Limits::minShift && *shift <= Limits::maxShift))
    return list(name, value);
  m_restored.request.shift = shift;
}

void DialectFields::size(std::string_view name, const Json& width, const Json& height) {
  if (saysNothing(width) && saysNothing(height))
    return;
  const std::optional<std::int64_t> across = integerIn(width), down = integerIn(height);
  const auto fits = [](std::int64_t side) { return side >= Limits::minSize && side <= Limits::maxSize; };
  GenerationRequest sized;
  if (across && down && fits(*across) && fits(*down)) {
    sized.width = static_cast<int>(*across);
    sized.height = static_cast<int>(*down);
  }
  if (!sized.width || !validate(sized))
    return list(name, shown(width) + "x" + shown(height));
  m_restored.request.width = sized.width;
  m_restored.request.height = sized.height;
  m_foundAnything = true;
}

void DialectFields::sizeText(std::string_view name, const Json& value) {
  const std::vector<std::int64_t> sides =
      value.is_string() ? integersIn(value.get_ref<const std::string&>()) : std::vector<std::int64_t>();
  if (sides.size() != 2)
    return list(name, value);
  size(name, sides[0], sides[1]);
}

void DialectFields::sampler(std::string_view name, const Json& value) {
  constexpr std::array<std::string_view, 4> same = {"euler", "euler simple", "euler discrete", "flowmatch_euler"};
  const std::string sampler = value.is_string() ? lowered(value.get_ref<const std::string&>()) : std::string();
  if (std::find(same.begin(), same.end(), sampler) == same.end())
    list(name, value);
}

void DialectFields::scheduler(std::string_view name, const Json& value) {
  const std::string scheduler = value.is_string() ? lowered(value.get_ref<const std::string&>()) : std::string();
  if (scheduler != "simple" && scheduler != "automatic")
    list(name, value);
}

void DialectFields::model(std::string_view name, const Json& value) {
  if (saysNothing(value))
    return;
  if (!value.is_string() || value.get_ref<const std::string&>().size() > Limits::maxTextBytes)
    return list(name, value);
  std::string_view model = value.get_ref<const std::string&>();
  if (const std::size_t folder = model.find_last_of("/\\"); folder != std::string_view::npos)
    model.remove_prefix(folder + 1);
  constexpr std::array<std::string_view, 6> extensions = {".safetensors", ".gguf", ".ckpt", ".sft", ".pt", ".bin"};
  for (const std::string_view extension : extensions) {
    if (model.ends_with(extension) && model.size() > extension.size())
      model.remove_suffix(extension.size());
  }
  m_restored.request.model = model;
  m_foundAnything = true;
}

void DialectFields::mustBe(std::string_view name, const Json& value, double expected) {
  if (!saysNothing(value) && numberIn(value) != expected)
    list(name, value);
}

void DialectFields::list(std::string_view name, const Json& value) {
  if (!saysNothing(value))
    addUnrestored(m_restored.unrestored, name, shown(value));
}

Result<RestoredRequest> DialectFields::finish() && {
  return validate(m_restored.request).map([&] { return std::move(m_restored); });
}

}  // namespace zaohua
