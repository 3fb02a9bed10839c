// SPDX-License-Identifier: Apache-2.0
// The prompt editor under keys, mouse, input methods, drops and undo, with the shipped keywords.
#include "ui/prompt/prompt_editor.h"

#include <QClipboard>
#include <QInputMethodEvent>
#include <QMenu>
#include <QMimeData>
#include <QSignalSpy>
#include <QTextBlock>
#include <QTextLayout>

#include "support/qt_test_main.h"
#include "ui/common/theme.h"

namespace zaohua {

namespace {

constexpr const char* example = "a dog, soft light, backlight";

void compose(PromptEditor& editor, const QString& preedit, const QString& commit = {}) {
  QInputMethodEvent event(preedit, {});
  event.setCommitString(commit);
  QApplication::sendEvent(&editor, &event);
}

}  // namespace

class PromptEditorTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() {
    m_catalogue = std::make_unique<KeywordCatalogue>(m_folder.filePath("keywords.json"));
    m_editor = std::make_unique<PromptEditor>(*m_catalogue);
    m_editor->resize(300, m_editor->sizeHint().height());
    m_editor->show();
    m_editor->setFocus();
    QVERIFY(QTest::qWaitForWindowActive(m_editor.get()));
  }
  void cleanup() {
    m_editor.reset();
    m_catalogue.reset();
  }

  void findsKeywordsInBothLanguages() {
    m_editor->replaceText("a dog, soft light，柔光");
    QCOMPARE(m_editor->highlights().size(), 2U);
    QCOMPARE(m_editor->highlights()[0].begin, 7);
    QCOMPARE(m_editor->highlights()[0].length, 10);
    QCOMPARE(m_editor->highlights()[0].id, m_editor->highlights()[1].id);
    QTest::keyClick(m_editor.get(), Qt::Key_End, Qt::ControlModifier);
    QTest::keyClicks(m_editor.get(), ", backlight");
    QCOMPARE(m_editor->highlights().size(), 3U);
  }

  void removesAKeywordByControlClick() {
    m_editor->replaceText(example);
    const QRectF rect = m_editor->highlightRects(m_editor->highlights()[0]).first();
    QTest::mouseClick(m_editor->viewport(), Qt::LeftButton, Qt::ControlModifier, rect.center().toPoint());
    QCOMPARE(m_editor->text(), "a dog, backlight");
    m_editor->undo();
    QCOMPARE(m_editor->text(), example);
  }

  void removesAKeywordByItsCross() {
    m_editor->replaceText(example);
    const PromptEditor::Highlight highlight = m_editor->highlights()[1];
    const QPoint middle = m_editor->highlightRects(highlight).first().center().toPoint();
    const QPoint cross = m_editor->crossRect(highlight).center().toPoint();
    // Without the mouse on the word there is no cross.
    QTest::mouseClick(m_editor->viewport(), Qt::LeftButton, {}, cross);
    QCOMPARE(m_editor->text(), example);
    QTest::mouseMove(m_editor->windowHandle(), m_editor->viewport()->mapTo(m_editor.get(), middle));
    QTest::mouseMove(m_editor->windowHandle(), m_editor->viewport()->mapTo(m_editor.get(), cross));
    QTest::mouseClick(m_editor->viewport(), Qt::LeftButton, {}, cross);
    QCOMPARE(m_editor->text(), "a dog, soft light");
  }

  void removesAKeywordByTheMenuKey() {
    m_editor->replaceText(example);
    QTextCursor cursor = m_editor->textCursor();
    cursor.setPosition(10);
    m_editor->setTextCursor(cursor);
    QContextMenuEvent event(QContextMenuEvent::Keyboard, {}, {});
    QApplication::sendEvent(m_editor->viewport(), &event);
    QTRY_VERIFY(QApplication::activePopupWidget() != nullptr);
    auto* action = QApplication::activePopupWidget()->findChild<QAction*>("removeKeyword");
    QVERIFY(action != nullptr);
    QCOMPARE(action->text(), "Remove “soft light”");
    action->trigger();
    QCOMPARE(m_editor->text(), "a dog, backlight");
    QApplication::activePopupWidget()->close();
  }

  void offersNoRemovalElsewhere() {
    m_editor->replaceText(example);
    QContextMenuEvent event(QContextMenuEvent::Mouse, QPoint(8, 8), m_editor->mapToGlobal(QPoint(8, 8)));
    QApplication::sendEvent(m_editor->viewport(), &event);
    QTRY_VERIFY(QApplication::activePopupWidget() != nullptr);
    QVERIFY(QApplication::activePopupWidget()->findChild<QAction*>("removeKeyword") == nullptr);
    QApplication::activePopupWidget()->close();
  }

