// SPDX-License-Identifier: Apache-2.0
#include "nn/rope.h"

#include <ATen/ATen.h>

#include <cmath>

namespace zaohua {

at::Tensor multiAxisRope(const std::vector<Position>& positions, const std::vector<int>& axesDims, double theta) {
  std::int64_t pairs = 0;
  for (const int dim : axesDims)
    pairs += dim / 2;
  at::Tensor table = at::empty({static_cast<std::int64_t>(positions.size()), pairs, 2}, at::kFloat);
  float* out = table.data_ptr<float>();
  for (const Position& position : positions) {
    for (std::size_t axis = 0; axis < axesDims.size(); ++axis) {
      for (int k = 0; k < axesDims[axis] / 2; ++k) {
        const double frequency = 1.0 / std::pow(theta, 2.0 * k / axesDims[axis]);
        const auto angle = static_cast<float>(position[axis] * frequency);
        *out++ = std::cos(angle);
        *out++ = std::sin(angle);
      }
    }
  }
  return table;
}

HalfRope halfRope(std::int64_t tokens, std::int64_t width, double theta, at::TensorOptions options) {
  const at::TensorOptions wide = options.dtype(at::kFloat);
  const at::Tensor exponents = at::arange(0, width, 2, wide) / static_cast<double>(width);
  const at::Tensor inverse = at::reciprocal(at::pow(at::Scalar(theta), exponents));
  const at::Tensor half = at::outer(at::arange(tokens, wide), inverse);
  const at::Tensor angles = at::cat({half, half}, -1);
  const at::ScalarType dtype = c10::typeMetaToScalarType(options.dtype());
  return {angles.cos().to(dtype), angles.sin().to(dtype)};
}

}  // namespace zaohua
