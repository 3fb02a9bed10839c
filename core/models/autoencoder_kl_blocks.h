// SPDX-License-Identifier: Apache-2.0
// The blocks that encoder and decoder of AutoencoderKL share. Private to models/autoencoder_kl*. Plain constant
// structs; activations are (B, C, h, w), channels-last. A block may reuse the memory of the x that it is given, so that
// a large picture needs no more maps at once than it must: give it away.
#pragma once

#include <ATen/core/Tensor.h>

#include <optional>
#include <vector>

#include "base/heartbeat.h"
#include "models/autoencoder_kl.h"
#include "nn/conv.h"
#include "nn/linear.h"
#include "nn/norm.h"

namespace zaohua {

// x + conv2(silu(norm2(conv1(silu(norm1(x)))))), x through a 1×1 convolution where the width changes.
struct ResnetBlock {
  ResnetBlock(const AutoencoderKlConfig& config, const Weights& weights, int in, int out);
  at::Tensor forward(at::Tensor x) const;

  GroupNorm norm1;
  Conv2d conv1;
  GroupNorm norm2;
  Conv2d conv2;
  std::optional<Conv2d> shortcut;
};

// One attention head over all pixels: x + to_out(softmax(qkᵀ/√C)·v), q, k, v from groupNorm(x).
struct PixelAttention {
  PixelAttention(const AutoencoderKlConfig& config, const Weights& weights, int channels);
  at::Tensor forward(at::Tensor x) const;

  GroupNorm norm;
  Linear query;
  Linear key;
  Linear value;
  Linear out;
};

struct MidBlock {
  MidBlock(const AutoencoderKlConfig& config, const Weights& weights);
  at::Tensor forward(at::Tensor x, const Heartbeat& heartbeat) const;

  ResnetBlock first;
  std::optional<PixelAttention> attention;
  ResnetBlock second;
};

}  // namespace zaohua
