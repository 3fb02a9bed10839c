// SPDX-License-Identifier: Apache-2.0
// A keyword dragged from a chip into the prompt with a real mouse drag, as an X server carries it out.
#include <QMimeData>
#include <QTimer>
#include <QVBoxLayout>
#include <QWindow>

#include "support/qt_test_main.h"
#include "ui/common/chip.h"
#include "ui/prompt/prompt_editor.h"

namespace zaohua {

class KeywordDragTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void dropsAKeywordWithItsSeparators() {
    QTemporaryDir folder;
    KeywordCatalogue catalogue(folder.filePath("keywords.json"));
    QWidget window;
    auto* editor = new PromptEditor(catalogue);
    auto* chip = new Chip("soft light");
    chip->setDragText("soft light");
    auto* column = new QVBoxLayout(&window);
    column->addWidget(editor);
    column->addWidget(chip);
    editor->replaceText("a dog, snow");
    window.resize(400, 200);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));

    const QPoint from = chip->mapTo(&window, chip->rect().center());
    const QPoint to = editor->viewport()->mapTo(&window, editor->cursorRect().center());
    QWindow* handle = window.windowHandle();
    // The drag has an event loop of its own: what comes after the first move comes from a timer.
    int step = 0;
    QTimer mouse;
    connect(&mouse, &QTimer::timeout, this, [&] {
      if (++step < 5)
        QTest::mouseMove(handle, to + QPoint(step, 0));
      else if (step == 5)
        QTest::mouseRelease(handle, Qt::LeftButton, {}, to);
      else
        mouse.stop();
    });
    mouse.start(30);
    QTest::mousePress(handle, Qt::LeftButton, {}, from);
    QTest::mouseMove(handle, from + QPoint(0, -20));
    QTRY_COMPARE(editor->text(), "a dog, snow, soft light");
    QCOMPARE(editor->highlights().size(), 2U);
    editor->undo();
    QCOMPARE(editor->text(), "a dog, snow");
  }
};

}  // namespace zaohua

ZAOHUA_QT_TEST_MAIN(zaohua::KeywordDragTest)
#include "keyword_drag_test.moc"
