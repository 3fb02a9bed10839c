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

struct ZImageTransformer::FinalLayer {
  FinalLayer(const ZImageTransformerConfig& config, const Weights& weights, double streamFactor)
      : eps(finalNormEps * streamFactor * streamFactor),
        linear(weights, "linear", config.dim, std::int64_t{4} * config.in_channels, Bias::present),
        adaLn(weights, "adaLN_modulation.1", config.adaLnWidth(), config.dim, Bias::present) {}

  // (T, adaLnWidth) → 1 + scale (T, 1, D).
  at::Tensor scales(const at::Tensor& timestep) const { return (1.0 + adaLn(at::silu(timestep))).unsqueeze(1); }

  at::Tensor forward(const at::Tensor& x, const at::Tensor& scale) const {
    return linear(kernels::scaledLayerNorm(x, eps, scale));
  }

  double eps;
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

struct ZImageTransformer::Modulation {
  at::Tensor timestep;  // (1, adaLnWidth), embedded
  std::vector<BlockModulation> noiseRefiner;
  std::vector<BlockModulation> layers;
  at::Tensor finalScale;  // (1, 1, D)
};

ZImageTransformer::ZImageTransformer(const ZImageTransformerConfig& config, const Weights& weights,
                                     ProductFormat format, std::optional<HalfRange> range)
    : m_config(config),
      m_dtype(weights.dtype()),
      m_device(weights.device()),
      m_range(range.value_or(HalfRange::ofSandwich(m_dtype))),
      m_timestepIn(weights["t_embedder"], "mlp.0", timestepWidth, timestepHidden, Bias::present),
      m_timestepOut(weights["t_embedder"], "mlp.2", timestepHidden, config.adaLnWidth(), Bias::present),
      m_imageEmbedder(weights["all_x_embedder"], "2-1", std::int64_t{4} * config.in_channels, config.dim, Bias::present,
                      ProductFormat::model, m_range.stream),
      m_captionNorm(weights["cap_embedder"], "0", config.cap_feat_dim, config.norm_eps, {.input = captionFactor()}),
      m_captionEmbedder(weights["cap_embedder"], "1", config.cap_feat_dim, config.dim, Bias::present,
                        ProductFormat::model, m_range.stream),
      m_imagePadToken(weights.getTimes(m_range.stream, "x_pad_token", {1, config.dim})),
      m_captionPadToken(weights.getTimes(m_range.stream, "cap_pad_token", {1, config.dim})),
      m_finalLayer(std::make_unique<FinalLayer>(config, weights["all_final_layer"]["2-1"], m_range.stream)) {
  using Kind = ZImageBlock::Kind;
  for (int i = 0; i < config.n_refiner_layers; ++i) {
    m_noiseRefiner.emplace_back(config, weights["noise_refiner"][i], Kind::modulated, format, m_range);
    m_contextRefiner.emplace_back(config, weights["context_refiner"][i], Kind::plain, ProductFormat::model, m_range);
  }
  for (int i = 0; i < config.n_layers; ++i)
    m_layers.emplace_back(config, weights["layers"][i], Kind::modulated, format, m_range);
}

ZImageTransformer::~ZImageTransformer() = default;

// The features are a text encoder's residual stream.
double ZImageTransformer::captionFactor() const {
  return HalfRange::ofPreNorm(m_dtype).stream;
}

bool ZImageTransformer::isLargeProduct(std::string_view name) {
  const bool formatted = name.starts_with("layers.") || name.starts_with("noise_refiner.");
  return formatted && (name.find(".attention.to_") != name.npos || name.find(".feed_forward.w") != name.npos);
}

std::shared_ptr<const ZImageTransformer::Conditioning> ZImageTransformer::prepare(const at::Tensor& captionFeatures,
                                                                                  std::int64_t latentHeight,
                                                                                  std::int64_t latentWidth,
                                                                                  const Heartbeat& heartbeat) const {
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
  const double factor = captionFactor();
  const at::Tensor given = captionFeatures.to(m_device);
  const at::Tensor features = (factor == 1 ? given : given.to(at::kFloat) * factor).to(m_dtype).unsqueeze(0);
  const at::Tensor embedded = m_captionEmbedder(m_captionNorm(features));  // (1, T, dim)
  at::Tensor caption = padTokens(embedded, m_captionPadToken, captionLength).contiguous();
  probe("cap_embedder", caption);
  const std::vector<BlockModulation> unmodulated(m_contextRefiner.size());
  runBlocks(m_contextRefiner, unmodulated, caption, captionRope, [&](std::size_t i) {
    probe("context_refiner.", i, caption);
    heartbeat.beat();
  });
  conditioning.caption = caption;
  return std::make_shared<const Conditioning>(std::move(conditioning));
}

std::vector<std::shared_ptr<const ZImageTransformer::Modulation>> ZImageTransformer::modulate(
    const std::vector<float>& times) const {
  const at::Tensor t = at::tensor(at::ArrayRef<float>(times), at::kFloat).to(m_device);
  const at::Tensor sinusoid = timestepSinusoid(t * m_config.t_scale, timestepWidth).to(m_dtype);
  const at::Tensor timestep = m_timestepOut(at::silu(m_timestepIn(sinusoid)));  // (T, adaLnWidth)
  const at::Tensor finalScales = m_finalLayer->scales(timestep);
  std::vector<Modulation> list(times.size());
  for (std::size_t i = 0; i < list.size(); ++i) {
    list[i].timestep = timestep.narrow(0, static_cast<std::int64_t>(i), 1);
    list[i].finalScale = finalScales.narrow(0, static_cast<std::int64_t>(i), 1);
  }
  const auto add = [&](const std::vector<ZImageBlock>& blocks, auto member) {
    for (const ZImageBlock& block : blocks) {
      std::vector<BlockModulation> ofBlock = block.modulations(timestep);
      for (std::size_t i = 0; i < list.size(); ++i)
        (list[i].*member).push_back(std::move(ofBlock[i]));
    }
  };
  add(m_noiseRefiner, &Modulation::noiseRefiner);
  add(m_layers, &Modulation::layers);
  std::vector<std::shared_ptr<const Modulation>> shared;
  for (Modulation& one : list)
    shared.push_back(std::make_shared<const Modulation>(std::move(one)));
  return shared;
}

at::Tensor ZImageTransformer::forward(const at::Tensor& latents, const Modulation& time,
                                      const Conditioning& conditioning, const Heartbeat& heartbeat) const {
  probe("t_embedder", time.timestep);

  // 1. Image tokens, refined by themselves.
  const at::Tensor embedded = m_imageEmbedder(patchify(latents));  // (B, n, dim)
  at::Tensor image = padTokens(embedded, m_imagePadToken, conditioning.imageRope.size(0)).contiguous();
  probe("x_embedder", image);
  runBlocks(m_noiseRefiner, time.noiseRefiner, image, conditioning.imageRope, [&](std::size_t i) {
    probe("noise_refiner.", i, image);
    heartbeat.beat();
  });

  // 2. Image and caption in one sequence, through all layers.
  const at::Tensor caption = conditioning.caption.expand({image.size(0), -1, -1});
  at::Tensor unified = at::cat({image, caption}, 1);  // (B, np + Lp, dim)
  runBlocks(m_layers, time.layers, unified, conditioning.unifiedRope, [&](std::size_t i) {
    probe("layers.", i, unified);
    heartbeat.beat();
  });

  // 3. Only the image's own tokens leave the model.
  const std::int64_t imageTokens = conditioning.rows * conditioning.columns;
  const at::Tensor patches = m_finalLayer->forward(unified.narrow(1, 0, imageTokens).contiguous(), time.finalScale);
  probe("final_layer", patches);
  return unpatchify(patches, conditioning.rows, conditioning.columns);
}

}  // namespace zaohua
