// SPDX-License-Identifier: Apache-2.0
// Every seam from the prompt's ids to the picture's bytes against what diffusers computed (docs/fixtures.md).
#include <c10/core/InferenceMode.h>
#include <gtest/gtest.h>

#include <map>

#include "diffusion/noise.h"
#include "pipeline/session.h"
#include "support/closed_form.h"
#include "support/reference_case.h"
#include "support/temporary_folder.h"
#include "support/tensor_near.h"

namespace zaohua {
namespace {

using test::ReferenceCase;
using test::ReferenceTensors;
using Seams = std::map<std::string, at::Tensor>;

constexpr double seamTolerance = 1e-5;
// One case, whose outputs are whole forwards with small numbers: the rounding of all layers adds up, and how much that
// is follows the processor. With AMX it is 1.07e-5, with MKL's AVX2 products 1.27e-5.
constexpr double captionsTolerance = 2e-5;
constexpr double latentsTolerance = 1e-4;

Weights weightsFor(const std::shared_ptr<const WeightSource>& source, at::ScalarType dtype) {
  return {source, dtype, at::kCPU};
}

// Everything that one case computes in one dtype, named as in the fixture.
class Recomputed {
 public:
  Recomputed(const ReferenceCase& reference, at::ScalarType dtype) : m_case(reference), m_dtype(dtype) {
    m_bundle = reference.bundle();
    if (reference.json.contains("request")) {
      prompts();
      picture();
    }
    if (reference.json.contains("forward"))
      forward();
    if (reference.json.contains("vae"))
      autoencoder();
    if (reference.json.contains("captions"))
      captions();
  }

  const Seams& seams() const { return m_seams; }
  const std::vector<Image8>& pictures() const { return m_pictures; }

 private:
  void keep(const std::string& name, const at::Tensor& value) { m_seams[name] = value.clone().contiguous(); }

  void prompts() {
    const GenerationRequest request = m_case.request();
    encode("", request.prompt);
    if (*request.guidance > 0)
      encode("negative_", request.negativePrompt);
  }

  void encode(const std::string& side, const std::string& prompt) {
    const PromptTokens tokens = valueOrThrow(m_bundle.tokenizer->tokenize(prompt));
    const std::span<const std::int32_t> ids = tokens.first(maximumPromptTokens);
    keep(side + "text.ids", at::tensor(at::ArrayRef<std::int32_t>(ids.data(), ids.size()), at::kLong));
    Qwen3TextEncoder encoder(m_bundle.textEncoderConfig, weightsFor(m_bundle.textEncoderWeights, m_dtype));
    int hidden = 0;
    encoder.setProbe([&](const std::string&, const at::Tensor& value) {
      keep(side + "text.hidden." + std::to_string(hidden++), value);
    });
    keep(side + "prompt_embeds", encoder.encode(ids, {}));
  }

  // Through the session, as the programs do it; its files are the seams.
  void picture() {
    const GenerationRequest request = m_case.request();
    const test::TemporaryFolder folder;
    Session session(m_bundle, {at::kCPU, "CPU", true}, {m_dtype});
    SessionObserver observer;
    observer.picture = [this](Picture done) -> Result<void> {
      m_pictures.push_back(std::move(done.image));
      return {};
    };
    LatentFiles files;
    files.saveLatents = (folder / "latents.safetensors").string();
    files.saveStepsFolder = folder.path().string();
    const Result<GenerationOutcome> outcome = session.generate(request, files, observer, {});
    ASSERT_TRUE(outcome) << outcome.error().text() << outcome.error().detail;
    keep("latents", ReferenceTensors(files.saveLatents).at("latents"));

    const Schedule schedule = makeSchedule(m_bundle.scheduleConfig, *request.steps,
                                           std::int64_t{*request.width / 16} * (*request.height / 16), request.shift);
    for (int step = 1; step <= schedule.steps(); ++step) {
      std::vector<at::Tensor> latents;
      for (int k = 0; k < request.count; ++k)
        latents.push_back(stepFile(folder, request.count, k, step));
      keep("step." + std::to_string(step - 1) + ".latents", at::cat(latents));
    }
    std::vector<at::Tensor> noise;
    for (int k = 0; k < request.count; ++k) {
      noise.push_back(drawNoise(static_cast<std::uint64_t>(request.seed + k), 16, *request.height / 8,
                                *request.width / 8, NoiseDevice::cpu, at::kCPU));
    }
    keep("noise", at::cat(noise));
    keep("timesteps", at::tensor(schedule.timesteps));
    keep("sigmas", at::tensor(schedule.sigmas));
    outputs(request, schedule);
    decode();
  }

