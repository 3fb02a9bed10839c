// SPDX-License-Identifier: Apache-2.0
// Reads a model's config.json so that nothing in it goes unnoticed: every key is read, checked against an expectation,
// or ignored by name, and finish() refuses the rest. After a problem the getters go on with a harmless value inside the
// range, so that the code which reads a config is a straight list. One thread.
#pragma once

#include <filesystem>
#include <initializer_list>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace zaohua {

class ConfigReader {
 public:
  static Result<ConfigReader> open(const std::filesystem::path& file);
  // `name` is what Errors call the file. A value that is not an object is a problem that finish() reports.
  ConfigReader(nlohmann::json object, std::string name);

  // There and not null: everywhere in this class null counts as absent.
  bool has(std::string_view key) const;

  // Required settings. A range includes both its ends.
  int integer(std::string_view key, int min, int max);
  double number(std::string_view key, double min, double max);
  bool boolean(std::string_view key);
  std::string text(std::string_view key);
  std::vector<int> integers(std::string_view key, std::size_t minCount, std::size_t maxCount, int min, int max);
  std::vector<std::string> texts(std::string_view key, std::size_t minCount, std::size_t maxCount);

  // Settings that the reference implementation has a default for. The default itself is not checked.
  int integerOr(std::string_view key, int fallback, int min, int max);
  double numberOr(std::string_view key, double fallback, double min, double max);
  bool booleanOr(std::string_view key, bool fallback);
  std::string textOr(std::string_view key, std::string fallback);

  // Settings that are only supported with certain values. Returns the text, so that a caller may tell them apart.
  std::string expectText(std::string_view key, std::initializer_list<std::string_view> allowed);
  std::string expectTextOr(std::string_view key, std::string fallback, std::initializer_list<std::string_view> allowed);
  void expectBooleanOr(std::string_view key, bool fallback, bool allowed);
  void expectAbsentOrNullOrFalse(std::string_view key);

  // An object inside the object, empty if absent; its problems and unknown keys are reported by the outermost finish().
  ConfigReader section(std::string_view key);

  // Settings that change nothing in inference, whatever their value.
  void ignore(std::initializer_list<std::string_view> keys);

  // For conditions between settings: reports the value of `key` as not supported.
  void refuse(std::string_view key);

  // The first problem, or the first key that nobody asked for; keys that start with '_' are comments.
  Result<void> finish() const;

 private:
  struct Document;
  struct Level;
  ConfigReader(std::shared_ptr<Document> document, std::shared_ptr<Level> level);

  const nlohmann::json* find(std::string_view key) const;
  const nlohmann::json* require(std::string_view key) const;
  std::string fullName(std::string_view key) const;
  void report(ErrorCode code, std::string sentence, std::vector<std::string> arguments) const;
  void refuseValue(std::string_view key, std::string_view allowed) const;

  std::shared_ptr<Document> m_document;
  std::shared_ptr<Level> m_level;
};

}  // namespace zaohua
