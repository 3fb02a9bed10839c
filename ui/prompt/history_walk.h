// SPDX-License-Identifier: Apache-2.0
// Alt+Up and Alt+Down: a walk from the unfinished text to older prompts and back. What is edited on the way is kept
// until the walk ends. Plain value, any thread.
#pragma once

#include <QStringList>

namespace zaohua {

class HistoryWalk {
 public:
  bool isUnderWay() const { return !m_texts.isEmpty(); }
  // `entries`: newest first.
  void begin(const QString& unfinished, const QStringList& entries);
  // The text to show after one step (1: older, -1: newer); `present` is what is shown now.
  QString step(int direction, const QString& present);
  void end() { m_texts.clear(); }

 private:
  QStringList m_texts;  // the unfinished one first
  int m_at = 0;
};

}  // namespace zaohua
