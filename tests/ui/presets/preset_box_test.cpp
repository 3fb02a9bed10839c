// SPDX-License-Identifier: Apache-2.0
// The preset box, its save dialog and the manager, with real preset files.
#include "ui/presets/preset_box.h"

#include <QAccessible>
#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>

#include "support/panel_checks.h"
#include "support/qt_test_main.h"
#include "ui/common/dialogs.h"
#include "ui/common/message_bar.h"
#include "ui/presets/preset_manager.h"
#include "ui/presets/preset_text.h"
#include "ui/presets/save_preset_dialog.h"

namespace zaohua {

namespace {

class AnsweringDialogs : public Dialogs {
 public:
  std::optional<QString> askText(QWidget*, const QString&, const QString&, const QString&) override { return text; }
  std::optional<QString> openFile(QWidget*, const QString&, const QString&, const QString&) override { return file; }
  std::optional<QString> saveFile(QWidget*, const QString&, const QString& suggested, const QString&) override {
    suggestion = suggested;
    return file;
  }
  std::optional<QString> text, file;
  QString suggestion;
};

Preset settings() {
  Preset now;
  now.prompt = "a cat";
  now.negativePrompt = "";
  now.width = 1024;
  now.height = 768;
  now.steps = 8;
  now.guidance = 0;
  now.seed = 42;
  now.count = 2;
  now.model = "/models/Z-Image-Turbo";
  now.format = "png";
  return now;
}

}  // namespace

class PresetBoxTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() {
    m_folder = std::make_unique<QTemporaryDir>();
    m_store = std::make_unique<PresetStore>(m_folder->filePath("presets"));
    m_window = std::make_unique<QWidget>();
    m_box = new PresetBox(*m_store, m_dialogs, m_window.get());
    m_box->resize(320, 30);
    m_box->setCurrent(settings());
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
  }
  void cleanup() {
    m_window.reset();
    m_store.reset();
    m_dialogs = {};
  }

  void comparesOnlyWhatAPresetHolds() {
    Preset steps;
    steps.steps = 8;
    steps.guidance = 0;
    QVERIFY(isAsInPreset(steps, settings()));
    steps.steps = 9;
    QVERIFY(!isAsInPreset(steps, settings()));
    Preset prompt;
    prompt.prompt = "a dog";
    QVERIFY(!isAsInPreset(prompt, settings()));
    prompt.promptZh = "a cat";
    QVERIFY(isAsInPreset(prompt, settings()));
    Preset model;
    model.model = "Z-Image-Turbo";
    QVERIFY(isAsInPreset(model, settings()));
    QVERIFY(isAsInPreset(Preset(), settings()));
  }

  void showsShippedAndOwnOnesApart() {
    save("Mine");
    QCOMPARE(combo().itemText(0), "Mine");
    QCOMPARE(combo().itemData(1, Qt::AccessibleDescriptionRole).toString(), "separator");
    QVERIFY(combo().itemData(2).toString().startsWith("shipped:"));
    QCOMPARE(combo().currentIndex(), -1);
  }

