// SPDX-License-Identifier: Apache-2.0
#include "pipeline/inspection.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>

#include "pipeline/model_bundle.h"
#include "tensor_io/checkpoint.h"

namespace zaohua {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t mostProblemsOfAPart = 20;

bool isFolder(const fs::path& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

std::string joined(const std::set<std::string>& names) {
  std::string text;
  for (const std::string& name : names)
    text += (text.empty() ? "" : "+") + name;
  return text;
}

// The numbers of a checkpoint: dtypes, parameters, bytes, files.
void addCheckpoint(ComponentInspection& component, const Checkpoint& checkpoint, const fs::path& base) {
  std::set<std::string> dtypes;
  for (const auto& [name, tensor] : checkpoint.tensors()) {
    dtypes.emplace(fileDtypeName(tensor.entry.dtype));
    component.parameters += static_cast<std::uint64_t>(tensor.entry.elements());
    component.bytes += tensor.entry.bytes;
  }
  component.tensors = checkpoint.tensors().size();
  component.dtype = joined(dtypes);
  for (const Checkpoint::File& file : checkpoint.files()) {
    component.files.push_back(file.path.lexically_proximate(base).string());
  }
}

// Tensors that the configuration wants and the checkpoint lacks or has in another shape.
void compare(std::vector<Error>& problems, const std::string& part, const Checkpoint& checkpoint,
             const std::vector<ParameterSpec>& wanted, const std::string& prefix) {
  std::size_t found = 0;
  for (const ParameterSpec& parameter : wanted) {
    if (found >= mostProblemsOfAPart)
      return;
    const auto tensor = checkpoint.tensors().find(prefix + parameter.name);
    if (tensor == checkpoint.tensors().end()) {
      problems.push_back({ErrorCode::fileCorrupt, "The %1 lacks the tensor %2.", {part, parameter.name}, {}});
      ++found;
    } else if (tensor->second.entry.shape != parameter.shape) {
      problems.push_back({ErrorCode::fileCorrupt,
                          "In the %1 the tensor %2 has the shape %3 instead of %4.",
                          {part, parameter.name, shapeText(tensor->second.entry.shape), shapeText(parameter.shape)},
                          {}});
      ++found;
    }
  }
}

template <typename Config>
std::optional<Config> readPart(const fs::path& config, std::vector<Error>& problems) {
  Result<ConfigReader> reader = ConfigReader::open(config);
  if (!reader) {
    problems.push_back(reader.error());
    return std::nullopt;
  }
  Result<Config> read = Config::read(std::move(*reader));
  if (read)
    return *read;
  problems.push_back(read.error());
  return std::nullopt;
}

struct PartKind {
  const char* folder;
  const char* architecture;
  const char* stem;
  std::function<std::optional<std::vector<ParameterSpec>>(const fs::path&, std::vector<Error>&)> parameters;
};

template <typename Config, std::vector<ParameterSpec> (*parametersOf)(const Config&)>
std::optional<std::vector<ParameterSpec>> parametersFrom(const fs::path& config, std::vector<Error>& problems) {
  const std::optional<Config> read = readPart<Config>(config, problems);
  return read ? std::optional(parametersOf(*read)) : std::nullopt;
}

const std::vector<PartKind>& partKinds() {
  static const std::vector<PartKind> kinds = {
      {"text_encoder", "Qwen3Model", "model", parametersFrom<Qwen3Config, qwen3Parameters>},
      {"transformer", "ZImageTransformer2DModel", "diffusion_pytorch_model",
       parametersFrom<ZImageTransformerConfig, zImageTransformerParameters>},
      {"vae", "AutoencoderKL", "diffusion_pytorch_model",
       parametersFrom<AutoencoderKlConfig, autoencoderKlParameters>}};
  return kinds;
}

void inspectPart(ModelInspection& inspection, const fs::path& root, const PartKind& kind) {
  const fs::path folder = root / kind.folder;
  ComponentInspection component;
  component.name = kind.folder;
  component.architecture = kind.architecture;
  if (!isFolder(folder)) {
    inspection.problems.push_back({ErrorCode::fileMissing, "The part %1 is missing.", {kind.folder}, {}});
    return;
  }
  const std::optional<std::vector<ParameterSpec>> wanted = kind.parameters(folder / "config.json", inspection.problems);
  Result<std::shared_ptr<const Checkpoint>> checkpoint = Checkpoint::openFolder(folder, kind.stem);
  if (checkpoint) {
    addCheckpoint(component, **checkpoint, root);
    const bool withHead = (*checkpoint)->tensors().contains("model.embed_tokens.weight");
    if (wanted)
      compare(inspection.problems, kind.folder, **checkpoint, *wanted, withHead ? "model." : "");
  } else {
    inspection.problems.push_back(checkpoint.error());
  }
  inspection.components.push_back(std::move(component));
}

ModelInspection inspectPipeline(const fs::path& folder) {
  ModelInspection inspection;
  inspection.kind = "Z-Image pipeline (diffusers folder)";
  for (const PartKind& kind : partKinds())
    inspectPart(inspection, folder, kind);
  readPart<ScheduleConfig>(folder / "scheduler" / "scheduler_config.json", inspection.problems);
  if (Result<PromptTokenizer> tokenizer = PromptTokenizer::open(folder / "tokenizer"); !tokenizer) {
    inspection.problems.push_back(tokenizer.error());
  }
  // What only shows when the parts are held against each other; the same check as when a model is opened.
  if (inspection.problems.empty()) {
    if (Result<ModelBundle> bundle = openModel(folder.string(), {}); !bundle) {
      inspection.problems.push_back(bundle.error());
    }
  }
  return inspection;
}

// A single file's architecture, by tensors that only it has.
std::string architectureOf(const Checkpoint& checkpoint) {
  const auto has = [&](std::string_view ending) {
    return std::ranges::any_of(checkpoint.tensors(), [&](const auto& item) { return item.first.ends_with(ending); });
  };
  if (has("control_all_x_embedder.2-1.weight"))
    return "ZImageControlNet";
  if (has("cap_embedder.1.weight") && has("cap_pad_token"))
    return "ZImageTransformer2DModel";
  if (has("embed_tokens.weight") && has("self_attn.q_norm.weight"))
    return "Qwen3Model";
  if (has("decoder.conv_in.weight"))
    return "AutoencoderKL";
  if (has("lora_A.weight") || has("lora_down.weight"))
    return "LoRA";
  return {};
}

Result<ModelInspection> inspectFile(const fs::path& file) {
  Result<std::shared_ptr<const Checkpoint>> checkpoint = Checkpoint::openFile(file);
  if (!checkpoint)
    return failure(checkpoint.error());
  ModelInspection inspection;
  inspection.kind = "safetensors file";
  ComponentInspection component;
  component.name = file.stem().string();
  component.architecture = architectureOf(**checkpoint);
  addCheckpoint(component, **checkpoint, file.parent_path());
  inspection.components.push_back(std::move(component));
  return inspection;
}

}  // namespace

Result<ModelInspection> inspectModel(const fs::path& path) {
  std::error_code ignored;
  Result<ModelInspection> inspection =
      failure(ErrorCode::unsupportedModel, "The folder %1 holds no model: there is no model_index.json in it.",
              {path.string()});
  if (!isFolder(path)) {
    inspection = inspectFile(path);
  } else if (fs::exists(path / "model_index.json", ignored)) {
    inspection = inspectPipeline(path);
  }
  if (inspection)
    inspection->path = path.string();
  return inspection;
}

}  // namespace zaohua
