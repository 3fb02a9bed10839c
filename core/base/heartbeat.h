// SPDX-License-Identifier: Apache-2.0
// What a long computation calls between two of its blocks: there it can be cancelled, and whoever waits for it can do
// small things meanwhile (hold the CPU back, deliver a preview). Cheap to copy; lives on the computing thread.
#pragma once

#include <functional>
#include <utility>

#include "base/cancel_token.h"

namespace zaohua {

class Heartbeat {
 public:
  Heartbeat() = default;
  Heartbeat(CancelToken cancel, std::function<void()> meanwhile = {})
      : m_cancel(std::move(cancel)), m_meanwhile(std::move(meanwhile)) {}

  // Throws Failure(cancelled), or what the other work throws.
  void beat() const {
    m_cancel.throwIfCancelled();
    if (m_meanwhile)
      m_meanwhile();
  }

 private:
  CancelToken m_cancel;
  std::function<void()> m_meanwhile;
};

}  // namespace zaohua
