// SPDX-License-Identifier: Apache-2.0
// Strict JSON for files that strangers made: nothing is parsed past the limits, duplicate keys, text that is not UTF-8
// and anything after the value are refused, and no exception gets out. Plain functions, any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace zaohua {

struct JsonLimits {
  std::size_t maxBytes = 16U << 20U;
  std::size_t maxDepth = 32;          // arrays and objects inside each other
  std::size_t maxValues = 2'000'000;  // of any kind; bounds the memory, some 50 bytes for each
};

// `name` is what the sentence of an Error calls the text: usually the path it came from.
Result<nlohmann::json> parseJson(std::string_view text, const JsonLimits& limits, std::string_view name);

Result<nlohmann::json> readJsonFile(const std::filesystem::path& path, const JsonLimits& limits = {});

// The value as a whole number or a finite number, whichever way it was written: 256 and 256.0 are the same, as in JSON
// Schema. Nothing if it is something else or does not fit.
std::optional<std::int64_t> jsonInteger(const nlohmann::json& value);
std::optional<double> jsonNumber(const nlohmann::json& value);

// The value as a person may be shown it: one short line.
std::string jsonExcerpt(const nlohmann::json& value);

// The shortest spelling that reads back as the same number: "20", "0.5", "1e-06", and "NaN" for what JSON cannot say.
std::string spelledNumber(double number);

}  // namespace zaohua
