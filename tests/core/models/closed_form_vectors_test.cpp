// SPDX-License-Identifier: Apache-2.0
// The models with closed-form weights against numbers computed with the reference modules (tools/reference).
#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>
#include <gtest/gtest.h>

#include <map>

#include "models/autoencoder_kl.h"
#include "models/qwen3_text_encoder.h"
#include "models/z_image_transformer.h"
#include "support/closed_form.h"
#include "support/tensor_near.h"

namespace zaohua {
namespace {

using test::closedFormInput;
using test::Digest;
using test::hasDigest;

using Probed = std::map<std::string, at::Tensor>;

ZImageTransformerConfig tinyTransformer() {
  ZImageTransformerConfig config;
  config.dim = 32;
  config.n_layers = 2;
  config.n_refiner_layers = 1;
  config.n_heads = 2;
  config.cap_feat_dim = 16;
  config.axes_dims = {8, 4, 4};
  config.axes_lens = {256, 32, 32};
  return config;
}

Weights closedForm(const std::vector<ParameterSpec>& parameters) {
  return {closedFormSource(parameters), at::kFloat, at::kCPU};
}

class TinyTransformer : public ::testing::Test {
 protected:
  // A copy of each intermediate result, because blocks update theirs in place.
  at::Tensor run(const at::Tensor& latents, const at::Tensor& caption, double t, Probed* probed = nullptr) {
    if (probed != nullptr) {
      m_model.setProbe([probed](const std::string& name, const at::Tensor& value) { (*probed)[name] = value.clone(); });
    }
    const auto conditioning = m_model.prepare(caption, latents.size(2), latents.size(3), {});
    return m_model.forward(latents, *m_model.modulate({static_cast<float>(t)}).front(), *conditioning, {});
  }

