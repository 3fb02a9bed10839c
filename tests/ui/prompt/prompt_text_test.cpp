// SPDX-License-Identifier: Apache-2.0
// Phrases in a prompt: in, out, moved, joined and split. A "|" in a text of these tables is the cursor.
#include "ui/prompt/prompt_text.h"

#include "support/qt_test_main.h"
#include "ui/prompt/history_walk.h"

namespace zaohua {

namespace {

struct Marked {
  explicit Marked(QString marked) : cursor(static_cast<int>(marked.indexOf('|'))), text(marked.remove('|')) {}
  int cursor;
  QString text;
};

QString marked(const QString& text, const TextChange& change) {
  QString result = change.appliedTo(text);
  return result.insert(change.cursor, '|');
}

}  // namespace

class PromptTextTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void insertsAtTheCursor_data() {
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addColumn<bool>("chinese");
    const auto row = [](const char* name, const QString& before, const QString& after, bool chinese = false) {
      QTest::newRow(name) << before << after << chinese;
    };
    row("empty", "|", "X|");
    row("at the end", "a cat|", "a cat, X|");
    row("at the end, Chinese", "一只猫|", "一只猫，X|", true);
    row("after a comma", "a cat,|", "a cat, X|");
    row("after a comma and a blank", "a cat, |", "a cat, X|");
    row("after a Chinese comma", "一只猫，|", "一只猫，X|", true);
    row("before everything", "|a cat", "X|, a cat");
    row("before everything, Chinese", "|一只猫", "X|，一只猫", true);
    row("inside a phrase: behind it", "a golden ret|riever, snow", "a golden retriever, X|, snow");
    row("inside a Chinese phrase", "一只金毛|犬，雪地", "一只金毛犬，X|，雪地", true);
    row("before the next phrase", "a cat, |snow", "a cat, X|, snow");
    row("after a full stop", "A cat sits.|", "A cat sits. X|");
    row("after a Chinese full stop", "猫坐着。|", "猫坐着。X|", true);
    row("on an own line", "a cat\n|", "a cat\nX|");
    row("at the end of a line", "a cat|\na dog", "a cat, X|\na dog");
    row("a comma in brackets is none", "a cat (big|, old), snow", "a cat (big, old), X|, snow");
  }
  void insertsAtTheCursor() {
    QFETCH(QString, before);
    QFETCH(QString, after);
    QFETCH(bool, chinese);
    const Marked start(before);
    const PromptLanguage language = chinese ? PromptLanguage::chinese : PromptLanguage::english;
    const TextChange change = phraseInserted(start.text, placeForPhrase(start.text, start.cursor), "X", language);
    QCOMPARE(marked(start.text, change), after);
  }

  void insertsWhereItIsDropped() {
    const auto dropped = [](const QString& before, PromptLanguage language) {
      const Marked start(before);
      const int place = placeForDrop(start.text, start.cursor);
      return phraseInserted(start.text, place, "X", language).appliedTo(start.text);
    };
    QCOMPARE(dropped("一只猫|在雪地里", PromptLanguage::chinese), "一只猫，X，在雪地里");
    QCOMPARE(dropped("a cat |in the snow", PromptLanguage::english), "a cat, X, in the snow");
    QCOMPARE(dropped("a cat|, snow", PromptLanguage::english), "a cat, X, snow");
    QCOMPARE(dropped("(|cat)", PromptLanguage::english), "(X, cat)");
    QCOMPARE(dropped("(cat|)", PromptLanguage::english), "(cat, X)");
    QCOMPARE(dropped("masterpie|ce, snow", PromptLanguage::english), "masterpiece, X, snow");
    QCOMPARE(dropped("a w|ell-lit room", PromptLanguage::english), "a, X, well-lit room");
  }

  void removesWithOneSeparator_data() {
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    const auto row = [](const char* name, const QString& before, const QString& after) {
      QTest::newRow(name) << before << after;
    };
    row("alone", "X", "");
    row("in the middle", "a, X, b", "a, b");
    row("in the middle, Chinese", "猫，X，雪", "猫，雪");
    row("first", "X, a", "a");
    row("first, Chinese", "X，猫", "猫");
    row("last", "a, X", "a");
    row("last, Chinese", "猫，X", "猫");
    row("last before a full stop", "a, X.", "a.");
    row("last of a line", "a, X\nb", "a\nb");
    row("first of a line", "a\nX, b", "a\nb");
    row("inside a sentence", "a cat in X today", "a cat in today");
    row("inside a Chinese sentence", "猫在X下睡觉", "猫在下睡觉");
    row("begins a phrase", "a, X b, c", "a, b, c");
    row("ends a phrase", "a, b X, c", "a, b, c");
    row("before a closing bracket", "(a, X)", "(a)");
    row("blanks around commas", "a ,  X ,  b", "a ,  b");
  }
  void removesWithOneSeparator() {
    QFETCH(QString, before);
    QFETCH(QString, after);
    const TextChange change = phraseRemoved(before, static_cast<int>(before.indexOf('X')), 1);
    QCOMPARE(change.appliedTo(before), after);
  }

