// SPDX-License-Identifier: Apache-2.0
#include "ui/prompt/token_counter.h"

#include <QtConcurrentRun>

#include "text/prompt_tokenizer.h"

namespace zaohua {

namespace {

constexpr int pauseMs = 80;

TokenCount countOf(const PromptTokenizer& tokenizer, const QStringList& prompts, int limit) {
  TokenCount longest;
  for (const QString& prompt : prompts) {
    const QByteArray utf8 = prompt.toUtf8();
    const Result<PromptTokens> tokens =
        tokenizer.tokenize(std::string_view(utf8.data(), static_cast<std::size_t>(utf8.size())));
    if (!tokens)
      return {};
    longest.tokens = qMax(longest.tokens.value_or(0), static_cast<int>(tokens->ids.size()));
    const auto beyond = tokens->firstByteBeyond(static_cast<std::size_t>(limit));
    longest.isCut = longest.isCut || beyond.has_value();
    if (beyond && prompts.size() == 1)
      longest.unreadFrom = static_cast<int>(QString::fromUtf8(utf8.left(static_cast<qsizetype>(*beyond))).size());
  }
  return longest;
}

}  // namespace

TokenCounter::TokenCounter(QObject* parent) : QObject(parent) {
  m_timer.setSingleShot(true);
  m_timer.setInterval(pauseMs);
  connect(&m_timer, &QTimer::timeout, this, &TokenCounter::start);
}

void TokenCounter::setTokenizer(std::shared_ptr<const PromptTokenizer> tokenizer) {
  m_tokenizer = std::move(tokenizer);
  ++m_generation;
  start();
}

void TokenCounter::setLimit(int tokens) {
  m_limit = tokens;
  ++m_generation;
  start();
}

void TokenCounter::setPrompts(const QStringList& prompts) {
  if (prompts == m_prompts)
    return;
  m_prompts = prompts;
  ++m_generation;
  if (!m_timer.isActive())
    m_timer.start();
}

void TokenCounter::start() {
  m_timer.stop();
  if (m_tokenizer == nullptr) {
    Q_EMIT counted({});
    return;
  }
  if (m_running)
    return;
  m_running = true;
  const auto count = [tokenizer = m_tokenizer, prompts = m_prompts, limit = m_limit] {
    return countOf(*tokenizer, prompts, limit);
  };
  QtConcurrent::run(count).then(this, [this, generation = m_generation](const TokenCount& result) {
    m_running = false;
    if (generation == m_generation)
      Q_EMIT counted(result);
    else if (!m_timer.isActive())
      m_timer.start();
  });
}

}  // namespace zaohua
