// SPDX-License-Identifier: Apache-2.0
// What a person set comes back, and no file, however damaged, costs more than the values that cannot be read.
#include "library/settings.h"

#include "support/qt_test_main.h"
#include "support/small_disk.h"
#include "support/temporary_folder.h"

using zaohua::Error;
using zaohua::ErrorCode;
using zaohua::Settings;
using zaohua::test::SmallDisk;
using zaohua::test::TemporaryFolder;

namespace {

QString qt(const std::filesystem::path& path) {
  return QString::fromStdString(path.string());
}

QByteArray contentOf(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QStringList keptFiles(const TemporaryFolder& folder) {
  return QDir(qt(folder.path())).entryList({"*.damaged-*"}, QDir::Files);
}

}  // namespace

class SettingsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void nothingIsWrittenBeforeAChange();
  void everyValueComesBack();
  void aChangeIsTold();
  void unchangedValuesAreNotWritten();
  void numbersAreBroughtIntoRange();
  void senselessValuesArePassedOver();
  void anExtensionInTheTemplateIsLeftToTheFormat();
  void oneUnreadableKeyFallsBackAlone();
  void anUnquotedCommaCostsOneValue();
  void aFileOfZerosIsKeptAside();
  void aFileWithAStrayLineKeepsItsValues();
  void damageIsReportedOnce();
  void textThatIsNotUtf8CostsOneValue();
  void aFolderInTheWayIsLeftAlone();
  void keysOfANewerVersionSurvive();
  void aReadOnlyDiskIsToldOnce();
  void aFullDiskIsCalledFull();
};

void SettingsTest::nothingIsWrittenBeforeAChange() {
  const TemporaryFolder folder;
  const Settings settings(qt(folder / "new/settings.ini"));
  QVERIFY(!settings.problem());
  QCOMPARE(settings.language(), "system");
  QCOMPARE(settings.theme(), Settings::Theme::system);
  QCOMPARE(settings.fileNameTemplate(), "zaohua_{date}_{time}_{seed}");
  QCOMPARE(settings.format(), Settings::Format::png);
  QVERIFY(settings.markAsGenerated());
  QVERIFY(!settings.visibleMark());
  QVERIFY(settings.promptInMetadata());
  QVERIFY(!QFileInfo::exists(qt(folder / "new")));
}

void SettingsTest::everyValueComesBack() {
  const TemporaryFolder folder;
  const QString file = qt(folder / "settings.ini");
  const QStringList models = {"/模型/a, b", "/m;\"x\"\\y", "/z=[1]"};
  {
    Settings settings(file);
    settings.setLanguage("zh_CN");
    settings.setTheme(Settings::Theme::dark);
    settings.setOutputFolder("/图片/我 的, \"作品\"; 50%");
    settings.setFileNameTemplate("图_{date}, {seed}");
    settings.setFormat(Settings::Format::webp);
    settings.setQuality(71);
    settings.setModel("/模型/@Z-Image");
    settings.setModelFolders(models);
    settings.setDevice("cuda:1");
    settings.setDtype("bf16");
    settings.setIdleUnloadMinutes(0);
    settings.setPreviewsPerSecond(10);
    settings.setMarkAsGenerated(false);
    settings.setVisibleMark(true);
    settings.setPromptInMetadata(false);
    settings.setNotifyWhenDone(false);
    settings.setHintsDismissed(true);
  }
  // Another path to the same bytes, so that nothing comes out of a cache inside the process.
  const QString copy = qt(folder / "copy.ini");
  QVERIFY(QFile::copy(file, copy));
  const Settings settings(copy);
  QVERIFY(!settings.problem());
  QCOMPARE(settings.language(), "zh_CN");
  QCOMPARE(settings.theme(), Settings::Theme::dark);
  QCOMPARE(settings.outputFolder(), "/图片/我 的, \"作品\"; 50%");
  QCOMPARE(settings.fileNameTemplate(), "图_{date}, {seed}");
  QCOMPARE(settings.format(), Settings::Format::webp);
  QCOMPARE(settings.quality(), 71);
  QCOMPARE(settings.model(), "/模型/@Z-Image");
  QCOMPARE(settings.modelFolders(), models);
  QCOMPARE(settings.device(), "cuda:1");
  QCOMPARE(settings.dtype(), "bf16");
  QCOMPARE(settings.idleUnloadMinutes(), 0);
  QCOMPARE(settings.previewsPerSecond(), 10);
  QVERIFY(!settings.markAsGenerated());
  QVERIFY(settings.visibleMark());
  QVERIFY(!settings.promptInMetadata());
  QVERIFY(!settings.notifyWhenDone());
  QVERIFY(settings.hintsDismissed());
}

void SettingsTest::aChangeIsTold() {
  const TemporaryFolder folder;
  Settings settings(qt(folder / "settings.ini"));
  const QSignalSpy changed(&settings, &Settings::changed);
  settings.setLanguage("en");
  settings.setQuality(60);
  QCOMPARE(changed.count(), 2);
  QCOMPARE(changed[0][0].toString(), "language");
  QCOMPARE(changed[1][0].toString(), "quality");
}

