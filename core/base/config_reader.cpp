// SPDX-License-Identifier: Apache-2.0
#include "base/config_reader.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <utility>

#include "base/json_reader.h"

namespace zaohua {

using Json = nlohmann::json;

struct ConfigReader::Document {
  std::string name;
  Json root;
  std::optional<Error> problem;
};

struct ConfigReader::Level {
  const Json* object = nullptr;
  std::string prefix;  // "rope_scaling." inside that section
  std::set<std::string, std::less<>> known;
  std::vector<std::shared_ptr<Level>> sections;
};

namespace {

const Json& emptyObject() {
  static const Json empty = Json::object();
  return empty;
}

std::string joined(std::initializer_list<std::string_view> texts) {
  std::string all;
  for (const std::string_view text : texts)
    all += (all.empty() ? "" : ", ") + std::string(text);
  return all;
}

std::optional<int> integerBetween(const Json& value, int min, int max) {
  const std::optional<std::int64_t> number = jsonInteger(value);
  if (!number || *number < min || *number > max)
    return std::nullopt;
  return static_cast<int>(*number);
}

bool isCountBetween(const Json& value, std::size_t minCount, std::size_t maxCount) {
  return value.is_array() && value.size() >= minCount && value.size() <= maxCount;
}

}  // namespace

Result<ConfigReader> ConfigReader::open(const std::filesystem::path& file) {
  Result<Json> json = readJsonFile(file);
  // Nobody writes these files by hand: what JSON is does not help, a whole file does.
  if (!json && json.error().code == ErrorCode::fileCorrupt)
    return failure(damagedFileError(file.string(), json.error().text() + " " + json.error().detail));
  if (!json)
    return failure(std::move(json.error()));
  return ConfigReader(std::move(*json), file.string());
}

ConfigReader::ConfigReader(Json object, std::string name)
    : m_document(std::make_shared<Document>()), m_level(std::make_shared<Level>()) {
  m_document->name = std::move(name);
  m_document->root = std::move(object);
  m_level->object = m_document->root.is_object() ? &m_document->root : &emptyObject();
  if (!m_document->root.is_object())
    m_document->problem = damagedFileError(m_document->name, "it is not a JSON object");
}

ConfigReader::ConfigReader(std::shared_ptr<Document> document, std::shared_ptr<Level> level)
    : m_document(std::move(document)), m_level(std::move(level)) {
}

std::string ConfigReader::fullName(std::string_view key) const {
  return m_level->prefix + std::string(key);
}

void ConfigReader::report(ErrorCode code, std::string sentence, std::vector<std::string> arguments) const {
  if (m_document->problem)
    return;
  arguments.insert(arguments.begin(), m_document->name);
  m_document->problem = Error{code, std::move(sentence), std::move(arguments), {}};
}

const Json* ConfigReader::find(std::string_view key) const {
  m_level->known.emplace(key);
  const auto place = m_level->object->find(key);
  return place == m_level->object->end() || place->is_null() ? nullptr : &*place;
}

const Json* ConfigReader::require(std::string_view key) const {
  const Json* value = find(key);
  if (value == nullptr)
    report(ErrorCode::fileCorrupt, "The file %1 lacks the setting %2.", {fullName(key)});
  return value;
}

bool ConfigReader::has(std::string_view key) const {
  const auto place = m_level->object->find(key);
  return place != m_level->object->end() && !place->is_null();
}

int ConfigReader::integer(std::string_view key, int min, int max) {
  const Json* value = require(key);
  return value != nullptr ? integerOr(key, min, min, max) : min;
}

int ConfigReader::integerOr(std::string_view key, int fallback, int min, int max) {
  const Json* value = find(key);
  if (value == nullptr)
    return fallback;
  if (const std::optional<int> number = integerBetween(*value, min, max))
    return *number;
  report(ErrorCode::fileCorrupt, "The setting %2 in the file %1 is %3, but it must be a whole number from %4 to %5.",
         {fullName(key), jsonExcerpt(*value), std::to_string(min), std::to_string(max)});
  return min;
}

double ConfigReader::number(std::string_view key, double min, double max) {
  const Json* value = require(key);
  return value != nullptr ? numberOr(key, min, min, max) : min;
}

double ConfigReader::numberOr(std::string_view key, double fallback, double min, double max) {
  const Json* value = find(key);
  if (value == nullptr)
    return fallback;
  const std::optional<double> number = jsonNumber(*value);
  if (number && *number >= min && *number <= max)
    return *number;
  report(ErrorCode::fileCorrupt, "The setting %2 in the file %1 is %3, but it must be a number from %4 to %5.",
         {fullName(key), jsonExcerpt(*value), spelledNumber(min), spelledNumber(max)});
  return min;
}

bool ConfigReader::boolean(std::string_view key) {
  return require(key) != nullptr && booleanOr(key, false);
}

bool ConfigReader::booleanOr(std::string_view key, bool fallback) {
  const Json* value = find(key);
  if (value == nullptr)
    return fallback;
  if (value->is_boolean())
    return value->get<bool>();
  report(ErrorCode::fileCorrupt, "The setting %2 in the file %1 is %3, but it must be true or false.",
         {fullName(key), jsonExcerpt(*value)});
  return false;
}

std::string ConfigReader::text(std::string_view key) {
  return require(key) != nullptr ? textOr(key, {}) : std::string();
}

std::string ConfigReader::textOr(std::string_view key, std::string fallback) {
  const Json* value = find(key);
  if (value == nullptr)
    return fallback;
  if (value->is_string())
    return value->get<std::string>();
  report(ErrorCode::fileCorrupt, "The setting %2 in the file %1 is %3, but it must be a text.",
         {fullName(key), jsonExcerpt(*value)});
  return {};
}

std::vector<int> ConfigReader::integers(std::string_view key, std::size_t minCount, std::size_t maxCount, int min,
                                        int max) {
  std::vector<int> numbers;
  const Json* value = require(key);
  if (value != nullptr && isCountBetween(*value, minCount, maxCount)) {
    for (const Json& item : *value) {
      if (const std::optional<int> number = integerBetween(item, min, max))
        numbers.push_back(*number);
    }
    if (numbers.size() == value->size())
      return numbers;
  }
  if (value != nullptr) {
    report(ErrorCode::fileCorrupt,
           "The setting %2 in the file %1 is %3, but it must be a list of %4 to %5 whole numbers from %6 to %7.",
           {fullName(key), jsonExcerpt(*value), std::to_string(minCount), std::to_string(maxCount), std::to_string(min),
            std::to_string(max)});
  }
  return std::vector<int>(minCount, min);
}

std::vector<std::string> ConfigReader::texts(std::string_view key, std::size_t minCount, std::size_t maxCount) {
  std::vector<std::string> list;
  const Json* value = require(key);
  if (value != nullptr && isCountBetween(*value, minCount, maxCount)) {
    for (const Json& item : *value) {
      if (item.is_string())
        list.push_back(item.get<std::string>());
    }
    if (list.size() == value->size())
      return list;
  }
  if (value != nullptr) {
    report(ErrorCode::fileCorrupt, "The setting %2 in the file %1 is %3, but it must be a list of %4 to %5 texts.",
           {fullName(key), jsonExcerpt(*value), std::to_string(minCount), std::to_string(maxCount)});
  }
  return std::vector<std::string>(minCount);
}

std::string ConfigReader::expectText(std::string_view key, std::initializer_list<std::string_view> allowed) {
  return require(key) != nullptr ? expectTextOr(key, {}, allowed) : std::string(*allowed.begin());
}

std::string ConfigReader::expectTextOr(std::string_view key, std::string fallback,
                                       std::initializer_list<std::string_view> allowed) {
  const Json* value = find(key);
  if (value == nullptr)
    return fallback;
  if (value->is_string() &&
      std::find(allowed.begin(), allowed.end(), value->get_ref<const std::string&>()) != allowed.end())
    return value->get<std::string>();
  refuseValue(key, joined(allowed));
  return std::string(*allowed.begin());
}

void ConfigReader::expectBooleanOr(std::string_view key, bool fallback, bool allowed) {
  const Json* value = find(key);
  const bool fits = value == nullptr ? fallback == allowed : *value == allowed;
  if (!fits)
    refuseValue(key, allowed ? "true" : "false");
}

void ConfigReader::expectAbsentOrNullOrFalse(std::string_view key) {
  const Json* value = find(key);
  if (value != nullptr && *value != false)
    refuse(key);
}

void ConfigReader::refuse(std::string_view key) {
  const Json* value = find(key);
  report(ErrorCode::unsupportedModel, "The setting %2 in the file %1 is %3, which this program does not support.",
         {fullName(key), value != nullptr ? jsonExcerpt(*value) : "absent"});
}

void ConfigReader::refuseValue(std::string_view key, std::string_view allowed) const {
  const Json* value = find(key);
  report(ErrorCode::unsupportedModel,
         "The setting %2 in the file %1 is %3, which this program does not support. It supports: %4.",
         {fullName(key), value != nullptr ? jsonExcerpt(*value) : "absent", std::string(allowed)});
}

ConfigReader ConfigReader::section(std::string_view key) {
  auto level = std::make_shared<Level>();
  level->prefix = fullName(key) + ".";
  level->object = &emptyObject();
  if (const Json* value = find(key); value != nullptr && value->is_object()) {
    level->object = value;
  } else if (value != nullptr) {
    report(ErrorCode::fileCorrupt, "The setting %2 in the file %1 is %3, but it must be a group of settings.",
           {fullName(key), jsonExcerpt(*value)});
  }
  m_level->sections.push_back(level);
  return ConfigReader(m_document, std::move(level));
}

void ConfigReader::ignore(std::initializer_list<std::string_view> keys) {
  m_level->known.insert(keys.begin(), keys.end());
}

Result<void> ConfigReader::finish() const {
  std::vector<const Level*> levels = {m_level.get()};
  for (std::size_t next = 0; next < levels.size(); ++next) {
    const Level& level = *levels[next];
    for (const auto& [key, value] : level.object->items()) {
      if (!key.starts_with('_') && !level.known.contains(key)) {
        report(ErrorCode::unsupportedModel, "The file %1 has a setting that this program does not know: %2.",
               {level.prefix + key});
      }
    }
    for (const auto& section : level.sections)
      levels.push_back(section.get());
  }
  if (m_document->problem)
    return failure(*m_document->problem);
  return {};
}

}  // namespace zaohua
