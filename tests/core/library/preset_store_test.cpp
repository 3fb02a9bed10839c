// SPDX-License-Identifier: Apache-2.0
// Presets on a real disk: kept whole and in order.
#include "library/preset_store.h"

#include <QAbstractItemModelTester>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>

#include "core/library/preset_samples.h"
#include "support/qt_test_main.h"
#include "support/small_disk.h"
#include "support/temporary_folder.h"

using zaohua::ErrorCode;
using zaohua::Preset;
using zaohua::PresetStore;
using zaohua::test::comparePresets;
using zaohua::test::full;
using zaohua::test::named;
using zaohua::test::objectIn;
using zaohua::test::ownNames;
using zaohua::test::qt;
using zaohua::test::SmallDisk;
using zaohua::test::TemporaryFolder;

class PresetStoreTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void shippedPresetsAreSoundAndBilingual();
  void shippedPresetsCannotBeChanged();
  void aPresetComesBackWhole();
  void whatIsLeftOutStaysLeftOut();
  void aNameInUseGetsANumber();
  void namesAreTrimmedAndBounded_data();
  void namesAreTrimmedAndBounded();
  void renamingKeepsIdAndContent();
  void overwritingKeepsUnknownFields();
  void impossibleValuesAreRefused();
  void orderIsRemembered();
  void aDamagedOrderFileCostsOnlyTheOrder();
  void removedPresetsComeBackInPlace();
};

void PresetStoreTest::shippedPresetsAreSoundAndBilingual() {
  const TemporaryFolder folder;
  const PresetStore store(qt(folder / "presets"));
  QVERIFY(store.problems().empty());
  QVERIFY(store.presets().size() >= 10);
  QSet<QString> names;
  for (const Preset& preset : store.presets()) {
    QVERIFY(preset.shipped);
    QVERIFY2(preset.id.startsWith("shipped:"), qPrintable(preset.id));
    QVERIFY2(!preset.name.isEmpty() && !preset.nameZh.isEmpty(), qPrintable(preset.id));
    QVERIFY2(preset.unknown.isEmpty(), qPrintable(preset.id));
    QCOMPARE(preset.prompt.has_value(), preset.promptZh.has_value());
    names.insert(preset.name);
    names.insert(preset.nameZh);
  }
  QCOMPARE(names.size(), static_cast<qsizetype>(2 * store.presets().size()));

  const Preset* turbo = store.preset("shipped:turbo-official");
  QVERIFY(turbo != nullptr);
  QCOMPARE(turbo->nameZh, "Turbo 官方 · 8 步");
  QCOMPARE(turbo->steps, 8);
  QCOMPARE(turbo->guidance, 0);
  QVERIFY(!turbo->prompt);
  const Preset* webui = store.preset("shipped:webui-compatible");
  QVERIFY(webui != nullptr);
  QCOMPARE(webui->steps, 40);
  QCOMPARE(webui->guidance, 6.5);
  const Preset* landscape = store.preset("shipped:landscape");
  QVERIFY(landscape != nullptr);
  QCOMPARE(landscape->width, 1024);
  QCOMPARE(landscape->height, 576);
  QVERIFY(!QFileInfo::exists(qt(folder / "presets")));
}

void PresetStoreTest::shippedPresetsCannotBeChanged() {
  const TemporaryFolder folder;
  PresetStore store(qt(folder.path()));
  const QString id = store.presets().front().id;
  QCOMPARE(store.overwrite(id, named("x")).error().code, ErrorCode::invalidRequest);
  QCOMPARE(store.rename(id, "x").error().code, ErrorCode::invalidRequest);
  QCOMPARE(store.remove(id).error().code, ErrorCode::invalidRequest);
  QVERIFY(QDir(qt(folder.path())).isEmpty());
}

void PresetStoreTest::aPresetComesBackWhole() {
  const TemporaryFolder folder;
  QString id;
  {
    PresetStore store(qt(folder / "a/presets"));
    const auto saved = store.save(full());
    QVERIFY(saved);
    id = *saved;
  }
  const PresetStore store(qt(folder / "a/presets"));
  QVERIFY(store.preset(id) != nullptr);
  comparePresets(*store.preset(id), full());
  QVERIFY(!store.preset(id)->shipped);
}

