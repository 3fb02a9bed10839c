// SPDX-License-Identifier: Apache-2.0
// Where a model's layers get their tensors: a view of a weight source narrowed to a prefix, which checks every shape
// and delivers in one dtype on one device. Cheap to copy. Lives on the thread that builds the model.
#pragma once

#include <ATen/core/Tensor.h>

#include <functional>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/cancel_token.h"
#include "tensor_io/weight_source.h"

namespace zaohua {

class Weights {
 public:
  // Tensors come out in `dtype` on `device`. Every get first looks at `cancel`, and then tells `onTensor`.
  Weights(std::shared_ptr<const WeightSource> source, at::ScalarType dtype, at::Device device, CancelToken cancel = {},
          std::function<void()> onTensor = {});

  // The same view one level down: weights["layers"][3]["attention"].
  Weights operator[](std::string_view name) const;
  Weights operator[](int index) const;

  bool has(std::string_view name) const;

  // The tensor at prefix + name. Throws Failure: fileCorrupt if it is missing or has another shape (the sentence names
  // the full path, what was wanted and what was found), cancelled.
  // It may be a view of a mapped file: never write to it.
  at::Tensor get(std::string_view name, std::initializer_list<std::int64_t> shape) const;

  // The same times a factor.
  at::Tensor getTimes(double factor, std::string_view name, std::initializer_list<std::int64_t> shape) const;

  // The same written to `target`, of the shape that is wanted: a part of a larger tensor of this dtype and device.
  void getInto(std::string_view name, at::Tensor target) const;

  // For a tensor that was copied elsewhere (packed, uploaded): the file's pages may leave memory.
  void release(std::string_view name) const;

  at::ScalarType dtype() const { return m_dtype; }
  at::Device device() const { return m_device; }

 private:
  // The full name of a tensor that is there and has that shape.
  std::string checked(std::string_view name, std::span<const std::int64_t> shape) const;
  std::string fullName(std::string_view name) const { return m_prefix + std::string(name); }

  std::shared_ptr<const WeightSource> m_source;
  at::ScalarType m_dtype;
  at::Device m_device;
  CancelToken m_cancel;
  std::function<void()> m_onTensor;
  std::string m_prefix;
};

}  // namespace zaohua
