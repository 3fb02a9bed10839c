// SPDX-License-Identifier: Apache-2.0
// The session behind the door: one opened model on one device. Every call enters through guarded(), where exceptions
// end.
#pragma once

#include <memory>

#include "pipeline/inference_session.h"
#include "pipeline/model_bundle.h"
#include "pipeline/prompt_encoder.h"
#include "pipeline/resident_model.h"
#include "pipeline/torch_device.h"

namespace zaohua {

class Session final : public InferenceSession {
 public:
  static Result<std::unique_ptr<InferenceSession>> open(const SessionOptions& options, const SessionObserver& observer,
                                                        const CancelToken& cancel);

  Session(ModelBundle bundle, const TorchDevice& device, const ComputeType& type);

  const ModelInfo& model() const override { return m_info; }
  MemoryState memory() const override;
  Result<void> load(const SessionObserver& observer, const CancelToken& cancel) override;
  void unload() override;
  Result<GenerationRequest> resolve(const GenerationRequest& request) const override;
  Result<GenerationOutcome> generate(const GenerationRequest& request, const LatentFiles& files,
                                     const SessionObserver& observer, const CancelToken& cancel) override;
  Result<KernelProfile> profile(const GenerationRequest& request, const SessionObserver& observer,
                                const CancelToken& cancel) override;
  Result<int> encodePrompt(const std::string& prompt, const std::string& outputFile, const SessionObserver& observer,
                           const CancelToken& cancel) override;
  Result<void> decodeLatents(const std::string& latentsFile, const SessionObserver& observer,
                             const CancelToken& cancel) override;

 private:
  void loadReporting(std::initializer_list<ModelPart> parts, const SessionObserver& observer,
                     const CancelToken& cancel);
  // The first picture on a card would also pay for what the libraries load, choose and keep when they are first used.
  void warmUp(const CancelToken& cancel);
  void giveBackCachedMemory();

  ModelBundle m_bundle;
  ModelInfo m_info;
  ResidentModel m_model;
  PromptEncoder m_promptEncoder;
};

}  // namespace zaohua
