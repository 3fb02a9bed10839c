// SPDX-License-Identifier: Apache-2.0
// Rotary position embeddings: the tables of both families. Plain functions.
#pragma once

#include <ATen/core/Tensor.h>

#include <array>
#include <vector>

namespace zaohua {

using Position = std::array<std::int32_t, 3>;

// Z-Image: axis a of width axesDims[a] turns pair k by pos_a·theta^(-2k/axesDims[a]), in float64, the angle rounded to
// fp32 before cos and sin. (S, Σ axesDims / 2, 2) fp32 on the CPU: cos, sin, the axes side by side.
at::Tensor multiAxisRope(const std::vector<Position>& positions, const std::vector<int>& axesDims, double theta);

// Qwen3: angle = pos·theta^(-2j/width) in fp32 for positions 0 … tokens-1, the half table repeated: cos and sin
// (tokens, width), rounded to dtype.
struct HalfRope {
  at::Tensor cos;
  at::Tensor sin;
};
HalfRope halfRope(std::int64_t tokens, std::int64_t width, double theta, at::TensorOptions options);

}  // namespace zaohua