void SettingsTest::unchangedValuesAreNotWritten() {
  const TemporaryFolder folder;
  Settings settings(qt(folder / "settings.ini"));
  const QSignalSpy changed(&settings, &Settings::changed);
  settings.setLanguage("system");
  settings.setTheme(Settings::Theme::system);
  settings.setOutputFolder("");
  settings.setMarkAsGenerated(true);
  settings.setModelFolders({});
  QCOMPARE(changed.count(), 0);
  QVERIFY(!QFileInfo::exists(qt(folder / "settings.ini")));
}

void SettingsTest::numbersAreBroughtIntoRange() {
  const TemporaryFolder folder;
  Settings settings(qt(folder / "settings.ini"));
  settings.setQuality(1000);
  QCOMPARE(settings.quality(), 100);
  settings.setQuality(-3);
  QCOMPARE(settings.quality(), 50);
  settings.setIdleUnloadMinutes(100000);
  QCOMPARE(settings.idleUnloadMinutes(), 1440);
  settings.setPreviewsPerSecond(-1);
  QCOMPARE(settings.previewsPerSecond(), 0);
}

void SettingsTest::senselessValuesArePassedOver() {
  const TemporaryFolder folder;
  Settings settings(qt(folder / "settings.ini"));
  settings.setLanguage("klingon");
  settings.setDevice("cuda:abc");
  settings.setDtype("int4");
  settings.setOutputFolder("relative/folder");
  settings.setFileNameTemplate("   ");
  settings.setFileNameTemplate("a\nb");
  QCOMPARE(settings.language(), "system");
  QCOMPARE(settings.device(), "auto");
  QCOMPARE(settings.dtype(), "auto");
  QCOMPARE(settings.outputFolder(), "");
  settings.setFileNameTemplate(".png");
  QCOMPARE(settings.fileNameTemplate(), "zaohua_{date}_{time}_{seed}");
}

void SettingsTest::anExtensionInTheTemplateIsLeftToTheFormat() {
  const TemporaryFolder folder;
  Settings settings(qt(folder / "settings.ini"));
  settings.setFileNameTemplate("图.v2_{seed}.PNG");
  QCOMPARE(settings.fileNameTemplate(), "图.v2_{seed}");
  const Settings byHand(qt(folder.write("by-hand.ini", "[General]\nfileNameTemplate={seed}.jpeg\n")));
  QCOMPARE(byHand.fileNameTemplate(), "{seed}");
}

void SettingsTest::oneUnreadableKeyFallsBackAlone() {
  const TemporaryFolder folder;
  const QString file = qt(folder.write("settings.ini",
                                       "[General]\n"
                                       "language=zh_CN\n"
                                       "theme=pink\n"
                                       "quality=many\n"
                                       "idleUnloadMinutes=99999999999\n"
                                       "previewsPerSecond=-4\n"
                                       "device=tpu\n"
                                       "outputFolder=not/absolute\n"
                                       "modelFolders=@Variant(\\0\\0\\0\\x1)\n"
                                       "markAsGenerated=perhaps\n"
                                       "visibleMark=true\n"));
  const Settings settings(file);
  QVERIFY(!settings.problem());
  QCOMPARE(settings.language(), "zh_CN");
  QVERIFY(settings.visibleMark());
  QCOMPARE(settings.theme(), Settings::Theme::system);
  QCOMPARE(settings.quality(), 92);
  QCOMPARE(settings.idleUnloadMinutes(), 15);
  QCOMPARE(settings.previewsPerSecond(), 5);
  QCOMPARE(settings.device(), "auto");
  QCOMPARE(settings.outputFolder(), "");
  QCOMPARE(settings.modelFolders(), QStringList());
  QVERIFY(settings.markAsGenerated());
}

void SettingsTest::anUnquotedCommaCostsOneValue() {
  const TemporaryFolder folder;
  const Settings settings(
      qt(folder.write("settings.ini", "[General]\nfileNameTemplate=a, b\nlanguage=en\noutputFolder=/a,/b\n")));
  QCOMPARE(settings.fileNameTemplate(), "zaohua_{date}_{time}_{seed}");
  QCOMPARE(settings.outputFolder(), "");
  QCOMPARE(settings.language(), "en");
}

void SettingsTest::aFileOfZerosIsKeptAside() {
  const TemporaryFolder folder;
  const std::string zeros(300, '\0');
  const QString file = qt(folder.write("settings.ini", zeros));
  Settings settings(file);
  QVERIFY(settings.problem());
  QCOMPARE(settings.problem()->code, ErrorCode::fileCorrupt);
  QCOMPARE(keptFiles(folder).size(), 1);
  QCOMPARE(contentOf(qt(folder.path()) + "/" + keptFiles(folder).front()), QByteArray::fromStdString(zeros));
  QVERIFY(settings.problem()->text().find(keptFiles(folder).front().toStdString()) != std::string::npos);
  QVERIFY(!QFileInfo::exists(file));
  settings.setLanguage("en");
  QVERIFY(contentOf(file).contains("language=en"));
}

