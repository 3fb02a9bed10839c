// SPDX-License-Identifier: Apache-2.0
// The Z-Image diffusion transformer (diffusers ZImageTransformer2DModel): a single-stream transformer over image and
// caption tokens. What is unusual: caption and image are padded to multiples of 32 with learned tokens that are
// attended like real ones; blocks are modulated by scales and tanh gates without shifts, with norms before and after
// each branch; rotary embeddings have three axes. Source of the arithmetic: diffusers 0.42.1.
#pragma once

#include <ATen/core/Tensor.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/config_reader.h"
#include "base/heartbeat.h"
#include "models/z_image_block.h"
#include "nn/linear.h"
#include "nn/norm.h"
#include "tensor_io/weights.h"

namespace zaohua {

// transformer/config.json, its names kept.
struct ZImageTransformerConfig {
  int in_channels = 16;
  int dim = 3840;
  int n_layers = 30;
  int n_refiner_layers = 2;
  int n_heads = 30;
  double norm_eps = 1e-5;
  bool qk_norm = true;
  int cap_feat_dim = 2560;
  double rope_theta = 256;
  double t_scale = 1000;
  std::vector<int> axes_dims = {32, 48, 48};
  std::vector<int> axes_lens = {1536, 512, 512};

  int adaLnWidth() const;        // min(dim, 256)
  int feedForwardWidth() const;  // int(dim / 3 · 8), cut off as the reference does

  static Result<ZImageTransformerConfig> read(ConfigReader reader);
};

// Every parameter of the published checkpoint, in the order in which the model reads them, so that they can be read
// ahead.
std::vector<ParameterSpec> zImageTransformerParameters(const ZImageTransformerConfig& config);

class ZImageTransformer {
 public:
  // `format` is that of the large products of the layers; everything else stays in the weights' dtype. Without `range`
  // it is the one for that dtype.
  ZImageTransformer(const ZImageTransformerConfig& config, const Weights& weights,
                    ProductFormat format = ProductFormat::model, std::optional<HalfRange> range = std::nullopt);
  ~ZImageTransformer();

  // Whether `format` is about the parameter of this name.
  static bool isLargeProduct(std::string_view name);

  // What does not change between the steps of one picture: the refined caption, the rotary tables, the padding.
  struct Conditioning;

  // captionFeatures (T, cap_feat_dim), T ≥ 1, of any dtype; the latents will be (B, in_channels, h, w), h and w even.
  // Throws Failure(invalidRequest) where the reference's position tables would end.
  std::shared_ptr<const Conditioning> prepare(const at::Tensor& captionFeatures, std::int64_t latentHeight,
                                              std::int64_t latentWidth, const Heartbeat& heartbeat) const;

  // What a time says to every block. Times of one picture are known beforehand: all in one go, one result for each.
  struct Modulation;
  std::vector<std::shared_ptr<const Modulation>> modulate(const std::vector<float>& times) const;

  // One forward: latents (B, in_channels, h, w) in the model's dtype, all at one t = 1 - sigma (0 = noise, 1 = clean),
  // to the model's output of the same shape and dtype. The velocity is its negative. A beat in each block.
  at::Tensor forward(const at::Tensor& latents, const Modulation& time, const Conditioning& conditioning,
                     const Heartbeat& heartbeat) const;

  const ZImageTransformerConfig& config() const { return m_config; }

  // Called with a name such as "layers.3" and each intermediate result; for holding them against a reference.
  using Probe = std::function<void(const std::string&, const at::Tensor&)>;
  void setProbe(Probe probe) { m_probe = std::move(probe); }

 private:
  struct FinalLayer;

  double captionFactor() const;
  void probe(const std::string& name, const at::Tensor& value) const {
    if (m_probe)
      m_probe(name, value);
  }
  void probe(const char* blocks, std::size_t index, const at::Tensor& value) const {
    if (m_probe)
      m_probe(blocks + std::to_string(index), value);
  }

  ZImageTransformerConfig m_config;
  at::ScalarType m_dtype;
  at::Device m_device;
  HalfRange m_range;
  Linear m_timestepIn;     // t_embedder.mlp.0
  Linear m_timestepOut;    // t_embedder.mlp.2
  Linear m_imageEmbedder;  // all_x_embedder.2-1
  RmsNorm m_captionNorm;   // cap_embedder.0
  Linear m_captionEmbedder;
  at::Tensor m_imagePadToken;    // (1, dim)
  at::Tensor m_captionPadToken;  // (1, dim)
  std::vector<ZImageBlock> m_noiseRefiner;
  std::vector<ZImageBlock> m_contextRefiner;
  std::vector<ZImageBlock> m_layers;
  std::unique_ptr<const FinalLayer> m_finalLayer;
  Probe m_probe;
};

}  // namespace zaohua
