// SPDX-License-Identifier: Apache-2.0
// The pages of the settings: nothing touches, nothing is stretched or cut off, in the letters of both languages.
#include "ui/window/settings_dialog.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QToolButton>

#include "library/settings.h"
#include "support/panel_checks.h"
#include "support/qt_test_main.h"
#include "ui/common/dialogs.h"
#include "ui/common/theme.h"

namespace zaohua {

class SettingsDialogTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() {
    applyTheme(*qApp, true);
    m_settings = std::make_unique<Settings>(m_folder.filePath("settings.ini"));
    open(0);
  }

  void cleanup() {
    delete m_dialog;
    m_dialog = nullptr;
    m_settings.reset();
  }

  void leavesRoomBetweenFieldAndButton() {
    showPage(1);
    const QRect field = placeOf("settingFolder");
    const QRect button = placeOf("settingFolderChoose");
    QVERIFY2(button.left() - field.right() >= measure::chipSpacing, qPrintable(QString::number(button.left())));
    QCOMPARE(button.center().y(), field.center().y());
  }

  void leadsBackToTheUsualFolder() {
    showPage(1);
    QVERIFY(!find<QToolButton>("settingFolderReset")->isVisible());
    m_settings->setOutputFolder("/mnt/作品");
    open(0);
    showPage(1);
    const auto* field = find<QLineEdit>("settingFolder");
    auto* back = find<QToolButton>("settingFolderReset");
    QCOMPARE(field->text(), QString("/mnt/作品"));
    QTest::mouseClick(back, Qt::LeftButton);
    QCOMPARE(field->text(), QString("/home/someone/Pictures/Zaohua"));
    QCOMPARE(m_settings->outputFolder(), QString());
    QVERIFY(!back->isVisible());
  }

  void offersTheDevicesThereAre() {
    QCOMPARE(devices(), QStringList({"auto", "cpu"}));
    open(1);
    QCOMPARE(devices(), QStringList({"auto", "cuda:0", "cpu"}));
    open(2);
    QCOMPARE(devices(), QStringList({"auto", "cuda:0", "cuda:1", "cpu"}));
  }

  void showsTheDeviceThatIsSetThoughItIsGone() {
    m_settings->setDevice("cuda:1");
    open(1);
    QCOMPARE(find<QComboBox>("settingDevice")->currentData().toString(), QString("cuda:1"));
    QCOMPARE(devices().size(), 4);
    m_settings->setDevice("auto");
  }

  void makesNothingWiderThanItsContent() {
    showPage(3);
    QVERIFY(placeOf("settingModels").width() <= find<QPushButton>("settingModels")->sizeHint().width());
    QVERIFY(placeOf("settingIdleUnload").width() < m_dialog->width() / 3);
    QVERIFY(placeOf("settingDevice").width() > m_dialog->width() / 3);
  }

  void setsLabelsBesideTheirFields() {
    for (int page : {0, 1, 3}) {
      showPage(page);
      int labels = 0;
      for (const QLabel* label : m_dialog->findChildren<QLabel*>()) {
        if (label->buddy() == nullptr || !label->isVisible())
          continue;
        ++labels;
        const QPoint middle = label->mapTo(m_dialog, label->rect().center());
        const QPoint field = label->buddy()->mapTo(m_dialog, label->buddy()->rect().center());
        QVERIFY2(qAbs(middle.y() - field.y()) <= 1, qPrintable(label->text()));
      }
      QVERIFY(labels >= 2);
    }
  }

  void showsEveryPageWhole() {
    for (int page = 0; page < tabs().count(); ++page) {
      showPage(page);
      for (const QWidget* widget : tabs().widget(page)->findChildren<QWidget*>()) {
        if (!widget->isVisible() || widget->isWindow())
          continue;
        const int needed =
            widget->hasHeightForWidth() ? widget->heightForWidth(widget->width()) : widget->minimumSizeHint().height();
        QVERIFY2(widget->height() >= needed, qPrintable(widget->objectName()));
        QVERIFY(tabs().rect().contains(QRect(widget->mapTo(&tabs(), QPoint()), widget->size())));
      }
    }
  }

  void namesEveryControl() {
    for (int page = 0; page < tabs().count(); ++page) {
      showPage(page);
      QCOMPARE(test::unnamedControls(*tabs().widget(page)), QStringList());
    }
  }

  void keepsPageAndFocusInAnotherLanguage() {
    showPage(1);
    find<QLineEdit>("settingNameTemplate")->setFocus();
    test::BracketTranslator brackets;
    QCoreApplication::installTranslator(&brackets);
    QCoreApplication::sendPostedEvents();
    QCOMPARE(tabs().currentIndex(), 1);
    QVERIFY(m_dialog->windowTitle().startsWith('['));
    QCOMPARE(m_dialog->focusWidget()->objectName(), QString("settingNameTemplate"));
    QCoreApplication::removeTranslator(&brackets);
  }

 private:
  template <typename Widget>
  Widget* find(const char* name) {
    return m_dialog->findChild<Widget*>(name);
  }
  void open(int graphicsCards) {
    delete m_dialog;
    m_dialog = new SettingsDialog(*m_settings, m_dialogs, {"/home/someone/Pictures/Zaohua", graphicsCards}, nullptr);
    m_dialog->show();
  }
  QStringList devices() {
    QStringList values;
    const auto* box = find<QComboBox>("settingDevice");
    for (int index = 0; index < box->count(); ++index)
      values += box->itemData(index).toString();
    return values;
  }
  QTabWidget& tabs() { return *find<QTabWidget>("settingsTabs"); }
  void showPage(int page) {
    tabs().setCurrentIndex(page);
    QCoreApplication::sendPostedEvents();
    QCoreApplication::processEvents();
  }
  QRect placeOf(const char* name) {
    auto* widget = find<QWidget>(name);
    return {widget->mapTo(m_dialog, QPoint()), widget->size()};
  }

  QTemporaryDir m_folder;
  Dialogs m_dialogs;
  std::unique_ptr<Settings> m_settings;
  SettingsDialog* m_dialog = nullptr;
};

}  // namespace zaohua

ZAOHUA_QT_TEST_MAIN(zaohua::SettingsDialogTest)
#include "settings_dialog_test.moc"