  static at::Tensor stepFile(const test::TemporaryFolder& folder, int count, int picture, int step) {
    std::array<char, 64> name = {};
    if (count == 1) {
      std::snprintf(name.data(), name.size(), "step-%03d.safetensors", step);
    } else {
      std::snprintf(name.data(), name.size(), "picture-%02d-step-%03d.safetensors", picture + 1, step);
    }
    return ReferenceTensors(folder / name.data()).at("latents");
  }

  // The raw outputs of the first step, all pictures in one batch.
  void outputs(const GenerationRequest& request, const Schedule& schedule) {
    const ZImageTransformer model(m_bundle.transformerConfig, weightsFor(m_bundle.transformerWeights, m_dtype));
    const auto output = [&](const std::string& features) {
      const auto conditioning = model.prepare(m_seams.at(features), *request.height / 8, *request.width / 8, {});
      return model.forward(m_seams.at("noise").to(m_dtype), *model.modulate({schedule.t(0)}).front(), *conditioning,
                           {});
    };
    keep("step.0.output", output("prompt_embeds"));
    if (*request.guidance > 0)
      keep("step.0.negative_output", output("negative_prompt_embeds"));
  }

  void decode() {
    const AutoencoderKlDecoder decoder(m_bundle.vaeConfig, weightsFor(m_bundle.vaeWeights, m_dtype));
    keep("decoded", decoder.decode(decoder.unscaled(m_seams.at("latents").to(at::kFloat)), {}));
  }

  void forward() {
    const GenerationRequest request = m_case.request();
    ZImageTransformer model(m_bundle.transformerConfig, weightsFor(m_bundle.transformerWeights, m_dtype));
    model.setProbe([this](const std::string& name, const at::Tensor& value) { keep("forward." + name, value); });
    const at::Tensor latents = test::closedFormInput(m_case.json["forward"]["x_seed"].get<std::int64_t>(),
                                                     {1, 16, *request.height / 8, *request.width / 8});
    const auto conditioning = model.prepare(m_case.fp32.at("prompt_embeds"), latents.size(2), latents.size(3), {});
    const auto t = m_case.json["forward"]["t"].get<float>();
    keep("forward.output", model.forward(latents.to(m_dtype), *model.modulate({t}).front(), *conditioning, {}));
  }

  void autoencoder() {
    const nlohmann::json& inputs = m_case.json["vae"];
    const auto input = [&](const char* seed, const char* shape) {
      return test::closedFormInput(inputs[seed].get<std::int64_t>(), inputs[shape].get<std::vector<std::int64_t>>());
    };
    AutoencoderKlDecoder decoder(m_bundle.vaeConfig, weightsFor(m_bundle.vaeWeights, m_dtype));
    decoder.setProbe([this](const std::string& name, const at::Tensor& value) { keep("vae." + name, value); });
    keep("vae.decoded", decoder.decode(input("latents_seed", "latents_shape").to(m_dtype), {}));
    const AutoencoderKlEncoder encoder(m_bundle.vaeConfig, weightsFor(m_bundle.vaeWeights, m_dtype));
    const auto posterior = encoder.encode(input("picture_seed", "picture_shape"), {});
    keep("vae.mean", posterior.mean);
    keep("vae.std", posterior.standardDeviation);
  }

