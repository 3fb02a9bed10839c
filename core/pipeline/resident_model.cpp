// SPDX-License-Identifier: Apache-2.0
#include "pipeline/resident_model.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <functional>
#include <numeric>

#include "base/platform.h"
#include "tensor_io/staged_source.h"

namespace zaohua {

namespace {

constexpr ModelPart allParts[] = {ModelPart::textEncoder, ModelPart::transformer, ModelPart::decoder};

}  // namespace

ResidentModel::ResidentModel(const ModelBundle& bundle, at::Device device, const ComputeType& type)
    : m_bundle(bundle), m_device(device), m_type(type) {
}

bool ResidentModel::has(ModelPart part) const {
  switch (part) {
    case ModelPart::textEncoder:
      return m_textEncoder != nullptr;
    case ModelPart::transformer:
      return m_transformer != nullptr;
    case ModelPart::decoder:
      return m_decoder != nullptr;
  }
  return false;
}

std::vector<ParameterSpec> ResidentModel::parametersOf(ModelPart part) const {
  const auto keep = [](std::vector<ParameterSpec> all, auto isRead) {
    std::erase_if(all, [&isRead](const ParameterSpec& parameter) { return !isRead(parameter.name); });
    return all;
  };
  switch (part) {
    case ModelPart::textEncoder: {
      const std::string last = "layers." + std::to_string(m_bundle.textEncoderConfig.num_hidden_layers - 1) + ".";
      return keep(qwen3Parameters(m_bundle.textEncoderConfig),
                  [&last](const std::string& name) { return name != "norm.weight" && !name.starts_with(last); });
    }
    case ModelPart::transformer:
      return zImageTransformerParameters(m_bundle.transformerConfig);
    case ModelPart::decoder:
      return keep(autoencoderKlParameters(m_bundle.vaeConfig), [](const std::string& name) {
        return name.starts_with("decoder.") || name.starts_with("post_quant_conv.");
      });
  }
  return {};
}

// The published autoencoder makes black pictures in fp16: its maps go past what that holds, and it is a small part of
// the work.
at::ScalarType ResidentModel::dtypeOf(ModelPart part) const {
  return part == ModelPart::decoder && m_type.dtype == at::kHalf ? at::kFloat : m_type.dtype;
}

bool ResidentModel::isComplete() const {
  return std::ranges::all_of(allParts, [this](ModelPart part) { return has(part); });
}

std::uint64_t ResidentModel::weightBytes() const {
  std::uint64_t bytes = 0;
  for (const ModelPart part : allParts) {
    for (const ParameterSpec& parameter : parametersOf(part)) {
      const std::int64_t values =
          std::accumulate(parameter.shape.begin(), parameter.shape.end(), std::int64_t{1}, std::multiplies<>());
      const bool large = part == ModelPart::transformer && ZImageTransformer::isLargeProduct(parameter.name);
      const ProductFormat format = large ? m_type.products : ProductFormat::model;
      bytes += static_cast<std::uint64_t>(values) * at::elementSize(storedAs(format, dtypeOf(part)));
    }
  }
  return bytes;
}

void ResidentModel::loadPart(ModelPart part, const std::shared_ptr<Uploader>& uploader,
                             const std::function<void()>& onTensor, const CancelToken& cancel) {
  const auto from = [&](const std::shared_ptr<const WeightSource>& source) {
    const bool staged = uploader != nullptr;
    return Weights(staged ? stagedSource(source, parametersOf(part), uploader, cancel) : source, dtypeOf(part),
                   m_device, cancel, onTensor);
  };
  switch (part) {
    case ModelPart::textEncoder:
      m_textEncoder =
          std::make_unique<const Qwen3TextEncoder>(m_bundle.textEncoderConfig, from(m_bundle.textEncoderWeights));
      break;
    case ModelPart::transformer:
      m_transformer = std::make_unique<const ZImageTransformer>(m_bundle.transformerConfig,
                                                                from(m_bundle.transformerWeights), m_type.products);
      break;
    case ModelPart::decoder:
      m_decoder = std::make_unique<const AutoencoderKlDecoder>(m_bundle.vaeConfig, from(m_bundle.vaeWeights));
      break;
  }
}

void ResidentModel::load(std::initializer_list<ModelPart> parts, const LoadProgress& onProgress,
                         const CancelToken& cancel) {
  int total = 0;
  for (const ModelPart part : parts)
    total += has(part) ? 0 : static_cast<int>(parametersOf(part).size());
  if (total == 0)
    return;
  int done = 0;
  // A CPU computes with the weights where they are mapped, or packs them.
  const std::shared_ptr<Uploader> uploader = m_device.is_cpu() ? nullptr : deviceUploader(m_device);
  for (const ModelPart part : parts) {
    if (!has(part))
      loadPart(
          part, uploader, [&] { onProgress(++done, total); }, cancel);
  }
  // Converting and packing leaves blocks behind that no picture needs.
  returnFreedMemory();
}

void ResidentModel::release() {
  m_textEncoder.reset();
  m_transformer.reset();
  m_decoder.reset();
}

}  // namespace zaohua
