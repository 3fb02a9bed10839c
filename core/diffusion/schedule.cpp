// SPDX-License-Identifier: Apache-2.0
#include "diffusion/schedule.h"

#include <ATen/ATen.h>

#include <cmath>

namespace zaohua {

namespace {

constexpr float trainTimesteps = 1000;

// μ of dynamic shifting, linear in the number of image tokens.
double dynamicShift(const ScheduleConfig& config, std::int64_t imageTokens) {
  const double slope = (config.max_shift - config.base_shift) / (config.max_image_seq_len - config.base_image_seq_len);
  const double offset = config.base_shift - slope * config.base_image_seq_len;
  return static_cast<double>(imageTokens) * slope + offset;
}

float staticShifted(float sigma, double shift) {
  return static_cast<float>(shift) * sigma / (1.0F + static_cast<float>(shift - 1.0) * sigma);
}

float dynamicShifted(float sigma, double strength) {
  const auto m = static_cast<float>(strength);
  return m / (m + (1.0F / sigma - 1.0F));
}

void stretchToTerminal(std::vector<float>& sigmas, double terminal) {
  const float scale = (1.0F - sigmas.back()) / (1.0F - static_cast<float>(terminal));
  for (float& sigma : sigmas)
    sigma = 1.0F - (1.0F - sigma) / scale;
}

}  // namespace

Result<ScheduleConfig> ScheduleConfig::read(ConfigReader reader) {
  constexpr double large = 1e6;
  ScheduleConfig config;
  config.shift = reader.numberOr("shift", 1, 1e-3, large);
  config.use_dynamic_shifting = reader.booleanOr("use_dynamic_shifting", false);
  config.time_shift_type = reader.expectTextOr("time_shift_type", "exponential", {"exponential", "linear"}) == "linear"
                               ? TimeShift::linear
                               : TimeShift::exponential;
  config.base_shift = reader.numberOr("base_shift", 0.5, -large, large);
  config.max_shift = reader.numberOr("max_shift", 1.15, -large, large);
  config.base_image_seq_len = reader.integerOr("base_image_seq_len", 256, 0, 1 << 24);
  config.max_image_seq_len = reader.integerOr("max_image_seq_len", 4096, 1, 1 << 24);
  config.shift_terminal = reader.numberOr("shift_terminal", 0, 0, 0.999);
  // The pipeline counts in thousandths whatever this says.
  if (reader.integerOr("num_train_timesteps", 1000, 1, 1 << 24) != 1000)
    reader.refuse("num_train_timesteps");
  for (const char* off :
       {"invert_sigmas", "use_karras_sigmas", "use_exponential_sigmas", "use_beta_sigmas", "stochastic_sampling"}) {
    reader.expectAbsentOrNullOrFalse(off);
  }
  if (config.max_image_seq_len == config.base_image_seq_len)
    reader.refuse("max_image_seq_len");
  if (Result<void> finished = reader.finish(); !finished)
    return failure(finished.error());
  return config;
}

Schedule makeSchedule(const ScheduleConfig& config, int steps, std::int64_t imageTokens, std::optional<double> shift) {
  const at::Tensor uniform = at::linspace(1.0, 1.0 / steps, steps, at::kFloat);
  const float* start = uniform.const_data_ptr<float>();
  Schedule schedule;
  schedule.sigmas.assign(start, start + steps);

  const double mu = dynamicShift(config, imageTokens);
  const double strength = config.time_shift_type == ScheduleConfig::TimeShift::exponential ? std::exp(mu) : mu;
  const bool dynamic = config.use_dynamic_shifting && !shift;
  for (float& sigma : schedule.sigmas) {
    sigma = dynamic ? dynamicShifted(sigma, strength) : staticShifted(sigma, shift.value_or(config.shift));
  }
  if (config.shift_terminal > 0)
    stretchToTerminal(schedule.sigmas, config.shift_terminal);
  for (const float sigma : schedule.sigmas)
    schedule.timesteps.push_back(sigma * trainTimesteps);
  schedule.sigmas.push_back(0);
  return schedule;
}

}  // namespace zaohua