void SettingsTest::aFileWithAStrayLineKeepsItsValues() {
  const TemporaryFolder folder;
  const std::string text = "[General]\nlanguage=zh_CN\n<<<<<<< mine\nquality=77\nnewer=1\n";
  const QString file = qt(folder.write("settings.ini", text));
  const Settings settings(file);
  QVERIFY(settings.problem());
  QCOMPARE(settings.language(), "zh_CN");
  QCOMPARE(settings.quality(), 77);
  QCOMPARE(keptFiles(folder).size(), 1);
  QCOMPARE(contentOf(qt(folder.path()) + "/" + keptFiles(folder).front()), QByteArray::fromStdString(text));
  const QByteArray mended = contentOf(file);
  QVERIFY(mended.contains("language=zh_CN") && mended.contains("newer=1"));
}

void SettingsTest::damageIsReportedOnce() {
  const TemporaryFolder folder;
  const QString file = qt(folder.write("settings.ini", "[General]\nlanguage=zh_CN\nrubbish\n"));
  QVERIFY(Settings(file).problem());
  const Settings again(file);
  QVERIFY(!again.problem());
  QCOMPARE(again.language(), "zh_CN");
}

void SettingsTest::textThatIsNotUtf8CostsOneValue() {
  const TemporaryFolder folder;
  const Settings settings(
      qt(folder.write("settings.ini", "[General]\nfileNameTemplate=\xcd\xbc\xff_{seed}\nlanguage=en\n")));
  QVERIFY(settings.problem());
  QCOMPARE(settings.fileNameTemplate(), "zaohua_{date}_{time}_{seed}");
  QCOMPARE(settings.language(), "en");
  QCOMPARE(keptFiles(folder).size(), 1);
}

void SettingsTest::aFolderInTheWayIsLeftAlone() {
  const TemporaryFolder folder;
  std::filesystem::create_directories(folder / "settings.ini");
  Settings settings(qt(folder / "settings.ini"));
  QVERIFY(settings.problem());
  const QSignalSpy failed(&settings, &Settings::writeFailed);
  settings.setLanguage("en");
  QCOMPARE(settings.language(), "en");
  QCOMPARE(failed.count(), 1);
  QVERIFY(std::filesystem::is_directory(folder / "settings.ini"));
  QCOMPARE(keptFiles(folder).size(), 0);
}

void SettingsTest::keysOfANewerVersionSurvive() {
  const TemporaryFolder folder;
  const QString file = qt(folder.write("settings.ini", "[General]\nupscaler=lanczos\n\n[Remote]\nhost=gpu.local\n"));
  Settings settings(file);
  settings.setLanguage("en");
  const QByteArray text = contentOf(file);
  QVERIFY(text.contains("upscaler=lanczos"));
  QVERIFY(text.contains("host=gpu.local"));
  QVERIFY(text.contains("language=en"));
}

void SettingsTest::aReadOnlyDiskIsToldOnce() {
  const SmallDisk disk(256);
  if (!disk.isThere())
    QSKIP(disk.whyNot().c_str());
  QVERIFY(disk.makeReadOnly());
  Settings settings(qt(disk.folder() / "settings.ini"));
  const QSignalSpy failed(&settings, &Settings::writeFailed);
  settings.setLanguage("en");
  settings.setTheme(Settings::Theme::dark);
  QCOMPARE(settings.language(), "en");
  QCOMPARE(settings.theme(), Settings::Theme::dark);
  QCOMPARE(failed.count(), 1);
  QCOMPARE(failed[0][0].value<Error>().code, ErrorCode::writeFailed);
}

void SettingsTest::aFullDiskIsCalledFull() {
  const SmallDisk disk(64);
  if (!disk.isThere())
    QSKIP(disk.whyNot().c_str());
  const QString path = qt(disk.folder() / "settings.ini");
  {
    Settings first(path);
    first.setLanguage("zh_CN");
  }
  const QByteArray before = contentOf(path);
  QVERIFY(before.contains("language=zh_CN"));
  const QString ballast = qt(disk.folder() / "ballast");
  {
    QFile file(ballast);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
    while (file.write(QByteArray(1024, 'x')) == 1024) {
    }
  }
  Settings settings(path);
  const QSignalSpy failed(&settings, &Settings::writeFailed);
  settings.setTheme(Settings::Theme::dark);
  QCOMPARE(failed.count(), 1);
  QCOMPARE(failed[0][0].value<Error>().code, ErrorCode::diskFull);
  QCOMPARE(settings.theme(), Settings::Theme::dark);
  QCOMPARE(contentOf(path), before);

  QVERIFY(QFile::remove(ballast));
  settings.setQuality(80);
  QCOMPARE(failed.count(), 1);
  QVERIFY(contentOf(path).contains("quality=80"));
  QVERIFY(contentOf(path).contains("theme=dark"));
}

ZAOHUA_QT_CORE_TEST_MAIN(SettingsTest)
#include "settings_test.moc"
