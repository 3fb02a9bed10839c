// SPDX-License-Identifier: Apache-2.0
#include "library/prompt_history.h"

#include "library/database.h"
#include "library_samples.h"
#include "support/qt_test_main.h"

using namespace zaohua;
using zaohua::test::qt;
using zaohua::test::TemporaryFolder;

namespace {

QStringList promptsIn(const QList<PromptHistory::Entry>& entries) {
  QStringList prompts;
  for (const PromptHistory::Entry& entry : entries)
    prompts.append(entry.prompt);
  return prompts;
}

}  // namespace

class PromptHistoryTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void hasTheNewestFirst();
  void findsSubstrings();
  void keepsAThousand();
  void survives();
};

void PromptHistoryTest::hasTheNewestFirst() {
  const TemporaryFolder folder;
  Database database(qt(folder / "library.sqlite"));
  PromptHistory history(database);
  for (const char* prompt : {"a", "b", "c"})
    QVERIFY(history.add({prompt, {}}));
  QVERIFY(history.add({"a", "blurry"}));
  QVERIFY(history.add({"  \n", {}}));
  QCOMPARE(promptsIn(history.find({})), QStringList({"a", "c", "b"}));
  QCOMPARE(history.find({}).front().negativePrompt, QString("blurry"));
  QCOMPARE(promptsIn(history.find({}, 2)), QStringList({"a", "c"}));
  QVERIFY(history.remove("c"));
  QCOMPARE(promptsIn(history.find({})), QStringList({"a", "b"}));
}

void PromptHistoryTest::findsSubstrings() {
  const TemporaryFolder folder;
  Database database(qt(folder / "library.sqlite"));
  PromptHistory history(database);
  QVERIFY(history.add({"一只橘猫在雪地里", {}}));
  QVERIFY(history.add({"A Cat, 100% real_photo", "模糊"}));
  QCOMPARE(promptsIn(history.find("橘")), QStringList({"一只橘猫在雪地里"}));
  QCOMPARE(history.find("a cat").size(), 1);
  QCOMPARE(history.find("ＣＡＴ").size(), 1);
  QCOMPARE(history.find("模糊").size(), 1);
  QCOMPARE(history.find("100%").size(), 1);
  QCOMPARE(history.find("100_").size(), 0);
  QCOMPARE(history.find("l_p").size(), 1);
  QCOMPARE(history.find("\\").size(), 0);
}

void PromptHistoryTest::keepsAThousand() {
  const TemporaryFolder folder;
  Database database(qt(folder / "library.sqlite"));
  PromptHistory history(database);
  QVERIFY(database.transaction([&]() -> Result<void> {
    for (int i = 0; i < PromptHistory::limit + 50; ++i) {
      if (Result<void> added = history.add({QString("prompt %1").arg(i), {}}); !added)
        return added;
    }
    return {};
  }));
  const QStringList kept = promptsIn(history.find({}, 5000));
  QCOMPARE(kept.size(), PromptHistory::limit);
  QCOMPARE(kept.front(), QString("prompt 1049"));
  QCOMPARE(kept.back(), QString("prompt 50"));
}

void PromptHistoryTest::survives() {
  const TemporaryFolder folder;
  const QString prompt = "多行\n“引号” 😀 \"x\"";
  {
    Database database(qt(folder / "library.sqlite"));
    QVERIFY(PromptHistory(database).add({prompt, "no\nlines"}));
  }
  Database database(qt(folder / "library.sqlite"));
  const QList<PromptHistory::Entry> entries = PromptHistory(database).find({});
  QCOMPARE(entries.size(), 1);
  QCOMPARE(entries[0].prompt, prompt);
  QCOMPARE(entries[0].negativePrompt, QString("no\nlines"));
}

ZAOHUA_QT_CORE_TEST_MAIN(PromptHistoryTest)
#include "prompt_history_test.moc"
