// SPDX-License-Identifier: Apache-2.0
// fp16 with weights as large as trained ones may be: without the factors of half_range.h the values pass 65504, with
// them fp16 gives what fp32 gives.
#include "nn/half_range.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>
#include <gtest/gtest.h>

#include <map>

#include "models/qwen3_text_encoder.h"
#include "models/z_image_transformer.h"
#include "support/closed_form.h"

namespace zaohua {
namespace {

using test::closedFormInput;

// The closed-form weights of a component, some of them times a factor.
std::shared_ptr<const WeightSource> enlarged(const std::vector<ParameterSpec>& parameters,
                                             const std::map<std::string, double>& factorsByEnding) {
  const auto source = closedFormSource(parameters);
  std::map<std::string, at::Tensor, std::less<>> tensors;
  for (const ParameterSpec& parameter : parameters) {
    at::Tensor values = source->load(parameter.name, at::kFloat, at::kCPU);
    for (const auto& [ending, factor] : factorsByEnding) {
      if (parameter.name.ends_with(ending))
        values = values * factor;
    }
    tensors.emplace(parameter.name, std::move(values));
  }
  return mapSource(std::move(tensors));
}

bool isFinite(const at::Tensor& x) {
  return at::isfinite(x.to(at::kDouble)).all().item<bool>();
}

// ‖a - b‖ over ‖b‖.
double distance(const at::Tensor& a, const at::Tensor& b) {
  return ((a.to(at::kDouble) - b.to(at::kDouble)).norm() / b.to(at::kDouble).norm()).item<double>();
}

ZImageTransformerConfig transformerConfig() {
  ZImageTransformerConfig config;
  config.dim = 96;
  config.n_layers = 3;
  config.n_refiner_layers = 1;
  config.n_heads = 4;
  config.cap_feat_dim = 32;
  config.axes_dims = {8, 8, 8};
  return config;
}

// Where eps is larger than what it is added to, it is what a wrong factor would show in.
TEST(NormFactors, ChangeNothingButTheOutputsSize) {
  const Weights weights(mapSource({{"norm.weight", at::randn({16})}}), at::kFloat, at::kCPU);
  const at::Tensor x = at::randn({3, 16}) * 1e-3;
  const at::Tensor plain = RmsNorm(weights, "norm", 16, 1e-5)(x);
  const at::Tensor scaled = RmsNorm(weights, "norm", 16, 1e-5, {.input = 1.0 / 256, .output = 1.0 / 16})(x / 256);
  EXPECT_LT(distance(scaled * 16, plain), 1e-6);
}

struct Enlargement {
  const char* name;
  std::map<std::string, double> factors;
  bool passesTheRange;
};

std::ostream& operator<<(std::ostream& stream, const Enlargement& enlargement) {
  return stream << enlargement.name;
}

class LargeTransformer : public ::testing::TestWithParam<Enlargement> {
 protected:
  at::Tensor output(at::ScalarType type, ProductFormat format, std::optional<HalfRange> range = std::nullopt) const {
    const Weights weights(m_source, type, at::kCPU);
    const ZImageTransformer model(transformerConfig(), weights, format, range);
    const auto conditioning = model.prepare(m_caption, 8, 8, {});
    return model.forward(m_latents.to(type), *model.modulate({0.25F}).front(), *conditioning, {}).to(at::kFloat);
  }

