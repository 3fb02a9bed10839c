// SPDX-License-Identifier: Apache-2.0
// libzaohua_inference.so, opened at run time: a window is on the screen before libtorch's half gigabyte is mapped, and
// a broken installation is a sentence instead of a program that does not start. Open it on the thread that computes.
#pragma once

#include <memory>
#include <string>

#include "pipeline/inference_session.h"
#include "pipeline/model_inspection.h"

namespace zaohua {

class InferenceModule {
 public:
  // Looks beside the program and in ../lib/zaohua. Maps the library once; later calls return the same module, which is
  // never unloaded.
  static Result<InferenceModule*> open();

  virtual ~InferenceModule() = default;

  // Reads metadata only, whatever the file or folder is worth: problems are part of the answer, an Error means that
  // nothing could be read at all.
  virtual Result<ModelInspection> inspect(const std::string& path) const = 0;

  // Chooses device and dtype and opens the model's metadata; weights are read when they are first needed.
  virtual Result<std::unique_ptr<InferenceSession>> createSession(const SessionOptions& options,
                                                                  const SessionObserver& observer,
                                                                  const CancelToken& cancel) const = 0;
};

}  // namespace zaohua
