// SPDX-License-Identifier: Apache-2.0
// A card works through a queue that the CPU fills far ahead of it; progress would be told and Cancel looked at long
// before the work is done. This keeps the CPU a few beats ahead, enough that the card never waits. On a CPU it does
// nothing. Lives on the session's thread, as long as one job.
#pragma once

#include <c10/core/Event.h>

#include <array>
#include <cstddef>
#include <optional>

namespace zaohua {

class DevicePace {
 public:
  explicit DevicePace(at::Device device) : m_device(device) {}

  // Marks this place in the card's queue, and waits until the card has reached the mark of `lead` beats ago.
  void beat();

 private:
  static constexpr std::size_t lead = 4;

  at::Device m_device;
  std::array<std::optional<c10::Event>, lead> m_marks;
  std::size_t m_next = 0;
};

// A mark in the queue of the device's current stream.
c10::Event markQueue(at::Device device);

}  // namespace zaohua
