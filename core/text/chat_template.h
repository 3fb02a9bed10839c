// SPDX-License-Identifier: Apache-2.0
// What a chat template makes of one user message. The reference evaluates the template's Jinja for every prompt; this
// program knows some templates by heart instead, and refuses the others: a template that looks the same may strip the
// prompt or add a thinking block. Plain value and function, any thread.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace zaohua {

// The text that the model reads is before + prompt + after, both of them constants of the program. The prompt is
// inserted as it is, special tokens included.
struct ChatTemplate {
  std::string_view before;
  std::string_view after;

  std::string apply(std::string_view prompt) const;
};

// The template as evaluated with add_generation_prompt and enable_thinking. `name` is what Errors call the file.
Result<ChatTemplate> recognizeChatTemplate(std::string_view jinja, const std::string& name);

}  // namespace zaohua
