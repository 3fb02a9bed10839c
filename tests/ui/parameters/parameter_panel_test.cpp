// SPDX-License-Identifier: Apache-2.0
// The parameters under keys, mouse and wheel.
#include "ui/parameters/parameter_panel.h"

#include <QAccessible>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QToolButton>
#include <QTranslator>
#include <QWheelEvent>

#include "base/generation_request.h"
#include "support/panel_checks.h"
#include "support/qt_test_main.h"
#include "ui/parameters/number_field.h"
#include "ui/parameters/shape_button.h"

namespace zaohua {

namespace {

ModelInfo demoModel() {
  ModelInfo info;
  info.width = info.height = 256;
  info.steps = 8;
  return info;
}

ModelInfo turbo() {
  ModelInfo info;
  info.width = info.height = 1024;
  info.steps = 8;
  return info;
}

ModelInfo base() {
  ModelInfo info = turbo();
  info.steps = 50;
  info.guidance = 4;
  return info;
}

}  // namespace

class ParameterPanelTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() {
    m_panel = std::make_unique<ParameterPanel>();
    m_panel->resize(320, 400);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
  }
  void cleanup() { m_panel.reset(); }

  void beginsWithTheDefaults() {
    QCOMPARE(m_panel->parameters(), Parameters());
    QVERIFY(m_panel->problem().isEmpty());
  }

