// SPDX-License-Identifier: Apache-2.0
// The published models' parameters, counted: names and shapes that the real checkpoints have.
#include <gtest/gtest.h>

#include <set>

#include "models/autoencoder_kl.h"
#include "models/qwen3_text_encoder.h"
#include "models/z_image_transformer.h"

namespace zaohua {
namespace {

std::int64_t elements(const std::vector<ParameterSpec>& parameters) {
  std::int64_t total = 0;
  for (const ParameterSpec& parameter : parameters) {
    std::int64_t size = 1;
    for (const std::int64_t side : parameter.shape)
      size *= side;
    total += size;
  }
  return total;
}

void expectCounts(const std::vector<ParameterSpec>& parameters, std::size_t tensors, std::int64_t total) {
  std::set<std::string> names;
  for (const ParameterSpec& parameter : parameters)
    names.insert(parameter.name);
  EXPECT_EQ(parameters.size(), tensors);
  EXPECT_EQ(names.size(), tensors);
  EXPECT_EQ(elements(parameters), total);
}

TEST(PublishedParameters, AreAllThere) {
  expectCounts(zImageTransformerParameters({}), 521, 6'154'908'736);
  expectCounts(qwen3Parameters({}), 398, 4'022'468'096);
  expectCounts(autoencoderKlParameters({}), 244, 83'819'683);
}

}  // namespace
}  // namespace zaohua
