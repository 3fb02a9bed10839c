// SPDX-License-Identifier: Apache-2.0
// The models' parameters: counted, as the published checkpoints have them, and in the order in which they are read.
#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "core/tensor_io/late_device.h"
#include "models/autoencoder_kl.h"
#include "models/qwen3_text_encoder.h"
#include "models/z_image_transformer.h"
#include "support/closed_form.h"
#include "support/temporary_folder.h"
#include "tensor_io/safetensors_writer.h"
#include "tensor_io/staged_source.h"

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

// A source that remembers what it was asked for.
class RecordingSource final : public WeightSource {
 public:
  explicit RecordingSource(std::shared_ptr<const WeightSource> source) : m_source(std::move(source)) {}

  std::optional<std::vector<std::int64_t>> shapeOf(std::string_view name) const override {
    return m_source->shapeOf(name);
  }
  at::Tensor load(std::string_view name, at::ScalarType dtype, at::Device device) const override {
    asked.emplace_back(name);
    return m_source->load(name, dtype, device);
  }
  std::string description(std::string_view name) const override { return m_source->description(name); }

  mutable std::vector<std::string> asked;

 private:
  std::shared_ptr<const WeightSource> m_source;
};

template <typename Build>
std::vector<std::string> namesAskedFor(const std::vector<ParameterSpec>& parameters, Build build) {
  const auto source = std::make_shared<RecordingSource>(closedFormSource(parameters));
  build(Weights(source, at::kFloat, at::kCPU));
  return source->asked;
}

std::vector<std::string> namesOf(const std::vector<ParameterSpec>& parameters, std::string_view without = "nothing") {
  std::vector<std::string> names;
  for (const ParameterSpec& parameter : parameters) {
    if (!parameter.name.starts_with(without))
      names.push_back(parameter.name);
  }
  return names;
}

ZImageTransformerConfig smallTransformer() {
  ZImageTransformerConfig config;
  config.dim = 48;
  config.n_heads = 2;
  config.n_layers = 2;
  config.axes_dims = {8, 8, 8};
  config.cap_feat_dim = 16;
  return config;
}

// Loading reads ahead along these lists; another order would be right, and slow.
TEST(ParameterLists, AreInTheOrderInWhichTheModelsRead) {
  const ZImageTransformerConfig transformer = smallTransformer();
  const auto transformerList = zImageTransformerParameters(transformer);
  for (const ProductFormat format : {ProductFormat::model, ProductFormat::fp8Rows}) {
    EXPECT_EQ(namesAskedFor(transformerList,
                            [&](const Weights& weights) { ZImageTransformer(transformer, weights, format); }),
              namesOf(transformerList));
  }

  Qwen3Config encoder;
  encoder.hidden_size = 16;
  encoder.intermediate_size = 24;
  encoder.num_hidden_layers = 3;
  encoder.num_attention_heads = 2;
  encoder.num_key_value_heads = 1;
  encoder.head_dim = 8;
  encoder.vocab_size = 10;
  const auto encoderList = qwen3Parameters(encoder);
  std::vector<std::string> wanted = namesOf(encoderList, "layers.2.");
  std::erase(wanted, "norm.weight");
  EXPECT_EQ(namesAskedFor(encoderList, [&](const Weights& weights) { Qwen3TextEncoder(encoder, weights); }), wanted);

  AutoencoderKlConfig autoencoder;
  autoencoder.block_out_channels = {8, 16, 16};
  autoencoder.norm_num_groups = 4;
  autoencoder.use_quant_conv = autoencoder.use_post_quant_conv = true;
  const auto autoencoderList = autoencoderKlParameters(autoencoder);
  EXPECT_EQ(namesAskedFor(autoencoderList,
                          [&](const Weights& weights) {
                            AutoencoderKlEncoder(autoencoder, weights);
                            AutoencoderKlDecoder(autoencoder, weights);
                          }),
            namesOf(autoencoderList));
}

// As LateDevice, but done at once: a CPU reads a weight as soon as it has it.
class PromptDevice final : public Uploader {
 public:
  at::Tensor hostMemory(std::size_t bytes) override { return m_late.hostMemory(bytes); }
  void copy(at::Tensor target, const at::Tensor& source) override {
    m_late.copy(std::move(target), source);
    m_late.finish();
  }
  std::unique_ptr<const Mark> mark() override { return m_late.mark(); }

 private:
  test::LateDevice m_late;
};

TEST(StagedModel, IsTheOneThatIsReadWhereItIsMapped) {
  const c10::InferenceMode inference;
  const ZImageTransformerConfig config = smallTransformer();
  const auto parameters = zImageTransformerParameters(config);
  std::map<std::string, at::Tensor> tensors;
  for (const ParameterSpec& parameter : parameters)
    tensors[parameter.name] = closedFormSource(parameters)->load(parameter.name, at::kFloat, at::kCPU);
  const test::TemporaryFolder folder;
  ASSERT_TRUE(writeSafetensors(folder / "w.safetensors", tensors));
  const auto source = checkpointSource(valueOrThrow(Checkpoint::openFile(folder / "w.safetensors")));
  constexpr StagingRing ring = {.chunkBytes = 1024, .chunks = 4, .readers = 2};
  for (const ProductFormat format : {ProductFormat::model, ProductFormat::int8Rows}) {
    const auto output = [&](const std::shared_ptr<const WeightSource>& weights) {
      const ZImageTransformer model(config, Weights(weights, at::kBFloat16, at::kCPU), format);
      const auto conditioning = model.prepare(test::closedFormInput(1, {5, 16}), 8, 8, {});
      const at::Tensor latents = test::closedFormInput(2, {1, 16, 8, 8}).to(at::kBFloat16);
      return model.forward(latents, *model.modulate({0.25F}).front(), *conditioning, {});
    };
    const auto staged = stagedSource(source, parameters, std::make_shared<PromptDevice>(), {}, ring);
    EXPECT_TRUE(at::equal(output(staged), output(source)));
  }
}

}  // namespace
}  // namespace zaohua
