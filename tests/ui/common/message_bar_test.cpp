// SPDX-License-Identifier: Apache-2.0
// The bar of messages, and the question for a text: they follow language and theme, and refuse what cannot be.
#include "ui/common/message_bar.h"

#include <QApplication>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTimer>

#include "support/panel_checks.h"
#include "support/qt_test_main.h"
#include "ui/common/dialogs.h"
#include "ui/common/theme.h"

namespace zaohua {

class MessageBarTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void saysAnErrorInTheLanguageOfTheMoment() {
    MessageBar bar;
    bar.showError({ErrorCode::fileMissing, "The picture is no longer in the gallery.", {}, {}});
    QCOMPARE(bar.text(), QString("The picture is no longer in the gallery."));
    test::BracketTranslator brackets;
    QCoreApplication::installTranslator(&brackets);
    QCoreApplication::sendPostedEvents();
    QCOMPARE(bar.text(), QString("[The picture is no longer in the gallery.]"));
    QVERIFY(bar.findChild<QWidget*>("messageClose")->toolTip().startsWith('['));
    // A sentence that came ready made stays as it is.
    bar.showMessage(MessageBar::Kind::success, "Saved");
    QCoreApplication::removeTranslator(&brackets);
    QCoreApplication::sendPostedEvents();
    QCOMPARE(bar.text(), QString("Saved"));
  }

  void takesBackWhatHoldsNoLonger() {
    const Error full{ErrorCode::diskFull, "The disk is full.", {}, {}};
    const Error gone{ErrorCode::fileMissing, "Gone.", {}, {}};
    MessageBar bar;
    bar.showErrors({full, gone, full});
    bar.withdraw(ErrorCode::writeFailed);
    QCOMPARE(bar.text(), QString("The disk is full."));
    bar.withdraw(ErrorCode::diskFull);
    QCOMPARE(bar.text(), QString("Gone."));
    bar.withdraw(ErrorCode::diskFull);
    QCOMPARE(bar.text(), QString("Gone."));
    bar.withdraw(ErrorCode::fileMissing);
    QVERIFY(bar.isHidden());
  }

  void hasItsMarkInTheColoursOfTheTheme() {
    const auto mark = [](const MessageBar& bar) {
      for (const QLabel* label : bar.findChildren<QLabel*>())
        if (!label->pixmap().isNull())
          return label->pixmap().toImage();
      return QImage();
    };
    applyTheme(*qApp, true);
    MessageBar bar;
    bar.showError({ErrorCode::fileMissing, "Gone.", {}, {}});
    const QImage dark = mark(bar);
    QVERIFY(!dark.isNull());
    applyTheme(*qApp, false);
    QTRY_VERIFY(mark(bar) != dark);
  }

  void takesNoEmptyName() {
    QTimer::singleShot(0, this, [] {
      QWidget* dialog = QApplication::activeModalWidget();
      QVERIFY(dialog);
      auto* field = dialog->findChild<QLineEdit*>("askTextField");
      const QList<QPushButton*> buttons = dialog->findChildren<QPushButton*>();
      QPushButton* ok = *std::ranges::find_if(buttons, &QPushButton::isDefault);
      QVERIFY(!ok->isEnabled());
      QTest::keyClicks(field, "   ");
      QVERIFY(!ok->isEnabled());
      QTest::keyClick(field, Qt::Key_Return);
      QVERIFY(dialog->isVisible());
      QTest::keyClicks(field, "Foxes ");
      QVERIFY(ok->isEnabled());
      QTest::keyClick(field, Qt::Key_Return);
    });
    QCOMPARE(Dialogs().askText(nullptr, "Add to album", "Name", {}), std::optional<QString>("Foxes"));
  }
};

}  // namespace zaohua

ZAOHUA_QT_TEST_MAIN(zaohua::MessageBarTest)
#include "message_bar_test.moc"
