// SPDX-License-Identifier: Apache-2.0
#include "base/generation_request.h"

#include <nlohmann/json.hpp>

#include "base/json_reader.h"
#include "base/utf8.h"

namespace zaohua {

namespace {

using Limits = RequestLimits;

// Written so that NaN fails.
Result<void> checkRange(double value, double min, double max, const char* sentence) {
  if (!(value >= min && value <= max))
    return failure(ErrorCode::invalidRequest, sentence, {spelledNumber(value)});
  return {};
}

Result<void> checkText(const std::string& text, const char* notUtf8, const char* tooLong) {
  if (text.size() > Limits::maxTextBytes) {
    return failure(ErrorCode::invalidRequest, tooLong,
                   {std::to_string(text.size()), std::to_string(Limits::maxTextBytes)});
  }
  if (!isValidUtf8(text))
    return failure(ErrorCode::invalidRequest, notUtf8);
  return {};
}

Result<void> checkTexts(const GenerationRequest& request) {
  return checkText(request.prompt, "The prompt is not valid UTF-8 text.",
                   "The prompt is %1 bytes long: at most %2 are possible.")
      .and_then([&] {
        return checkText(request.negativePrompt, "The negative_prompt is not valid UTF-8 text.",
                         "The negative_prompt is %1 bytes long: at most %2 are possible.");
      })
      .and_then([&] {
        return checkText(request.model, "The model's name is not valid UTF-8 text.",
                         "The model's name is %1 bytes long: at most %2 are possible.");
      });
}

Result<void> checkSide(std::optional<int> pixels, const char* sentence) {
  if (pixels && (*pixels < Limits::minSize || *pixels > Limits::maxSize || *pixels % Limits::sizeStep != 0))
    return failure(ErrorCode::invalidRequest, sentence, {std::to_string(*pixels)});
  return {};
}

Result<void> checkSeed(std::int64_t seed, std::int64_t largest) {
  if (seed < -1 || seed > largest) {
    return failure(ErrorCode::invalidRequest,
                   "The seed %1 is not possible: it must be a whole number from 0 to 4294967295, or -1 for any.",
                   {std::to_string(seed)});
  }
  return {};
}

Result<void> checkCountAndSeed(const GenerationRequest& request) {
  if (request.count < Limits::minCount || request.count > Limits::maxCount) {
    return failure(ErrorCode::invalidRequest, "The count %1 is not possible: it must be a whole number from 1 to 16.",
                   {std::to_string(request.count)});
  }
  return checkSeed(request.seed, request.count == 1 ? Limits::maxPictureSeed : Limits::maxSeed);
}

Result<void> checkSize(const GenerationRequest& request) {
  Result<void> sides =
      checkSide(request.width, "The width %1 is not possible: it must be a multiple of 16 from 256 to 2048.")
          .and_then([&] {
            return checkSide(request.height,
                             "The height %1 is not possible: it must be a multiple of 16 from 256 to 2048.");
          });
  if (!sides || !request.width || !request.height)
    return sides;
  const std::int64_t pixels = std::int64_t{*request.width} * *request.height * request.count;
  if (pixels > Limits::maxPixels) {
    return failure(ErrorCode::invalidRequest,
                   "A count of %1 at %2 × %3 pixels is too much for one job: make fewer or smaller pictures.",
                   {std::to_string(request.count), std::to_string(*request.width), std::to_string(*request.height)},
                   std::to_string(pixels) + " pixels, at most " + std::to_string(Limits::maxPixels));
  }
  return {};
}

Result<void> checkSampling(const GenerationRequest& request) {
  if (!isKnownSampler(request.sampler)) {
    return failure(ErrorCode::invalidRequest, "The sampler %1 is not known. Known samplers: %2.",
                   {request.sampler, "euler"});
  }
  return checkRange(request.steps.value_or(Limits::minSteps), Limits::minSteps, Limits::maxSteps,
                    "The steps %1 are not possible: it must be a whole number from 1 to 120.")
      .and_then([&] {
        return checkRange(request.guidance.value_or(0), Limits::minGuidance, Limits::maxGuidance,
                          "The guidance %1 is not possible: it must be a number from 0 (off) to 20.");
      })
      .and_then([&] {
        return checkRange(request.shift.value_or(1), Limits::minShift, Limits::maxShift,
                          "The shift %1 is not possible: it must be a number from 0.01 to 100.");
      })
      .and_then([&] {
        return checkRange(request.cfgNormalization, Limits::minCfgNormalization, Limits::maxCfgNormalization,
                          "The cfg_normalization %1 is not possible: it must be a number from 0 (off) to 100.");
      })
      .and_then([&] {
        return checkRange(request.cfgTruncation, Limits::minCfgTruncation, Limits::maxCfgTruncation,
                          "The cfg_truncation %1 is not possible: it must be a number from 0 to 1.");
      });
}

Result<void> checkUnknownFields(const std::string& text) {
  if (text.empty())
    return {};
  return checkText(text, "The unknown keys of the request are not valid UTF-8 text.",
                   "The unknown keys of the request take %1 bytes: at most %2 are possible.")
      .and_then([&]() -> Result<void> {
        const Result<nlohmann::json> fields = parseJson(text, {}, "unknownFields");
        if (fields && fields->is_object())
          return {};
        return failure(ErrorCode::invalidRequest, "The unknown keys of the request are not a JSON object.", {},
                       fields ? "" : fields.error().detail);
      });
}

}  // namespace

bool isKnownSampler(std::string_view name) {
  return name == "euler";
}

Result<void> validateChosenSeed(std::int64_t seed) {
  return checkSeed(seed, Limits::maxSeed);
}

Result<void> validate(const GenerationRequest& request) {
  return checkTexts(request)
      .and_then([&] { return checkCountAndSeed(request); })
      .and_then([&] { return checkSize(request); })
      .and_then([&] { return checkSampling(request); })
      .and_then([&] { return checkUnknownFields(request.unknownFields); });
}

}  // namespace zaohua
