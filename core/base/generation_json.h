// SPDX-License-Identifier: Apache-2.0
// A GenerationRequest as one JSON object, the form in which it is kept in pictures, presets and files and goes over the
// wire. docs/generation-request.md describes it for people, docs/generation-request.schema.json for programs. Plain
// functions, any thread.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "base/generation_request.h"

namespace zaohua {

// What a picture's own object says besides its request: which program made it and how its noise was drawn. Reading a
// request passes over both.
inline constexpr const char* programKey = "program";
inline constexpr const char* noiseRuleKey = "noise_rule";

// The object, in the order in which a person would read it. What the request leaves open is left out.
nlohmann::ordered_json requestToJson(const GenerationRequest& request);

// The same as one line of UTF-8 text.
std::string requestToText(const GenerationRequest& request);

// Missing keys keep their defaults, unknown ones are kept in unknownFields, wrong types and ranges are Errors that name
// the key. The result passes validate().
Result<GenerationRequest> requestFromJson(const nlohmann::json& object);

// `name` is what Errors call the text: the path it came from. Text that is not JSON is file_corrupt.
Result<GenerationRequest> requestFromText(std::string_view text, std::string_view name);

}  // namespace zaohua
