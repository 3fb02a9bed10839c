// SPDX-License-Identifier: Apache-2.0
#include "pipeline/model_bundle.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "base/json_reader.h"
#include "tensor_io/checkpoint.h"

namespace zaohua {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view syntheticTurbo = "synthetic:z-image-turbo";
constexpr int latentChannels = 16;
constexpr int latentScale = 8;

// The published schedules tell the family's members apart: shift 3 for Turbo, which is distilled to 8 steps without
// guidance, 6 for the base model.
constexpr double baseModelShift = 5;

struct PartClass {
  const char* part;
  const char* name;
};

constexpr std::array<PartClass, 5> pipelineParts = {{{"scheduler", "FlowMatchEulerDiscreteScheduler"},
                                                     {"text_encoder", "Qwen3Model"},
                                                     {"tokenizer", "Qwen2Tokenizer"},
                                                     {"transformer", "ZImageTransformer2DModel"},
                                                     {"vae", "AutoencoderKL"}}};

Result<void> checkIndex(const fs::path& folder) {
  Result<ConfigReader> index = ConfigReader::open(folder / "model_index.json");
  if (!index)
    return failure(index.error());
  const Result<nlohmann::json> json = readJsonFile(folder / "model_index.json");
  if (!json)
    return failure(json.error());
  const std::string pipeline = json->value("_class_name", nlohmann::json()).is_string()
                                   ? json->value("_class_name", nlohmann::json()).get<std::string>()
                                   : std::string();
  if (pipeline != "ZImagePipeline") {
    return failure(ErrorCode::unsupportedModel, "The folder %1 holds a model of another kind (%2), not Z-Image.",
                   {folder.string(), pipeline.empty() ? "unknown" : pipeline});
  }
  for (const PartClass& part : pipelineParts) {
    const std::vector<std::string> entry = index->texts(part.part, 2, 2);
    if (entry.size() == 2 && entry[1] != part.name && entry[1] != std::string(part.name) + "Fast") {
      return failure(ErrorCode::unsupportedModel, "In the model %1 the part %2 is of another kind (%3) than %4.",
                     {folder.string(), part.part, entry[1], part.name});
    }
  }
  return index->finish();
}

template <typename Config>
Result<Config> readConfig(const fs::path& file) {
  Result<ConfigReader> reader = ConfigReader::open(file);
  if (!reader)
    return failure(reader.error());
  return Config::read(std::move(*reader));
}

Result<std::shared_ptr<const WeightSource>> openTextEncoder(const fs::path& folder) {
  Result<std::shared_ptr<const Checkpoint>> checkpoint = Checkpoint::openFolder(folder, "model");
  if (!checkpoint)
    return failure(checkpoint.error());
  const std::string headPrefix = "model.";
  const bool withHead = (*checkpoint)->tensors().contains(headPrefix + "embed_tokens.weight");
  return checkpointSource(*checkpoint, withHead ? headPrefix : "");
}

Result<std::shared_ptr<const WeightSource>> openDiffusersPart(const fs::path& folder) {
  Result<std::shared_ptr<const Checkpoint>> checkpoint = Checkpoint::openFolder(folder, "diffusion_pytorch_model");
  if (!checkpoint)
    return failure(checkpoint.error());
  return checkpointSource(*checkpoint);
}

// Moves a result's value into `target`, or its error into `error`, the first one staying.
template <typename T>
void take(Result<T> result, T& target, std::optional<Error>& error) {
  if (error)
    return;
  if (result) {
    target = std::move(*result);
  } else {
    error = std::move(result.error());
  }
}

Result<std::shared_ptr<const PromptTokenizer>> openTokenizer(const fs::path& folder) {
  Result<PromptTokenizer> tokenizer = PromptTokenizer::open(folder);
  if (!tokenizer)
    return failure(tokenizer.error());
  return std::make_shared<const PromptTokenizer>(std::move(*tokenizer));
}

Result<ModelBundle> openFolder(const fs::path& folder) {
  std::error_code ignored;
  if (!fs::is_directory(folder, ignored)) {
    return failure(ErrorCode::fileMissing, "There is no model folder %1.", {folder.string()});
  }
  if (Result<void> index = checkIndex(folder); !index)
    return failure(index.error());
  ModelBundle bundle;
  bundle.name = fs::weakly_canonical(folder, ignored).filename().string();
  std::optional<Error> error;
  take(readConfig<Qwen3Config>(folder / "text_encoder" / "config.json"), bundle.textEncoderConfig, error);
  take(readConfig<ZImageTransformerConfig>(folder / "transformer" / "config.json"), bundle.transformerConfig, error);
  take(readConfig<AutoencoderKlConfig>(folder / "vae" / "config.json"), bundle.vaeConfig, error);
  take(readConfig<ScheduleConfig>(folder / "scheduler" / "scheduler_config.json"), bundle.scheduleConfig, error);
  take(openTextEncoder(folder / "text_encoder"), bundle.textEncoderWeights, error);
  take(openDiffusersPart(folder / "transformer"), bundle.transformerWeights, error);
  take(openDiffusersPart(folder / "vae"), bundle.vaeWeights, error);
  take(openTokenizer(folder / "tokenizer"), bundle.tokenizer, error);
  const fs::path factors = folder / "preview_factors.json";
  if (fs::exists(factors, ignored)) {
    PreviewFactors read;
    take(readPreviewFactors(factors), read, error);
    bundle.previewFactors = read;
  } else {
    bundle.previewFactors = publishedPreviewFactors(bundle.vaeConfig.scaling_factor);
  }
  if (error)
    return failure(std::move(*error));
  return bundle;
}

Result<ModelBundle> synthesize(const fs::path& tokenizerFolder) {
  ModelBundle bundle;
  bundle.name = "z-image-turbo (synthetic)";
  bundle.scheduleConfig.shift = 3;
  bundle.textEncoderWeights = closedFormSource(qwen3Parameters(bundle.textEncoderConfig));
  bundle.transformerWeights = closedFormSource(zImageTransformerParameters(bundle.transformerConfig));
  bundle.vaeWeights = closedFormSource(autoencoderKlParameters(bundle.vaeConfig));
  bundle.previewFactors = publishedPreviewFactors(bundle.vaeConfig.scaling_factor);
  Result<std::shared_ptr<const PromptTokenizer>> tokenizer = openTokenizer(tokenizerFolder);
  if (!tokenizer)
    return failure(tokenizer.error());
  bundle.tokenizer = std::move(*tokenizer);
  return bundle;
}

}  // namespace