  void choosesByKeyboard() {
    QSignalSpy chosen(m_box, &PresetBox::presetChosen);
    combo().setFocus();
    QTest::keyClick(&combo(), Qt::Key_Down);
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.at(0).at(0).toString(), m_store->presets().front().id);
    QCOMPARE(m_box->presetId(), m_store->presets().front().id);
  }

  void saysWhenTheSettingsChanged() {
    const QString id = save("Mine");
    m_box->setPresetId(id);
    QVERIFY(!m_box->isChanged());
    Preset other = settings();
    other.steps = 20;
    m_box->setCurrent(other);
    QVERIFY(m_box->isChanged());
    QVERIFY(!combo().toolTip().isEmpty());
    m_box->setCurrent(settings());
    QVERIFY(!m_box->isChanged());
    QVERIFY(combo().toolTip().isEmpty());
  }

  void savesTheChosenParts() {
    m_box->setSettingsSource([] {
      Preset now = settings();
      now.prompt = "from the source";
      return now;
    });
    trigger("presetSaveAsNew");
    auto* dialog = m_window->findChild<SavePresetDialog*>();
    QTRY_VERIFY(dialog->isVisible());
    auto* saveButton = dialog->findChild<QPushButton*>("presetSave");
    QVERIFY(!saveButton->isEnabled());
    QTest::keyClicks(dialog->findChild<QLineEdit*>("presetName"), "Cats");
    dialog->findChild<QCheckBox*>("presetSize")->setChecked(false);
    dialog->findChild<QCheckBox*>("presetSeed")->setChecked(true);
    QSignalSpy message(m_box, &PresetBox::messageRequested);
    QTest::mouseClick(saveButton, Qt::LeftButton);
    const Preset saved = *m_store->preset(m_box->presetId());
    QCOMPARE(saved.name, "Cats");
    QCOMPARE(saved.prompt, std::optional<QString>("from the source"));
    QCOMPARE(saved.seed, std::optional<qint64>(42));
    QCOMPARE(saved.steps, std::optional(8));
    QVERIFY(!saved.width && !saved.count && !saved.model);
    QCOMPARE(message.count(), 1);
    QVERIFY(QFile::exists(m_folder->filePath("presets/" + saved.id + ".json")));
  }

  void savesNothingWithoutANameOrAPart() {
    m_box->saveAsNew();
    auto* dialog = m_window->findChild<SavePresetDialog*>();
    auto* saveButton = dialog->findChild<QPushButton*>("presetSave");
    QTest::keyClicks(dialog->findChild<QLineEdit*>("presetName"), "Empty");
    QVERIFY(saveButton->isEnabled());
    for (QCheckBox* part : dialog->findChildren<QCheckBox*>())
      part->setChecked(false);
    QVERIFY(!saveButton->isEnabled());
    const qsizetype before = m_store->rowCount();
    QTest::keyClick(dialog, Qt::Key_Escape);
    QCOMPARE(m_store->rowCount(), before);
  }

  void overwritesAndTakesItBack() {
    const QString id = save("Mine");
    m_box->setPresetId(id);
    Preset other = settings();
    other.steps = 20;
    other.prompt = "a dog";
    m_box->setCurrent(other);
    QSignalSpy message(m_box, &PresetBox::messageRequested);
    std::function<void()> undo;
    connect(m_box, &PresetBox::messageRequested, this,
            [&](const QString&, const QString&, const std::function<void()>& action) { undo = action; });
    trigger("presetOverwrite");
    QCOMPARE(m_store->preset(id)->steps, std::optional(20));
    QVERIFY(!m_box->isChanged());
    QVERIFY(undo != nullptr);
    undo();
    QCOMPARE(m_store->preset(id)->steps, std::optional(8));
    QVERIFY(m_box->isChanged());
  }

  void goesBackToThePreset() {
    m_box->setPresetId(save("Mine"));
    Preset other = settings();
    other.steps = 20;
    m_box->setCurrent(other);
    QSignalSpy chosen(m_box, &PresetBox::presetChosen);
    trigger("presetReset");
    QCOMPARE(chosen.count(), 1);
  }

  void renames() {
    const QString id = save("Mine");
    m_box->setPresetId(id);
    m_dialogs.text = "Ours";
    trigger("presetRename");
    QCOMPARE(combo().currentText(), "Ours");
    save("Another");
    m_dialogs.text = "Another";
    QSignalSpy failed(m_box, &PresetBox::failed);
    trigger("presetRename");
    QCOMPARE(failed.count(), 1);
  }

  void leavesShippedOnesAlone() {
    m_box->setPresetId(m_store->presets().back().id);
    openMenu();
    auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
    QVERIFY(menu->findChild<QAction*>("presetOverwrite") == nullptr);
    QVERIFY(menu->findChild<QAction*>("presetRename") == nullptr);
    menu->close();
  }

  void namesShippedOnesInTheWindowsLanguage() {
    QLocale::setDefault(QLocale(QLocale::Chinese));
    QEvent event(QEvent::LanguageChange);
    QApplication::sendEvent(m_box, &event);
    QCOMPARE(combo().itemText(0), m_store->presets().front().nameZh);
    QLocale::setDefault(QLocale::c());
  }

  void ordersByKeysAndButtons() {
    save("C");
    save("B");
    save("A");  // newest first: A, B, C
    PresetManager& manager = openManager();
    auto& list = *manager.findChild<QListWidget*>("presetList");
    list.setCurrentRow(0);
    QTest::keyClick(&list, Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(names().mid(0, 3), QStringList({"B", "A", "C"}));
    QCOMPARE(list.currentItem()->text(), "A");
    QTest::mouseClick(manager.findChild<QPushButton*>("presetListUp"), Qt::LeftButton);
    QCOMPARE(names().mid(0, 3), QStringList({"A", "B", "C"}));
    // The list's own drag ends in a move of its rows.
    QVERIFY(list.model()->moveRow({}, 2, {}, 0));
    QCOMPARE(names().mid(0, 3), QStringList({"C", "A", "B"}));
    QTRY_COMPARE(list.item(0)->text(), "C");
  }

  void renamesInPlace() {
    save("Mine");
    save("Other");
    PresetManager& manager = openManager();
    auto& list = *manager.findChild<QListWidget*>("presetList");
    list.setCurrentRow(1);
    QTest::keyClick(&list, Qt::Key_F2);
    auto* editor = list.findChild<QLineEdit*>();
    QVERIFY(editor != nullptr);
    editor->selectAll();
    QTest::keyClicks(editor, "Renamed");
    QTest::keyClick(editor, Qt::Key_Return);
    QTRY_COMPARE(names().at(1), "Renamed");
    // A name that is taken: said, and the old one stays.
    list.item(1)->setText("Other");
    QTRY_COMPARE(list.item(1)->text(), "Renamed");
    QCOMPARE(names().at(1), "Renamed");
    QVERIFY(manager.findChild<MessageBar*>()->text().contains("Other"));
  }

  void deletesWithUndo() {
    save("B");
    save("A");
    PresetManager& manager = openManager();
    auto& list = *manager.findChild<QListWidget*>("presetList");
    list.setCurrentRow(1);
    QTest::keyClick(&list, Qt::Key_Delete);
    QCOMPARE(names().at(0), "A");
    QVERIFY(!names().contains("B"));
    QTest::mouseClick(manager.findChild<QPushButton*>("messageButton"), Qt::LeftButton);
    QCOMPARE(names().mid(0, 2), QStringList({"A", "B"}));
    list.setCurrentRow(0);
    QTest::mouseClick(manager.findChild<QPushButton*>("presetListRemove"), Qt::LeftButton);
    QVERIFY(!names().contains("A"));
    QTest::keyClick(&list, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(names().mid(0, 2), QStringList({"A", "B"}));
    QVERIFY2(manager.findChild<QWidget*>("messageBar")->isHidden(), "nothing is left to undo");
    // The program's own cannot be deleted.
    list.setCurrentRow(list.count() - 1);
    const int before = list.count();
    QTest::keyClick(&list, Qt::Key_Delete);
    QCOMPARE(list.count(), before);
    QVERIFY(!manager.findChild<QPushButton*>("presetListRemove")->isEnabled());
  }

  void copiesAShippedOne() {
    PresetManager& manager = openManager();
    auto& list = *manager.findChild<QListWidget*>("presetList");
    const QString name = list.item(2)->text();
    list.setCurrentRow(2);
    QTest::mouseClick(manager.findChild<QPushButton*>("presetListDuplicate"), Qt::LeftButton);
    QCOMPARE(m_store->presets().front().name, name + " 2");
    QVERIFY(!m_store->presets().front().shipped);
    QCOMPARE(m_store->presets().front().prompt, m_store->presets().at(3).prompt);
  }

  void exportsAndImports() {
    save("Mine");
    PresetManager& manager = openManager();
    auto& list = *manager.findChild<QListWidget*>("presetList");
    list.setCurrentRow(0);
    m_dialogs.file = m_folder->filePath("exported");
    QTest::mouseClick(manager.findChild<QPushButton*>("presetListExport"), Qt::LeftButton);
    QCOMPARE(m_dialogs.suggestion, "Mine.zaohua-preset");
    const QString file = m_folder->filePath("exported.zaohua-preset");
    QVERIFY(QFile::exists(file));
    QTest::keyClick(&list, Qt::Key_Delete);
    m_dialogs.file = file;
    QTest::mouseClick(manager.findChild<QPushButton*>("presetListImport"), Qt::LeftButton);
    QCOMPARE(names().at(0), "Mine");
    QFile damaged(m_folder->filePath("damaged.json"));
    QVERIFY(damaged.open(QIODevice::WriteOnly) && damaged.write("{") == 1);
    damaged.close();
    m_dialogs.file = damaged.fileName();
    QTest::mouseClick(manager.findChild<QPushButton*>("presetListImport"), Qt::LeftButton);
    QVERIFY(!manager.findChild<MessageBar*>()->text().isEmpty());
  }

  void namesEveryControl() {
    QCOMPARE(test::unnamedControls(openManager()), QStringList());
    m_box->saveAsNew();
    QCOMPARE(test::unnamedControls(*m_window->findChild<SavePresetDialog*>()), QStringList());
    QCOMPARE(test::unnamedControls(*m_box), QStringList());
  }

  void appliesFromTheManager() {
    save("Mine");
    QSignalSpy chosen(m_box, &PresetBox::presetChosen);
    PresetManager& manager = openManager();
    auto& list = *manager.findChild<QListWidget*>("presetList");
    list.setCurrentRow(0);
    QTest::keyClick(&list, Qt::Key_Return);
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(m_box->presetId(), m_store->presets().front().id);
  }

 private:
  QComboBox& combo() { return *m_box->findChild<QComboBox*>("presetCombo"); }
  QString save(const QString& name) {
    Preset preset = settings();
    preset.name = name;
    return *m_store->save(preset);
  }
  QStringList names() const {
    QStringList all;
    for (const Preset& preset : m_store->presets())
      all += preset.name;
    return all;
  }
  void openMenu() { QTest::mouseClick(m_box->findChild<QToolButton*>("presetMenuButton"), Qt::LeftButton); }
  void trigger(const char* action) {
    openMenu();
    QWidget* menu = QApplication::activePopupWidget();
    QVERIFY(menu != nullptr);
    QVERIFY2(menu->findChild<QAction*>(action) != nullptr, action);
    menu->findChild<QAction*>(action)->trigger();
    menu->close();
  }
  PresetManager& openManager() {
    m_box->openManager();
    return *m_window->findChild<PresetManager*>();
  }

  AnsweringDialogs m_dialogs;
  std::unique_ptr<QTemporaryDir> m_folder;
  std::unique_ptr<PresetStore> m_store;
  std::unique_ptr<QWidget> m_window;
  PresetBox* m_box = nullptr;
};

}  // namespace zaohua

ZAOHUA_QT_TEST_MAIN(zaohua::PresetBoxTest)
#include "preset_box_test.moc"
