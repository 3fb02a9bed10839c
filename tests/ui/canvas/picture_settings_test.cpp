// SPDX-License-Identifier: Apache-2.0
// What is said about one picture, and what differs between two.
#include <QClipboard>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>

#include "core/library/library_samples.h"
#include "support/qt_test_main.h"
#include "ui/canvas/info_panel.h"
#include "ui/canvas/settings_difference.h"
#include "ui/common/theme.h"

using namespace zaohua;
using namespace zaohua::test;

namespace {

QStringList keysOf(const std::vector<SettingDifference>& rows) {
  QStringList keys;
  for (const SettingDifference& row : rows)
    keys.append(row.key);
  return keys;
}

}  // namespace

class PictureSettingsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() { applyTheme(*qApp, false); }
  void findsEachDifference_data();
  void findsEachDifference();
  void findsNothingBetweenEquals();
  void tellsCloseNumbersApart();
  void saysEverything();
  void copiesValues();
  void saysSoWithoutSettings();
  void wrapsLongPrompts();
  void keepsNumbersWithWhatTheyCount();
};

void PictureSettingsTest::findsEachDifference_data() {
  QTest::addColumn<QString>("key");
  for (const char* key : {"prompt", "negativePrompt", "size", "steps", "guidance", "seed", "model", "sampler", "shift",
                          "cfgNormalization", "cfgTruncation", "noiseRule", "unknownFields"})
    QTest::addRow("%s", key) << key;
}

void PictureSettingsTest::findsEachDifference() {
  QFETCH(QString, key);
  const GenerationRequest a = pictureRequest("猫");
  GenerationRequest b = a;
  const std::map<QString, std::function<void()>> changes{
      {"prompt", [&] { b.prompt = "狗"; }},
      {"negativePrompt", [&] { b.negativePrompt = "blurry"; }},
      {"size", [&] { b.height = 768; }},
      {"steps", [&] { b.steps = 9; }},
      {"guidance", [&] { b.guidance = 3.5; }},
      {"seed", [&] { b.seed = 8; }},
      {"model", [&] { b.model = "Z-Image"; }},
      {"sampler", [&] { b.sampler = "heun"; }},
      {"shift", [&] { b.shift = 3; }},
      {"cfgNormalization", [&] { b.cfgNormalization = 1; }},
      {"cfgTruncation", [&] { b.cfgTruncation = 0.5; }},
      {"noiseRule", [&] { b.noiseDevice = NoiseDevice::cuda; }},
      {"unknownFields", [&] { b.unknownFields = "{\"lora\":1}"; }},
  };
  changes.at(key)();
  const std::vector<SettingDifference> rows = settingsDifference(a, b);
  QCOMPARE(keysOf(rows), QStringList{key});
  QVERIFY(!rows[0].name.isEmpty());
  QVERIFY(rows[0].a != rows[0].b);
  const std::vector<SettingDifference> back = settingsDifference(b, a);
  QCOMPARE(back[0].a, rows[0].b);
}

void PictureSettingsTest::findsNothingBetweenEquals() {
  GenerationRequest a = pictureRequest("猫");
  GenerationRequest b = a;
  b.count = 4;  // how many were asked for is no setting of a picture
  QVERIFY(settingsDifference(a, b).empty());
}

void PictureSettingsTest::tellsCloseNumbersApart() {
  GenerationRequest a = pictureRequest("猫");
  GenerationRequest b = a;
  a.guidance = 3.5;
  b.guidance = 3.5000000001;
  QCOMPARE(keysOf(settingsDifference(a, b)), QStringList{"guidance"});
}

void PictureSettingsTest::saysEverything() {
  InfoPanel panel;
  PictureRecord picture = recordOf("/pictures/one.png", "一只猫");
  picture.fileSize = 3 << 20;
  picture.favourite = true;
  picture.albums = {"Posters"};
  picture.job = "abc";
  picture.jobIndex = 1;
  picture.request->guidance = 4;
  panel.setPicture(picture);
  const std::pair<const char*, QString> expected[] = {
      {"infoPromptValue", "一只猫"},   {"infoSizeValue", "512 × 512 px"},
      {"infoStepsValue", "8"},         {"infoGuidanceValue", "4 (balanced)"},
      {"infoSeedValue", "7"},          {"infoModelValue", "Z-Image-Turbo"},
      {"infoSamplerValue", "Euler"},   {"infoShiftValue", "the model's own"},
      {"infoFileSizeValue", "3.1 MB"}, {"infoFavouriteValue", "Yes"},
      {"infoAlbumsValue", "Posters"},  {"infoJobValue", "abc, picture 2"},
  };
  for (const auto& [name, value] : expected) {
    const auto* label = panel.findChild<QLabel*>(name);
    QVERIFY2(label != nullptr, name);
    QCOMPARE(label->text(), value);
  }
  QVERIFY(panel.allText().contains("torch_cpu_mt19937"));
  QVERIFY(panel.findChild<QLabel*>("infoDateValue") != nullptr);
  // Not used: not there.
  QVERIFY(panel.findChild<QLabel*>("infoNegativePromptValue") == nullptr);
  QVERIFY(panel.allText().contains("Seed: 7\n"));
  panel.setPicture(std::nullopt);
  QVERIFY(panel.allText().isEmpty());
}