  void captions() {
    const ZImageTransformer model(m_bundle.transformerConfig, weightsFor(m_bundle.transformerWeights, m_dtype));
    const std::int64_t width = m_bundle.transformerConfig.cap_feat_dim;
    const std::int64_t firstSeed = m_case.json["x"]["first_seed"].get<std::int64_t>();
    const auto time = model.modulate({m_case.json["t"].get<float>()}).front();
    const auto run = [&](std::int64_t item, std::int64_t captionSeed, std::int64_t length) {
      const at::Tensor latents = test::closedFormInput(firstSeed + item, {1, 16, 6, 10}).to(m_dtype);
      const auto conditioning = model.prepare(test::closedFormInput(captionSeed, {length, width}), 6, 10, {});
      return model.forward(latents, *time, *conditioning, {});
    };
    const nlohmann::json& alone = m_case.json["captions"];
    for (const auto& length : alone["lengths"]) {
      keep("caption_" + std::to_string(length.get<int>()) + ".output",
           run(0, alone["seed"].get<std::int64_t>(), length.get<std::int64_t>()));
    }
    // What the reference does in one masked batch is done here one by one.
    const nlohmann::json& batch = m_case.json["batch_captions"];
    std::vector<at::Tensor> items;
    for (std::size_t k = 0; k < batch["lengths"].size(); ++k) {
      const auto item = static_cast<std::int64_t>(k);
      items.push_back(
          run(item, batch["first_seed"].get<std::int64_t>() + item, batch["lengths"][k].get<std::int64_t>()));
    }
    keep("batch.output", at::cat(items));
    keep("alone.output", at::cat(items));
  }

