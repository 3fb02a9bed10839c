// SPDX-License-Identifier: Apache-2.0
#include "ui/prompt/history_walk.h"

namespace zaohua {

void HistoryWalk::begin(const QString& unfinished, const QStringList& entries) {
  m_texts = entries;
  // A step to the text that stands there already would look like no step.
  m_texts.removeAll(unfinished);
  m_texts.prepend(unfinished);
  m_at = 0;
}

QString HistoryWalk::step(int direction, const QString& present) {
  if (!isUnderWay())
    return present;
  m_texts[m_at] = present;
  m_at = qBound(0, m_at + direction, static_cast<int>(m_texts.size()) - 1);
  return m_texts[m_at];
}

}  // namespace zaohua
