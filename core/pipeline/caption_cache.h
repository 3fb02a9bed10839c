// SPDX-License-Identifier: Apache-2.0
// Caption features of the prompts seen last, so that a repeated prompt is not encoded again. Belongs to one opened
// model in one dtype; lives on the session's thread.
#pragma once

#include <ATen/core/Tensor.h>

#include <list>
#include <optional>
#include <string>
#include <unordered_map>

namespace zaohua {

class CaptionCache {
 public:
  explicit CaptionCache(std::size_t capacity) : m_capacity(capacity) {}

  // Features (T, dim) of the prompt, which then counts as used last.
  std::optional<at::Tensor> find(const std::string& prompt);
  // Forgets the prompt that was not used for longest once there are more than `capacity`.
  void insert(const std::string& prompt, at::Tensor features);
  void clear();

 private:
  struct Entry {
    std::string prompt;
    at::Tensor features;
  };
  std::size_t m_capacity;
  std::list<Entry> m_entries;  // used last first
  std::unordered_map<std::string, std::list<Entry>::iterator> m_byPrompt;
};

}  // namespace zaohua