  void givesBackWhatItWasGiven() {
    m_panel->setModel(base());
    const Parameters all = {832, 1248, 30, 7, 3.5, 4294967295, true, "webp"};
    m_panel->setParameters(all);
    QCOMPARE(m_panel->parameters(), all);
    // Nothing illegal gets in.
    m_panel->setParameters({1000, 9000, 500, 99, 77, 5'000'000'000, true, "gif"});
    QCOMPARE(m_panel->parameters(), (Parameters{1008, 2048, 120, 16, 20, 4294967295, true, "png"}));
  }

  void choosesAShapeInTheSameClass() {
    click("shape16x9");
    QCOMPARE(size(), QSize(1280, 720));
    click("swapSides");
    QCOMPARE(size(), QSize(720, 1280));
    QVERIFY(find<ShapeButton>("shape9x16")->isChecked());
    m_panel->setParameters({1536, 1536, 8, 1, 0, -1, false, "png"});
    click("shape4x3");
    QCOMPARE(size(), QSize(1728, 1296));
  }

  void lightsTheShapeOfAnySize() {
    m_panel->setParameters({1024, 576, 8, 1, 0, -1, false, "png"});
    for (const char* name : {"shape1x1", "shape4x3", "shape3x2", "shape16x9", "shape3x4", "shape2x3", "shape9x16"})
      QCOMPARE(find<ShapeButton>(name)->isChecked(), QLatin1String(name) == "shape16x9");
    click("swapSides");
    QVERIFY(find<ShapeButton>("shape9x16")->isChecked());
    m_panel->setParameters({1024, 512, 8, 1, 0, -1, false, "png"});
    QVERIFY(!find<ShapeButton>("shape16x9")->isChecked());
  }

  void offersSizesAroundASmallModelsOwn() {
    m_panel->setModel(demoModel());
    QCOMPARE(size(), QSize(256, 256));
    click("shape3x2");
    QVERIFY(size().width() < 512 && size().height() >= 256);
    click("sizeButton");
    auto* popup = find<QFrame>("sizePopup");
    QVERIFY(popup->isVisible());
    QVERIFY(popup->findChild<QLabel*>("sizeNote")->text().contains("256 × 256"));
    popup->close();
  }

  void choosesAnOfficialSize() {
    QSignalSpy changed(m_panel.get(), &ParameterPanel::changed);
    click("sizeButton");
    auto* popup = find<QFrame>("sizePopup");
    QTest::mouseClick(popup->findChild<QWidget*>("sizeClassSegment2"), Qt::LeftButton);
    auto* wide = popup->findChild<QToolButton*>("size2016x864");
    QVERIFY(wide != nullptr);
    QTest::mouseClick(wide, Qt::LeftButton);
    QVERIFY(!popup->isVisible());
    QCOMPARE(size(), QSize(2016, 864));
    QCOMPARE(changed.count(), 1);
  }

  void putsAFreeSizeOntoTheGridAndSaysSo() {
    click("sizeButton");
    auto* field = find<NumberField>("widthField");
    type(*field, "1000");
    QTest::keyClick(field, Qt::Key_Tab);
    QCOMPARE(size(), QSize(1008, 1024));
    QCOMPARE(find<QLabel>("sizeNote")->text(), "Changed 1000 to 1008: sides are multiples of 16");
    type(*field, "5000");
    QTest::keyClick(field, Qt::Key_Tab);
    QCOMPARE(size().width(), 2048);
    QVERIFY(find<QLabel>("sizeNote")->text().contains("5000"));
    type(*field, "64");
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(size().width(), 256);
    auto* slider = find<QSlider>("heightSlider");
    click("sizeButton");
    slider->setFocus();
    QTest::keyClick(slider, Qt::Key_Right);
    QCOMPARE(size().height(), 1088);
    find<QFrame>("sizePopup")->close();
  }

  void takesPastedNumbers() {
    auto* field = find<NumberField>("stepsField");
    QApplication::clipboard()->setText("Steps: 25, Sampler: Euler");
    field->setFocus();
    field->selectAll();
    QTest::keyClick(field, Qt::Key_V, Qt::ControlModifier);
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(m_panel->parameters().steps, 25);
    QCOMPARE(field->text(), "25");
    type(*field, "200");
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(m_panel->parameters().steps, 120);
    QTRY_COMPARE(find<QLabel>("correctionLabel")->text(), "Changed 200 to 120");
    type(*field, "words");
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(m_panel->parameters().steps, 120);
  }

  void commitsWhatIsStillBeingTyped() {
    auto* field = find<NumberField>("stepsField");
    type(*field, "500");
    m_panel->commitEdits();
    QCOMPARE(m_panel->parameters().steps, 120);
  }

  void movesStepsBySlider() {
    auto* slider = find<QSlider>("stepsSlider");
    slider->setFocus();
    QTest::keyClick(slider, Qt::Key_Right);
    QCOMPARE(m_panel->parameters().steps, 9);
    QTest::keyClick(slider, Qt::Key_End);
    QCOMPARE(m_panel->parameters().steps, 120);
    m_panel->setParameters({1024, 1024, 33, 1, 0, -1, false, "png"});
    QCOMPARE(m_panel->parameters().steps, 33);  // the slider has no stop there, the number stays
  }

  void ignoresTheWheelWithoutFocus() {
    m_panel->setModel(base());
    const Parameters before = m_panel->parameters();
    find<QPushButton>("seedRandom")->setFocus();
    for (const char* name : {"stepsField", "stepsSlider", "guidanceField", "guidanceSlider"}) {
      auto* widget = find<QWidget>(name);
      QWheelEvent up(QPointF(5, 5), widget->mapToGlobal(QPointF(5, 5)), {}, {0, 120}, Qt::NoButton, Qt::NoModifier,
                     Qt::NoScrollPhase, false);
      QApplication::sendEvent(widget, &up);
      QVERIFY2(!up.isAccepted(), name);
    }
    QCOMPARE(m_panel->parameters(), before);
    auto* field = find<NumberField>("stepsField");
    field->setFocus();
    QWheelEvent up(QPointF(5, 5), field->mapToGlobal(QPointF(5, 5)), {}, {0, 120}, Qt::NoButton, Qt::NoModifier,
                   Qt::NoScrollPhase, false);
    QApplication::sendEvent(field, &up);
    QCOMPARE(m_panel->parameters().steps, before.steps + 1);
  }

  void followsTheModelUntilTheUserDecides() {
    m_panel->setModel(turbo());
    QVERIFY(!find<NumberField>("guidanceField")->isVisible());
    QCOMPARE(m_panel->parameters().guidance, 0.0);
    m_panel->setModel(base());
    QCOMPARE(m_panel->parameters().steps, 50);
    QCOMPARE(m_panel->parameters().guidance, 4.0);
    QVERIFY(find<NumberField>("guidanceField")->isVisible());
    type(*find<NumberField>("stepsField"), "28");
    QTest::keyClick(find<NumberField>("stepsField"), Qt::Key_Return);
    type(*find<NumberField>("guidanceField"), "3.5");
    QTest::keyClick(find<NumberField>("guidanceField"), Qt::Key_Return);
    m_panel->setModel(turbo());
    QCOMPARE(m_panel->parameters().steps, 28);
    QCOMPARE(m_panel->parameters().guidance, 0.0);
    m_panel->setModel(base());
    QCOMPARE(m_panel->parameters().guidance, 3.5);
  }

  void saysWhatGuidanceDoes() {
    m_panel->setModel(base());
    const auto words = [&](double guidance) {
      Parameters parameters = m_panel->parameters();
      parameters.guidance = guidance;
      m_panel->setParameters(parameters);
      return find<QLabel>("guidanceWords")->text();
    };
    QVERIFY(words(0).startsWith("off"));
    QCOMPARE(words(4), "balanced; typical");
    QVERIFY(words(7.5).startsWith("strong"));
    QVERIFY(words(15).startsWith("very strong"));
  }

  void locksAndFreesTheSeed() {
    QSignalSpy changed(m_panel.get(), &ParameterPanel::changed);
    QCOMPARE(m_panel->parameters().seed, -1);
    QVERIFY(!m_panel->lastSeed());
    m_panel->setLastSeed(428117);
    QCOMPARE(m_panel->lastSeed(), std::optional<qint64>(428117));
    QCOMPARE(find<QLineEdit>("seedField")->placeholderText(), "428117");
    click("seedLock");
    QCOMPARE(m_panel->parameters().seed, 428117);
    QVERIFY(m_panel->parameters().seedLocked);
    m_panel->setLastSeed(5);
    QVERIFY(find<QPushButton>("seedUseLast")->isVisible());
    click("seedUseLast");
    QCOMPARE(m_panel->parameters().seed, 5);
    QVERIFY(!find<QPushButton>("seedUseLast")->isVisible());
    QTest::keyClick(find<QLineEdit>("seedField"), Qt::Key_Up);
    QCOMPARE(m_panel->parameters().seed, 6);
    click("seedRandom");
    QCOMPARE(m_panel->parameters().seed, -1);
    QVERIFY(!m_panel->parameters().seedLocked);
    QCOMPARE(changed.count(), 4);
  }

  void takesATypedSeed_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("seed");
    QTest::newRow("plain") << "42" << qint64{42};
    QTest::newRow("zero") << "0" << qint64{0};
    QTest::newRow("largest") << "4294967295" << qint64{4294967295};
    QTest::newRow("too large") << "99999999999" << qint64{4294967295};
    QTest::newRow("with words") << "Seed: 1234, Size: 5" << qint64{1234};
    QTest::newRow("random") << "-1" << qint64{-1};
    QTest::newRow("no number") << "abc" << qint64{-1};
  }
  void takesATypedSeed() {
    QFETCH(QString, text);
    QFETCH(qint64, seed);
    auto* field = find<QLineEdit>("seedField");
    field->setFocus();
    QApplication::clipboard()->setText(text);
    QTest::keyClick(field, Qt::Key_V, Qt::ControlModifier);
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(m_panel->parameters().seed, seed);
    QCOMPARE(field->text(), seed < 0 ? QString() : QString::number(seed));
    const bool said = !find<QLabel>("correctionLabel")->text().isEmpty();
    QCOMPARE(said, text == "99999999999");
  }

  void choosesTheNumberOfPictures() {
    click("countSegmentsSegment2");
    QCOMPARE(m_panel->parameters().count, 3);
    QVERIFY(!find<NumberField>("countField")->isVisible());
    click("countSegmentsSegment4");
    auto* field = find<NumberField>("countField");
    QVERIFY(field->isVisible());
    QCOMPARE(m_panel->parameters().count, 5);
    type(*field, "12");
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(m_panel->parameters().count, 12);
    type(*field, "2");
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(m_panel->parameters().count, 2);
    QVERIFY(!field->isVisible());
  }

  void saysWhatIsTooMuchAtOnce() {
    m_panel->setParameters({2048, 2048, 8, 2, 0, -1, false, "png"});
    QVERIFY(m_panel->problem().isEmpty());
    m_panel->setParameters({2048, 2048, 8, 3, 0, -1, false, "png"});
    QVERIFY(m_panel->problem().contains("2048 × 2048"));
    QVERIFY(find<QLabel>("limitLabel")->isVisible());
    GenerationRequest request;
    request.width = request.height = 2048;
    request.count = 3;
    QVERIFY(!validate(request));
    click("countSegmentsSegment0");
    QVERIFY(!find<QLabel>("limitLabel")->isVisible());
  }

  void choosesTheFormat() {
    click("formatSegmentsSegment1");
    QCOMPARE(m_panel->parameters().format, "jpg");
    click("formatSegmentsSegment2");
    QCOMPARE(m_panel->parameters().format, "webp");
  }

  void namesEveryControl() {
    m_panel->setModel(base());
    m_panel->setParameters({1024, 1024, 8, 9, 4, 42, true, "png"});
    click("sizeButton");
    QCOMPARE(test::unnamedControls(*find<QFrame>("sizePopup")), QStringList());
    find<QFrame>("sizePopup")->close();
    QCOMPARE(test::unnamedControls(*m_panel), QStringList());
  }

  void speaksANewLanguageAtOnce() {
    m_panel->setModel(base());
    test::BracketTranslator translator;
    QCoreApplication::installTranslator(&translator);
    QCoreApplication::processEvents();
    for (const QLabel* label : m_panel->findChildren<QLabel*>())
      if (label->isVisible() && !label->text().isEmpty())
        QVERIFY2(label->text().startsWith('['), qPrintable(label->text()));
    for (const char* name : {"seedRandom", "seedLock", "swapSides", "sizeButton"})
      QVERIFY2(find<QWidget>(name)->toolTip().startsWith('['), name);
    QCoreApplication::removeTranslator(&translator);
  }

 private:
  template <typename Widget>
  Widget* find(const char* name) {
    return m_panel->findChild<Widget*>(name);
  }
  QSize size() const { return {m_panel->parameters().width, m_panel->parameters().height}; }
  void click(const char* name) { QTest::mouseClick(find<QWidget>(name), Qt::LeftButton); }
  static void type(NumberField& field, const QString& text) {
    field.setFocus();
    field.selectAll();
    QTest::keyClicks(&field, text);
  }

  std::unique_ptr<ParameterPanel> m_panel;
};

}  // namespace zaohua

ZAOHUA_QT_TEST_MAIN(zaohua::ParameterPanelTest)
#include "parameter_panel_test.moc"
