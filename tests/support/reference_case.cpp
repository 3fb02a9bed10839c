// SPDX-License-Identifier: Apache-2.0
#include "support/reference_case.h"

#include <algorithm>
#include <cmath>

#include "base/generation_json.h"
#include "base/json_reader.h"
#include "tensor_io/checkpoint.h"

namespace zaohua::test {

namespace {

namespace fs = std::filesystem;

const fs::path casesFolder = fs::path(ZAOHUA_TEST_DATA) / "reference";

template <typename Config>
Config readConfig(const fs::path& file) {
  return valueOrThrow(Config::read(valueOrThrow(ConfigReader::open(file))));
}

std::shared_ptr<const WeightSource> weightsOf(const fs::path& part, const char* stem,
                                              const std::vector<ParameterSpec>& parameters) {
  if (fs::exists(part / "weights.json"))
    return closedFormSource(parameters);
  const auto checkpoint = valueOrThrow(Checkpoint::openFolder(part, stem));
  return checkpointSource(checkpoint, checkpoint->tensors().contains("model.embed_tokens.weight") ? "model." : "");
}

}  // namespace

std::vector<std::string> referenceCases() {
  std::vector<std::string> names;
  for (const fs::directory_entry& entry : fs::directory_iterator(casesFolder)) {
    if (fs::exists(entry.path() / "case.json"))
      names.push_back(entry.path().filename().string());
  }
  std::ranges::sort(names);
  return names;
}

ReferenceTensors::ReferenceTensors(const fs::path& file) {
  const auto checkpoint = valueOrThrow(Checkpoint::openFile(file));
  const auto source = checkpointSource(checkpoint);
  for (const auto& [name, tensor] : checkpoint->tensors()) {
    const bool integers = tensor.entry.dtype == FileDtype::i64 || tensor.entry.dtype == FileDtype::i32;
    m_tensors[name] = source->load(name, integers ? at::kLong : at::kDouble, at::kCPU).clone();
  }
}

std::vector<std::string> ReferenceTensors::namesStartingWith(std::string_view prefix) const {
  std::vector<std::string> names;
  for (const auto& [name, tensor] : m_tensors) {
    const bool aside = name.ends_with(".sample") || name.ends_with(".sums");
    if (name.starts_with(prefix) && !aside)
      names.push_back(name);
  }
  return names;
}

at::Tensor ReferenceTensors::sampled(const std::string& name, const at::Tensor& whole) const {
  const auto rule = m_tensors.find(name + ".sample");
  if (rule == m_tensors.end())
    return whole.sizes() == at(name).sizes() ? whole : at::Tensor();
  const at::Tensor& sample = rule->second;
  if (whole.dim() != sample.size(1))
    return {};
  at::Tensor kept = whole;
  for (std::int64_t axis = 0; axis < whole.dim(); ++axis) {
    if (whole.size(axis) != sample[0][axis].item<std::int64_t>())
      return {};
    kept = kept.slice(axis, 0, std::nullopt, sample[1][axis].item<std::int64_t>());
  }
  return kept;
}

ReferenceCase::ReferenceCase(const std::string& name)
    : folder(casesFolder / name),
      json(valueOrThrow(readJsonFile(folder / "case.json"))),
      fp32(folder / "fp32.safetensors") {
}

GenerationRequest ReferenceCase::request() const {
  return valueOrThrow(requestFromJson(json.at("request")));
}

ModelBundle ReferenceCase::bundle() const {
  ModelBundle bundle;
  bundle.name = folder.filename().string();
  if (const fs::path part = folder / "text_encoder"; fs::exists(part)) {
    bundle.textEncoderConfig = readConfig<Qwen3Config>(part / "config.json");
    bundle.textEncoderWeights = weightsOf(part, "model", qwen3Parameters(bundle.textEncoderConfig));
  }
  if (const fs::path part = folder / "transformer"; fs::exists(part)) {
    bundle.transformerConfig = readConfig<ZImageTransformerConfig>(part / "config.json");
    bundle.transformerWeights =
        weightsOf(part, "diffusion_pytorch_model", zImageTransformerParameters(bundle.transformerConfig));
  }
  if (const fs::path part = folder / "vae"; fs::exists(part)) {
    bundle.vaeConfig = readConfig<AutoencoderKlConfig>(part / "config.json");
    bundle.vaeWeights = weightsOf(part, "diffusion_pytorch_model", autoencoderKlParameters(bundle.vaeConfig));
  }
  if (const fs::path part = folder / "scheduler"; fs::exists(part)) {
    bundle.scheduleConfig = readConfig<ScheduleConfig>(part / "scheduler_config.json");
  }
  bundle.tokenizer = std::make_shared<const PromptTokenizer>(
      valueOrThrow(PromptTokenizer::open(fs::path(ZAOHUA_TEST_DATA) / "tokenizers" / "compact")));
  return bundle;
}

void Bf16Errors::add(const at::Tensor& ours, const at::Tensor& reference, const at::Tensor& exact) {
  const at::Tensor own = (ours.to(at::kDouble) - exact).abs().flatten();
  const at::Tensor theirs = (reference - exact).abs().flatten();
  const double theirMean = theirs.mean().item<double>();
  if (theirMean == 0)
    return;
  m_mean.push_back(own.mean().item<double>() / theirMean);
  const double theirTail = at::quantile(theirs, 0.999).item<double>();
  m_tail.push_back(at::quantile(own, 0.999).item<double>() / theirTail);
}

double Bf16Errors::geometricMean(const std::vector<double>& ratios) {
  double sum = 0;
  for (const double ratio : ratios)
    sum += std::log(std::max(ratio, 1e-6));
  return ratios.empty() ? 1 : std::exp(sum / static_cast<double>(ratios.size()));
}

}  // namespace zaohua::test
