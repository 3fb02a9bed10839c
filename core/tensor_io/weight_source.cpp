// SPDX-License-Identifier: Apache-2.0
#include "tensor_io/weight_source.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "tensor_io/torch_dtype.h"

namespace zaohua {

namespace {

class CheckpointSource final : public WeightSource {
 public:
  CheckpointSource(std::shared_ptr<const Checkpoint> checkpoint, std::string prefix)
      : m_checkpoint(std::move(checkpoint)), m_prefix(std::move(prefix)) {}

  std::optional<std::vector<std::int64_t>> shapeOf(std::string_view name) const override {
    const Checkpoint::Tensor* tensor = find(name);
    return tensor != nullptr ? std::optional(tensor->entry.shape) : std::nullopt;
  }

  at::Tensor load(std::string_view name, at::ScalarType dtype, at::Device device) const override {
    return viewOf(m_checkpoint, *find(name)).to(device, dtype);
  }

  void loadInto(std::string_view name, at::Tensor target) const override {
    target.copy_(viewOf(m_checkpoint, *find(name)));
  }

  std::optional<StoredTensor> stored(std::string_view name) const override {
    const Checkpoint::Tensor* tensor = find(name);
    if (tensor == nullptr)
      return std::nullopt;
    return StoredTensor{&m_checkpoint->files()[tensor->file].mapped, tensor->entry};
  }

  void release(std::string_view name) const override {
    if (const Checkpoint::Tensor* tensor = find(name))
      m_checkpoint->releasePages(*tensor);
  }

  std::string description(std::string_view name) const override {
    const Checkpoint::Tensor* tensor = find(name);
    return m_checkpoint->files()[tensor != nullptr ? tensor->file : 0].path.string();
  }

 private:
  const Checkpoint::Tensor* find(std::string_view name) const {
    const auto found = m_checkpoint->tensors().find(m_prefix + std::string(name));
    return found != m_checkpoint->tensors().end() ? &found->second : nullptr;
  }

  // The tensor where it lies in the mapped file. Only a start that is not aligned for its type costs a copy.
  static at::Tensor viewOf(const std::shared_ptr<const Checkpoint>& checkpoint, const Checkpoint::Tensor& tensor) {
    const std::span<const std::byte> data = checkpoint->data(tensor);
    const at::ScalarType type = torchDtype(tensor.entry.dtype);
    const bool aligned = reinterpret_cast<std::uintptr_t>(data.data()) % bytesPerElement(tensor.entry.dtype) == 0;
    if (data.empty() || !aligned) {
      at::Tensor copy = at::empty(tensor.entry.shape, type);
      if (!data.empty())
        std::memcpy(copy.data_ptr(), data.data(), data.size());
      return copy;
    }
    return at::from_blob(
        const_cast<std::byte*>(data.data()), tensor.entry.shape, [checkpoint](void*) {}, type);
  }

  std::shared_ptr<const Checkpoint> m_checkpoint;
  std::string m_prefix;
};

class MapSource final : public WeightSource {
 public:
  explicit MapSource(std::map<std::string, at::Tensor, std::less<>> tensors) : m_tensors(std::move(tensors)) {}

  std::optional<std::vector<std::int64_t>> shapeOf(std::string_view name) const override {
    const auto found = m_tensors.find(name);
    return found != m_tensors.end() ? std::optional(found->second.sizes().vec()) : std::nullopt;
  }

  at::Tensor load(std::string_view name, at::ScalarType dtype, at::Device device) const override {
    return m_tensors.find(name)->second.to(device, dtype);
  }

  std::string description(std::string_view) const override { return "in memory"; }

 private:
  std::map<std::string, at::Tensor, std::less<>> m_tensors;
};

constexpr std::int64_t closedFormPeriod = 1009;

class ClosedFormSource final : public WeightSource {
 public:
  explicit ClosedFormSource(std::vector<ParameterSpec> parameters) : m_parameters(std::move(parameters)) {
    std::ranges::sort(m_parameters, {}, &ParameterSpec::name);
  }

  std::optional<std::vector<std::int64_t>> shapeOf(std::string_view name) const override {
    const ParameterSpec* parameter = find(name);
    return parameter != nullptr ? std::optional(parameter->shape) : std::nullopt;
  }

  // The values repeat after 1009 elements, so that one period is computed and tiled.
  at::Tensor load(std::string_view name, at::ScalarType dtype, at::Device device) const override {
    const ParameterSpec& parameter = *find(name);
    const std::int64_t position = &parameter - m_parameters.data();
    const at::Tensor period = onePeriod(name, position).to(device, dtype);
    std::int64_t elements = 1;
    for (const std::int64_t size : parameter.shape)
      elements *= size;
    return period.repeat({elements / closedFormPeriod + 1}).narrow(0, 0, elements).view(parameter.shape);
  }

  std::string description(std::string_view) const override { return "synthetic"; }

 private:
  const ParameterSpec* find(std::string_view name) const {
    const auto found = std::ranges::lower_bound(m_parameters, name, {}, &ParameterSpec::name);
    return found != m_parameters.end() && found->name == name ? &*found : nullptr;
  }

  static at::Tensor onePeriod(std::string_view name, std::int64_t position) {
    const bool norm =
        (name.find("norm") != std::string_view::npos && name.ends_with("weight")) || name == "cap_embedder.0.weight";
    const double scale = norm || !name.ends_with("bias") ? 0.2 : 0.1;
    at::Tensor values = at::empty({closedFormPeriod}, at::kFloat);
    float* value = values.data_ptr<float>();
    for (std::int64_t i = 0; i < closedFormPeriod; ++i) {
      const std::int64_t residue = (i * 7919 + position * 104729 + 17) % closedFormPeriod;
      const double u = static_cast<double>(residue) / static_cast<double>(closedFormPeriod) - 0.5;
      value[i] = static_cast<float>(norm ? 1 + scale * u : scale * u);
    }
    return values;
  }

  std::vector<ParameterSpec> m_parameters;
};

}  // namespace

void WeightSource::loadInto(std::string_view name, at::Tensor target) const {
  target.copy_(load(name, target.scalar_type(), target.device()));
}

std::shared_ptr<const WeightSource> checkpointSource(std::shared_ptr<const Checkpoint> checkpoint, std::string prefix) {
  return std::make_shared<CheckpointSource>(std::move(checkpoint), std::move(prefix));
}

std::shared_ptr<const WeightSource> mapSource(std::map<std::string, at::Tensor, std::less<>> tensors) {
  return std::make_shared<MapSource>(std::move(tensors));
}

std::shared_ptr<const WeightSource> closedFormSource(const std::vector<ParameterSpec>& parameters) {
  return std::make_shared<ClosedFormSource>(parameters);
}

}  // namespace zaohua
