// SPDX-License-Identifier: Apache-2.0
// How a model that was trained in bf16 computes in fp16, which ends at 65504: cards before the GeForce 30 series
// multiply fast in nothing else. Published weights go past that end in silu(w1·x)·(w3·x), in the product that follows
// it, in the attention's output and, in a text encoder, in the residual stream itself (its first token); from there
// infinity, NaN and a black picture. Clamping keeps such values finite and wrong. But all of them are read by an
// RMSNorm next, and an RMSNorm gives the same for its input times a constant, if eps is multiplied by the square. So
// each is kept smaller by a power of two that is put into the weights before it, which rounding does not notice, and is
// taken out by the norm behind it. Values that become too small for fp16 lose less than the rounding of their larger
// neighbours in the same row. What no norm follows (queries, keys, the modulation) is normalised already. Plain value.
#pragma once

#include <c10/core/ScalarType.h>

namespace zaohua {

struct HalfRange {
  // Factors: 1 where the dtype has range enough.
  double stream = 1;  // of the residual stream
  double value = 1;   // of the attention's values
  double attentionOut = 1;
  double up = 1;    // of w3·x, and so of its product with silu(w1·x)
  double down = 1;  // of the product after that

  // For blocks that norm a branch before they add it. The stream is then a sum of normed branches, 1/16 is plenty.
  static HalfRange ofSandwich(at::ScalarType dtype) {
    if (dtype != at::kHalf)
      return {};
    return {.stream = 1.0 / 16, .value = 1.0 / 4, .attentionOut = 1.0 / 8, .up = 1.0 / 32, .down = 1.0 / 8};
  }

  // For blocks that add a branch as it is: on its way it must come to the factor of the stream.
  static HalfRange ofPreNorm(at::ScalarType dtype) {
    if (dtype != at::kHalf)
      return {};
    return {.stream = 1.0 / 64, .value = 1.0 / 4, .attentionOut = 1.0 / 16, .up = 1.0 / 32, .down = 1.0 / 2};
  }

  // Of a branch, where it is added or normed.
  double attention() const { return value * attentionOut; }
  double feedForward() const { return up * down; }
};

}  // namespace zaohua
