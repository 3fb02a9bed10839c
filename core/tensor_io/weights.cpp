// SPDX-License-Identifier: Apache-2.0
#include "tensor_io/weights.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <utility>

namespace zaohua {

Weights::Weights(std::shared_ptr<const WeightSource> source, at::ScalarType dtype, at::Device device,
                 CancelToken cancel, std::function<void()> onTensor)
    : m_source(std::move(source)),
      m_dtype(dtype),
      m_device(device),
      m_cancel(std::move(cancel)),
      m_onTensor(std::move(onTensor)) {
}

Weights Weights::operator[](std::string_view name) const {
  Weights narrowed = *this;
  narrowed.m_prefix += std::string(name) + ".";
  return narrowed;
}

Weights Weights::operator[](int index) const {
  return (*this)[std::to_string(index)];
}

bool Weights::has(std::string_view name) const {
  return m_source->shapeOf(fullName(name)).has_value();
}

at::Tensor Weights::get(std::string_view name, std::initializer_list<std::int64_t> shape) const {
  return m_source->load(checked(name, std::span(shape.begin(), shape.size())), m_dtype, m_device);
}

at::Tensor Weights::getTimes(double factor, std::string_view name, std::initializer_list<std::int64_t> shape) const {
  at::Tensor values = get(name, shape);
  return factor == 1 ? values : values.mul(factor);
}

void Weights::getInto(std::string_view name, at::Tensor target) const {
  const std::string path = checked(name, std::span(target.sizes().data(), target.sizes().size()));
  m_source->loadInto(path, std::move(target));
}

std::string Weights::checked(std::string_view name, std::span<const std::int64_t> wanted) const {
  m_cancel.throwIfCancelled();
  if (m_onTensor)
    m_onTensor();
  const std::string path = fullName(name);
  const std::optional<std::vector<std::int64_t>> found = m_source->shapeOf(path);
  if (!found) {
    throw Failure({ErrorCode::fileCorrupt,
                   "The weights %1 lack the tensor %2. Download the model again.",
                   {m_source->description(path), path},
                   "wanted shape " + shapeText(wanted)});
  }
  if (!std::ranges::equal(*found, wanted)) {
    throw Failure({ErrorCode::fileCorrupt,
                   "In the weights %1 the tensor %2 has the shape %3, but the model's configuration wants %4.",
                   {m_source->description(path), path, shapeText(*found), shapeText(wanted)},
                   {}});
  }
  return path;
}

void Weights::release(std::string_view name) const {
  m_source->release(fullName(name));
}

}  // namespace zaohua
