// SPDX-License-Identifier: Apache-2.0
#include "models/z_image_transformer.h"

#include <ATen/ATen.h>

#include <utility>

#include "nn/kernels/kernels.h"
#include "nn/rope.h"
#include "nn/timestep_embedding.h"

namespace zaohua {

namespace {

constexpr std::int64_t tokenMultiple = 32;  // caption and image are padded to multiples of it
constexpr std::int64_t timestepWidth = 256;
constexpr std::int64_t timestepHidden = 1024;
constexpr double headNormEps = 1e-5;  // whatever norm_eps says
constexpr double finalNormEps = 1e-6;

std::int64_t roundUp(std::int64_t count) {
  return (count + tokenMultiple - 1) / tokenMultiple * tokenMultiple;
}

// (B, C, h, w) → (B, h/2·w/2, 4C): rows of patches, in a patch row, column, channel, the channel fastest.
at::Tensor patchify(const at::Tensor& latents) {
  const std::int64_t batch = latents.size(0);
  const std::int64_t channels = latents.size(1);
  const std::int64_t rows = latents.size(2) / 2;
  const std::int64_t columns = latents.size(3) / 2;
  return latents.reshape({batch, channels, rows, 2, columns, 2})
      .permute({0, 2, 4, 3, 5, 1})
      .reshape({batch, rows * columns, 4 * channels});
}

at::Tensor unpatchify(const at::Tensor& patches, std::int64_t rows, std::int64_t columns) {
  const std::int64_t batch = patches.size(0);
  const std::int64_t channels = patches.size(2) / 4;
  return patches.reshape({batch, rows, columns, 2, 2, channels})
      .permute({0, 5, 1, 3, 2, 4})
      .reshape({batch, channels, 2 * rows, 2 * columns});
}

// x (B, S, D) followed by copies of token (1, D) up to `length` tokens.
at::Tensor padTokens(const at::Tensor& x, const at::Tensor& token, std::int64_t length) {
  const std::int64_t missing = length - x.size(1);
  if (missing == 0)
    return x;
  return at::cat({x, token.expand({x.size(0), missing, token.size(1)})}, 1);
}

}  // namespace

// One transformer block. Modulated: x += tanh(gate)·norm2(branch(norm1(x)·(1 + scale))), twice. Unmodulated: the same
// without scales and gates.
struct ZImageTransformer::Block {
  Block(const ZImageTransformerConfig& config, const Weights& weights)
      : heads(config.n_heads),
        queryKeyValue(weights["attention"], config.dim,
                      {{"to_q", config.dim}, {"to_k", config.dim}, {"to_v", config.dim}}),
        attentionOut(weights["attention"], "to_out.0", config.dim, config.dim, Bias::none),
        gateAndUp(weights["feed_forward"], config.dim,
                  {{"w1", config.feedForwardWidth()}, {"w3", config.feedForwardWidth()}}),
        down(weights["feed_forward"], "w2", config.feedForwardWidth(), config.dim, Bias::none),
        attentionNorm1(weights, "attention_norm1", config.dim, config.norm_eps),
        attentionNorm2(weights, "attention_norm2", config.dim, config.norm_eps),
        ffnNorm1(weights, "ffn_norm1", config.dim, config.norm_eps),
        ffnNorm2(weights, "ffn_norm2", config.dim, config.norm_eps) {
    const std::int64_t headDim = config.dim / config.n_heads;
    if (!config.qk_norm)
      return;
    queryNorm = weights["attention"]["norm_q"].get("weight", {headDim});
    keyNorm = weights["attention"]["norm_k"].get("weight", {headDim});
  }

  // x (B, S, D) is updated in place; rope (S, d/2, 2).
  void forward(at::Tensor& x, const at::Tensor& rope) const {
    attentionNorm2.addTo(x, attend(attentionNorm1(x), rope), {});
    ffnNorm2.addTo(x, feedForward(ffnNorm1(x)), {});
  }

  // modulation (B, 4D): scale and gate of the attention, scale and gate of the feed-forward.
  void forward(at::Tensor& x, const at::Tensor& rope, const at::Tensor& modulation) const {
    const std::vector<at::Tensor> parts = modulation.unsqueeze(1).chunk(4, 2);
    const at::Tensor attentionScale = 1.0 + parts[0];
    const at::Tensor ffnScale = 1.0 + parts[2];
    attentionNorm2.addTo(x, attend(attentionNorm1.scaled(x, attentionScale), rope), parts[1].tanh());
    ffnNorm2.addTo(x, feedForward(ffnNorm1.scaled(x, ffnScale)), parts[3].tanh());
  }

