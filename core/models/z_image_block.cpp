// SPDX-License-Identifier: Apache-2.0
#include "models/z_image_block.h"

#include <ATen/ATen.h>

#include "models/z_image_transformer.h"

namespace zaohua {

namespace {

constexpr double headNormEps = 1e-5;  // whatever norm_eps says

}  // namespace

ZImageBlock::ZImageBlock(const ZImageTransformerConfig& config, const Weights& weights, Kind kind, ProductFormat format,
                         const HalfRange& range)
    : m_queryKeyValue(weights["attention"], config.dim,
                      {{"to_q", config.dim}, {"to_k", config.dim}, {"to_v", config.dim, range.value}}, format),
      m_attentionOut(weights["attention"], "to_out.0", config.dim, config.dim, Bias::none, format, range.attentionOut),
      m_gateAndUp(weights["feed_forward"], config.dim,
                  {{"w1", config.feedForwardWidth()}, {"w3", config.feedForwardWidth(), range.up}}, format),
      m_down(weights["feed_forward"], "w2", config.feedForwardWidth(), config.dim, Bias::none, format, range.down),
      m_attentionNorm1(weights, "attention_norm1", config.dim, config.norm_eps, {.input = range.stream}),
      m_attentionNorm2(weights, "attention_norm2", config.dim, config.norm_eps,
                       {.input = range.attention(), .output = range.stream}),
      m_feedForwardNorm1(weights, "ffn_norm1", config.dim, config.norm_eps, {.input = range.stream}),
      m_feedForwardNorm2(weights, "ffn_norm2", config.dim, config.norm_eps,
                         {.input = range.feedForward(), .output = range.stream}) {
  m_headNorms = {.heads = config.n_heads, .keyHeads = config.n_heads, .query = {}, .key = {}, .eps = headNormEps};
  if (config.qk_norm) {
    const std::int64_t headDim = config.dim / config.n_heads;
    m_headNorms.query = weights["attention"]["norm_q"].get("weight", {headDim});
    m_headNorms.key = weights["attention"]["norm_k"].get("weight", {headDim});
  }
  if (kind == Kind::modulated) {
    m_adaLn.emplace(weights, "adaLN_modulation.0", config.adaLnWidth(), std::int64_t{4} * config.dim, Bias::present);
  }
}

std::vector<BlockModulation> ZImageBlock::modulations(const at::Tensor& timestep) const {
  const at::Tensor all = (*m_adaLn)(timestep);  // (T, 4D): scale and gate of the attention, then of the feed-forward
  const std::vector<at::Tensor> parts = all.unsqueeze(1).chunk(4, 2);
  const at::Tensor attentionScale = 1.0 + parts[0];
  const at::Tensor attentionGate = parts[1].tanh();
  const at::Tensor feedForwardScale = 1.0 + parts[2];
  const at::Tensor feedForwardGate = parts[3].tanh();
  std::vector<BlockModulation> list;
  for (std::int64_t i = 0; i < timestep.size(0); ++i) {
    list.push_back({attentionScale.narrow(0, i, 1), attentionGate.narrow(0, i, 1), feedForwardScale.narrow(0, i, 1),
                    feedForwardGate.narrow(0, i, 1)});
  }
  return list;
}

ProductInput ZImageBlock::enter(const at::Tensor& x, const BlockModulation& modulation) const {
  return kernels::rmsNorm(x, m_attentionNorm1.times(modulation.attentionScale), m_queryKeyValue.inputFormat());
}

ProductInput ZImageBlock::forward(at::Tensor& x, const ProductInput& input, const at::Tensor& rope,
                                  const BlockModulation& modulation, const std::optional<Next>& next) const {
  const ProductInput hidden =
      kernels::addNormedThenNorm(x, attend(input, rope), m_attentionNorm2.times(modulation.attentionGate),
                                 m_feedForwardNorm1.times(modulation.feedForwardScale), m_gateAndUp.inputFormat());
  const at::Tensor fed = m_down(m_gateAndUp.gated(hidden, m_down.inputFormat()));
  const kernels::RmsNormStep residual = m_feedForwardNorm2.times(modulation.feedForwardGate);
  if (!next) {
    kernels::addNormed(x, fed, residual);
    return {};
  }
  return kernels::addNormedThenNorm(x, fed, residual,
                                    next->block.m_attentionNorm1.times(next->modulation.attentionScale),
                                    next->block.m_queryKeyValue.inputFormat());
}

at::Tensor ZImageBlock::attend(const ProductInput& x, const at::Tensor& rope) const {
  const kernels::QueryKeyValue split = kernels::splitRotatePairs(m_queryKeyValue(x), m_headNorms, rope);
  return m_attentionOut(kernels::attention(split, kernels::Mask::none));
}

void runBlocks(const std::vector<ZImageBlock>& blocks, std::span<const BlockModulation> modulations, at::Tensor& x,
               const at::Tensor& rope, const std::function<void(std::size_t)>& onBlock) {
  if (blocks.empty())
    return;
  ProductInput input = blocks.front().enter(x, modulations.front());
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    std::optional<ZImageBlock::Next> next;
    if (i + 1 < blocks.size())
      next.emplace(blocks[i + 1], modulations[i + 1]);
    input = blocks[i].forward(x, input, rope, modulations[i], next);
    onBlock(i);
  }
}

}  // namespace zaohua
