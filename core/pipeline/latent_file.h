// SPDX-License-Identifier: Apache-2.0
// Latents in safetensors files: what --initial-latents, --save-latents, --save-steps and decode read and write. One
// tensor `latents`. Throws Failure.
#pragma once

#include <ATen/core/Tensor.h>

#include <optional>
#include <string>

#include "pipeline/inference_session.h"

namespace zaohua {

// (n, 16, h, w) fp32 on the CPU; h and w are even.
at::Tensor readLatents(const std::string& file);

// The latents to start from, checked against the request's count and size, or nothing if none were given.
std::optional<at::Tensor> readInitialLatents(const LatentFiles& files, const GenerationRequest& request);

void saveLatents(const std::string& file, const at::Tensor& latents);

// FOLDER/step-NNN.safetensors after a step, or picture-KK-step-NNN.safetensors where there are several pictures.
void saveStepLatents(const LatentFiles& files, const at::Tensor& latents, int picture, int pictures, int step);

// Refuses outputs that cannot be written before the work is done. Throws Failure.
void checkLatentFiles(const LatentFiles& files);

}  // namespace zaohua
