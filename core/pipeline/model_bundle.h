// SPDX-License-Identifier: Apache-2.0
// A model as found on disk: the configuration of every part and where its weights come from. Metadata only, nothing is
// loaded. Plain value; the sources are shared.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "base/result.h"
#include "diffusion/schedule.h"
#include "models/autoencoder_kl.h"
#include "models/qwen3_text_encoder.h"
#include "models/z_image_transformer.h"
#include "pipeline/preview.h"
#include "tensor_io/weight_source.h"
#include "text/prompt_tokenizer.h"

namespace zaohua {

struct ModelBundle {
  std::string name;
  std::shared_ptr<const PromptTokenizer> tokenizer;
  Qwen3Config textEncoderConfig;
  ZImageTransformerConfig transformerConfig;
  AutoencoderKlConfig vaeConfig;
  ScheduleConfig scheduleConfig;
  std::shared_ptr<const WeightSource> textEncoderWeights;
  std::shared_ptr<const WeightSource> transformerWeights;
  std::shared_ptr<const WeightSource> vaeWeights;
  std::optional<PreviewFactors> previewFactors;

  // What a picture is made with when nobody says otherwise.
  int defaultSize() const;  // pixels a side
  int defaultSteps() const;
  double defaultGuidance() const;
};

// A diffusers folder, or "synthetic:z-image-turbo": the published configuration with closed-form weights and the
// published tokenizer from `tokenizerFolder`, for benchmarks and equality tests at real size.
Result<ModelBundle> openModel(const std::string& model, const std::filesystem::path& tokenizerFolder);

// Whether the parts fit each other and this pipeline: widths that must agree, an autoencoder of 16 channels and 8×.
Result<void> checkParts(const ModelBundle& bundle);

}  // namespace zaohua
