// SPDX-License-Identifier: Apache-2.0
// A small schema, rows for it, and files looked at byte by byte.
#pragma once

#include <QDir>
#include <QFile>
#include <QtTest>

#include "library/database.h"

namespace zaohua::test {

inline const std::vector<MigrationStep> oneTable = {
    {"CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL)"}};

inline QByteArray bytesOf(const QString& file) {
  QFile opened(file);
  return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray("unreadable");
}

inline void overwrite(const QString& file, qint64 position, const QByteArray& bytes) {
  QFile opened(file);
  QVERIFY(opened.open(QIODevice::ReadWrite));
  QVERIFY(opened.seek(position));
  QCOMPARE(opened.write(bytes), bytes.size());
}

inline void fill(Database& database, int rows) {
  const Result<void> filled = database.transaction([&]() -> Result<void> {
    for (int i = 0; i < rows; ++i) {
      if (Result<void> put =
              database.run("INSERT INTO notes(text) VALUES (?)", {QString("note %1").arg(i).repeated(20)});
          !put)
        return put;
    }
    return {};
  });
  QVERIFY(filled);
}

inline int rowsIn(Database& database) {
  return database.value("SELECT count(*) FROM notes").toInt();
}

inline QStringList asideIn(const QString& folder) {
  return QDir(folder).entryList({"*.damaged-*"}, QDir::Files, QDir::Name);
}

// Makes a library with many prompts and overwrites a page of them.
inline void damagePromptTexts(const QString& file) {
  qint64 page = 0;
  {
    Database database(file);
    QVERIFY(database.transaction([&]() -> Result<void> {
      Result<void> put;
      for (int i = 0; i < 2000 && put; ++i) {
        put = database.run("INSERT INTO prompts(prompt, negative_prompt, folded) VALUES (?, '', ?)",
                           {QString("prompt %1").arg(i), QString("folded %1").arg(i).repeated(20)});
      }
      return put;
    }));
    page = database.value("SELECT max(pageno) FROM dbstat WHERE name = 'prompts' AND pagetype = 'leaf'").toLongLong();
  }
  QVERIFY(page > 0);
  overwrite(file, (page - 1) * 4096, QByteArray(4096, '\x5a'));
}

// Overwrites a page that holds nothing but texts to search in.
inline void damageSearchTexts(const QString& file) {
  qint64 page = 0;
  {
    Database database(file);
    page = database.value("SELECT max(pageno) FROM dbstat WHERE name = 'picture_texts' AND pagetype = 'leaf'")
               .toLongLong();
  }
  QVERIFY(page > 0);
  overwrite(file, (page - 1) * 4096, QByteArray(4096, '\x5a'));
}

}  // namespace zaohua::test
