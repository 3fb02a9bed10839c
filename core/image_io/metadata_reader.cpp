// SPDX-License-Identifier: Apache-2.0
#include "image_io/metadata_reader.h"

#include <nlohmann/json.hpp>

#include "base/generation_json.h"
#include "base/json_reader.h"
#include "base/platform.h"
#include "image_io/picture_file.h"
#include "image_io/picture_metadata.h"

namespace zaohua {

namespace {

// A rule that is not the one this program follows for the same device draws other noise from the same seed.
void compareNoiseRule(std::string_view text, RestoredRequest& restored) {
  const Result<nlohmann::json> object = parseJson(text, {}, requestKeyword);
  if (!object || !object->is_object() || !object->contains(noiseRuleKey))
    return;
  const nlohmann::json& rule = (*object)[noiseRuleKey];
  if (rule != noiseRuleName(restored.request.noiseDevice))
    restored.unrestored.push_back({noiseRuleKey, rule.is_string() ? rule.get<std::string>() : jsonExcerpt(rule)});
}

Result<RestoredRequest> fromObject(std::string_view text, std::string_view name) {
  Result<GenerationRequest> request = requestFromText(text, name);
  if (!request)
    return failure(std::move(request.error()));
  RestoredRequest restored = {.request = std::move(*request), .origin = RequestOrigin::request, .unrestored = {}};
  compareNoiseRule(text, restored);
  return restored;
}

bool looksLikeJson(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && text[first] == '{';
}

Result<RestoredRequest> fromInfotext(std::string_view text, std::string_view name) {
  // SwarmUI and Fooocus keep JSON of their own under the same keyword. A prompt may begin with a brace as well, but
  // then it is not JSON as a whole.
  if (looksLikeJson(text) && parseJson(text, {}, name)) {
    return failure(ErrorCode::invalidRequest,
                   "The settings in the picture %1 were written by another program in a form that is not understood.",
                   {std::string(name)});
  }
  Infotext infotext = parseInfotext(text);
  return validate(infotext.request).map([&] {
    return RestoredRequest{.request = std::move(infotext.request),
                           .origin = RequestOrigin::infotext,
                           .unrestored = std::move(infotext.unrestored)};
  });
}

}  // namespace

Result<RestoredRequest> restoreRequest(std::span<const PngText> texts, std::string_view name) {
  const std::string* object = findPngText(texts, requestKeyword);
  const std::string* infotext = findPngText(texts, infotextKeyword);
  if (object != nullptr) {
    Result<RestoredRequest> restored = fromObject(*object, name);
    if (restored || infotext == nullptr)
      return restored;
  }
  if (infotext == nullptr) {
    return failure(ErrorCode::invalidRequest, "The picture %1 does not say how it was made.", {std::string(name)});
  }
  return fromInfotext(*infotext, name);
}

Result<RestoredRequest> readRequestFile(const std::filesystem::path& path) {
  const Result<std::string> file = readFile(path, maxPictureFileBytes);
  if (!file)
    return failure(file.error());
  const std::span<const std::byte> bytes = std::as_bytes(std::span(*file));
  if (!isPng(bytes))
    return fromObject(*file, path.string());
  return readPngTexts(bytes, path.string()).and_then([&](const std::vector<PngText>& texts) {
    return restoreRequest(texts, path.string());
  });
}

}  // namespace zaohua
