// SPDX-License-Identifier: Apache-2.0
// "38 / 512 tokens": how much of a prompt the model reads, and a word when that is not all. GUI thread.
#pragma once

#include <QWidget>
#include <memory>
#include <optional>

#include "ui/prompt/token_counter.h"

class QLabel;

namespace zaohua {

class TokenLabel : public QWidget {
  Q_OBJECT

 public:
  enum class Shown { always, whenOver };

  explicit TokenLabel(Shown shown, QWidget* parent = nullptr);

  TokenCounter& counter() { return *m_counter; }
  QString text() const;

 Q_SIGNALS:
  void counted(std::optional<int> unreadFrom);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void showCount(const TokenCount& count);

  Shown m_shown;
  TokenCounter* m_counter;
  QLabel* m_icon;
  QLabel* m_text;
  TokenCount m_count;
};

}  // namespace zaohua
