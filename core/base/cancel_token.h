// SPDX-License-Identifier: Apache-2.0
// One flag shared by whoever asked for a job and whoever does it. Copies share the flag; any thread may use any copy.
#pragma once

#include <atomic>
#include <memory>

#include "base/error.h"

namespace zaohua {

class CancelToken {
 public:
  CancelToken() : m_cancelled(std::make_shared<std::atomic<bool>>(false)) {}

  // Safe in a signal handler: a single lock-free store.
  void cancel() const noexcept { m_cancelled->store(true, std::memory_order_relaxed); }
  bool isCancelled() const noexcept { return m_cancelled->load(std::memory_order_relaxed); }

  // Called between transformer blocks, text-encoder layers, VAE blocks and weight tensors: the distance between two
  // calls is how long a person waits after pressing Cancel.
  void throwIfCancelled() const {
    if (isCancelled())
      throw Failure(cancelledError());
  }

 private:
  std::shared_ptr<std::atomic<bool>> m_cancelled;
};

static_assert(std::atomic<bool>::is_always_lock_free);

}  // namespace zaohua
