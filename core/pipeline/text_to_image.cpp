// SPDX-License-Identifier: Apache-2.0
#include "pipeline/text_to_image.h"

#include <ATen/ATen.h>

#include <filesystem>
#include <map>
#include <optional>

#include "base/platform.h"
#include "diffusion/euler.h"
#include "diffusion/guidance.h"
#include "diffusion/noise.h"
#include "diffusion/schedule.h"
#include "pipeline/device_pace.h"
#include "pipeline/latent_file.h"
#include "pipeline/postprocess.h"
#include "pipeline/preview_stream.h"
#include "pipeline/stage_report.h"
#include "pipeline/torch_device.h"

namespace zaohua {

namespace {

constexpr int latentScale = 8;  // pixels a latent, each way

struct Captions {
  std::shared_ptr<const ZImageTransformer::Conditioning> positive;
  std::shared_ptr<const ZImageTransformer::Conditioning> negative;  // only with guidance
};

Captions encodePrompts(const TextToImage& part, const GenerationRequest& request, const SessionObserver& observer,
                       const Heartbeat& heartbeat) {
  const auto prepare = [&](const std::string& prompt) {
    const at::Tensor features = part.promptEncoder.encode(prompt, observer.notice, heartbeat);
    return part.model.transformer().prepare(features, *request.height / latentScale, *request.width / latentScale,
                                            heartbeat);
  };
  Captions captions;
  captions.positive = prepare(request.prompt);
  if (*request.guidance > 0)
    captions.negative = prepare(request.negativePrompt);
  return captions;
}

// One forward with or without guidance, from fp32 latents to fp32 velocity. What the times of the schedule say to the
// model is worked out beforehand, all in one.
VelocityFunction velocityOf(const ZImageTransformer& transformer, const Schedule& schedule, const Captions& captions,
                            Guidance guidance, at::ScalarType dtype, const Heartbeat& heartbeat) {
  std::vector<float> times;
  for (int step = 0; step < schedule.steps(); ++step)
    times.push_back(schedule.t(step));
  std::map<float, std::shared_ptr<const ZImageTransformer::Modulation>> modulations;
  const auto computed = transformer.modulate(times);
  for (std::size_t i = 0; i < times.size(); ++i)
    modulations.emplace(times[i], computed[i]);

  return [&transformer, modulations, captions, guidance, dtype, heartbeat](const at::Tensor& latents, float t) {
    const at::Tensor input = latents.to(dtype);
    const auto predict = [&](const ZImageTransformer::Conditioning& caption) {
      return transformer.forward(input, *modulations.at(t), caption, heartbeat).to(at::kFloat);
    };
    const at::Tensor positive = predict(*captions.positive);
    if (guidance.at(t) <= 0)
      return positive.neg();
    return guidance.combine(positive, predict(*captions.negative)).neg();
  };
}

at::Tensor startingLatents(const GenerationRequest& request, const std::optional<at::Tensor>& given, int picture,
                           at::Device device) {
  if (given)
    return given->narrow(0, picture, 1).to(device);
  const auto seed = static_cast<std::uint64_t>(request.seed) + static_cast<std::uint64_t>(picture);
  return drawNoise(seed, PreviewFactors::channels, *request.height / latentScale, *request.width / latentScale,
                   request.noiseDevice, device);
}

}  // namespace

GenerationOutcome TextToImage::run(const GenerationRequest& request, const LatentFiles& files,
                                   const SessionObserver& observer, const CancelToken& cancel) const {
  StageReport report(observer, request.count, model.device());
  resetPeakMemory(model.device());
  DevicePace pace(model.device());
  PreviewStream previews(observer, bundle.previewFactors, model.device());
  const Heartbeat heartbeat(cancel, [&] {
    pace.beat();
    previews.deliver();
  });

  // 1. Weights, where they are not in memory yet.
  report.begin(Stage::load, 1);
  model.load(
      {ModelPart::textEncoder, ModelPart::transformer, ModelPart::decoder},
      [&](int done, int total) { report.advance(done, total); }, cancel);
  report.end();

  // 2. Prompts to refined captions: the same for every step and picture.
  report.begin(Stage::encodePrompt, 1);
  // Not paced: its layers are shorter than the wait would be.
  const Captions captions = encodePrompts(*this, request, observer, cancel);
  report.end();

  const std::int64_t imageTokens =
      std::int64_t{*request.width / (2 * latentScale)} * (*request.height / (2 * latentScale));
  const Schedule schedule = makeSchedule(bundle.scheduleConfig, *request.steps, imageTokens, request.shift);
  const Guidance guidance = {*request.guidance, request.cfgNormalization, request.cfgTruncation};
  const VelocityFunction velocity =
      velocityOf(model.transformer(), schedule, captions, guidance, model.dtype(), heartbeat);
  const std::optional<at::Tensor> given = readInitialLatents(files, request);

  std::vector<at::Tensor> finished;
  for (int picture = 0; picture < request.count; ++picture) {
    // 3. Noise to latents.
    report.begin(Stage::denoise, schedule.steps(), picture);
    const at::Tensor noise = startingLatents(request, given, picture, model.device());
    const at::Tensor latents = sampleEuler(noise, schedule, velocity, [&](const SamplerStep& step) {
      cancel.throwIfCancelled();
      report.advance(step.done, schedule.steps());
      if (previews.isWanted() && step.done < schedule.steps())
        previews.show(step.predictedClean(), step.done, schedule.steps(), picture);
      saveStepLatents(files, step.latents, picture, request.count, step.done);
    });
    requireFinite(latents, "transformer");
    report.end();
    if (!files.saveLatents.empty())
      finished.push_back(latents.cpu());

    // 4. Latents to pixels.
    report.begin(Stage::decode, 1, picture);
    const at::Tensor decoded = model.decoder().decode(model.decoder().unscaled(latents), heartbeat);
    requireFinite(decoded, "autoencoder");
    Picture done = {toImages(toPixels(decoded)).front(), request.seed + picture, picture, request.count};
    report.end();
    cancel.throwIfCancelled();

    if (observer.picture)
      valueOrThrow(observer.picture(std::move(done)));
  }
  if (!files.saveLatents.empty())
    saveLatents(files.saveLatents, at::cat(finished));
  return {request, report.timings(), peakMemory(model.device())};
}

}  // namespace zaohua