  const ReferenceCase& m_case;
  at::ScalarType m_dtype;
  ModelBundle m_bundle;
  Seams m_seams;
  std::vector<Image8> m_pictures;
};

// The part of ours that the fixture holds; the final layer is computed for the image's own tokens only.
at::Tensor comparable(const ReferenceTensors& file, const std::string& name, const at::Tensor& ours) {
  return name == "forward.final_layer" ? at::Tensor() : file.sampled(name, ours);
}

std::vector<std::string> casesWithSeams() {
  std::vector<std::string> names;
  for (const std::string& name : test::referenceCases()) {
    if (name != "schedules")
      names.push_back(name);
  }
  return names;
}

std::vector<std::string> casesWithPictures() {
  std::vector<std::string> names = casesWithSeams();
  std::erase_if(names, [](const std::string& name) { return !ReferenceCase(name).json.contains("request"); });
  return names;
}

class Reference : public ::testing::TestWithParam<std::string> {
 protected:
  c10::InferenceMode m_inference;
};

TEST_P(Reference, IsMetAtEverySeamInFp32) {
  const ReferenceCase reference(GetParam());
  const Recomputed ours(reference, at::kFloat);
  int compared = 0;
  for (const std::string& name : reference.fp32.namesStartingWith("")) {
    const auto found = ours.seams().find(name);
    if (found == ours.seams().end() || name == "forward.final_layer")
      continue;
    const at::Tensor kept = reference.fp32.sampled(name, found->second);
    ASSERT_TRUE(kept.defined()) << name << " has the shape " << found->second.sizes();
    const bool exact = name.ends_with("ids") || name == "noise" || name == "sigmas" || name == "timesteps";
    const double tolerance = exact                                             ? 0
                             : name == "latents" || name.ends_with(".latents") ? latentsTolerance
                             : reference.json.contains("captions")             ? captionsTolerance
                                                                               : seamTolerance;
    const at::Tensor& expected = reference.fp32.at(name);
    const double largest = expected.numel() > 0 ? expected.abs().max().item<double>() : 0;
    const double worst = (kept.to(at::kDouble) - expected).abs().max().item<double>();
    EXPECT_LE(worst, tolerance * largest) << name;
    ++compared;
  }
  EXPECT_GE(compared, 3);
}

class ReferencePicture : public Reference {};

TEST_P(ReferencePicture, IsNowhereMoreThanOneApart) {
  const ReferenceCase reference(GetParam());
  const Recomputed ours(reference, at::kFloat);
  std::vector<at::Tensor> pictures;
  for (const Image8& image : ours.pictures()) {
    pictures.push_back(at::tensor(at::ArrayRef<std::uint8_t>(image.pixels), at::kByte)
                           .view({image.height, image.width, image.channels}));
  }
  const at::Tensor kept = reference.fp32.sampled("picture", at::stack(pictures));
  ASSERT_TRUE(kept.defined());
  const at::Tensor apart = (kept.to(at::kDouble) - reference.fp32.at("picture")).abs();
  EXPECT_LE(apart.max().item<double>(), 1);
  // Rounding where the reference cuts, or the other way round, would move half of them.
  EXPECT_LE(apart.gt(0).to(at::kDouble).mean().item<double>(), 0.002);
}

INSTANTIATE_TEST_SUITE_P(Cases, Reference, ::testing::ValuesIn(casesWithSeams()),
                         [](const auto& instance) { return instance.param; });
INSTANTIATE_TEST_SUITE_P(Cases, ReferencePicture, ::testing::ValuesIn(casesWithPictures()),
                         [](const auto& instance) { return instance.param; });

TEST(ReferenceBf16, IsNoFartherFromFp32ThanTheReferencesOwnBf16) {
  const c10::InferenceMode inference;
  test::Bf16Errors all;
  for (const std::string& name : casesWithSeams()) {
    const ReferenceCase reference(name);
    if (!std::filesystem::exists(reference.folder / "bf16.safetensors"))
      continue;
    const ReferenceTensors bf16(reference.folder / "bf16.safetensors");
    const Recomputed ours(reference, at::kBFloat16);
    test::Bf16Errors errors;
    for (const std::string& seam : bf16.namesStartingWith("")) {
      const auto found = ours.seams().find(seam);
      if (found == ours.seams().end() || !reference.fp32.has(seam))
        continue;
      const at::Tensor kept = comparable(bf16, seam, found->second);
      if (!kept.defined())
        continue;
      errors.add(kept, bf16.at(seam), reference.fp32.at(seam));
      all.add(kept, bf16.at(seam), reference.fp32.at(seam));
    }
    // A single model scatters: the reference run in two ways differs from itself by a fifth.
    EXPECT_LE(errors.meanRatio(), 1.25) << name << ", " << errors.seams() << " seams";
    RecordProperty(name, std::to_string(errors.meanRatio()) + " " + std::to_string(errors.tailRatio()));
    std::printf("%-32s %3zu seams  mean %.3f  tail %.3f\n", name.c_str(), errors.seams(), errors.meanRatio(),
                errors.tailRatio());
  }
  std::printf("%-32s %3zu seams  mean %.3f  tail %.3f\n", "all", all.seams(), all.meanRatio(), all.tailRatio());
  EXPECT_GE(all.seams(), 100U);
  EXPECT_LE(all.meanRatio(), 1.02);
  EXPECT_LE(all.tailRatio(), 1.02);
}

TEST(ReferenceSchedules, AreEqualToTheLastBit) {
  const ReferenceCase reference("schedules");
  int compared = 0;
  for (const auto& [name, entry] : reference.json["schedules"].items()) {
    const Result<ScheduleConfig> config = ScheduleConfig::read({entry["config"], name});
    // Schedules of other model families are refused by the name of their setting.
    if (name == "karras" || name == "exponential_sigmas") {
      EXPECT_FALSE(config) << name;
      continue;
    }
    ASSERT_TRUE(config) << name << ": " << config.error().text();
    for (const auto& run : entry["runs"]) {
      const int steps = run["steps"].get<int>();
      const auto tokens = run["image_tokens"].get<std::int64_t>();
      const Schedule schedule = makeSchedule(*config, steps, tokens, {});
      const std::string key = name + "." + std::to_string(tokens) + "." + std::to_string(steps);
      EXPECT_TRUE(at::equal(at::tensor(schedule.sigmas).to(at::kDouble), reference.fp32.at(key + ".sigmas"))) << key;
      EXPECT_TRUE(at::equal(at::tensor(schedule.timesteps).to(at::kDouble), reference.fp32.at(key + ".timesteps")))
          << key;
      ++compared;
    }
  }
  EXPECT_GE(compared, 10);
}

}  // namespace
}  // namespace zaohua
