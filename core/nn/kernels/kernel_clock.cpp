// SPDX-License-Identifier: Apache-2.0
#include "nn/kernels/kernel_clock.h"

#include <c10/core/impl/VirtualGuardImpl.h>

#include "base/platform.h"

namespace zaohua::kernels {

thread_local KernelClock* KernelClock::s_running = nullptr;

KernelClock::KernelClock(at::Device device) : m_device(device) {
  s_running = this;
}

KernelClock::Mark KernelClock::mark() const {
  Mark mark;
  if (m_device.is_cpu()) {
    mark.seconds = monotonicSeconds();
    return mark;
  }
  mark.event.emplace(m_device.type(), c10::EventFlag::BACKEND_DEFAULT);
  mark.event->record(c10::impl::VirtualGuardImpl(m_device.type()).getStream(m_device));
  return mark;
}

void KernelClock::begin(KernelKind kind, const KernelWork& work) {
  if (m_depth == 0)
    m_calls.push_back({kind, work, mark(), std::nullopt});
  ++m_depth;
}

void KernelClock::end() noexcept {
  if (--m_depth > 0)
    return;
  try {
    m_calls.back().ended = mark();
  } catch (const std::exception&) {
    // The call that is being left will tell; this one is not counted.
  }
}

std::array<KernelClock::Total, kernelKinds> KernelClock::totals() const {
  if (!m_device.is_cpu())
    c10::impl::VirtualGuardImpl(m_device.type()).synchronizeDevice(m_device.index());
  constexpr double secondsPerMillisecond = 1e-3;
  std::array<Total, kernelKinds> totals;
  for (const Call& call : m_calls) {
    if (!call.ended)
      continue;
    Total& total = totals[static_cast<std::size_t>(call.kind)];
    ++total.calls;
    total.work.operations += call.work.operations;
    total.work.bytes += call.work.bytes;
    total.seconds += call.begun.event ? call.begun.event->elapsedTime(*call.ended->event) * secondsPerMillisecond
                                      : call.ended->seconds - call.begun.seconds;
  }
  return totals;
}

}  // namespace zaohua::kernels
