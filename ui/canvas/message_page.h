// SPDX-License-Identifier: Apache-2.0
// Words in place of a picture: a welcome with a few hints, or what went wrong with the button that acts on it and the
// detail for copying. GUI thread.
#pragma once

#include <QWidget>

#include "base/error.h"

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QToolButton;

namespace zaohua {

class MessagePage : public QWidget {
  Q_OBJECT

 public:
  explicit MessagePage(QWidget* parent = nullptr);

  void showWelcome(const QString& sentence);
  void setHints(const QStringList& hints);
  void showFailure(const Error& error, const QString& buttonText);
  QString text() const;

 Q_SIGNALS:
  void actionRequested();
  void hintsDismissed();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  void retranslate();
  void refresh();
  QWidget* makeHints();
  QWidget* makeButtons();

  bool m_failed = false;
  Error m_error;
  QStringList m_hintTexts;
  QLabel* m_icon;
  QLabel* m_sentence;
  QWidget* m_buttons = nullptr;
  QPushButton* m_action;
  QToolButton* m_details;
  QToolButton* m_copy;
  QPlainTextEdit* m_detail;
  QWidget* m_hints = nullptr;
  QLabel* m_hintText;
  QToolButton* m_hintsClose;
};

}  // namespace zaohua
