// SPDX-License-Identifier: Apache-2.0
#include "pipeline/device_pace.h"

#include <c10/core/impl/VirtualGuardImpl.h>

namespace zaohua {

c10::Event markQueue(at::Device device) {
  c10::Event mark(device.type());
  mark.record(c10::impl::VirtualGuardImpl(device.type()).getStream(device));
  return mark;
}

void DevicePace::beat() {
  if (m_device.is_cpu())
    return;
  std::optional<c10::Event>& oldest = m_marks[m_next];
  if (oldest)
    oldest->synchronize();
  oldest.emplace(markQueue(m_device));
  m_next = (m_next + 1) % lead;
}

}  // namespace zaohua