  c10::InferenceMode m_inference;
  ZImageTransformer m_model{tinyTransformer(), closedForm(zImageTransformerParameters(tinyTransformer()))};
  at::Tensor m_latents = closedFormInput(1001, {1, 16, 6, 10});
  at::Tensor m_caption = closedFormInput(1002, {5, 16});
};

TEST_F(TinyTransformer, HasTheReferencesParameters) {
  EXPECT_EQ(zImageTransformerParameters(tinyTransformer()).size(), 73U);
  EXPECT_EQ(tinyTransformer().feedForwardWidth(), 85);
}

TEST_F(TinyTransformer, MatchesEverySeamOfOneForward) {
  Probed probed;
  const at::Tensor output = run(m_latents, m_caption, 0.25, &probed);
  EXPECT_TRUE(hasDigest(
      probed.at("t_embedder"),
      {-0.494463, 12.861675, {-0.528364, 0.261061, 0.225874, -0.537809, -0.638169, 0.875279, 0.236826, -0.258384}}));
  EXPECT_TRUE(hasDigest(
      probed.at("noise_refiner.0"),
      {-14.725930, 138.043338, {0.245792, -0.037654, -0.018478, 0.054358, 0.090133, -0.528199, -0.028559, 0.467137}}));
  EXPECT_TRUE(hasDigest(probed.at("context_refiner.0"),
                        {-157.515153,
                         1215.432795,
                         {-1.426350, -2.658469, -0.060524, 1.111526, 1.999915, 2.264803, 0.350120, -0.380256}}));
  EXPECT_TRUE(hasDigest(
      probed.at("layers.0"),
      {-204.214150, 1385.704956, {0.257377, 0.016882, -0.118132, 0.087584, 0.422575, -0.578656, -0.143170, 0.520982}}));
  EXPECT_TRUE(hasDigest(
      probed.at("layers.1"),
      {-218.321278, 1414.029522, {0.123083, 0.083756, -0.229521, 0.024262, 0.533545, -0.597787, -0.294933, 0.543119}}));
  EXPECT_TRUE(hasDigest(
      output,
      {-0.736701, 281.760736, {0.346339, -0.345183, 0.155522, -0.576250, 0.205986, -0.180013, 0.333232, -0.265558}}));
}

TEST_F(TinyTransformer, MatchesAtNoiseAndAtClean) {
  EXPECT_TRUE(
      hasDigest(run(m_latents, m_caption, 0.0), {0.584310, 308.548771, {0.521631, -0.500919, 0.187787, -0.648817}}));
  EXPECT_TRUE(
      hasDigest(run(m_latents, m_caption, 1.0), {-1.100613, 327.840445, {0.502264, -0.184635, 0.460143, -0.825230}}));
}

TEST_F(TinyTransformer, MatchesAnotherSizeAndALongerCaption) {
  EXPECT_TRUE(hasDigest(
      run(closedFormInput(1003, {1, 16, 12, 12}), closedFormInput(1004, {40, 16}), 0.25),
      {-15.199456, 636.386320, {0.218991, 0.238888, 0.386458, -0.685333, -0.228905, -0.239571, -0.136414, 0.296481}}));
}

TEST_F(TinyTransformer, TreatsEachItemOfABatchAlone) {
  const at::Tensor other = closedFormInput(1005, {1, 16, 6, 10});
  const at::Tensor batch = run(at::cat({m_latents, other, m_latents}), m_caption, 0.25);
  EXPECT_TRUE(test::nearly(batch.narrow(0, 0, 1), run(m_latents, m_caption, 0.25), 2e-5));
  EXPECT_TRUE(test::nearly(batch.narrow(0, 1, 1), run(other, m_caption, 0.25), 2e-5));
  EXPECT_TRUE(test::nearly(batch.narrow(0, 2, 1), run(m_latents, m_caption, 0.25), 2e-5));
}

TEST_F(TinyTransformer, StopsWithinABlockWhenCancelled) {
  const auto conditioning = m_model.prepare(m_caption, 6, 10, {});
  CancelToken cancel;
  int blocks = 0;
  m_model.setProbe([&](const std::string& name, const at::Tensor&) {
    if (name == "layers.0")
      cancel.cancel();
    if (name.starts_with("layers."))
      ++blocks;
  });
  EXPECT_THROW(m_model.forward(m_latents, *m_model.modulate({0.25F}).front(), *conditioning, cancel), Failure);
  EXPECT_EQ(blocks, 1);
}

TEST(TinyQwen3, MatchesEveryHiddenState) {
  const c10::InferenceMode inference;
  Qwen3Config config;
  config.vocab_size = 64;
  config.hidden_size = 32;
  config.num_hidden_layers = 3;
  config.num_attention_heads = 4;
  config.num_key_value_heads = 2;
  config.head_dim = 16;
  config.intermediate_size = 48;
  ASSERT_EQ(qwen3Parameters(config).size(), 35U);
  Qwen3TextEncoder encoder(config, closedForm(qwen3Parameters(config)));
  Probed probed;
  encoder.setProbe([&](const std::string& name, const at::Tensor& value) { probed[name] = value.clone(); });
  const std::vector<std::int32_t> ids = {1, 5, 9, 2, 63, 7, 7, 30};
  const at::Tensor features = encoder.encode(ids, {});
  EXPECT_TRUE(hasDigest(probed.at("embed_tokens"), {0.116551, 12.919524, {-0.067096, -0.097423, 0.072250, 0.041923}}));
  EXPECT_TRUE(hasDigest(probed.at("layers.0"), {-2.084433, 225.402678, {-0.181739, 0.095032, -0.174339, 0.430449}}));
  EXPECT_TRUE(hasDigest(
      features,
      {-3.115440, 216.839902, {-0.152986, 0.148807, -0.373401, 0.508450, -0.337815, 0.077527, 0.040071, -0.443329}}));
}

AutoencoderKlConfig tinyAutoencoder() {
  AutoencoderKlConfig config;
  config.block_out_channels = {32, 64};
  config.layers_per_block = 1;
  return config;
}

TEST(TinyAutoencoder, MatchesTheDecoder) {
  const c10::InferenceMode inference;
  ASSERT_EQ(autoencoderKlParameters(tinyAutoencoder()).size(), 120U);
  AutoencoderKlDecoder decoder(tinyAutoencoder(), closedForm(autoencoderKlParameters(tinyAutoencoder())));
  Probed probed;
  decoder.setProbe([&](const std::string& name, const at::Tensor& value) { probed[name] = value.contiguous(); });
  const at::Tensor decoded = decoder.decode(closedFormInput(2001, {1, 16, 4, 6}), {});
  EXPECT_TRUE(
      hasDigest(probed.at("decoder.conv_in"), {2.213039, 328.200142, {0.046171, 0.429816, 0.133014, -0.025830}}));
  EXPECT_TRUE(
      hasDigest(probed.at("decoder.mid_block"), {-30.891339, 1131.522014, {-0.036966, 0.527664, 0.307742, -1.456004}}));
  EXPECT_TRUE(hasDigest(probed.at("decoder.up_blocks.0"),
                        {21.269480, 5482.442698, {-0.056575, -0.059086, 0.169144, 0.443245}}));
  EXPECT_TRUE(hasDigest(probed.at("decoder.up_blocks.1"),
                        {-33.549482, 1874.828965, {-0.287117, -0.337719, -0.135336, -0.306357}}));
  EXPECT_TRUE(hasDigest(decoded.contiguous(),
                        {-6.122294, 95.619893, {0.099637, 0.144399, 0.173712, 0.280159, 0.079810, -0.328526}}));
}

TEST(TinyAutoencoder, MatchesTheEncoder) {
  const c10::InferenceMode inference;
  AutoencoderKlEncoder encoder(tinyAutoencoder(), closedForm(autoencoderKlParameters(tinyAutoencoder())));
  const AutoencoderKlEncoder::Posterior posterior = encoder.encode(closedFormInput(2002, {1, 3, 8, 12}), {});
  EXPECT_TRUE(hasDigest(posterior.mean.contiguous(),
                        {-8.758946, 184.968116, {-0.021110, -0.564892, -0.376538, 0.591688, 0.030184, -0.614846}}));
  EXPECT_TRUE(hasDigest(posterior.standardDeviation.contiguous(),
                        {400.351923, 400.351923, {1.094998, 0.829216, 1.271870, 1.376850}}));
  EXPECT_TRUE(hasDigest(encoder.scaled(posterior.mean).contiguous(),
                        {-19.233827, 68.742991, {-0.049474, -0.245834, -0.177819, 0.171807}}));
}

}  // namespace
}  // namespace zaohua
