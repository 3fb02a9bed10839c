// SPDX-License-Identifier: Apache-2.0
// One line above the content: what happened, and at most one button that acts on it. Problems stay until closed and
// offer their detail for copying; other messages leave by themselves. Never takes the focus. GUI thread.
#pragma once

#include <QFrame>
#include <functional>
#include <optional>
#include <vector>

#include "base/error.h"

class QLabel;
class QPushButton;
class QTimer;
class QToolButton;

namespace zaohua {

class MessageBar : public QFrame {
  Q_OBJECT

 public:
  enum class Kind { information, success, warning, problem };

  explicit MessageBar(QWidget* parent = nullptr);

  void showMessage(Kind kind, const QString& sentence, const QString& buttonText = {},
                   std::function<void()> action = {});
  void showError(const Error& error, const QString& buttonText = {}, std::function<void()> action = {});
  // Several at once: each stands there until it is closed, then the next one.
  void showErrors(const std::vector<Error>& errors);
  // An error of this kind, shown or waiting, holds no longer.
  void withdraw(ErrorCode code);
  QString text() const;

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void dismiss();
  void retranslate();
  void showKind();

  QLabel* m_icon;
  QLabel* m_text;
  QPushButton* m_button;
  QToolButton* m_copy;
  QToolButton* m_close;
  QTimer* m_timer;
  std::function<void()> m_action;
  Kind m_kind = Kind::information;
  std::optional<Error> m_error;  // that is shown
  QString m_detail;
  std::vector<Error> m_waiting;
};

}  // namespace zaohua
