// SPDX-License-Identifier: Apache-2.0
#include "image_io/json_dialects.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "image_io/dialect_fields.h"

namespace zaohua {

namespace {

using Json = nlohmann::json;

const Json& member(const Json& object, std::string_view key) {
  static const Json nothing;
  if (!object.is_object())
    return nothing;
  const auto place = object.find(key);
  return place == object.end() ? nothing : *place;
}

template <std::size_t N>
void listRest(DialectFields& fields, const Json& object, const std::array<std::string_view, N>& known) {
  for (const auto& [key, value] : object.items()) {
    const bool empty = (value.is_array() || value.is_object()) && value.empty();
    if (std::find(known.begin(), known.end(), key) == known.end() && !empty && value != false)
      fields.list(key, value);
  }
}

// A model is named by a text or, in newer versions, by an object with a name.
const Json& modelName(const Json& model) {
  return model.is_object() ? member(model, "name") : model;
}

Result<RestoredRequest> fromInvokeAi(const Json& object) {
  DialectFields fields(RequestOrigin::invokeAi);
  fields.prompt(member(object, "positive_prompt"));
  fields.negativePrompt(member(object, "negative_prompt"));
  fields.steps("steps", member(object, "steps"));
  fields.cfgScale("cfg_scale", member(object, "cfg_scale"));
  fields.seed("seed", member(object, "seed"));
  fields.shift("shift", member(object, "shift"));
  fields.size("size", member(object, "width"), member(object, "height"));
  fields.sampler("scheduler", member(object, "scheduler"));
  fields.model("model", modelName(member(object, "model")));
  if (member(object, "rand_device") != "cpu")
    fields.list("rand_device", member(object, "rand_device"));
  fields.mustBe("cfg_rescale_multiplier", member(object, "cfg_rescale_multiplier"), 0);
  constexpr std::array<std::string_view, 19> known = {"positive_prompt",
                                                      "negative_prompt",
                                                      "steps",
                                                      "cfg_scale",
                                                      "seed",
                                                      "shift",
                                                      "width",
                                                      "height",
                                                      "scheduler",
                                                      "model",
                                                      "rand_device",
                                                      "cfg_rescale_multiplier",
                                                      "app_version",
                                                      "generation_mode",
                                                      "vae",
                                                      "qwen3_encoder",
                                                      "qwen3_source",
                                                      "ref_images",
                                                      "canvas_v2_metadata"};
  listRest(fields, object, known);
  return std::move(fields).finish();
}

Result<RestoredRequest> fromSwarmUi(const Json& object) {
  const Json& settings = member(object, "sui_image_params");
  DialectFields fields(RequestOrigin::swarmUi);
  fields.prompt(member(settings, "prompt"));
  fields.negativePrompt(member(settings, "negativeprompt"));
  fields.steps("steps", member(settings, "steps"));
  fields.cfgScale("cfgscale", member(settings, "cfgscale"));
  fields.seed("seed", member(settings, "seed"));
  fields.shift("sigmashift", member(settings, "sigmashift"));
  fields.size("size", member(settings, "width"), member(settings, "height"));
  for (const char* key : {"sampler", "comfyuisampler"})
    fields.sampler(key, member(settings, key));
  for (const char* key : {"scheduler", "comfyuischeduler"})
    fields.scheduler(key, member(settings, key));
  fields.model("model", member(settings, "model"));
  fields.mustBe("images", member(settings, "images"), 1);
  fields.mustBe("batchsize", member(settings, "batchsize"), 1);
  constexpr std::array<std::string_view, 18> known = {
      "prompt", "negativeprompt", "steps",     "cfgscale",      "seed",           "sigmashift",
      "width",  "height",         "sampler",   "scheduler",     "comfyuisampler", "comfyuischeduler",
      "model",  "images",         "batchsize", "swarm_version", "aspectratio",    "automaticvae"};
  listRest(fields, settings, known);
  return std::move(fields).finish();
}

Result<RestoredRequest> fromFooocus(const Json& object) {
  DialectFields fields(RequestOrigin::fooocus);
  fields.prompt(member(object, "prompt"));
  fields.negativePrompt(member(object, "negative_prompt"));
  fields.steps("steps", member(object, "steps"));
  fields.cfgScale("guidance_scale", member(object, "guidance_scale"));
  fields.seed("seed", member(object, "seed"));
  fields.sizeText("resolution", member(object, "resolution"));
  fields.sampler("sampler", member(object, "sampler"));
  fields.scheduler("scheduler", member(object, "scheduler"));
  fields.model("base_model", member(object, "base_model"));
  if (member(object, "styles") != "[]")
    fields.list("styles", member(object, "styles"));
  constexpr std::array<std::string_view, 17> known = {"prompt",
                                                      "negative_prompt",
                                                      "steps",
                                                      "guidance_scale",
                                                      "seed",
                                                      "resolution",
                                                      "sampler",
                                                      "scheduler",
                                                      "base_model",
                                                      "base_model_hash",
                                                      "styles",
                                                      "full_prompt",
                                                      "version",
                                                      "metadata_scheme",
                                                      "created_by",
                                                      "full_negative_prompt",
                                                      "refiner_model_hash"};
  listRest(fields, object, known);
  return std::move(fields).finish();
}

// Draw Things draws its noise by a rule of its own, so the seed's mode is listed: the seed gives another picture here.
Result<RestoredRequest> fromDrawThings(const Json& object) {
  DialectFields fields(RequestOrigin::drawThings);
  fields.prompt(member(object, "c"));
  fields.negativePrompt(member(object, "uc"));
  fields.steps("steps", member(object, "steps"));
  fields.cfgScale("scale", member(object, "scale"));
  fields.seed("seed", member(object, "seed"));
  fields.shift("shift", member(object, "shift"));
  fields.sizeText("size", member(object, "size"));
  fields.sampler("sampler", member(object, "sampler"));
  fields.model("model", member(object, "model"));
  fields.mustBe("strength", member(object, "strength"), 1);
  constexpr std::array<std::string_view, 12> known = {"c",    "uc",      "steps", "scale",    "seed", "shift",
                                                      "size", "sampler", "model", "strength", "v2",   "profile"};
  listRest(fields, object, known);
  return std::move(fields).finish();
}

}  // namespace

std::optional<RequestOrigin> originOfJson(const Json& object) {
  if (member(object, "sui_image_params").is_object())
    return RequestOrigin::swarmUi;
  if (member(object, "c").is_string() && object.contains("steps") && object.contains("sampler"))
    return RequestOrigin::drawThings;
  if (member(object, "positive_prompt").is_string())
    return RequestOrigin::invokeAi;
  if (member(object, "prompt").is_string() && (object.contains("base_model") || object.contains("metadata_scheme")))
    return RequestOrigin::fooocus;
  return std::nullopt;
}

Result<RestoredRequest> requestFromDialect(RequestOrigin origin, const Json& object) {
  switch (origin) {
    case RequestOrigin::invokeAi:
      return fromInvokeAi(object);
    case RequestOrigin::swarmUi:
      return fromSwarmUi(object);
    case RequestOrigin::fooocus:
      return fromFooocus(object);
    case RequestOrigin::drawThings:
      return fromDrawThings(object);
    default:
      return failure(ErrorCode::internal, "These settings were written in a form that is not understood.");
  }
}

}  // namespace zaohua