void PresetStoreTest::whatIsLeftOutStaysLeftOut() {
  const TemporaryFolder folder;
  Preset only;
  only.name = "Seed only";
  only.seed = -1;
  const QString id = *PresetStore(qt(folder.path())).save(only);
  const PresetStore store(qt(folder.path()));
  comparePresets(*store.preset(id), only);
  const QJsonObject object = objectIn(qt(folder / (id + ".json").toStdString()));
  QCOMPARE(object.keys(), (QStringList{"format", "name", "seed", "version"}));
}

void PresetStoreTest::aNameInUseGetsANumber() {
  const TemporaryFolder folder;
  PresetStore store(qt(folder.path()));
  const QAbstractItemModelTester tester(&store, QAbstractItemModelTester::FailureReportingMode::QtTest);
  for (int i = 0; i < 3; ++i)
    QVERIFY(store.save(named("猫")));
  QVERIFY(store.save(named("Turbo Official")));
  const QString longest(80, 'n');
  QVERIFY(store.save(named(longest)));
  QVERIFY(store.save(named(longest)));
  QCOMPARE(ownNames(store), (QStringList{QString(78, 'n') + " 2", longest, "Turbo Official 2", "猫 3", "猫 2", "猫"}));
}

void PresetStoreTest::namesAreTrimmedAndBounded_data() {
  QTest::addColumn<QString>("name");
  QTest::addColumn<QString>("kept");
  QTest::newRow("blanks") << "  \t猫  "
                          << "猫";
  QTest::newRow("decomposed") << QString::fromUtf8("e\xcc\x81t\xc3\xa9") << "été";
  QTest::newRow("80 beyond the BMP") << QString::fromUtf8("😀").repeated(80) << QString::fromUtf8("😀").repeated(80);
  QTest::newRow("81") << QString(81, 'a') << QString();
  QTest::newRow("empty") << "" << QString();
  QTest::newRow("only blanks") << " \n " << QString();
  QTest::newRow("line break") << "a\nb" << QString();
  QTest::newRow("control") << QString("a\x07") + "b" << QString();
  QTest::newRow("half a character") << QString(QChar(0xd83d)) << QString();
}

void PresetStoreTest::namesAreTrimmedAndBounded() {
  QFETCH(const QString, name);
  QFETCH(const QString, kept);
  const TemporaryFolder folder;
  PresetStore store(qt(folder.path()));
  const auto saved = store.save(named(name));
  QCOMPARE(saved.has_value(), !kept.isNull());
  if (saved) {
    QCOMPARE(store.preset(*saved)->name, kept);
  } else {
    QVERIFY(QDir(qt(folder.path())).isEmpty());
  }
}

void PresetStoreTest::renamingKeepsIdAndContent() {
  const TemporaryFolder folder;
  PresetStore store(qt(folder.path()));
  const QString id = *store.save(full());
  const QString other = *store.save(named("other"));
  const QSignalSpy changed(&store, &PresetStore::dataChanged);
  QVERIFY(store.rename(id, "  新名字 "));
  QCOMPARE(changed.count(), 1);
  QCOMPARE(store.preset(id)->name, "新名字");
  QCOMPARE(store.rename(id, "OTHER").error().code, ErrorCode::invalidRequest);
  QCOMPARE(store.rename(id, "Turbo 官方 · 8 步").error().code, ErrorCode::invalidRequest);
  QVERIFY(store.rename(other, "Other"));
  QCOMPARE(store.rename(id, "").error().code, ErrorCode::invalidRequest);
  Preset expected = full();
  expected.name = "新名字";
  comparePresets(*PresetStore(qt(folder.path())).preset(id), expected);
}