void PictureSettingsTest::copiesValues() {
  InfoPanel panel;
  PictureRecord picture = recordOf("/a folder/with/a-rather-long-name/of_a_picture_that_has_to_break.png", "cat");
  panel.setPicture(picture);
  panel.resize(260, 700);
  panel.show();
  QVERIFY(QTest::qWaitForWindowExposed(&panel));
  QTest::mouseClick(panel.findChild<QLabel*>("infoSeedValue"), Qt::LeftButton, {}, {2, 4});
  QCOMPARE(QApplication::clipboard()->text(), "7");
  auto* copy = panel.findChild<QToolButton*>("infoFileCopy");
  copy->setFocus();
  QTest::keyClick(copy, Qt::Key_Space);
  QCOMPARE(QApplication::clipboard()->text(), picture.path);
  QTest::mouseClick(panel.findChild<QPushButton*>("infoCopyAll"), Qt::LeftButton);
  QCOMPARE(QApplication::clipboard()->text(), panel.allText());
  // Pieces of a path are copied without the marks that let it break.
  auto* file = panel.findChild<QLabel*>("infoFileValue");
  file->setSelection(0, static_cast<int>(file->text().size()));
  QTest::keySequence(file, QKeySequence::Copy);
  QCOMPARE(QApplication::clipboard()->text(), picture.path);
  QSignalSpy restore(&panel, &InfoPanel::restoreRequested);
  QTest::mouseClick(panel.findChild<QPushButton*>("infoRestore"), Qt::LeftButton);
  QCOMPARE(restore.count(), 1);
}

void PictureSettingsTest::saysSoWithoutSettings() {
  InfoPanel panel;
  PictureRecord picture = recordOf("/pictures/one.png", {});
  picture.request.reset();
  picture.file = PictureRecord::File::missing;
  panel.setPicture(picture);
  panel.show();
  QVERIFY(panel.findChild<QLabel*>("infoOriginValue") != nullptr);
  QVERIFY(panel.findChild<QLabel*>("infoFileStateValue") != nullptr);
  QVERIFY(!panel.findChild<QPushButton*>("infoRestore")->isVisible());
}

void PictureSettingsTest::wrapsLongPrompts() {
  InfoPanel panel;
  panel.resize(260, 700);
  panel.setPicture(recordOf("/pictures/one.png", QString("一只金毛犬坐在草地上，").repeated(40)));
  panel.show();
  QVERIFY(QTest::qWaitForWindowExposed(&panel));
  const auto* prompt = panel.findChild<QLabel*>("infoPromptValue");
  QVERIFY(prompt->width() <= 260);
  QVERIFY(prompt->height() > 10 * prompt->fontMetrics().height());
}

void PictureSettingsTest::keepsNumbersWithWhatTheyCount() {
  QLocale::setDefault(QLocale("zh_CN"));
  InfoPanel panel;
  PictureRecord picture = recordOf("/pictures/one.png", "cat");
  picture.createdAt = QDateTime(QDate(2026, 11, 24), QTime(16, 5));
  panel.setPicture(picture);
  QLocale::setDefault(QLocale("en"));
  auto* date = panel.findChild<QLabel*>("infoDateValue");
  QVERIFY(date->text().contains(QString("24%1日").arg(QChar(QChar::SpecialCharacter(0x2060)))));
  date->setSelection(0, static_cast<int>(date->text().size()));
  QTest::keySequence(date, QKeySequence::Copy);
  QVERIFY(QApplication::clipboard()->text().contains("11月24日"));
}

ZAOHUA_QT_TEST_MAIN(PictureSettingsTest)
#include "picture_settings_test.moc"
