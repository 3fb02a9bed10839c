// SPDX-License-Identifier: Apache-2.0
#include "image_io/a1111_parameters.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "base/json_reader.h"
#include "base/utf8.h"

namespace zaohua {

namespace {

constexpr std::string_view negativeStart = "Negative prompt:";
constexpr std::size_t fewestSettings = 3;  // a last line with fewer belongs to the prompt

using Setting = std::pair<std::string, std::string>;

// Commas, colons and quotes are the format's own, and readers differ in how they escape them.
std::string plainValue(std::string text) {
  std::erase_if(text, [](char c) { return c == ',' || c == ':' || c == '"' || c == '\n'; });
  return text;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos)
    return {};
  return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

bool isKeyCharacter(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == ' ' || c == '-' || c == '/';
}

// A quoted value is a JSON text; one that is none is kept as it stands.
std::string unquoted(std::string_view value) {
  const Result<nlohmann::json> json = parseJson(value, {}, "parameters");
  return json && json->is_string() ? json->get<std::string>() : std::string(value);
}

// Key: value, key: "quoted, value", …
std::vector<Setting> settingsOf(std::string_view line) {
  std::vector<Setting> settings;
  std::size_t at = 0;
  while (at < line.size()) {
    const std::size_t colon = line.find(':', at);
    if (colon == std::string_view::npos)
      break;
    const std::string_view key = trimmed(line.substr(at, colon - at));
    std::size_t value = line.find_first_not_of(' ', colon + 1);
    if (value == std::string_view::npos)
      value = line.size();
    std::size_t end = value;
    const bool quoted = value < line.size() && line[value] == '"';
    if (quoted) {
      for (end = value + 1; end < line.size() && line[end] != '"'; ++end) {
        if (line[end] == '\\')
          ++end;
      }
      end = std::min(end + 1, line.size());
    }
    const std::size_t comma = std::min(line.find(',', end), line.size());
    const std::string_view text = trimmed(line.substr(value, comma - value));
    if (key.size() >= 2 && std::ranges::all_of(key, isKeyCharacter)) {
      settings.emplace_back(key, quoted ? unquoted(text) : std::string(text));
    }
    at = comma + 1;
  }
  return settings;
}

template <typename Number>
std::optional<Number> numberOf(std::string_view text) {
  Number number = {};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

// Takes one setting into the request. False if there is no place for it there.
bool apply(const Setting& setting, GenerationRequest& request) {
  const auto& [key, value] = setting;
  if (key == "Steps") {
    request.steps = numberOf<int>(value);
    return request.steps.has_value();
  }
  if (key == "CFG scale") {
    const std::optional<double> scale = numberOf<double>(value);
    if (scale)
      request.guidance = std::max(0.0, *scale - 1);
    return scale.has_value();
  }
  if (key == "Seed") {
    const std::optional<std::int64_t> seed = numberOf<std::int64_t>(value);
    if (seed)
      request.seed = *seed;
    return seed.has_value();
  }
  if (key == "Size") {
    const std::size_t x = value.find('x');
    if (x == std::string::npos)
      return false;
    request.width = numberOf<int>(std::string_view(value).substr(0, x));
    request.height = numberOf<int>(std::string_view(value).substr(x + 1));
    return request.width && request.height;
  }
  if (key == "Model") {
    request.model = value;
    return true;
  }
  // Zaohua's only sampler; its schedule is the model's own.
  if (key == "Sampler")
    return value == "Euler";
  return key == "Schedule type" || key == "Version";
}

}  // namespace

std::string a1111Parameters(const GenerationRequest& request) {
  std::string text = request.prompt + "\n" + std::string(negativeStart) + " " + request.negativePrompt + "\n";
  text += "Steps: " + std::to_string(request.steps.value_or(0)) + ", Sampler: Euler, Schedule type: Simple";
  text += ", CFG scale: " + spelledNumber(request.guidance.value_or(0) + 1);
  text += ", Seed: " + std::to_string(request.seed);
  text += ", Size: " + std::to_string(request.width.value_or(0)) + "x" + std::to_string(request.height.value_or(0));
  if (!request.model.empty())
    text += ", Model: " + plainValue(request.model);
  return text + ", Version: Zaohua " ZAOHUA_VERSION;
}

RestoredRequest parseA1111Parameters(std::string_view text) {
  RestoredRequest restored;
  restored.dialect = "A1111";
  text = trimmed(text);
  const std::size_t lastBreak = text.rfind('\n');
  std::vector<Setting> settings = settingsOf(lastBreak == std::string_view::npos ? text : text.substr(lastBreak + 1));
  std::string_view words = lastBreak == std::string_view::npos ? std::string_view() : text.substr(0, lastBreak);
  if (settings.size() < fewestSettings) {
    settings.clear();
    words = text;
  }
  const std::size_t negative = words.starts_with(negativeStart) ? 0 : words.find("\n" + std::string(negativeStart));
  restored.request.prompt = trimmed(words.substr(0, negative));
  if (negative != std::string_view::npos) {
    const std::size_t begin = negative + negativeStart.size() + (negative == 0 ? 0 : 1);
    restored.request.negativePrompt = trimmed(words.substr(begin));
  }
  for (const Setting& setting : settings) {
    // Each setting is tried alone, so that one impossible value does not lose the others.
    GenerationRequest changed = restored.request;
    if (apply(setting, changed) && validate(changed)) {
      restored.request = std::move(changed);
    } else {
      restored.notRestored.push_back(setting.first + ": " + setting.second);
    }
  }
  return restored;
}

}  // namespace zaohua
