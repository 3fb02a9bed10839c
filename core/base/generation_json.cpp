// SPDX-License-Identifier: Apache-2.0
#include "base/generation_json.h"

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "base/json_reader.h"

namespace zaohua {

using Json = nlohmann::json;
using OrderedJson = nlohmann::ordered_json;

namespace {

using Limits = RequestLimits;

constexpr int formatVersion = 1;
constexpr const char* versionKey = "version";
constexpr const char* seedOffsetKey = "seed_offset";

// Four texts of the longest kind with every byte escaped as \u00XX fit.
constexpr JsonLimits requestLimits = {.maxBytes = 8U << 20U, .maxDepth = 32, .maxValues = 100'000};

// Takes keys out of an object one by one and remembers the first problem and every key that was asked for.
class RequestReader {
 public:
  explicit RequestReader(const Json& object) : m_object(object) {}

  void text(const char* key, std::string& value) {
    const Json* found = find(key);
    if (found == nullptr)
      return;
    if (found->is_string()) {
      value = found->get<std::string>();
    } else {
      refuse("The key %1 of the request is %2, but it must be a text.", {key, jsonExcerpt(*found)});
    }
  }

  template <typename Integer>
  void integer(const char* key, Integer& value, std::int64_t min, std::int64_t max) {
    const Json* found = find(key);
    if (found == nullptr)
      return;
    if (const std::optional<std::int64_t> number = jsonInteger(*found); number && *number >= min && *number <= max) {
      value = static_cast<Integer>(*number);
    } else {
      refuse("The key %1 of the request is %2, but it must be a whole number from %3 to %4.",
             {key, jsonExcerpt(*found), std::to_string(min), std::to_string(max)});
    }
  }

  void number(const char* key, double& value, double min, double max) {
    const Json* found = find(key);
    if (found == nullptr)
      return;
    if (const std::optional<double> number = jsonNumber(*found); number && *number >= min && *number <= max) {
      value = *number;
    } else {
      refuse("The key %1 of the request is %2, but it must be a number from %3 to %4.",
             {key, jsonExcerpt(*found), spelledNumber(min), spelledNumber(max)});
    }
  }

  // null says, as a missing key does, that the model's default is wanted.
  void optionalInteger(const char* key, std::optional<int>& value, int min, int max) {
    if (isGiven(key))
      integer(key, value.emplace(min), min, max);
  }

  void optionalNumber(const char* key, std::optional<double>& value, double min, double max) {
    if (isGiven(key))
      number(key, value.emplace(min), min, max);
  }

  void noiseDevice(const char* key, NoiseDevice& value) {
    const Json* found = find(key);
    if (found == nullptr)
      return;
    if (*found == "cpu" || *found == "cuda") {
      value = *found == "cpu" ? NoiseDevice::cpu : NoiseDevice::cuda;
    } else {
      refuse("The key %1 of the request is %2, but it must be \"cpu\" or \"cuda\".", {key, jsonExcerpt(*found)});
    }
  }

  void passOver(const char* key) { m_known.insert(key); }

  std::string unknownFields() const {
    Json rest = Json::object();
    for (const auto& [key, value] : m_object.items()) {
      if (!m_known.contains(key))
        rest[key] = value;
    }
    return rest.empty() ? std::string() : rest.dump(-1, ' ', false, Json::error_handler_t::replace);
  }

  const std::optional<Error>& problem() const { return m_problem; }

 private:
  const Json* find(const char* key) {
    m_known.insert(key);
    const auto place = m_object.find(key);
    return place == m_object.end() ? nullptr : &*place;
  }

  bool isGiven(const char* key) {
    const Json* found = find(key);
    return found != nullptr && !found->is_null();
  }

  void refuse(const char* sentence, std::vector<std::string> arguments) {
    if (!m_problem)
      m_problem = Error{ErrorCode::invalidRequest, sentence, std::move(arguments), {}};
  }

  const Json& m_object;
  std::set<std::string, std::less<>> m_known;
  std::optional<Error> m_problem;
};

template <typename T>
void putIfSet(OrderedJson& object, const char* key, const std::optional<T>& value) {
  if (value)
    object[key] = *value;
}

}  // namespace

OrderedJson requestToJson(const GenerationRequest& request) {
  OrderedJson object = OrderedJson::object();
  object[versionKey] = formatVersion;
  object["prompt"] = request.prompt;
  object["negative_prompt"] = request.negativePrompt;
  putIfSet(object, "width", request.width);
  putIfSet(object, "height", request.height);
  putIfSet(object, "steps", request.steps);
  putIfSet(object, "guidance", request.guidance);
  object["seed"] = std::min(request.seed, Limits::maxSeed);
  if (request.seed > Limits::maxSeed)
    object[seedOffsetKey] = request.seed - Limits::maxSeed;
  object["count"] = request.count;
  putIfSet(object, "shift", request.shift);
  object["sampler"] = request.sampler;
  object["cfg_normalization"] = request.cfgNormalization;
  object["cfg_truncation"] = request.cfgTruncation;
  object["noise_device"] = request.noiseDevice == NoiseDevice::cpu ? "cpu" : "cuda";
  if (!request.model.empty())
    object["model"] = request.model;
  if (const Result<Json> unknown = parseJson(request.unknownFields, requestLimits, "unknownFields");
      unknown && unknown->is_object()) {
    for (const auto& [key, value] : unknown->items())
      object.emplace(key, value);
  }
  return object;
}

std::string requestToText(const GenerationRequest& request) {
  return requestToJson(request).dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
}

Result<GenerationRequest> requestFromJson(const Json& object) {
  if (!object.is_object())
    return failure(ErrorCode::invalidRequest, "The request is %1, but it must be a JSON object.",
                   {jsonExcerpt(object)});
  GenerationRequest request;
  RequestReader reader(object);
  // A newer version only adds keys, so the number itself decides nothing.
  int version = formatVersion;
  reader.integer(versionKey, version, 1, std::numeric_limits<int>::max());
  reader.text("prompt", request.prompt);
  reader.text("negative_prompt", request.negativePrompt);
  reader.optionalInteger("width", request.width, Limits::minSize, Limits::maxSize);
  reader.optionalInteger("height", request.height, Limits::minSize, Limits::maxSize);
  reader.optionalInteger("steps", request.steps, Limits::minSteps, Limits::maxSteps);
  reader.optionalNumber("guidance", request.guidance, Limits::minGuidance, Limits::maxGuidance);
  reader.integer("seed", request.seed, -1, Limits::maxSeed);
  std::int64_t seedOffset = 0;
  reader.integer(seedOffsetKey, seedOffset, 0, Limits::maxCount - 1);
  reader.integer("count", request.count, Limits::minCount, Limits::maxCount);
  reader.optionalNumber("shift", request.shift, Limits::minShift, Limits::maxShift);
  reader.text("sampler", request.sampler);
  reader.number("cfg_normalization", request.cfgNormalization, Limits::minCfgNormalization,
                Limits::maxCfgNormalization);
  reader.number("cfg_truncation", request.cfgTruncation, Limits::minCfgTruncation, Limits::maxCfgTruncation);
  reader.noiseDevice("noise_device", request.noiseDevice);
  reader.text("model", request.model);
  reader.passOver(programKey);
  reader.passOver(noiseRuleKey);
  if (reader.problem())
    return failure(*reader.problem());
  if (request.seed >= 0)
    request.seed += seedOffset;
  request.unknownFields = reader.unknownFields();
  return validate(request).map([&] { return request; });
}

Result<GenerationRequest> requestFromText(std::string_view text, std::string_view name) {
  return parseJson(text, requestLimits, name).and_then(requestFromJson);
}

}  // namespace zaohua