  void movesParts_data() {
    QTest::addColumn<QString>("before");
    QTest::addColumn<int>("direction");
    QTest::addColumn<QString>("after");
    const auto row = [](const char* name, const QString& before, int direction, const QString& after) {
      QTest::newRow(name) << before << direction << after;
    };
    row("right", "a c|at, a dog, snow", 1, "a dog, a c|at, snow");
    row("left", "a cat, a d|og, snow", -1, "a d|og, a cat, snow");
    row("Chinese", "猫，雪|地，柔光", 1, "猫，柔光，雪|地");
    row("mixed separators stay in place", "猫，x|y, 光", 1, "猫，光, x|y");
    row("across lines", "a|\nb", 1, "b\na|");
    row("the full stop stays at the end", "a, b|.", -1, "b|, a.");
    row("brackets keep together", "a (x, y), b|", -1, "b|, a (x, y)");
    row("a group keeps together", "{p, q}; b|", -1, "b|; {p, q}");
    row("no neighbour on the left", "a|, b", -1, "");
    row("no neighbour on the right", "a, b|", 1, "");
    row("nothing to exchange with", "a|, ", 1, "");
  }
  void movesParts() {
    QFETCH(QString, before);
    QFETCH(int, direction);
    QFETCH(QString, after);
    const Marked start(before);
    const std::optional<TextChange> change = partMoved(start.text, start.cursor, direction);
    QCOMPARE(change ? marked(start.text, *change) : QString(), after);
  }

  void joinsSlotsInTheirLanguage() {
    const JoinedSlots english = joinedSlots({"a dog, ", "", "on grass", " HD photo", ""}, PromptLanguage::chinese);
    QCOMPARE(english.text, "a dog, on grass, HD photo");
    QCOMPARE(english.begins, (std::array<int, slotCount>{0, -1, 7, 17, -1}));
    QCOMPARE(joinedSlots({"一只金毛犬", "坐着", "草地，", "", "毛发清晰"}, PromptLanguage::english).text,
             "一只金毛犬，坐着，草地，毛发清晰");
    QCOMPARE(joinedSlots({}, PromptLanguage::chinese).text, "");
  }

  void splitsAnEditedText() {
    const SlotTexts before = {"a dog", "sitting", "on grass", "", "clear fur"};
    const auto split = [&](const QString& text) { return splitIntoSlots(text, before, PromptLanguage::english); };
    QCOMPARE(split("a dog, sitting, on grass, clear fur"), before);
    QCOMPARE(split("a dog, sitting, on grass, soft light, clear fur, snow"),
             (SlotTexts{"a dog", "sitting", "on grass, soft light", "", "clear fur, snow"}));
    QCOMPARE(split("morning, a dog, sitting, on grass, clear fur")[0], "morning, a dog");
    QCOMPARE(split("a castle at night"), (SlotTexts{"a castle at night", "", "", "", ""}));
    QCOMPARE(splitIntoSlots("", {}, PromptLanguage::english), SlotTexts());
    QCOMPARE(splitIntoSlots("mist, by the sea", {"", "", "by the sea", "", ""}, PromptLanguage::english),
             (SlotTexts{"mist", "", "by the sea", "", ""}));
  }

  void walksThroughHistoryAndBack() {
    HistoryWalk walk;
    walk.begin("unfinished", {"newest", "older"});
    QCOMPARE(walk.step(1, "unfinished"), "newest");
    QCOMPARE(walk.step(1, "newest, edited"), "older");
    QCOMPARE(walk.step(1, "older"), "older");
    QCOMPARE(walk.step(-1, "older"), "newest, edited");
    QCOMPARE(walk.step(-1, "newest, edited"), "unfinished");
    QCOMPARE(walk.step(-1, "unfinished, more"), "unfinished, more");
  }
};

}  // namespace zaohua

ZAOHUA_QT_CORE_TEST_MAIN(zaohua::PromptTextTest)
#include "prompt_text_test.moc"