  at::Tensor attend(const at::Tensor& x, const at::Tensor& rope) const {
    const kernels::QueryKeyValue split =
        kernels::splitNormRotate(queryKeyValue(x), heads, queryNorm, keyNorm, headNormEps, rope);
    return attentionOut(kernels::attention(split, kernels::Mask::none));
  }

  at::Tensor feedForward(const at::Tensor& x) const { return down(kernels::swiglu(gateAndUp(x))); }

  std::int64_t heads;
  Linear queryKeyValue;
  Linear attentionOut;
  Linear gateAndUp;  // w1 | w3
  Linear down;       // w2
  RmsNorm attentionNorm1;
  RmsNorm attentionNorm2;
  RmsNorm ffnNorm1;
  RmsNorm ffnNorm2;
  at::Tensor queryNorm;  // (d), undefined without qk_norm
  at::Tensor keyNorm;
  std::optional<Linear> adaLn;  // of modulated blocks
};

struct ZImageTransformer::FinalLayer {
  FinalLayer(const ZImageTransformerConfig& config, const Weights& weights)
      : linear(weights, "linear", config.dim, std::int64_t{4} * config.in_channels, Bias::present),
        adaLn(weights, "adaLN_modulation.1", config.adaLnWidth(), config.dim, Bias::present) {}

  at::Tensor forward(const at::Tensor& x, const at::Tensor& timestep) const {
    const at::Tensor scale = 1.0 + adaLn(at::silu(timestep));
    return linear(kernels::scaledLayerNorm(x, finalNormEps, scale.unsqueeze(1)));
  }

