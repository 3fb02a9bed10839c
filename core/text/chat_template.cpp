// SPDX-License-Identifier: Apache-2.0
#include "text/chat_template.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace zaohua {

namespace {

// A template as it can be told from others without 4 KB of it in here.
struct Fingerprint {
  std::size_t size = 0;
  std::uint64_t hash = 0;  // FNV-1a

  bool operator==(const Fingerprint&) const = default;
};

Fingerprint fingerprintOf(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char byte : text)
    hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3;
  return {text.size(), hash};
}

// Evaluated with Jinja, each of them gives the same text for one user message.
constexpr std::array<Fingerprint, 3> knownTemplates = {{
    {4168, 0x959a4551391a6549},  // Z-Image-Turbo and Qwen3-4B
    {4116, 0x2bfdb7aa9754484e},  // Qwen3-4B as first published: content that is not text was not thought of
    {196, 0x88bf4138d5c826f0},   // ChatML as in the documentation of transformers
}};

}  // namespace

std::string ChatTemplate::apply(std::string_view prompt) const {
  std::string text;
  text.reserve(before.size() + prompt.size() + after.size());
  return text.append(before).append(prompt).append(after);
}

Result<ChatTemplate> recognizeChatTemplate(std::string_view jinja, const std::string& name) {
  // Jinja drops one line end at the end of a template.
  if (jinja.ends_with('\n'))
    jinja.remove_suffix(1);
  const Fingerprint fingerprint = fingerprintOf(jinja);
  if (std::ranges::find(knownTemplates, fingerprint) == knownTemplates.end()) {
    return failure(ErrorCode::unsupportedModel,
                   "The file %1 has a chat template that this program does not know. It knows those of Z-Image and "
                   "Qwen3-4B.",
                   {name}, std::to_string(fingerprint.size) + " bytes, FNV-1a " + std::to_string(fingerprint.hash));
  }
  return ChatTemplate{"<|im_start|>user\n", "<|im_end|>\n<|im_start|>assistant\n"};
}

}  // namespace zaohua
