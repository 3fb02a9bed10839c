// SPDX-License-Identifier: Apache-2.0
// A device that does nothing before somebody waits for it: who gives a source's memory back too early, or reads a
// target before the end, is found out without a card.
#pragma once

#include <ATen/ATen.h>

#include <algorithm>
#include <cstddef>
#include <deque>
#include <memory>
#include <utility>

#include "tensor_io/uploader.h"

namespace zaohua::test {

class LateDevice final : public Uploader {
 public:
  at::Tensor hostMemory(std::size_t bytes) override {
    if (!m_memory.defined())
      m_memory = at::zeros({static_cast<std::int64_t>(bytes)}, at::kByte);
    hostBytes = std::max(hostBytes, bytes);
    return m_memory.narrow(0, 0, static_cast<std::int64_t>(bytes));
  }

  void copy(at::Tensor target, const at::Tensor& source) override {
    m_queue->waiting.emplace_back(std::move(target), source);
    ++m_queue->asked;
  }

  std::unique_ptr<const Mark> mark() override { return std::make_unique<LateMark>(m_queue, m_queue->asked); }

  // As a device whose stream is read from.
  void finish() { m_queue->workUntil(m_queue->asked); }

  std::size_t hostBytes = 0;
  std::size_t copies() const { return m_queue->asked; }

 private:
  struct Queue {
    std::deque<std::pair<at::Tensor, at::Tensor>> waiting;
    std::size_t asked = 0;
    std::size_t done = 0;

    void workUntil(std::size_t count) {
      for (; done < count; ++done) {
        waiting.front().first.copy_(waiting.front().second);
        waiting.pop_front();
      }
    }
  };

  class LateMark final : public Mark {
   public:
    LateMark(std::shared_ptr<Queue> queue, std::size_t place) : m_queue(std::move(queue)), m_place(place) {}
    bool isPassed() const override { return m_queue->done >= m_place; }
    void wait() const override { m_queue->workUntil(m_place); }

   private:
    std::shared_ptr<Queue> m_queue;
    std::size_t m_place;
  };

  std::shared_ptr<Queue> m_queue = std::make_shared<Queue>();
  at::Tensor m_memory;
};

}  // namespace zaohua::test