  Linear linear;
  Linear adaLn;
};

struct ZImageTransformer::Conditioning {
  at::Tensor caption;      // (1, Lp, dim), refined
  at::Tensor imageRope;    // (np, d/2, 2)
  at::Tensor unifiedRope;  // (np + Lp, d/2, 2)
  std::int64_t rows = 0;   // of patches
  std::int64_t columns = 0;
};

ZImageTransformer::ZImageTransformer(const ZImageTransformerConfig& config, const Weights& weights)
    : m_config(config),
      m_dtype(weights.dtype()),
      m_device(weights.device()),
      m_timestepIn(weights["t_embedder"], "mlp.0", timestepWidth, timestepHidden, Bias::present),
      m_timestepOut(weights["t_embedder"], "mlp.2", timestepHidden, config.adaLnWidth(), Bias::present),
      m_imageEmbedder(weights["all_x_embedder"], "2-1", std::int64_t{4} * config.in_channels, config.dim,
                      Bias::present),
      m_captionNorm(weights["cap_embedder"], "0", config.cap_feat_dim, config.norm_eps),
      m_captionEmbedder(weights["cap_embedder"], "1", config.cap_feat_dim, config.dim, Bias::present),
      m_imagePadToken(weights.get("x_pad_token", {1, config.dim})),
      m_captionPadToken(weights.get("cap_pad_token", {1, config.dim})),
      m_finalLayer(std::make_unique<FinalLayer>(config, weights["all_final_layer"]["2-1"])) {
  const auto modulated = [&config](const Weights& own) {
    Block block(config, own);
    block.adaLn.emplace(own, "adaLN_modulation.0", config.adaLnWidth(), 4 * config.dim, Bias::present);
    return block;
  };
  for (int i = 0; i < config.n_refiner_layers; ++i) {
    m_noiseRefiner.push_back(modulated(weights["noise_refiner"][i]));
    m_contextRefiner.emplace_back(config, weights["context_refiner"][i]);
  }
  for (int i = 0; i < config.n_layers; ++i)
    m_layers.push_back(modulated(weights["layers"][i]));
}

ZImageTransformer::~ZImageTransformer() = default;

std::shared_ptr<const ZImageTransformer::Conditioning> ZImageTransformer::prepare(const at::Tensor& captionFeatures,
                                                                                  std::int64_t latentHeight,
                                                                                  std::int64_t latentWidth,
                                                                                  const CancelToken& cancel) const {
  Conditioning conditioning;
  conditioning.rows = latentHeight / 2;
  conditioning.columns = latentWidth / 2;
  const std::int64_t captionLength = roundUp(captionFeatures.size(0));
  if (captionLength + 2 > m_config.axes_lens[0] || conditioning.rows > m_config.axes_lens[1] ||
      conditioning.columns > m_config.axes_lens[2]) {
    throw Failure({ErrorCode::invalidRequest, "This model cannot make a picture of that size.", {}, "axes_lens"});
  }

  // 1. Positions: the caption counts along axis 0 from 1, its padding included; the image lies behind it.
  std::vector<Position> captionPositions;
  for (std::int64_t i = 0; i < captionLength; ++i)
    captionPositions.push_back({static_cast<std::int32_t>(1 + i), 0, 0});
  std::vector<Position> imagePositions;
  const auto frame = static_cast<std::int32_t>(captionLength + 1);
  for (std::int32_t row = 0; row < conditioning.rows; ++row) {
    for (std::int32_t column = 0; column < conditioning.columns; ++column) {
      imagePositions.push_back({frame, row, column});
    }
  }
  imagePositions.resize(static_cast<std::size_t>(roundUp(conditioning.rows * conditioning.columns)), {0, 0, 0});
  const at::Tensor captionRope = multiAxisRope(captionPositions, m_config.axes_dims, m_config.rope_theta).to(m_device);
  conditioning.imageRope = multiAxisRope(imagePositions, m_config.axes_dims, m_config.rope_theta).to(m_device);
  conditioning.unifiedRope = at::cat({conditioning.imageRope, captionRope});

  // 2. The caption is refined by itself: nothing of it depends on the step.
  const at::Tensor features = captionFeatures.to(m_device, m_dtype).unsqueeze(0);
  const at::Tensor embedded = m_captionEmbedder(m_captionNorm(features));  // (1, T, dim)
  at::Tensor caption = padTokens(embedded, m_captionPadToken, captionLength).contiguous();
  probe("cap_embedder", caption);
  for (std::size_t i = 0; i < m_contextRefiner.size(); ++i) {
    cancel.throwIfCancelled();
    m_contextRefiner[i].forward(caption, captionRope);
    probe("context_refiner." + std::to_string(i), caption);
  }
  conditioning.caption = caption;
  return std::make_shared<const Conditioning>(std::move(conditioning));
}

at::Tensor ZImageTransformer::embedTimestep(const at::Tensor& t) const {
  const at::Tensor sinusoid = timestepSinusoid(t * m_config.t_scale, timestepWidth).to(m_dtype);
  return m_timestepOut(at::silu(m_timestepIn(sinusoid)));  // (B, adaLnWidth)
}

at::Tensor ZImageTransformer::forward(const at::Tensor& latents, const at::Tensor& t, const Conditioning& conditioning,
                                      const CancelToken& cancel) const {
  const at::Tensor timestep = embedTimestep(t.to(m_device));
  probe("t_embedder", timestep);

  // 1. Image tokens, refined by themselves.
  const at::Tensor embedded = m_imageEmbedder(patchify(latents));  // (B, n, dim)
  at::Tensor image = padTokens(embedded, m_imagePadToken, conditioning.imageRope.size(0)).contiguous();
  probe("x_embedder", image);
  for (std::size_t i = 0; i < m_noiseRefiner.size(); ++i) {
    cancel.throwIfCancelled();
    m_noiseRefiner[i].forward(image, conditioning.imageRope, (*m_noiseRefiner[i].adaLn)(timestep));
    probe("noise_refiner." + std::to_string(i), image);
  }

  // 2. Image and caption in one sequence, through all layers.
  const at::Tensor caption = conditioning.caption.expand({image.size(0), -1, -1});
  at::Tensor unified = at::cat({image, caption}, 1);  // (B, np + Lp, dim)
  for (std::size_t i = 0; i < m_layers.size(); ++i) {
    cancel.throwIfCancelled();
    m_layers[i].forward(unified, conditioning.unifiedRope, (*m_layers[i].adaLn)(timestep));
    probe("layers." + std::to_string(i), unified);
  }

  // 3. Only the image's own tokens leave the model.
  const std::int64_t imageTokens = conditioning.rows * conditioning.columns;
  const at::Tensor patches = m_finalLayer->forward(unified.narrow(1, 0, imageTokens), timestep);
  probe("final_layer", patches);
  return unpatchify(patches, conditioning.rows, conditioning.columns);
}

}  // namespace zaohua
