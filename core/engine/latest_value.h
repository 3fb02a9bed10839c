// SPDX-License-Identifier: Apache-2.0
// A slot between two threads where a new value replaces the one that nobody took yet: a slow reader sees the latest and
// never a backlog. Any thread.
#pragma once

#include <mutex>
#include <optional>
#include <utility>

namespace zaohua {

template <typename T>
class LatestValue {
 public:
  // True: the slot was empty, so the reader has to be told.
  bool put(T value) {
    const std::scoped_lock lock(m_mutex);
    const bool wasEmpty = !m_value.has_value();
    m_value = std::move(value);
    return wasEmpty;
  }

  std::optional<T> take() {
    const std::scoped_lock lock(m_mutex);
    return std::exchange(m_value, std::nullopt);
  }

 private:
  std::mutex m_mutex;
  std::optional<T> m_value;
};

}  // namespace zaohua
