// SPDX-License-Identifier: Apache-2.0
#include "cli/engine.h"

#include "pipeline/inference_module.h"

namespace zaohua::cli {

Result<std::unique_ptr<InferenceSession>> openSession(const CommonArguments& common, const SessionObserver& observer,
                                                      const CancelToken& cancel) {
  const Result<InferenceModule*> module = InferenceModule::open();
  if (!module)
    return failure(module.error());
  return (*module)->createSession(common.session, observer, cancel);
}

}  // namespace zaohua::cli
