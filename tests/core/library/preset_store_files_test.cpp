// SPDX-License-Identifier: Apache-2.0
// Presets as files: those of strangers, full disks, names that mean something to a file system.
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

class PresetStoreFilesTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void fileNamesAreSafe_data();
  void fileNamesAreSafe();
  void hostileFilesAreNamedAndLeftAlone_data();
  void hostileFilesAreNamedAndLeftAlone();
  void aDamagedFileIsNeverOverwritten();
  void exportAndImportGoRound();
  void importingTwiceAddsOne();
  void aShippedPresetIsExportedInTheLanguageOfTheWindow();
  void aFullDiskLosesNothing();
  void aReadOnlyFolderIsAnError();
  void extensionsOfPresets();
};

void PresetStoreFilesTest::fileNamesAreSafe_data() {
  QTest::addColumn<QString>("name");
  for (const char* name : {"../../etc/passwd", "/root", ".hidden", "CON", "com1", "...", "a/b\\c:d*e?f\"g<h>i|j", "-rf",
                           "造 化", "猫\u202e\u200b", "%2e%2e"})
    QTest::newRow(name) << QString::fromUtf8(name);
  QTest::newRow("long") << QString::fromUtf8("长").repeated(80);
}

void PresetStoreFilesTest::fileNamesAreSafe() {
  QFETCH(const QString, name);
  const TemporaryFolder folder;
  PresetStore store(qt(folder / "inner"));
  const auto saved = store.save(named(name));
  QVERIFY(saved);
  const QStringList files = QDir(qt(folder / "inner")).entryList(QDir::Files);
  QCOMPARE(files, QStringList(*saved + ".json"));
  QCOMPARE(QDir(qt(folder.path())).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden).size(), 1);
  static const QRegularExpression safe("\\A[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}-]*\\z");
  QVERIFY2(safe.match(*saved).hasMatch(), qPrintable(*saved));
  QVERIFY(saved->toUtf8().size() <= 200);
  QVERIFY(saved->toUpper() != "CON" && saved->toUpper() != "COM1");
}

