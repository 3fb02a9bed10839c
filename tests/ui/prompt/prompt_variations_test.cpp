// SPDX-License-Identifier: Apache-2.0
// {a|b} groups: what they stand for, in which order, and what is no group.
#include "ui/prompt/prompt_variations.h"

#include "support/qt_test_main.h"

namespace zaohua {

class PromptVariationsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void expands_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("prompts");
    const auto row = [](const char* name, const QString& text, const QStringList& prompts) {
      QTest::newRow(name) << text << prompts;
    };
    row("no group", "a cat, soft light", {"a cat, soft light"});
    row("empty text", "", {""});
    row("one group", "a {red|blue} cat", {"a red cat", "a blue cat"});
    row("the left one changes slowest", "{a|b}{1|2|3}", {"a1", "a2", "a3", "b1", "b2", "b3"});
    row("Chinese", "一只{红|蓝}色的{猫|狗}", {"一只红色的猫", "一只红色的狗", "一只蓝色的猫", "一只蓝色的狗"});
    row("nested", "{a {x|y}|b}", {"a x", "a y", "b"});
    row("a group in braces that are none", "{see {x|y}}", {"{see x}", "{see y}"});
    row("no bar, no group", "{red} cat", {"{red} cat"});
    row("a bar outside", "red|blue", {"red|blue"});
    row("escaped", R"(\{a\|b\} {c|d})", {"{a|b} c", "{a|b} d"});
    row("an escaped bar in a group", R"({a\|b|c})", {"a|b", "c"});
    row("a backslash that escapes nothing", R"(C:\x {a|b})", {R"(C:\x a)", R"(C:\x b)"});
    row("empty alternative", "a {|red} cat", {"a cat", "a red cat"});
    row("empty between commas", "cat, {|soft light}, snow", {"cat, snow", "cat, soft light, snow"});
    row("empty between Chinese commas", "猫，{柔光|}，雪", {"猫，柔光，雪", "猫，雪"});
    row("empty at the end", "cat, {soft light|}", {"cat, soft light", "cat"});
    row("empty at the beginning", "{|soft light}, cat", {"cat", "soft light, cat"});
    row("the same twice stays twice", "{a|a}", {"a", "a"});
    row("line breaks stay", "{a|b}\nc", {"a\nc", "b\nc"});
  }
  void expands() {
    QFETCH(QString, text);
    QFETCH(QStringList, prompts);
    const PromptVariations variations = expandVariations(text);
    QCOMPARE(variations.prompts, prompts);
    QCOMPARE(variations.total, prompts.size());
    QVERIFY(!variations.unclosedAt);
  }

  void takesAnUnclosedBraceLiterally() {
    const PromptVariations variations = expandVariations("a {red|blue cat and {big|small} dogs");
    QCOMPARE(variations.prompts, QStringList({"a {red|blue cat and big dogs", "a {red|blue cat and small dogs"}));
    QCOMPARE(variations.unclosedAt, std::optional(2));
    QCOMPARE(expandVariations("a } b").prompts, QStringList("a } b"));
    QVERIFY(!expandVariations("a } b").unclosedAt);
  }

  void countsWithoutMakingTooMany() {
    QCOMPARE(expandVariations(QString("{a|b}").repeated(6)).prompts.size(), 64);
    const PromptVariations many = expandVariations(QString("{a|b}").repeated(7));
    QVERIFY(many.isTooMany());
    QCOMPARE(many.total, 128);
    QVERIFY(many.prompts.isEmpty());
    // A billion billions neither overflows nor takes time.
    const PromptVariations absurd = expandVariations(QString("{a|b|c|d|e|f|g|h}").repeated(500));
    QVERIFY(absurd.isTooMany());
    QVERIFY(absurd.total >= 1'000'000'000);
  }

  void survivesDeepNesting() {
    const QString deep = QString("{a|").repeated(20'000) + QString("}").repeated(20'000);
    const PromptVariations variations = expandVariations(deep);
    QCOMPARE(variations.prompts.size(), 33);  // 32 levels, and the rest taken literally
  }

  void escapesWhatAPictureSays_data() {
    QTest::addColumn<QString>("prompt");
    for (const char* prompt : {"a cat", "{a|b}", "a {red|blue", R"(\{a|b\})", R"({a|b\)", R"(\\{x|{y|z}})", "}|{", "{}",
                               "{\"json\": [1|2]}"})
      QTest::newRow(prompt) << prompt;
  }
  void escapesWhatAPictureSays() {
    QFETCH(QString, prompt);
    const PromptVariations again = expandVariations(escapedForVariations(prompt));
    QCOMPARE(again.prompts, QStringList(prompt));
    QVERIFY(!again.unclosedAt);
  }

  void leavesOrdinaryTextAlone() { QCOMPARE(escapedForVariations("{red} cat"), "{red} cat"); }
};

}  // namespace zaohua

ZAOHUA_QT_CORE_TEST_MAIN(zaohua::PromptVariationsTest)
#include "prompt_variations_test.moc"
