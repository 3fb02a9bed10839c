// SPDX-License-Identifier: Apache-2.0
// Counts tokens off the GUI thread: some ten times a second while someone types, never more than one count at a time.
// GUI thread.
#pragma once

#include <QObject>
#include <QStringList>
#include <QTimer>
#include <memory>
#include <optional>

namespace zaohua {

class PromptTokenizer;

struct TokenCount {
  // Of the longest prompt, with everything that the model's template adds. None: it cannot be counted.
  std::optional<int> tokens;
  bool isCut = false;             // the model does not read all of a prompt
  std::optional<int> unreadFrom;  // position in the prompt, where there is only one

  bool operator==(const TokenCount&) const = default;
};

class TokenCounter : public QObject {
  Q_OBJECT

 public:
  explicit TokenCounter(QObject* parent = nullptr);

  // Null: nothing is counted, and counted() says so.
  void setTokenizer(std::shared_ptr<const PromptTokenizer> tokenizer);
  void setLimit(int tokens);
  int limit() const { return m_limit; }
  void setPrompts(const QStringList& prompts);

 Q_SIGNALS:
  void counted(const zaohua::TokenCount& count);  // of the latest prompts

 private:
  void start();

  std::shared_ptr<const PromptTokenizer> m_tokenizer;
  QStringList m_prompts = {QString()};
  QTimer m_timer;
  int m_limit = 512;
  int m_generation = 0;  // of the prompts
  bool m_running = false;
};

}  // namespace zaohua