int ModelBundle::defaultSize() const {
  constexpr int step = 16;
  return std::clamp(vaeConfig.sample_size, 256, 2048) / step * step;
}

int ModelBundle::defaultSteps() const {
  return scheduleConfig.shift < baseModelShift ? 8 : 28;
}

double ModelBundle::defaultGuidance() const {
  return scheduleConfig.shift < baseModelShift ? 0 : 4;
}

Result<ModelBundle> openModel(const std::string& model, const fs::path& tokenizerFolder) {
  if (model.starts_with("synthetic:") && model != syntheticTurbo) {
    return failure(ErrorCode::invalidRequest, "There is no synthetic model %1; there is %2.",
                   {model, std::string(syntheticTurbo)});
  }
  Result<ModelBundle> bundle = model == syntheticTurbo ? synthesize(tokenizerFolder) : openFolder(fs::path(model));
  if (!bundle)
    return bundle;
  if (Result<void> fits = checkParts(*bundle); !fits)
    return failure(fits.error());
  return bundle;
}

Result<void> checkParts(const ModelBundle& bundle) {
  const AutoencoderKlConfig& vae = bundle.vaeConfig;
  if (vae.latent_channels != latentChannels || vae.downscale() != latentScale) {
    return failure(ErrorCode::unsupportedModel,
                   "The model's autoencoder has %1 channels at 1/%2 of the size; Z-Image needs 16 at 1/8.",
                   {std::to_string(vae.latent_channels), std::to_string(vae.downscale())});
  }
  if (bundle.transformerConfig.in_channels != vae.latent_channels) {
    return failure(ErrorCode::unsupportedModel,
                   "The model's transformer and autoencoder do not fit: %1 and %2 channels.",
                   {std::to_string(bundle.transformerConfig.in_channels), std::to_string(vae.latent_channels)});
  }
  if (bundle.transformerConfig.cap_feat_dim != bundle.textEncoderConfig.hidden_size) {
    return failure(
        ErrorCode::unsupportedModel, "The model's transformer and text encoder do not fit: %1 and %2 wide.",
        {std::to_string(bundle.transformerConfig.cap_feat_dim), std::to_string(bundle.textEncoderConfig.hidden_size)});
  }
  return {};
}

}  // namespace zaohua
