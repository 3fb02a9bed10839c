// SPDX-License-Identifier: Apache-2.0
#include "image_io/metadata_reader.h"

#include <nlohmann/json.hpp>

#include "base/generation_json.h"
#include "base/json_reader.h"
#include "base/platform.h"
#include "image_io/comfyui_graph.h"
#include "image_io/dialect_fields.h"
#include "image_io/json_dialects.h"
#include "image_io/picture_file.h"
#include "image_io/picture_metadata.h"
#include "image_io/picture_texts.h"

namespace zaohua {

namespace {

using Json = nlohmann::json;

// Four texts of the longest kind with every byte escaped as \u00XX fit.
constexpr JsonLimits objectLimits = {.maxBytes = 8U << 20U, .maxDepth = 32, .maxValues = 100'000};

// A rule that is not the one this program follows for the same device draws other noise from the same seed.
void compareNoiseRule(const Json& object, RestoredRequest& restored) {
  if (!object.contains(noiseRuleKey))
    return;
  const Json& rule = object[noiseRuleKey];
  if (rule != noiseRuleName(restored.request.noiseDevice))
    addUnrestored(restored.unrestored, noiseRuleKey, rule.is_string() ? rule.get<std::string>() : jsonExcerpt(rule));
}

// Which job made the picture belongs to the picture, not to the request, so it leaves the object.
void takeJob(Json& object, RestoredRequest& restored) {
  const auto job = object.find(jobKey);
  if (job == object.end())
    return;
  constexpr std::size_t longestId = 200;
  if (job->is_object() && job->contains("id") && (*job)["id"].is_string()) {
    const std::string id = (*job)["id"].get<std::string>();
    const std::optional<std::int64_t> picture = jsonInteger(job->value("picture", Json(0)));
    if (id.size() <= longestId && picture && *picture >= 0 && *picture < RequestLimits::maxCount) {
      restored.job = id;
      restored.jobIndex = static_cast<int>(*picture);
    }
  }
  object.erase(job);
}

Result<RestoredRequest> fromObject(std::string_view text, std::string_view name) {
  Result<Json> object = parseJson(text, objectLimits, name);
  if (!object)
    return failure(std::move(object.error()));
  RestoredRequest restored;
  if (object->is_object())
    takeJob(*object, restored);
  Result<GenerationRequest> request = requestFromJson(*object);
  if (!request)
    return failure(std::move(request.error()));
  restored.request = std::move(*request);
  compareNoiseRule(*object, restored);
  return restored;
}

bool looksLikeJson(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && text[first] == '{';
}

RequestOrigin originOf(const std::vector<InfotextSetting>& settings, bool fooocusScheme) {
  for (const InfotextSetting& setting : settings) {
    if (setting.name == "Version" && setting.value.starts_with("stable-diffusion.cpp"))
      return RequestOrigin::stableDiffusionCpp;
    if (setting.name == "Version" && setting.value.starts_with("Fooocus"))
      return RequestOrigin::fooocus;
  }
  return fooocusScheme ? RequestOrigin::fooocus : RequestOrigin::infotext;
}

Result<RestoredRequest> fromInfotext(std::string_view text, bool fooocusScheme) {
  Infotext infotext = parseInfotext(text);
  if (Result<void> valid = validate(infotext.request); !valid)
    return failure(std::move(valid.error()));
  RestoredRequest restored;
  restored.request = std::move(infotext.request);
  restored.origin = originOf(infotext.settings, fooocusScheme);
  for (const InfotextSetting& setting : infotext.unrestored)
    addUnrestored(restored.unrestored, setting.name, setting.value);
  return restored;
}

// `parameters` and comments hold an infotext or some program's JSON. A prompt may begin with a brace as well, but then
// it is not JSON as a whole.
Result<RestoredRequest> fromParameters(std::string_view text, bool fooocusScheme, std::string_view name) {
  if (looksLikeJson(text)) {
    if (const Result<Json> object = parseJson(text, objectLimits, name)) {
      if (const std::optional<RequestOrigin> origin = originOfJson(*object))
        return requestFromDialect(*origin, *object);
      return failure(ErrorCode::invalidRequest,
                     "The settings in the picture %1 were written by another program in a form that is not understood.",
                     {std::string(name)});
    }
  }
  return fromInfotext(text, fooocusScheme);
}

// A remark that anybody may have written counts only where it is some program's JSON.
std::optional<Result<RestoredRequest>> fromJsonText(std::string_view text, std::string_view name) {
  if (!looksLikeJson(text))
    return std::nullopt;
  const Result<Json> object = parseJson(text, objectLimits, name);
  const std::optional<RequestOrigin> origin = object ? originOfJson(*object) : std::nullopt;
  return origin ? std::optional(requestFromDialect(*origin, *object)) : std::nullopt;
}

Result<RestoredRequest> fromOthers(std::span<const PngText> texts, std::string_view name) {
  const std::string* graph = findPngText(texts, graphKeyword);
  if (const std::string* infotext = findPngText(texts, infotextKeyword)) {
    Result<RestoredRequest> restored = fromParameters(*infotext, findPngText(texts, fooocusKeyword) != nullptr, name);
    if (restored || graph == nullptr)
      return restored;
  }
  for (const char* keyword : {invokeAiKeyword, commentKeyword}) {
    const std::string* text = findPngText(texts, keyword);
    if (std::optional<Result<RestoredRequest>> restored = text ? fromJsonText(*text, name) : std::nullopt)
      return std::move(*restored);
  }
  if (graph != nullptr)
    return requestFromComfyUi(*graph, name);
  return failure(ErrorCode::invalidRequest, "The picture %1 does not say how it was made.", {std::string(name)});
}

}  // namespace

Result<RestoredRequest> restoreRequest(std::span<const PngText> texts, std::string_view name) {
  const std::string* object = findPngText(texts, requestKeyword);
  if (object == nullptr)
    return fromOthers(texts, name);
  Result<RestoredRequest> restored = fromObject(*object, name);
  if (restored)
    return restored;
  Result<RestoredRequest> other = fromOthers(texts, name);
  return other ? other : restored;
}

Result<RestoredRequest> readRequestFile(const std::filesystem::path& path) {
  const Result<std::string> file = readFile(path, maxPictureFileBytes);
  if (!file)
    return failure(file.error());
  const std::span<const std::byte> bytes = std::as_bytes(std::span(*file));
  if (!pictureFormatOfContent(bytes))
    return fromObject(*file, path.string());
  return readPictureTexts(bytes, path.string()).and_then([&](const std::vector<PngText>& texts) {
    return restoreRequest(texts, path.string());
  });
}

}  // namespace zaohua