void PresetStoreTest::overwritingKeepsUnknownFields() {
  const TemporaryFolder folder;
  const std::string text =
      R"({"format":"zaohua-preset","version":7,"name":"new","steps":8,"lora":[{"name":"细节","weight":0.7}],"hires":{"scale":2}})";
  const QString file = qt(folder.write("new.json", text));
  PresetStore store(qt(folder.path()));
  QVERIFY(store.problems().empty());
  Preset changed;
  changed.guidance = 4;
  QVERIFY(store.overwrite("new", changed));
  const QJsonObject written = objectIn(file);
  QCOMPARE(written["name"].toString(), "new");
  QCOMPARE(written["version"].toInt(), 7);
  QCOMPARE(written["lora"].toArray()[0].toObject()["name"].toString(), "细节");
  QCOMPARE(written["hires"].toObject()["scale"].toInt(), 2);
  QCOMPARE(written["guidance"].toDouble(), 4);
  QVERIFY(!written.contains("steps"));
}

void PresetStoreTest::impossibleValuesAreRefused() {
  const TemporaryFolder folder;
  PresetStore store(qt(folder.path()));
  const auto refused = [&](auto&& change) {
    Preset preset = full();
    change(preset);
    return !store.save(preset).has_value();
  };
  QVERIFY(refused([](Preset& preset) { preset.width = 1000; }));
  QVERIFY(refused([](Preset& preset) { preset.steps = 0; }));
  QVERIFY(refused([](Preset& preset) { preset.guidance = std::nan(""); }));
  QVERIFY(refused([](Preset& preset) { preset.seed = 4294967296; }));
  QVERIFY(refused([](Preset& preset) { preset.count = 17; }));
  QVERIFY(refused([](Preset& preset) { preset.format = "exe"; }));
  QVERIFY(refused([](Preset& preset) { preset.prompt = QString(300'000, 'x'); }));
  QVERIFY(QDir(qt(folder.path())).isEmpty());
}

void PresetStoreTest::orderIsRemembered() {
  const TemporaryFolder folder;
  QStringList expected;
  {
    PresetStore store(qt(folder.path()));
    const QAbstractItemModelTester tester(&store, QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (const char* name : {"a", "b", "c"})
      QVERIFY(store.save(named(name)));
    QVERIFY(store.move(0, store.rowCount() - 1));  // c behind all shipped ones
    QVERIFY(store.move(1, 0));
    QVERIFY(store.move(4, 1));
    QVERIFY(store.move(0, 0));
    QVERIFY(store.move(-1, 99));
    for (const Preset& preset : store.presets())
      expected.append(preset.id);
    QCOMPARE(store.presets().back().name, "c");
    QCOMPARE(store.presets().front().name, "a");
  }
  const PresetStore again(qt(folder.path()));
  QStringList found;
  for (const Preset& preset : again.presets())
    found.append(preset.id);
  QCOMPARE(found, expected);
}

void PresetStoreTest::aDamagedOrderFileCostsOnlyTheOrder() {
  const TemporaryFolder folder;
  for (const char* name : {"a", "b", "c"})
    QVERIFY(PresetStore(qt(folder.path())).save(named(name)));
  folder.write(".order", std::string("[\"b\", 3, {\0", 11));
  const PresetStore store(qt(folder.path()));
  QVERIFY(store.problems().empty());
  QCOMPARE(ownNames(store), (QStringList{"a", "b", "c"}));
}

void PresetStoreTest::removedPresetsComeBackInPlace() {
  const TemporaryFolder folder;
  PresetStore store(qt(folder.path()));
  const QAbstractItemModelTester tester(&store, QAbstractItemModelTester::FailureReportingMode::QtTest);
  for (const char* name : {"a", "b", "c"})
    QVERIFY(store.save(named(name)));
  const QString id = store.presets()[1].id;
  const auto removed = store.remove(id);
  QVERIFY(removed);
  QVERIFY(!QFileInfo::exists(qt(folder.path()) + "/" + id + ".json"));
  QCOMPARE(ownNames(store), (QStringList{"c", "a"}));
  QCOMPARE(store.remove(id).error().code, ErrorCode::fileMissing);
  QVERIFY(store.restore(*removed));
  QCOMPARE(ownNames(store), (QStringList{"c", "b", "a"}));
  QCOMPARE(store.presets()[1].id, id);
  QCOMPARE(ownNames(PresetStore(qt(folder.path()))), (QStringList{"c", "b", "a"}));
}

ZAOHUA_QT_CORE_TEST_MAIN(PresetStoreTest)
#include "preset_store_test.moc"
