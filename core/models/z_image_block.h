// SPDX-License-Identifier: Apache-2.0
// One block of the Z-Image transformer. Modulated: x += tanh(gate)·norm2(branch(norm1(x)·(1 + scale))), for the
// attention and then for the feed-forward; unmodulated the same without scales and gates. Private to models/z_image_*.
// Plain constant structs.
#pragma once

#include <ATen/core/Tensor.h>

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "nn/half_range.h"
#include "nn/linear.h"
#include "nn/norm.h"

namespace zaohua {

struct ZImageTransformerConfig;

// What the time says to one block, ready to multiply: 1 + scale and tanh(gate), (B, 1, D) each; undefined for
// unmodulated blocks.
struct BlockModulation {
  at::Tensor attentionScale;
  at::Tensor attentionGate;
  at::Tensor feedForwardScale;
  at::Tensor feedForwardGate;
};

struct ZImageBlock {
  enum class Kind { modulated, plain };
  // `format` is that of the four large products.
  ZImageBlock(const ZImageTransformerConfig& config, const Weights& weights, Kind kind, ProductFormat format,
              const HalfRange& range);

  // The modulation for embedded times (T, adaLnWidth): one for each time, of batch 1.
  std::vector<BlockModulation> modulations(const at::Tensor& timestep) const;

  // What forward() wants to be given for x (B, S, D).
  ProductInput enter(const at::Tensor& x, const BlockModulation& modulation) const;

  // The norm that reads x next, computed in the pass that writes x: the next block's enter().
  struct Next {
    const ZImageBlock& block;
    const BlockModulation& modulation;
  };
  // Updates x (B, S, D) in place; rope (S, d/2, 2). Returns what the next block wants to be given.
  ProductInput forward(at::Tensor& x, const ProductInput& input, const at::Tensor& rope,
                       const BlockModulation& modulation, const std::optional<Next>& next) const;

 private:
  at::Tensor attend(const ProductInput& x, const at::Tensor& rope) const;

  Linear m_queryKeyValue;
  Linear m_attentionOut;
  Linear m_gateAndUp;  // w1 | w3
  Linear m_down;       // w2
  RmsNorm m_attentionNorm1;
  RmsNorm m_attentionNorm2;
  RmsNorm m_feedForwardNorm1;
  RmsNorm m_feedForwardNorm2;
  kernels::HeadNorms m_headNorms;
  std::optional<Linear> m_adaLn;  // of modulated blocks
};

// All blocks one after the other over x; onBlock(i) is called after each.
void runBlocks(const std::vector<ZImageBlock>& blocks, std::span<const BlockModulation> modulations, at::Tensor& x,
               const at::Tensor& rope, const std::function<void(std::size_t)>& onBlock);

}  // namespace zaohua
