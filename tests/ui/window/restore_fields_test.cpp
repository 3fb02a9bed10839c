// SPDX-License-Identifier: Apache-2.0
#include "ui/window/restore_fields.h"

#include "support/qt_test_main.h"
#include "ui/canvas/settings_text.h"
#include "ui/window/fit_line.h"

namespace zaohua {

namespace {

GenerationRequest picture() {
  GenerationRequest request;
  request.prompt = "a fox";
  request.width = 512;
  request.height = 768;
  request.steps = 9;
  request.guidance = 4;
  request.seed = 5;
  request.model = "Z-Image";
  return request;
}

QList<RestoreField> fieldsOf(const GenerationRequest& request) {
  QList<RestoreField> fields;
  for (const RestoreChoice& choice : restoreChoices(request))
    fields.append(choice.field);
  return fields;
}

}  // namespace

class RestoreFieldsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void offersWhatThePictureSays() {
    using enum RestoreField;
    QCOMPARE(fieldsOf(picture()), (QList<RestoreField>{prompt, size, steps, guidance, seed, model}));
    QVERIFY(fieldsOf(GenerationRequest()).isEmpty());
    GenerationRequest unusual = picture();
    unusual.negativePrompt = "blurry";
    unusual.shift = 6;
    QVERIFY(fieldsOf(unusual).contains(details));
    QVERIFY(fieldsOf(unusual).contains(negativePrompt));
    QCOMPARE(detailsText(unusual), QString("Shift 6"));
  }

  void saysValuesAsTheInformationDoes() {
    GenerationRequest request = picture();
    request.guidance = 0;
    QHash<RestoreField, QString> values;
    for (const RestoreChoice& choice : restoreChoices(request))
      values.insert(choice.field, choice.value);
    QCOMPARE(values[RestoreField::guidance], "0 (off)");
    for (const SettingText& text : settingTexts(request))
      QVERIFY(text.key == "sampler" || text.key == "shift" || text.key == "noiseRule" ||
              values.values().contains(text.value));
  }

  void takesOnlyTheFieldsChosen() {
    GenerationRequest form;
    form.prompt = "mine";
    form.width = form.height = 256;
    form.steps = 8;
    const GenerationRequest result = withRestored(form, picture(), {RestoreField::size, RestoreField::seed});
    QCOMPARE(result.prompt, std::string("mine"));
    QCOMPARE(*result.width, 512);
    QCOMPARE(*result.height, 768);
    QCOMPARE(result.seed, std::int64_t{5});
    QCOMPARE(*result.steps, 8);
    QVERIFY(result.model.empty());
  }

  void takingEverythingIsThePicture() {
    GenerationRequest unusual = picture();
    unusual.negativePrompt = "blurry";
    unusual.shift = 6;
    unusual.cfgTruncation = 0.5;
    QCOMPARE(withRestored({}, unusual, fieldsOf(unusual)), unusual);
  }

  void saysHowMuchMemoryIsMissing() {
    MemoryState memory;
    memory.freeBytes = 1'000'000'000;
    memory.weightBytes = 900'000'000;
    memory.bytesPerPixel = 2000;
    QVERIFY(missingBytes(memory, 256, 256) > 0);
    memory.weightsResident = true;
    QVERIFY(missingBytes(memory, 256, 256) < 0);
    QVERIFY(missingBytes(memory, 2048, 2048) > 0);
  }

  void roundsTimesAsHonestlyAsTheyAre() {
    QCOMPARE(durationText(0.3), QString("less than 1 s"));
    QCOMPARE(durationText(5.2), QString("about 6 s"));
    QCOMPARE(durationText(170), QString("about 3 min"));
  }
};

}  // namespace zaohua

ZAOHUA_QT_TEST_MAIN(zaohua::RestoreFieldsTest)
#include "restore_fields_test.moc"
