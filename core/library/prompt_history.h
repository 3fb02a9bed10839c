// SPDX-License-Identifier: Apache-2.0
// The prompts that were generated, newest first, without repetitions; a table of library.sqlite. GUI thread.
#pragma once

#include <QObject>
#include <QStringList>

#include "base/result.h"

namespace zaohua {

class Database;

class PromptHistory : public QObject {
  Q_OBJECT

 public:
  struct Entry {
    QString prompt;
    QString negativePrompt;
  };
  static constexpr int limit = 1000;

  explicit PromptHistory(Database& database, QObject* parent = nullptr);

  Result<void> add(const Entry& entry);                          // an entry with the same prompt moves to the top
  QList<Entry> find(const QString& text, int most = 100) const;  // substring; empty text: all
  Result<void> remove(const QString& prompt);

 private:
  Database& m_database;
};

}  // namespace zaohua
