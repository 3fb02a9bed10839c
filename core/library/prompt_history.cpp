// SPDX-License-Identifier: Apache-2.0
#include "library/prompt_history.h"

#include "library/database.h"
#include "library/gallery_text.h"

namespace zaohua {

PromptHistory::PromptHistory(Database& database, QObject* parent) : QObject(parent), m_database(database) {
}

Result<void> PromptHistory::add(const Entry& entry) {
  if (entry.prompt.trimmed().isEmpty())
    return {};
  // A null string would be stored as NULL.
  const QString negative = entry.negativePrompt.isNull() ? QString("") : entry.negativePrompt;
  return m_database.transaction([&] {
    return m_database
        .run("INSERT OR REPLACE INTO prompts(prompt, negative_prompt, folded) VALUES (?, ?, ?)",
             {entry.prompt, negative, foldedText(entry.prompt + '\n' + negative)})
        .and_then([this] {
          return m_database.run(
              "DELETE FROM prompts WHERE id <= (SELECT id FROM prompts ORDER BY id DESC LIMIT 1 OFFSET ?)", {limit});
        });
  });
}

QList<PromptHistory::Entry> PromptHistory::find(const QString& text, int most) const {
  QList<Entry> entries;
  std::ignore = m_database.read(
      "SELECT prompt, negative_prompt FROM prompts WHERE folded LIKE ? ESCAPE '\\' ORDER BY id DESC LIMIT ?",
      {likeOperand(foldedText(text)), most}, [&entries](const QSqlQuery& row) {
        entries.append({row.value(0).toString(), row.value(1).toString()});
      });
  return entries;
}

Result<void> PromptHistory::remove(const QString& prompt) {
  return m_database.run("DELETE FROM prompts WHERE prompt = ?", {prompt});
}

}  // namespace zaohua
