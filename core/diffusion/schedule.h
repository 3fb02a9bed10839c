// SPDX-License-Identifier: Apache-2.0
// FlowMatchEulerDiscreteScheduler's sigmas: a pure function of the configuration, the number of steps and the picture's
// size. Source: diffusers 0.42.1, in its float32.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/config_reader.h"

namespace zaohua {

// scheduler/scheduler_config.json, its names kept. What has no field here is refused unless it is switched off.
struct ScheduleConfig {
  double shift = 1;
  bool use_dynamic_shifting = false;
  enum class TimeShift { exponential, linear } time_shift_type = TimeShift::exponential;
  double base_shift = 0.5;
  double max_shift = 1.15;
  int base_image_seq_len = 256;
  int max_image_seq_len = 4096;
  double shift_terminal = 0;  // 0 = off

  static Result<ScheduleConfig> read(ConfigReader reader);
};

struct Schedule {
  std::vector<float> sigmas;     // steps + 1, from 1 (noise) down to 0
  std::vector<float> timesteps;  // steps: 1000·sigma

  int steps() const { return static_cast<int>(timesteps.size()); }
  // What the transformer is told: (1000 - timestep)/1000, 0 = noise, 1 = clean.
  float t(int step) const { return (1000.0F - timesteps[static_cast<std::size_t>(step)]) / 1000.0F; }
};

// imageTokens = (H/16)·(W/16). A shift of the request's own replaces the configured one, dynamic or not. REQUIRES
// steps ≥ 1.
Schedule makeSchedule(const ScheduleConfig& config, int steps, std::int64_t imageTokens, std::optional<double> shift);

}  // namespace zaohua
