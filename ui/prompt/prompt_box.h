// SPDX-License-Identifier: Apache-2.0
// The framed ground around prompt editors; its line takes the accent while one of them has the focus. GUI thread.
#pragma once

#include <QFrame>

namespace zaohua {

class PromptEditor;

class PromptBox : public QFrame {
  Q_OBJECT

 public:
  explicit PromptBox(QWidget* parent = nullptr);

  void watch(const PromptEditor& editor);
  void setActive(bool active);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  bool m_active = false;
};

}  // namespace zaohua