  c10::InferenceMode m_inference;
  std::shared_ptr<const WeightSource> m_source =
      enlarged(zImageTransformerParameters(transformerConfig()), GetParam().factors);
  at::Tensor m_latents = closedFormInput(1001, {1, 16, 8, 8});
  at::Tensor m_caption = closedFormInput(1002, {5, 32});
};

TEST_P(LargeTransformer, IsTheSameInHalfPrecision) {
  const at::Tensor exact = output(at::kFloat, ProductFormat::model);
  ASSERT_TRUE(isFinite(exact));
  const at::Tensor plain = output(at::kHalf, ProductFormat::model, HalfRange{});
  EXPECT_EQ(isFinite(plain), !GetParam().passesTheRange);
  const at::Tensor half = output(at::kHalf, ProductFormat::model);
  EXPECT_TRUE(isFinite(half));
  // No further than bf16, in which the model was trained, and far nearer than that.
  EXPECT_LT(distance(half, exact), distance(output(at::kBFloat16, ProductFormat::model), exact) / 2);
  EXPECT_LT(distance(half, exact), 0.02);
}

TEST_P(LargeTransformer, KeepsItsRangeWithProductsInInt8) {
  const at::Tensor exact = output(at::kFloat, ProductFormat::model);
  const at::Tensor half = output(at::kHalf, ProductFormat::int8Rows);
  EXPECT_TRUE(isFinite(half));
  EXPECT_LT(distance(half, exact), 1.3 * distance(output(at::kFloat, ProductFormat::int8Rows), exact));
}

INSTANTIATE_TEST_SUITE_P(
    Where, LargeTransformer,
    ::testing::Values(
        Enlargement{"NothingIs", {}, false},
        Enlargement{"TheGatedProductIs", {{"feed_forward.w1.weight", 60.0}, {"feed_forward.w3.weight", 400.0}}, true},
        Enlargement{"TheFeedForwardsOutputIs", {{"feed_forward.w2.weight", 2e5}}, true},
        Enlargement{
            "TheAttentionsOutputIs", {{"attention.to_v.weight", 2e3}, {"attention.to_out.0.weight", 100.0}}, true},
        Enlargement{"TheResidualStreamIs", {{"attention_norm2.weight", 1.5e4}, {"ffn_norm2.weight", 1.5e4}}, true}));

Qwen3Config encoderConfig() {
  Qwen3Config config;
  config.hidden_size = 64;
  config.intermediate_size = 96;
  config.num_hidden_layers = 4;
  config.num_attention_heads = 4;
  config.num_key_value_heads = 2;
  config.head_dim = 16;
  config.vocab_size = 40;
  return config;
}

class LargeTextEncoder : public ::testing::TestWithParam<Enlargement> {
 protected:
  at::Tensor features(at::ScalarType type, std::optional<HalfRange> range = std::nullopt) const {
    const std::vector<std::int32_t> ids = {3, 1, 4, 1, 5, 9, 2, 6, 39, 0};
    return Qwen3TextEncoder(encoderConfig(), Weights(m_source, type, at::kCPU), range).encode(ids, {});
  }

  c10::InferenceMode m_inference;
  std::shared_ptr<const WeightSource> m_source = enlarged(qwen3Parameters(encoderConfig()), GetParam().factors);
};

TEST_P(LargeTextEncoder, IsTheSameInHalfPrecision) {
  const at::Tensor exact = features(at::kFloat);
  ASSERT_TRUE(isFinite(exact));
  EXPECT_EQ(isFinite(features(at::kHalf, HalfRange{})), !GetParam().passesTheRange);
  const at::Tensor half = features(at::kHalf);
  EXPECT_EQ(half.scalar_type(), at::kFloat);
  EXPECT_TRUE(isFinite(half));
  EXPECT_LT(distance(half, exact), distance(features(at::kBFloat16), exact) / 2);
  EXPECT_LT(distance(half, exact), 0.02);
}

INSTANTIATE_TEST_SUITE_P(
    Where, LargeTextEncoder,
    ::testing::Values(
        Enlargement{"NothingIs", {}, false},
        Enlargement{"TheResidualStreamIs", {{"mlp.up_proj.weight", 200.0}, {"mlp.down_proj.weight", 1e4}}, true},
        Enlargement{"TheGatedProductIs",
                    {{"mlp.gate_proj.weight", 100.0}, {"mlp.up_proj.weight", 9e3}, {"mlp.down_proj.weight", 1e-3}},
                    true}));

}  // namespace
}  // namespace zaohua