  void removesEveryOccurrenceInOneStep() {
    m_editor->replaceText("soft light, a dog, 柔光");
    QVERIFY(m_editor->removeKeyword(m_editor->highlights()[0].id));
    QCOMPARE(m_editor->text(), "a dog");
    m_editor->undo();
    QCOMPARE(m_editor->text(), "soft light, a dog, 柔光");
  }

  void neitherCountsNorLosesWhatIsComposed() {
    m_editor->replaceText("一只");
    QSignalSpy edited(m_editor.get(), &PromptEditor::textEdited);
    QSignalSpy generate(m_editor.get(), &PromptEditor::generateRequested);
    QSignalSpy older(m_editor.get(), &PromptEditor::olderRequested);
    compose(*m_editor, "mao");
    QVERIFY(m_editor->hasPreedit());
    QCOMPARE(m_editor->text(), "一只");
    QCOMPARE(edited.count(), 0);
    // Keys belong to the input method.
    QTest::keyClick(m_editor.get(), Qt::Key_Return, Qt::ControlModifier);
    QTest::keyClick(m_editor.get(), Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(generate.count(), 0);
    QCOMPARE(older.count(), 0);
    QVERIFY(m_editor->hasPreedit());
    compose(*m_editor, QString(), "猫");
    QCOMPARE(m_editor->text(), "一只猫");
    QCOMPARE(edited.count(), 1);
    QVERIFY(!m_editor->hasPreedit());
    QTest::keyClick(m_editor.get(), Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(generate.count(), 1);
    QCOMPARE(m_editor->text(), "一只猫");
  }

  void commitsWhatIsComposed() {
    m_editor->replaceText("一只");
    compose(*m_editor, "猫");
    m_editor->commitPreedit();
    QCOMPARE(m_editor->text(), "一只猫");
    compose(*m_editor, "dog");
    m_editor->insertPhrase("柔光", PromptLanguage::chinese);
    QCOMPARE(m_editor->text(), "一只猫dog，柔光");
  }

  void keepsHighlightsWhileComposing() {
    m_editor->replaceText("soft light, backlight");
    QTextCursor cursor = m_editor->textCursor();
    cursor.setPosition(11);
    m_editor->setTextCursor(cursor);
    const QRectF before = m_editor->highlightRects(m_editor->highlights()[1]).first();
    compose(*m_editor, "mm");
    const QRectF during = m_editor->highlightRects(m_editor->highlights()[1]).first();
    QVERIFY(during.left() > before.left());
    QCOMPARE(during.width(), before.width());
    QVERIFY(!m_editor->grab().isNull());
    compose(*m_editor, {});
    QCOMPARE(m_editor->highlightRects(m_editor->highlights()[1]).first(), before);
  }

  void movesPartsByAltArrows() {
    m_editor->replaceText("a dog, snow, night");
    QTest::keyClick(m_editor.get(), Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(m_editor->text(), "a dog, night, snow");
    QTest::keyClick(m_editor.get(), Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(m_editor->text(), "night, a dog, snow");
    QTest::keyClick(m_editor.get(), Qt::Key_Right, Qt::AltModifier);
    QCOMPARE(m_editor->text(), "a dog, night, snow");
    m_editor->undo();
    QCOMPARE(m_editor->text(), "night, a dog, snow");
  }

  void leavesTabAndShiftedArrowsAlone() {
    m_editor->replaceText("a\nb\nc");
    QTest::keyClick(m_editor.get(), Qt::Key_Up, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(!m_editor->textCursor().hasSelection());
    QTest::keyClick(m_editor.get(), Qt::Key_Tab);
    QCOMPARE(m_editor->text(), "a\nb\nc");
  }

  void pastesPlainText() {
    auto* rich = new QMimeData;
    rich->setHtml("<b>bold</b> text");
    rich->setText("bold text\r\nand a\ttab");
    QApplication::clipboard()->setMimeData(rich);
    m_editor->paste();
    QCOMPARE(m_editor->text(), "bold text\nand a tab");
  }

  void takesADroppedPhrase() {
    m_editor->replaceText("a dog, snow");
    QMimeData words;
    words.setText("soft light");
    drop(words, m_editor->cursorRect().center());  // at the end
    QCOMPARE(m_editor->text(), "a dog, snow, soft light");
    m_editor->undo();
    QCOMPARE(m_editor->text(), "a dog, snow");
  }

  void putsADroppedPhraseWhereItFalls() {
    m_editor->replaceText("一只猫，雪地");
    QTextCursor cursor = m_editor->textCursor();
    cursor.setPosition(3);
    const QPoint place = m_editor->cursorRect(cursor).center();
    QMimeData words;
    words.setText("柔光");
    drop(words, place);
    QCOMPARE(m_editor->text(), "一只猫，柔光，雪地");
  }

  void leavesFilesToTheWindow() {
    QMimeData files;
    files.setUrls({QUrl::fromLocalFile("/tmp/picture.png")});
    QDragEnterEvent enter(QPoint(10, 10), Qt::CopyAction, &files, Qt::LeftButton, {});
    QApplication::sendEvent(m_editor->viewport(), &enter);
    QVERIFY(!enter.isAccepted());
    QCOMPARE(m_editor->text(), "");
  }

  void growsWithItsText() {
    const int least = m_editor->sizeHint().height();
    m_editor->replaceText(QString("line\n").repeated(6) + "line");
    const int seven = m_editor->sizeHint().height();
    QVERIFY(seven > least);
    m_editor->replaceText(QString("line\n").repeated(40));
    const int most = m_editor->sizeHint().height();
    QVERIFY(most > seven);
    m_editor->replaceText(QString("line\n").repeated(80));
    QCOMPARE(m_editor->sizeHint().height(), most);
    m_editor->replaceText("line");
    QCOMPARE(m_editor->sizeHint().height(), least);
  }

  void keepsAnEvenLinePitch() {
    m_editor->replaceText("abc 一只猫\nabc\n一只猫");
    const QTextDocument& document = *m_editor->document();
    const qreal em = QFontInfo(m_editor->font()).pixelSize();
    QList<qreal> baselines;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
      const QRectF rect = document.documentLayout()->blockBoundingRect(block);
      QVERIFY(rect.height() >= 1.4 * em);
      baselines += block.layout()->lineAt(0).y() + block.layout()->lineAt(0).ascent();
    }
    QCOMPARE(baselines[0], baselines[1]);
    QCOMPARE(baselines[1], baselines[2]);
  }

  void clicksBetweenLinesGoToTheNearerOne() {
    m_editor->replaceText("first line\nsecond line");
    QTextCursor cursor(m_editor->document());
    cursor.setPosition(5);
    const QRect first = m_editor->cursorRect(cursor);
    QTest::mouseClick(m_editor->viewport(), Qt::LeftButton, {}, QPoint(first.center().x(), first.bottom() + 2));
    QCOMPARE(m_editor->textCursor().position(), 5);
  }

  void marksWhatIsNotRead() {
    m_editor->replaceText("read, not read");
    m_editor->setUnreadFrom(6);
    const QImage marked = m_editor->grab().toImage();
    m_editor->setUnreadFrom(std::nullopt);
    QVERIFY(marked != m_editor->grab().toImage());
    // Keywords too, which have a look of their own.
    for (const int position : {5, 12, 16}) {
      m_editor->replaceText("soft light, backlight, a dog");
      m_editor->setUnreadFrom(std::nullopt);
      const QImage read = m_editor->grab().toImage();
      m_editor->setUnreadFrom(position);
      const QImage unread = m_editor->grab().toImage();
      const QRect end = m_editor->cursorRect().adjusted(-20, 0, -4, 0);
      QVERIFY2(read.copy(end) != unread.copy(end), "the end of the text is not marked");
    }
    m_editor->replaceText("read, not read");
    m_editor->setUnreadFrom(6);
    QTest::keyClick(m_editor.get(), Qt::Key_Home, Qt::ControlModifier);
    QTest::keyClicks(m_editor.get(), "be ");
    QCOMPARE(m_editor->unreadFrom(), std::optional(9));
  }

 private:
  void drop(const QMimeData& data, const QPoint& place) {
    QDragEnterEvent enter(place, Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(m_editor->viewport(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent event(place, Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(m_editor->viewport(), &event);
  }

  QTemporaryDir m_folder;
  std::unique_ptr<KeywordCatalogue> m_catalogue;
  std::unique_ptr<PromptEditor> m_editor;
};

}  // namespace zaohua

ZAOHUA_QT_TEST_MAIN(zaohua::PromptEditorTest)
#include "prompt_editor_test.moc"
