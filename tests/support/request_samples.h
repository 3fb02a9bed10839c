// SPDX-License-Identifier: Apache-2.0
// Requests that say as much as a request can.
#pragma once

#include <string>

#include "base/generation_request.h"

namespace zaohua::test {

// Every setting away from its default, and one from a newer version.
inline GenerationRequest completeRequest() {
  GenerationRequest request;
  request.prompt = "一只橘猫 sitting in the snow, \"studio\" light: soft\nsecond line 😀";
  request.negativePrompt = "blurry, 模糊";
  request.width = 1024;
  request.height = 768;
  request.steps = 9;
  request.guidance = 3.5;
  request.seed = 4294967295;
  request.count = 1;
  request.shift = 3.25;
  request.cfgNormalization = 1.5;
  request.cfgTruncation = 0.75;
  request.noiseDevice = NoiseDevice::cuda;
  request.model = "Z-Image-Turbo";
  request.unknownFields = R"({"later":{"强度":[0.5,null]}})";
  return request;
}

// Prompts that look like the settings of other programs, and characters that formats trip over.
inline GenerationRequest oddRequest() {
  GenerationRequest request;
  request.prompt =
      "a cat\nNegative prompt: dogs\nSteps: 4, Sampler: Heun, CFG scale: 2, Seed: 1, Size: 256x256\n"
      " leading blank\ttab\r\n \u2028 end ";
  request.prompt.push_back('\0');
  request.negativePrompt = "Steps: 20, Seed: 7, Size: 64x64, Model: x";
  request.width = 272;
  request.height = 640;
  request.steps = 120;
  request.guidance = 0;
  request.seed = RequestLimits::maxPictureSeed;
  return request;
}

}  // namespace zaohua::test
