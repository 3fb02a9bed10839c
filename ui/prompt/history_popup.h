// SPDX-License-Identifier: Apache-2.0
// Earlier prompts, newest first, with a search. Enter or a click takes one, Delete forgets it. A popup: closes by
// itself when one is taken or something else is clicked. GUI thread.
#pragma once

#include <QFrame>

#include "library/prompt_history.h"

class QLabel;
class QLineEdit;
class QListWidget;

namespace zaohua {

class HistoryPopup : public QFrame {
  Q_OBJECT

 public:
  HistoryPopup(PromptHistory& history, QWidget* parent);

  void openBelow(const QWidget& anchor);

 Q_SIGNALS:
  void taken(const zaohua::PromptHistory::Entry& entry);
  void failed(const zaohua::Error& error);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  void retranslate();
  void fill();
  int heightNeeded() const;
  void take();
  void forget();

  PromptHistory& m_history;
  QLineEdit* m_search;
  QListWidget* m_list;
  QLabel* m_hint;
  QList<PromptHistory::Entry> m_entries;  // of the list's rows
};

}  // namespace zaohua
