// SPDX-License-Identifier: Apache-2.0
#include "pipeline/latent_file.h"

#include <ATen/ATen.h>

#include <array>
#include <cstdio>
#include <filesystem>

#include "base/platform.h"
#include "pipeline/postprocess.h"
#include "tensor_io/safetensors_writer.h"
#include "tensor_io/weight_source.h"

namespace zaohua {

namespace {

constexpr const char* tensorName = "latents";
constexpr std::int64_t channels = 16;
constexpr std::int64_t latentScale = 8;

}  // namespace

at::Tensor readLatents(const std::string& file) {
  const std::shared_ptr<const WeightSource> source = checkpointSource(valueOrThrow(Checkpoint::openFile(file)));
  const std::optional<std::vector<std::int64_t>> shape = source->shapeOf(tensorName);
  if (!shape) {
    throw Failure({ErrorCode::fileCorrupt, "The file %1 holds no tensor named latents.", {file}, {}});
  }
  constexpr std::int64_t largestSide = 2048 / latentScale;
  const bool fits = shape->size() == 4 && (*shape)[0] >= 1 && (*shape)[1] == channels && (*shape)[2] >= 2 &&
                    (*shape)[3] >= 2 && (*shape)[2] % 2 == 0 && (*shape)[3] % 2 == 0 && (*shape)[2] <= largestSide &&
                    (*shape)[3] <= largestSide;
  if (!fits) {
    throw Failure(
        {ErrorCode::invalidRequest,
         "The latents in %1 have the shape %2; they need (count, 16, height/8, width/8) with even sides up to "
         "256.",
         {file, shapeText(*shape)},
         {}});
  }
  const at::Tensor latents = source->load(tensorName, at::kFloat, at::kCPU).clone();
  if (!at::isfinite(latents).all().item<bool>()) {
    throw Failure({ErrorCode::invalidRequest, "The latents in %1 hold numbers that are not finite.", {file}, {}});
  }
  return latents;
}

std::optional<at::Tensor> readInitialLatents(const LatentFiles& files, const GenerationRequest& request) {
  if (files.initialLatents.empty())
    return std::nullopt;
  at::Tensor latents = readLatents(files.initialLatents);
  const std::array<std::int64_t, 4> wanted = {request.count, channels, *request.height / latentScale,
                                              *request.width / latentScale};
  if (latents.sizes() != c10::IntArrayRef(wanted)) {
    throw Failure({ErrorCode::invalidRequest,
                   "The latents in %1 have the shape %2, but this request needs %3.",
                   {files.initialLatents, shapeText(latents.sizes().vec()), shapeText(wanted)},
                   {}});
  }
  return latents;
}

void saveLatents(const std::string& file, const at::Tensor& latents) {
  valueOrThrow(writeSafetensors(file, {{tensorName, latents.to(at::kFloat)}}));
}

void saveStepLatents(const LatentFiles& files, const at::Tensor& latents, int picture, int pictures, int step) {
  if (files.saveStepsFolder.empty())
    return;
  std::array<char, 64> name = {};
  if (pictures == 1) {
    std::snprintf(name.data(), name.size(), "step-%03d.safetensors", step);
  } else {
    std::snprintf(name.data(), name.size(), "picture-%02d-step-%03d.safetensors", picture + 1, step);
  }
  saveLatents((std::filesystem::path(files.saveStepsFolder) / name.data()).string(), latents);
}

void checkLatentFiles(const LatentFiles& files) {
  if (!files.saveLatents.empty())
    valueOrThrow(checkWritable(files.saveLatents));
  if (!files.saveStepsFolder.empty()) {
    valueOrThrow(checkWritable(std::filesystem::path(files.saveStepsFolder) / "step-001.safetensors"));
  }
}

}  // namespace zaohua