void PresetStoreFilesTest::hostileFilesAreNamedAndLeftAlone_data() {
  QTest::addColumn<QByteArray>("content");
  const QByteArray head = R"({"format":"zaohua-preset","version":1,"name":"x",)";
  QTest::newRow("empty") << QByteArray();
  QTest::newRow("zeros") << QByteArray(500, '\0');
  QTest::newRow("zero after the value") << head + "\"steps\":8}" + QByteArray(1, '\0');
  QTest::newRow("not UTF-8") << head + "\"prompt\":\"\xff\xfe\"}";
  QTest::newRow("deep") << head + "\"x\":" + QByteArray(100'000, '[') + QByteArray(100'000, ']') + "}";
  QTest::newRow("cut off") << head + "\"steps\":";
  QTest::newRow("array") << QByteArray("[1,2]");
  QTest::newRow("other format") << QByteArray(R"({"format":"something","name":"x"})");
  QTest::newRow("no name") << QByteArray(R"({"format":"zaohua-preset","version":1})");
  QTest::newRow("wrong type") << head + "\"steps\":\"eight\"}";
  QTest::newRow("out of range") << head + "\"steps\":1e9}";
  QTest::newRow("huge number") << head + "\"seed\":1e300}";
  QTest::newRow("a half step") << head + "\"steps\":8.5}";
  QTest::newRow("double key") << head + "\"steps\":8,\"steps\":9}";
  QTest::newRow("huge") << head + "\"prompt\":\"" + QByteArray(5 << 20, 'x') + "\"}";
}

void PresetStoreFilesTest::hostileFilesAreNamedAndLeftAlone() {
  QFETCH(const QByteArray, content);
  const TemporaryFolder folder;
  const QString good = *PresetStore(qt(folder.path())).save(named("good"));
  const QString path = qt(folder.write("hostile.json", content.toStdString()));
  const PresetStore store(qt(folder.path()));
  QCOMPARE(store.problems().size(), 1U);
  const std::string sentence = store.problems().front().text();
  QVERIFY(sentence.find("hostile.json") != std::string::npos);
  QVERIFY2(sentence.find("JSON.") == std::string::npos, "no word for people who write programs");
  QCOMPARE(ownNames(store), QStringList("good"));
  QFile file(path);
  QVERIFY(file.open(QIODevice::ReadOnly));
  QVERIFY(file.readAll() == content);
  PresetStore importer(qt(folder / "other"));
  QVERIFY(!importer.importFile(path));
  QCOMPARE(ownNames(importer), QStringList());
}

void PresetStoreFilesTest::aDamagedFileIsNeverOverwritten() {
  const TemporaryFolder folder;
  const QString path = qt(folder.write("cat.json", "{ damaged"));
  PresetStore store(qt(folder.path()));
  const auto saved = store.save(named("cat"));
  QVERIFY(saved);
  QCOMPARE(*saved, "cat-2");
  QCOMPARE(QFileInfo(path).size(), 9);
}

void PresetStoreFilesTest::exportAndImportGoRound() {
  const TemporaryFolder folder;
  PresetStore store(qt(folder / "one"));
  Preset preset = full();
  preset.unknown = {{"later", QJsonArray{1, "二"}}};
  const QString id = *store.save(preset);
  const QString file = qt(folder / "青花.zaohua-preset");
  QVERIFY(store.exportFile(id, file));
  QCOMPARE(objectIn(file)["format"].toString(), "zaohua-preset");
  QCOMPARE(objectIn(file)["version"].toInt(), 1);
  PresetStore other(qt(folder / "two"));
  const auto imported = other.importFile(file);
  QVERIFY(imported);
  comparePresets(*other.preset(*imported), preset);
  QCOMPARE(store.exportFile("nobody", file).error().code, ErrorCode::fileMissing);
  QVERIFY(!store.exportFile(id, qt(folder / "no such folder/x.zaohua-preset")));
  QVERIFY(!other.importFile(qt(folder / "missing.zaohua-preset")));
}

void PresetStoreFilesTest::importingTwiceAddsOne() {
  const TemporaryFolder folder;
  PresetStore store(qt(folder / "one"));
  const QString id = *store.save(full());
  const QString file = qt(folder / "x.zaohua-preset");
  QVERIFY(store.exportFile(id, file));
  QCOMPARE(*store.importFile(file), id);
  QCOMPARE(ownNames(store).size(), 1);
}

void PresetStoreFilesTest::aShippedPresetIsExportedInTheLanguageOfTheWindow() {
  const TemporaryFolder folder;
  const QString file = qt(folder / "pet.zaohua-preset");
  PresetStore store(qt(folder / "one"));
  const Preset pet = *store.preset("shipped:pet");
  const QModelIndex row = store.index(2);
  const QSignalSpy changed(&store, &PresetStore::dataChanged);
  QLocale::setDefault(QLocale(QLocale::English));
  QCOMPARE(row.data().toString(), pet.name);
  QVERIFY(store.exportFile(pet.id, file));
  QCOMPARE(objectIn(file)["prompt"].toString(), *pet.prompt);
  QLocale::setDefault(QLocale(QLocale::Chinese));
  store.retranslate();
  QCOMPARE(changed.count(), 1);
  QCOMPARE(row.data().toString(), pet.nameZh);
  QVERIFY(store.exportFile(pet.id, file));
  QCOMPARE(objectIn(file)["name"].toString(), pet.nameZh);
  QCOMPARE(objectIn(file)["prompt"].toString(), *pet.promptZh);
  QLocale::setDefault(QLocale::c());
}

void PresetStoreFilesTest::aFullDiskLosesNothing() {
  const SmallDisk disk(128);
  if (!disk.isThere())
    QSKIP(disk.whyNot().c_str());
  PresetStore store(qt(disk.folder().path()));
  const QString id = *store.save(named("kept"));
  QFile ballast(qt(disk.folder() / "ballast"));
  QVERIFY(ballast.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
  while (ballast.write(QByteArray(1024, 'x')) == 1024) {
  }
  Preset large = named("kept");
  large.prompt = QString(20'000, 'y');
  QCOMPARE(store.overwrite(id, large).error().code, ErrorCode::diskFull);
  QVERIFY(!store.preset(id)->prompt);
  QVERIFY(!store.save(large));
  const PresetStore again(qt(disk.folder().path()));
  QVERIFY(again.problems().empty());
  QCOMPARE(ownNames(again), QStringList("kept"));
  QCOMPARE(again.preset(id)->steps, 12);
}

void PresetStoreFilesTest::aReadOnlyFolderIsAnError() {
  const SmallDisk disk(128);
  if (!disk.isThere())
    QSKIP(disk.whyNot().c_str());
  PresetStore store(qt(disk.folder().path()));
  const QString id = *store.save(named("kept"));
  QVERIFY(disk.makeReadOnly());
  QCOMPARE(store.save(named("b")).error().code, ErrorCode::writeFailed);
  QCOMPARE(store.remove(id).error().code, ErrorCode::writeFailed);
  QCOMPARE(store.move(0, 1).error().code, ErrorCode::writeFailed);
  QCOMPARE(store.presets().front().id, id);
  QCOMPARE(ownNames(store), QStringList("kept"));
}

void PresetStoreFilesTest::extensionsOfPresets() {
  QVERIFY(PresetStore::looksLikePreset("/a/猫.zaohua-preset"));
  QVERIFY(PresetStore::looksLikePreset("a.JSON"));
  QVERIFY(!PresetStore::looksLikePreset("a.png"));
  QVERIFY(!PresetStore::looksLikePreset("json"));
}

ZAOHUA_QT_CORE_TEST_MAIN(PresetStoreFilesTest)
#include "preset_store_files_test.moc"
