// SPDX-License-Identifier: Apache-2.0
// One text, several prompts: "a {red|blue} {cat|dog}" stands for four. Groups may hold groups and empty alternatives;
// \{ \} \| are the characters themselves; braces without a bar inside are ordinary text. Pure functions, any thread.
#pragma once

#include <QString>
#include <QStringList>
#include <optional>

namespace zaohua {

struct PromptVariations {
  static constexpr int limit = 64;

  // The leftmost group changes slowest. Empty where there are more than the limit.
  QStringList prompts;
  qint64 total = 1;  // may be more than the limit; stops counting at a billion
  bool hasGroups = false;
  // Where a brace opens that nothing closes: it is taken literally, with its bars.
  std::optional<int> unclosedAt;

  bool isTooMany() const { return total > limit; }
};

PromptVariations expandVariations(const QString& text);

// The text that stands for exactly this one prompt: what belongs into an editor when a picture's prompt is restored.
QString escapedForVariations(const QString& prompt);

}  // namespace zaohua
