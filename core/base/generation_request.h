// SPDX-License-Identifier: Apache-2.0
// Everything that determines a picture, as one plain value. Together with the same model it makes the same picture
// again; it is what the metadata, presets and the queue store. What is left out is filled in by the model's defaults.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace zaohua {

enum class NoiseDevice { cpu, cuda };

struct GenerationRequest {
  std::string prompt;
  std::string negativePrompt;
  std::optional<int> width;        // pixels, a multiple of 16, 256-2048
  std::optional<int> height;       // the same
  std::optional<int> steps;        // forwards of the transformer, 1-120
  std::optional<double> guidance;  // g of pos + g (pos - neg), 0-20; 0 = off. ComfyUI's cfg is g + 1
  std::int64_t seed = -1;          // 0 … 2^32-1 (see maxPictureSeed), -1 = draw one. Picture k uses seed + k
  int count = 1;                   // 1-16
  std::optional<double> shift;     // of the sigma schedule, 0.01-100; none = the scheduler's own
  std::string sampler = "euler";
  double cfgNormalization = 0;  // c: cap the norm at c times the conditional norm; 0 = off, at most 100
  double cfgTruncation = 1;     // guidance off while t = 1 - sigma exceeds this; 0-1
  NoiseDevice noiseDevice = NoiseDevice::cpu;
  std::string model;          // which model made it, for the reader; never chooses one by itself
  std::string unknownFields;  // a JSON object of keys that a newer version wrote, kept as they came; or empty

  bool operator==(const GenerationRequest&) const = default;
};

struct RequestLimits {
  static constexpr int sizeStep = 16, minSize = 256, maxSize = 2048;
  static constexpr int minSteps = 1, maxSteps = 120;
  static constexpr double minGuidance = 0, maxGuidance = 20;
  static constexpr int minCount = 1, maxCount = 16;
  static constexpr double minShift = 0.01, maxShift = 100;
  static constexpr double minCfgNormalization = 0, maxCfgNormalization = 100;
  static constexpr double minCfgTruncation = 0, maxCfgTruncation = 1;
  static constexpr std::int64_t maxPixels = 2LL * 2048 * 2048;  // width x height x count
  // A person or a file names a seed up to maxSeed. The pictures of one job count on from there, and the request of such
  // a picture alone, seed included, is as legal as the job was.
  static constexpr std::int64_t maxSeed = 4294967295;
  static constexpr std::int64_t maxPictureSeed = maxSeed + maxCount - 1;
  static constexpr std::size_t maxTextBytes = 256U << 10U;  // each of prompt, negative prompt, model, unknown fields
};

// Every sampler that a request may name.
bool isKnownSampler(std::string_view name);

// A seed that a person chose: -1 or 0 … maxSeed. The request of a picture may hold a larger one, see above.
Result<void> validateChosenSeed(std::int64_t seed);

// The first thing wrong with the request by itself (ranges, multiples, UTF-8, known sampler), or nothing. Whether it
// fits a model and a device is the session's question.
Result<void> validate(const GenerationRequest& request);

}  // namespace zaohua
