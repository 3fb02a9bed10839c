// SPDX-License-Identifier: Apache-2.0
// What stands behind Weights: a checkpoint on disk, tensors in memory, or closed-form values that need no files.
// Constant after construction; load() may be called from one thread at a time.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tensor_io/checkpoint.h"

namespace zaohua {

// A parameter as a model declares it: the name spelled as in the checkpoint.
struct ParameterSpec {
  std::string name;
  std::vector<std::int64_t> shape;
};

// Where a tensor lies in a file, for who reads it from there.
struct StoredTensor {
  const MappedFile* file = nullptr;  // as long as the source lives
  TensorEntry entry;
};

class WeightSource {
 public:
  virtual ~WeightSource() = default;

  virtual std::optional<std::vector<std::int64_t>> shapeOf(std::string_view name) const = 0;
  // REQUIRES shapeOf(name). The result may be a read-only view of memory that this source owns; the tensor keeps it
  // alive.
  virtual at::Tensor load(std::string_view name, at::ScalarType dtype, at::Device device) const = 0;
  // The same values written to `target`, of that shape, in its dtype.
  virtual void loadInto(std::string_view name, at::Tensor target) const;
  virtual void release(std::string_view) const {}
  // Nothing if it lies in no file.
  virtual std::optional<StoredTensor> stored(std::string_view) const { return std::nullopt; }
  // For messages: the file, or what it is.
  virtual std::string description(std::string_view name) const = 0;
};

// `prefix` is put before every name asked for: "model." for a text encoder saved with its language model head.
std::shared_ptr<const WeightSource> checkpointSource(std::shared_ptr<const Checkpoint> checkpoint,
                                                     std::string prefix = {});

std::shared_ptr<const WeightSource> mapSource(std::map<std::string, at::Tensor, std::less<>> tensors);

// Closed-form weights: a rule of the position p of a name among all of the component's names in byte order and of the
// flat index i. u = ((i·7919 + p·104729 + 17) mod 1009)/1009 - 1/2; 1 + 0.2u for norms ("norm" in the name and ending
// with "weight", or cap_embedder.0.weight), 0.1u for biases, else 0.2u; made on the device, bit-equal on every one.
// Real sizes cost no disk, and any implementation can make the same model.
std::shared_ptr<const WeightSource> closedFormSource(const std::vector<ParameterSpec>& parameters);

}  // namespace zaohua
