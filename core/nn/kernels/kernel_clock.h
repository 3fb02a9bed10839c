// SPDX-License-Identifier: Apache-2.0
// Times kernels by kind. Off, and then one branch a kernel, unless a KernelClock lives on the thread; with one, every
// kernel leaves two marks in the device's queue, which on a card costs it a few microseconds.
//
//   const TimedKernel timed(KernelKind::norm, [&] { return moving(bytesOf(x) + bytesOf(out)); });
//
// A kernel that consists of others is counted as a whole.
#pragma once

#include <c10/core/Event.h>

#include <array>
#include <optional>
#include <vector>

#include "nn/kernels/kernel_work.h"

namespace zaohua::kernels {

class KernelClock {
 public:
  explicit KernelClock(at::Device device);
  KernelClock(const KernelClock&) = delete;
  KernelClock& operator=(const KernelClock&) = delete;
  ~KernelClock() { s_running = nullptr; }

  struct Total {
    int calls = 0;
    double seconds = 0;
    KernelWork work;
  };
  // By kind. Waits for the device.
  std::array<Total, kernelKinds> totals() const;

  static KernelClock* running() { return s_running; }
  void begin(KernelKind kind, const KernelWork& work);
  void end() noexcept;

 private:
  struct Mark {
    std::optional<c10::Event> event;  // on a card
    double seconds = 0;               // on a CPU
  };
  struct Call {
    KernelKind kind;
    KernelWork work;
    Mark begun;
    std::optional<Mark> ended;
  };
  Mark mark() const;

  static thread_local KernelClock* s_running;

  at::Device m_device;
  std::vector<Call> m_calls;
  int m_depth = 0;
};

class TimedKernel {
 public:
  template <typename Work>
  TimedKernel(KernelKind kind, const Work& work) : m_clock(KernelClock::running()) {
    if (m_clock != nullptr) [[unlikely]]
      m_clock->begin(kind, work());
  }
  TimedKernel(const TimedKernel&) = delete;
  TimedKernel& operator=(const TimedKernel&) = delete;
  ~TimedKernel() {
    if (m_clock != nullptr) [[unlikely]]
      m_clock->end();
  }

 private:
  KernelClock* m_clock;
};

}  // namespace zaohua::kernels
