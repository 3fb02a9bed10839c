// SPDX-License-Identifier: Apache-2.0
// What the program is, its version, and whose work it stands on. GUI thread.
#pragma once

#include <QDialog>

class QLabel;
class QPushButton;

namespace zaohua {

class AboutDialog : public QDialog {
  Q_OBJECT

 public:
  explicit AboutDialog(QWidget* parent);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void retranslate();

  QLabel* m_name;
  QLabel* m_what;
  QLabel* m_credits;
  QPushButton* m_close;
};

}  // namespace zaohua
