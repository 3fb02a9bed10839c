// SPDX-License-Identifier: Apache-2.0
// Numbers of the reference: the sigma tables of diffusers, and the noise of torch.Generator('cpu').
#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "diffusion/euler.h"
#include "diffusion/guidance.h"
#include "diffusion/noise.h"
#include "diffusion/schedule.h"
#include "support/tensor_near.h"

namespace zaohua {
namespace {

using test::nearly;

ScheduleConfig turbo() {
  ScheduleConfig config;
  config.shift = 3;
  return config;
}

TEST(Schedule, MatchesThePublishedTables) {
  const Schedule eight = makeSchedule(turbo(), 8, 4096, {});
  EXPECT_EQ(eight.sigmas, (std::vector<float>{1, 0.954545438F, 0.899999976F, 0.833333313F, 0.75F, 0.642857134F, 0.5F,
                                              0.300000012F, 0}));
  EXPECT_EQ(eight.timesteps, (std::vector<float>{1000, 954.54541F, 900, 833.333313F, 750, 642.857117F, 500, 300}));
  EXPECT_FLOAT_EQ(eight.t(0), 0);
  EXPECT_EQ(eight.t(1), 0.0454545915F);
  EXPECT_EQ(eight.t(7), 0.699999988F);
  EXPECT_EQ(makeSchedule(turbo(), 4, 256, {}).sigmas, (std::vector<float>{1, 0.899999976F, 0.75F, 0.5F, 0}));
  EXPECT_EQ(makeSchedule(turbo(), 9, 256, {}).sigmas,
            (std::vector<float>{1, 0.960000038F, 0.913043559F, 0.857142806F, 0.789473712F, 0.70588237F, 0.599999964F,
                                0.461538494F, 0.272727281F, 0}));
  const Schedule fifty = makeSchedule(turbo(), 50, 4096, 6.0);
  EXPECT_EQ(fifty.sigmas[1], 0.996610165F);
  EXPECT_EQ(fifty.sigmas[49], 0.109090902F);
}

TEST(Schedule, ShiftsBySizeWhenConfigured) {
  ScheduleConfig config = turbo();
  config.use_dynamic_shifting = true;
  // mu(4096) = 1.15; at u = 1/2 sigma = e^mu / (e^mu + 1).
  EXPECT_NEAR(makeSchedule(config, 2, 4096, {}).sigmas[1], 0.759510935, 1e-6);
  config.time_shift_type = ScheduleConfig::TimeShift::linear;
  EXPECT_NEAR(makeSchedule(config, 2, 4096, {}).sigmas[1], 1.15 / 2.15, 1e-6);
  EXPECT_EQ(makeSchedule(config, 8, 4096, 3.0).sigmas, makeSchedule(turbo(), 8, 256, {}).sigmas);
}

TEST(ScheduleConfig, RefusesByNameWhatItCannotDo) {
  for (const char* setting :
       {"invert_sigmas", "use_karras_sigmas", "use_exponential_sigmas", "use_beta_sigmas", "stochastic_sampling"}) {
    const auto off = ScheduleConfig::read({nlohmann::json{{"shift", 3.0}, {setting, false}}, "scheduler"});
    EXPECT_TRUE(off) << setting;
    const auto on = ScheduleConfig::read({nlohmann::json{{"shift", 3.0}, {setting, true}}, "scheduler"});
    ASSERT_FALSE(on) << setting;
    EXPECT_NE(on.error().text().find(setting), std::string::npos);
  }
  EXPECT_FALSE(ScheduleConfig::read({nlohmann::json{{"solver_order", 2}}, "scheduler"}));
  EXPECT_FALSE(ScheduleConfig::read({nlohmann::json{{"num_train_timesteps", 500}}, "scheduler"}));
}

TEST(Guidance, CombinesAndCapsTheNorm) {
  const at::Tensor positive = at::tensor({3.0F, 4.0F}).view({1, 2, 1, 1});  // norm 5
  const at::Tensor negative = at::zeros({1, 2, 1, 1});
  EXPECT_TRUE(nearly(Guidance{3, 0, 1}.combine(positive, negative), positive * 4, 1e-6));
  EXPECT_TRUE(nearly(Guidance{3, 1, 1}.combine(positive, negative), positive, 1e-6));
  EXPECT_TRUE(nearly(Guidance{3, 2.5, 1}.combine(positive, negative), positive * 2.5, 1e-6));
  EXPECT_TRUE(nearly(Guidance{3, 100, 1}.combine(positive, negative), positive * 4, 1e-6));
}

TEST(Guidance, StopsBehindTheTruncation) {
  const Guidance guidance = {3, 0, 0.5};
  EXPECT_EQ(guidance.at(0.5F), 3);  // only what exceeds it is cut off
  EXPECT_EQ(guidance.at(0.51F), 0);
  EXPECT_EQ((Guidance{3, 0, 0.1}).at(0.1F), 0);  // fp32 0.1 is a little more than 0.1
  EXPECT_EQ((Guidance{3, 0, 1}).at(1.0F), 3);
}

TEST(Noise, DrawsTheNumbersOfTorchsCpuGenerator) {
  // torch.randn((1, 16, 2, 2), generator=torch.Generator('cpu').manual_seed(42)), first and last values.
  const at::Tensor noise = drawNoise(42, 16, 2, 2, NoiseDevice::cpu, at::kCPU).flatten();
  EXPECT_FLOAT_EQ(noise[0].item<float>(), 1.92691529F);
  EXPECT_FLOAT_EQ(noise[1].item<float>(), 1.48728406F);
  EXPECT_FLOAT_EQ(noise[2].item<float>(), 0.900717139F);
  EXPECT_EQ(noise.numel(), 64);
}

TEST(Euler, FollowsTheVelocityToTheEnd) {
  const Schedule schedule = makeSchedule(turbo(), 4, 256, {});
  const at::Tensor target = at::full({1, 16, 2, 2}, 0.25F);
  const at::Tensor noise = at::ones({1, 16, 2, 2});
  // x = sigma·noise + (1 - sigma)·target moves with the constant velocity noise - target.
  int steps = 0;
  const at::Tensor result = sampleEuler(
      noise, schedule, [&](const at::Tensor&, float) { return noise - target; },
      [&](const SamplerStep& step) {
        EXPECT_EQ(step.done, ++steps);
        EXPECT_TRUE(nearly(step.predictedClean(), target, 1e-6));
      });
  EXPECT_EQ(steps, 4);
  EXPECT_TRUE(nearly(result, target, 1e-6));
}

}  // namespace
}  // namespace zaohua
