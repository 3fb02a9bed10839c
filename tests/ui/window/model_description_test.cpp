// SPDX-License-Identifier: Apache-2.0
// What is said of a model folder: of a whole part its size, of a damaged one what is wrong, and nothing empty.
#include "ui/window/model_description.h"

#include <QRegularExpression>

#include "engine/engine_types.h"
#include "support/qt_test_main.h"
#include "ui/common/theme.h"

namespace zaohua {

namespace {

ComponentInspection part(const char* name, std::uint64_t parameters) {
  ComponentInspection component;
  component.name = name;
  component.parameters = parameters;
  component.bytes = 2 * parameters;
  component.dtype = parameters > 0 ? "BF16" : "";
  return component;
}

QString textOf(const InspectedModel& model) {
  return modelDescription(model, lightColors()).remove(QRegularExpression("<[^>]*>"));
}

}  // namespace

class ModelDescriptionTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void saysTheSizeOfEachPart() {
    InspectedModel model;
    model.inspection.components = {part("text_encoder", 4'000'000'000), part("transformer", 6'150'000'000),
                                   part("vae", 83'800'000)};
    const QString text = textOf(model);
    QVERIFY(text.contains("6.15B parameters · BF16 · 12 GB"));
    QVERIFY(text.contains("83.8M parameters · BF16 · 168 MB"));
    QVERIFY(text.indexOf("Text encoder") < text.indexOf("Transformer"));
    QVERIFY(!text.contains("Download"));
  }

  void putsAProblemToItsPart() {
    InspectedModel model;
    model.path = "/models/Z-Image-Turbo";
    model.inspection.components = {part("text_encoder", 4'000'000), part("transformer", 0)};
    model.inspection.problems = {
        {ErrorCode::fileCorrupt, "The %1 lacks the tensor %2.", {"transformer", "layers.0.weight"}, {}},
        {ErrorCode::fileMissing, "The part %1 is missing.", {"vae"}, {}},
        {ErrorCode::fileMissing, "There is no file %1.", {"/models/Z-Image-Turbo/tokenizer/tokenizer.json"}, {}},
        {ErrorCode::fileMissing, "There is no file %1.", {"/models/Z-Image-Turbo/model_index.json"}, {}}};
    const QString text = textOf(model);
    QVERIFY2(!text.contains("0.0M") && !text.contains("· ·") && !text.contains(" 0 MB"), qPrintable(text));
    static const QRegularExpression order(
        "model_index.*Tokenizer.*tokenizer.json.*Text encoder.*4.0M"
        ".*Transformer.*lacks the tensor.*Autoencoder.*vae is missing.*Download");
    QVERIFY2(order.match(text).hasMatch(), qPrintable(text));
  }

  void saysOfManyProblemsTheFirst() {
    InspectedModel model;
    for (int i = 0; i < 20; ++i) {
      model.inspection.problems.push_back(
          {ErrorCode::fileCorrupt, "The %1 lacks the tensor %2.", {"transformer", std::to_string(i)}, {}});
    }
    const QString text = textOf(model);
    QCOMPARE(text.count("lacks the tensor"), 3);
    QVERIFY2(text.contains("17 more"), qPrintable(text));
  }
};

}  // namespace zaohua

ZAOHUA_QT_TEST_MAIN(zaohua::ModelDescriptionTest)
#include "model_description_test.moc"
