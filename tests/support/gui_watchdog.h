// SPDX-License-Identifier: Apache-2.0
// How long the GUI thread keeps a person waiting: another thread asks its event loop for an answer again and again, and
// what each answer took is kept. Create and destroy it on the GUI thread.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <algorithm>
#include <chrono>
#include <semaphore>
#include <thread>
#include <utility>
#include <vector>

namespace zaohua::test {

class GuiWatchdog {
 public:
  GuiWatchdog() : m_thread([this] { watch(); }) {}
  ~GuiWatchdog() {
    m_stop.release();
    m_answered.release();
    m_thread.join();
  }
  GuiWatchdog(const GuiWatchdog&) = delete;
  GuiWatchdog& operator=(const GuiWatchdog&) = delete;

  // Milliseconds of every answer since the last call, in ascending order.
  std::vector<double> takeWaits() {
    std::vector<double> waits;
    m_waits.swap(waits);
    std::ranges::sort(waits);
    return waits;
  }

 private:
  void watch() {
    constexpr std::chrono::milliseconds betweenQuestions(1);  // or the loop would have nothing else to do
    while (!m_stop.try_acquire_for(betweenQuestions)) {
      QElapsedTimer timer;
      timer.start();
      QMetaObject::invokeMethod(&m_target, [this, timer] {
        m_waits.push_back(static_cast<double>(timer.nsecsElapsed()) * 1e-6);  // on the GUI thread, like takeWaits()
        m_answered.release();
      });
      m_answered.acquire();
    }
  }

  std::binary_semaphore m_stop{0};
  std::counting_semaphore<> m_answered{0};
  std::vector<double> m_waits;
  QObject m_target;
  std::thread m_thread;
};

}  // namespace zaohua::test
