// SPDX-License-Identifier: Apache-2.0
#include "cli/request_source.h"

#include "base/generation_json.h"
#include "base/platform.h"
#include "cli/arguments.h"
#include "image_io/metadata_reader.h"

namespace zaohua::cli {

void RequestArguments::addTo(CLI::App& command) {
  command.add_option("--request", m_file, "A request as JSON, or a picture to make again; flags override it");

  const auto text = [&](const char* option, std::string GenerationRequest::*field, const char* help) {
    command.add_option_function<std::string>(
        option,
        [this, field](const std::string& word) {
          m_overrides.emplace_back([field, word](GenerationRequest& request) { request.*field = word; });
        },
        help);
  };
  const auto count = [&](const char* option, auto field, const char* help) {
    command.add_option_function<std::string>(
        option,
        [this, option, field](const std::string& word) {
          const int number = parseCount(option, word);
          m_overrides.emplace_back([field, number](GenerationRequest& request) { request.*field = number; });
        },
        help);
  };
  const auto number = [&](const char* option, auto field, const char* help) {
    command.add_option_function<std::string>(
        option,
        [this, option, field](const std::string& word) {
          const double value = parseNumber(option, word);
          m_overrides.emplace_back([field, value](GenerationRequest& request) { request.*field = value; });
        },
        help);
  };

  command.add_option_function<std::string>(
      "--prompt",
      [this](const std::string& word) {
        m_promptGiven = true;
        m_overrides.emplace_back([word](GenerationRequest& request) { request.prompt = word; });
      },
      "What to show");
  text("--negative-prompt", &GenerationRequest::negativePrompt, "What to avoid; only with guidance");
  count("--width", &GenerationRequest::width, "Pixels, a multiple of 16 from 256 to 2048 (default: the model's own)");
  count("--height", &GenerationRequest::height, "The same, upwards");
  count("--steps", &GenerationRequest::steps, "Forwards of the transformer, 1-120 (default: the model's own)");
  number("--guidance", &GenerationRequest::guidance, "0-20; 0 is off (default: the model's own)");
  command.add_option_function<std::string>(
      "--seed",
      [this](const std::string& word) {
        const std::int64_t seed = parseInteger("--seed", word);
        m_seed = seed;
        m_overrides.emplace_back([seed](GenerationRequest& request) { request.seed = seed; });
      },
      "0-4294967295, or -1 to draw one (default: -1)");
  count("--count", &GenerationRequest::count, "Pictures, 1-16 (default: 1); picture k, from 0, uses seed + k");
  number("--shift", &GenerationRequest::shift, "Shift of the sigma schedule, 0.01-100 (default: the model's own)");
  text("--sampler", &GenerationRequest::sampler, "Only euler so far");
  number("--cfg-normalization", &GenerationRequest::cfgNormalization,
         "Cap of the guided norm, 0-100; 0 is off (default: 0)");
  number("--cfg-truncation", &GenerationRequest::cfgTruncation, "Guidance off beyond this time, 0-1 (default: 1)");
  command.add_option_function<std::string>(
      "--noise-device",
      [this](const std::string& word) {
        if (word != "cpu" && word != "cuda") {
          throw CLI::ValidationError("--noise-device", "'" + word + "' is not one of cpu, cuda");
        }
        const NoiseDevice device = word == "cuda" ? NoiseDevice::cuda : NoiseDevice::cpu;
        m_overrides.emplace_back([device](GenerationRequest& request) { request.noiseDevice = device; });
      },
      "Whose random numbers a seed means: cpu or cuda (default: cpu)");
}

void RequestArguments::requirePrompt() const {
  if (m_file.empty() && !m_promptGiven)
    throw CLI::RequiredError("--prompt, or --request with a file,");
}

Result<GenerationRequest> RequestArguments::read(const std::function<void(const Notice&)>& notice) const {
  GenerationRequest request;
  if (!m_file.empty()) {
    Result<RestoredRequest> stored = readRequestFile(m_file);
    if (!stored)
      return failure(stored.error());
    for (const InfotextSetting& setting : stored->unrestored) {
      notice({"A setting of %1 is not used: %2 = %3.", {m_file, setting.name, setting.value}});
    }
    request = std::move(stored->request);
  }
  if (Result<void> seed = validateChosenSeed(m_seed); !seed)
    return failure(seed.error());
  for (const auto& apply : m_overrides)
    apply(request);
  if (Result<void> valid = validate(request); !valid)
    return failure(valid.error());
  return request;
}

}  // namespace zaohua::cli
