// SPDX-License-Identifier: Apache-2.0
// What libzaohua_inference.so exports: one function that returns the module.
#include "base/platform.h"
#include "pipeline/guarded.h"
#include "pipeline/inference_module.h"
#include "pipeline/inspection.h"
#include "pipeline/session.h"

namespace zaohua {

namespace {

class Module final : public InferenceModule {
 public:
  Result<ModelInspection> inspect(const std::string& path) const override {
    Result<Result<ModelInspection>> inspection = guarded([&] { return inspectModel(path); });
    return inspection ? std::move(*inspection) : failure(inspection.error());
  }

  Result<std::unique_ptr<InferenceSession>> createSession(const SessionOptions& options,
                                                          const SessionObserver& observer,
                                                          const CancelToken& cancel) const override {
    return Session::open(options, observer, cancel);
  }
};

}  // namespace

}  // namespace zaohua

extern "C" __attribute__((visibility("default"))) zaohua::InferenceModule* zaohuaInferenceModule() {
  static zaohua::Module module;
  return &module;
}
