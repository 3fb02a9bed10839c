// SPDX-License-Identifier: Apache-2.0
#include "pipeline/caption_cache.h"

#include <utility>

namespace zaohua {

std::optional<at::Tensor> CaptionCache::find(const std::string& prompt) {
  const auto found = m_byPrompt.find(prompt);
  if (found == m_byPrompt.end())
    return std::nullopt;
  m_entries.splice(m_entries.begin(), m_entries, found->second);
  return found->second->features;
}

void CaptionCache::insert(const std::string& prompt, at::Tensor features) {
  if (find(prompt)) {
    m_entries.front().features = std::move(features);
    return;
  }
  m_entries.push_front({prompt, std::move(features)});
  m_byPrompt[prompt] = m_entries.begin();
  if (m_entries.size() <= m_capacity)
    return;
  m_byPrompt.erase(m_entries.back().prompt);
  m_entries.pop_back();
}

void CaptionCache::clear() {
  m_entries.clear();
  m_byPrompt.clear();
}

}  // namespace zaohua
