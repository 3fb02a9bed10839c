// SPDX-License-Identifier: Apache-2.0
#include "nn/rope.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace zaohua {

namespace {

// cos and sin of all pairs of one axis, for positions 0 … last: few of them, while a picture has thousands of tokens.
std::vector<float> axisTable(std::int32_t last, int dim, double theta) {
  std::vector<float> table;
  table.reserve(static_cast<std::size_t>(last + 1) * static_cast<std::size_t>(dim));
  for (std::int32_t position = 0; position <= last; ++position) {
    for (int k = 0; k < dim / 2; ++k) {
      const double frequency = 1.0 / std::pow(theta, 2.0 * k / dim);
      const auto angle = static_cast<float>(position * frequency);
      table.push_back(std::cos(angle));
      table.push_back(std::sin(angle));
    }
  }
  return table;
}

}  // namespace

at::Tensor multiAxisRope(const std::vector<Position>& positions, const std::vector<int>& axesDims, double theta) {
  std::int64_t pairs = 0;
  std::vector<std::vector<float>> tables;
  for (std::size_t axis = 0; axis < axesDims.size(); ++axis) {
    std::int32_t last = 0;
    for (const Position& position : positions)
      last = std::max(last, position[axis]);
    tables.push_back(axisTable(last, axesDims[axis], theta));
    pairs += axesDims[axis] / 2;
  }
  at::Tensor rope = at::empty({static_cast<std::int64_t>(positions.size()), pairs, 2}, at::kFloat);
  float* out = rope.data_ptr<float>();
  for (const Position& position : positions) {
    for (std::size_t axis = 0; axis < axesDims.size(); ++axis)
      out = std::copy_n(tables[axis].data() + position[axis] * axesDims[axis], axesDims[axis], out);
  }
  return rope;
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
