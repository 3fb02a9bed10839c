// SPDX-License-Identifier: Apache-2.0
#include "pipeline/session.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include "base/log.h"
#include "base/platform.h"
#include "pipeline/guarded.h"
#include "pipeline/latent_file.h"
#include "pipeline/picture_profile.h"
#include "pipeline/postprocess.h"
#include "pipeline/stage_report.h"
#include "pipeline/text_to_image.h"
#include "tensor_io/safetensors_writer.h"

namespace zaohua {

namespace {

const char* typeName(const ComputeType& type) {
  if (type.products == ProductFormat::fp8Rows)
    return "fp8";
  if (type.products == ProductFormat::int8Rows)
    return "int8";
  switch (type.dtype) {
    case at::kBFloat16:
      return "bf16";
    case at::kHalf:
      return "fp16";
    default:
      return "fp32";
  }
}

ModelInfo describe(const ModelBundle& bundle, const TorchDevice& device, const ComputeType& type) {
  ModelInfo info;
  info.name = bundle.name;
  info.device = device.name;
  info.dtype = typeName(type);
  info.threads = at::get_num_threads();
  info.width = bundle.defaultSize();
  info.height = bundle.defaultSize();
  info.steps = bundle.defaultSteps();
  info.guidance = bundle.defaultGuidance();
  info.maxPromptTokens = maximumPromptTokens;
  return info;
}

}  // namespace

Result<std::unique_ptr<InferenceSession>> Session::open(const SessionOptions& options, const SessionObserver& observer,
                                                        const CancelToken& cancel) {
  using Opened = std::unique_ptr<InferenceSession>;
  return guarded([&]() -> Opened {
    ModelBundle bundle = valueOrThrow(openModel(options.model, options.tokenizerFolder));
    cancel.throwIfCancelled();
    const TorchDevice device = valueOrThrow(chooseDevice(options.device, observer.notice));
    const ComputeType type = valueOrThrow(chooseDtype(options.dtype, device));
    if (device.device.is_cpu())
      keepFreedMemory();
    log::info("model " + bundle.name + " on " + device.name + " in " + typeName(type));
    return std::make_unique<Session>(std::move(bundle), device, type);
  });
}

Session::Session(ModelBundle bundle, const TorchDevice& device, const ComputeType& type)
    : m_bundle(std::move(bundle)),
      m_info(describe(m_bundle, device, type)),
      m_model(m_bundle, device.device, type),
      m_promptEncoder(*m_bundle.tokenizer, m_model) {
}

MemoryState Session::memory() const {
  // The decoder's last block holds about four maps of its second widest kind at the picture's full size; on a card,
  // where results take the place of what they are made from, less than three.
  const int mapsAtOnce = m_model.device().is_cpu() ? 4 : 3;
  const std::vector<int>& widths = m_bundle.vaeConfig.block_out_channels;
  const double widest = widths.size() > 1 ? widths[1] : widths.front();

  MemoryState state;
  const Result<DeviceMemory> device = guarded([this] { return deviceMemory(m_model.device()); });
  if (device) {  // a lost card says nothing about itself
    state.deviceBytes = device->totalBytes;
    state.freeBytes = device->freeBytes;
  }
  state.weightBytes = m_model.weightBytes();
  state.weightsResident = m_model.isComplete();
  state.bytesPerPixel = mapsAtOnce * widest * static_cast<double>(at::elementSize(m_model.dtypeOf(ModelPart::decoder)));
  return state;
}

void Session::loadReporting(std::initializer_list<ModelPart> parts, const SessionObserver& observer,
                            const CancelToken& cancel) {
  StageReport report(observer, 1, m_model.device());
  report.begin(Stage::load, 1);
  m_model.load(
      parts, [&](int done, int total) { report.advance(done, total); }, cancel);
  report.end();
}

Result<void> Session::load(const SessionObserver& observer, const CancelToken& cancel) {
  return guarded([&] {
    const bool wasComplete = m_model.isComplete();
    loadReporting({ModelPart::textEncoder, ModelPart::transformer, ModelPart::decoder}, observer, cancel);
    if (!wasComplete && !m_model.device().is_cpu())
      warmUp(cancel);
  });
}

void Session::warmUp(const CancelToken& cancel) {
  GenerationRequest request;
  request.steps = 1;
  request.seed = 0;
  const Result<GenerationOutcome> warmed = generate(request, {}, {}, cancel);
  if (warmed)
    return;
  if (warmed.error().code == ErrorCode::cancelled)
    throw Failure(warmed.error());
  // A picture of the model's own size may be too large for this card, and a smaller one not.
  log::info("not warmed up: " + warmed.error().text());
}

void Session::unload() {
  m_model.release();
  m_promptEncoder.forget();
  giveBackCachedMemory();
  returnFreedMemory();
}

void Session::giveBackCachedMemory() {
  if (const Result<void> given = guarded([this] { releaseCachedMemory(m_model.device()); }); !given)
    log::warning("cached memory: " + given.error().text() + " " + given.error().detail);
}

Result<GenerationRequest> Session::resolve(const GenerationRequest& request) const {
  GenerationRequest complete = request;
  if (!complete.width)
    complete.width = m_info.width;
  if (!complete.height)
    complete.height = m_info.height;
  if (!complete.steps)
    complete.steps = m_info.steps;
  if (!complete.guidance)
    complete.guidance = m_info.guidance;
  if (complete.seed < 0)
    complete.seed = randomSeed();
  complete.model = m_info.name;
  if (Result<void> valid = validate(complete); !valid)
    return failure(valid.error());
  if (complete.noiseDevice == NoiseDevice::cuda && m_model.device().is_cpu()) {
    return failure(ErrorCode::invalidRequest,
                   "Noise of a graphics card needs a graphics card: choose the CPU's noise.");
  }
  return complete;
}

Result<GenerationOutcome> Session::generate(const GenerationRequest& request, const LatentFiles& files,
                                            const SessionObserver& observer, const CancelToken& cancel) {
  Result<GenerationOutcome> outcome = guarded([&] {
    const GenerationRequest complete = valueOrThrow(resolve(request));
    checkLatentFiles(files);
    return TextToImage{m_bundle, m_model, m_promptEncoder}.run(complete, files, observer, cancel);
  });
  // Other programs on the card may be what this one lacked memory for, and lack it themselves.
  if (!outcome && outcome.error().code == ErrorCode::outOfMemory)
    giveBackCachedMemory();
  return outcome;
}

Result<KernelProfile> Session::profile(const GenerationRequest& request, const SessionObserver& observer,
                                       const CancelToken& cancel) {
  return guarded([&] {
    GenerationOutcome outcome;
    KernelProfile profile = profileOf(m_model.device(), m_model.type(),
                                      [&] { outcome = valueOrThrow(generate(request, {}, observer, cancel)); });
    profile.request = outcome.request;
    return profile;
  });
}

Result<int> Session::encodePrompt(const std::string& prompt, const std::string& outputFile,
                                  const SessionObserver& observer, const CancelToken& cancel) {
  return guarded([&] {
    valueOrThrow(checkWritable(outputFile));
    loadReporting({ModelPart::textEncoder}, observer, cancel);
    const at::Tensor features = m_promptEncoder.encode(prompt, observer.notice, cancel);
    valueOrThrow(writeSafetensors(outputFile, {{"prompt_embeds", features.to(at::kFloat)}}));
    return static_cast<int>(features.size(0));
  });
}

Result<void> Session::decodeLatents(const std::string& latentsFile, const SessionObserver& observer,
                                    const CancelToken& cancel) {
  return guarded([&] {
    const at::Tensor latents = readLatents(latentsFile);
    loadReporting({ModelPart::decoder}, observer, cancel);
    const auto pictures = static_cast<int>(latents.size(0));
    StageReport report(observer, pictures, m_model.device());
    for (int i = 0; i < pictures; ++i) {
      report.begin(Stage::decode, 1, i);
      const AutoencoderKlDecoder& decoder = m_model.decoder();
      const at::Tensor decoded = decoder.decode(decoder.unscaled(latents.narrow(0, i, 1)), cancel);
      requireFinite(decoded, "autoencoder");
      report.end();
      if (observer.picture)
        valueOrThrow(observer.picture({toImages(toPixels(decoded)).front(), 0, i, pictures}));
    }
  });
}

}  // namespace zaohua
