// SPDX-License-Identifier: Apache-2.0
// Two fields for a keyword of one's own; one of them is enough. Enter adds, Esc gives up. GUI thread.
#pragma once

#include <QWidget>

class QLineEdit;
class QPushButton;

namespace zaohua {

class OwnKeywordForm : public QWidget {
  Q_OBJECT

 public:
  explicit OwnKeywordForm(QWidget* parent = nullptr);

  // Shows itself; `text` goes into the field of its language.
  void open(const QString& text);

 Q_SIGNALS:
  void added(const QString& zh, const QString& en);
  void closed();

 protected:
  bool event(QEvent* event) override;
  void changeEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void retranslate();
  void add();
  void closeForm();

  QLineEdit* m_zh;
  QLineEdit* m_en;
  QPushButton* m_add;
  QPushButton* m_cancel;
};

}  // namespace zaohua
