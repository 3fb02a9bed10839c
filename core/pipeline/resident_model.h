// SPDX-License-Identifier: Apache-2.0
// Which parts of a model are in memory. Today's rule is the simplest: what was loaded stays until it is let go. A plan
// that moves parts in and out (docs/decisions) replaces this class and nothing else. Lives on the session's thread.
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <vector>

#include "base/cancel_token.h"
#include "models/autoencoder_kl.h"
#include "models/qwen3_text_encoder.h"
#include "models/z_image_transformer.h"
#include "pipeline/model_bundle.h"
#include "pipeline/torch_device.h"
#include "tensor_io/uploader.h"

namespace zaohua {

enum class ModelPart { textEncoder, transformer, decoder };

class ResidentModel {
 public:
  // `bundle` outlives this.
  ResidentModel(const ModelBundle& bundle, at::Device device, const ComputeType& type);

  // Loads those of the parts that are not there yet; calls onProgress with tensors read and tensors to read. Throws
  // Failure; parts that were complete by then stay.
  using LoadProgress = std::function<void(int done, int total)>;
  void load(std::initializer_list<ModelPart> parts, const LoadProgress& onProgress, const CancelToken& cancel);
  void release();

  bool isComplete() const;
  // Of all parts, loaded or not.
  std::uint64_t weightBytes() const;

  // REQUIRE load() of the part.
  const Qwen3TextEncoder& textEncoder() const { return *m_textEncoder; }
  const ZImageTransformer& transformer() const { return *m_transformer; }
  const AutoencoderKlDecoder& decoder() const { return *m_decoder; }

  at::Device device() const { return m_device; }
  at::ScalarType dtype() const { return m_type.dtype; }
  at::ScalarType dtypeOf(ModelPart part) const;
  const ComputeType& type() const { return m_type; }

 private:
  bool has(ModelPart part) const;
  std::vector<ParameterSpec> parametersOf(ModelPart part) const;
  void loadPart(ModelPart part, const std::shared_ptr<Uploader>& uploader, const std::function<void()>& onTensor,
                const CancelToken& cancel);

  const ModelBundle& m_bundle;
  at::Device m_device;
  ComputeType m_type;
  std::unique_ptr<const Qwen3TextEncoder> m_textEncoder;
  std::unique_ptr<const ZImageTransformer> m_transformer;
  std::unique_ptr<const AutoencoderKlDecoder> m_decoder;
};

}  // namespace zaohua
