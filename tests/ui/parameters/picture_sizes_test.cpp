// SPDX-License-Identifier: Apache-2.0
// The official list and shapes around any other size; numbers as people write them.
#include "ui/parameters/picture_sizes.h"

#include <cmath>

#include "base/generation_request.h"
#include "support/qt_test_main.h"
#include "ui/parameters/number_field.h"

namespace zaohua {

class PictureSizesTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void knowsTheOfficialList() {
    std::vector<PictureSize> sizes;
    for (const int edge : officialEdges)
      for (const PictureShape& shape : officialShapes()) {
        sizes.push_back(sizeOf(shape, edge));
        if (shape.across != shape.down)
          sizes.push_back(sizeOf({shape.down, shape.across}, edge));
      }
    QCOMPARE(sizes.size(), 33U);
    QCOMPARE(sizeOf({4, 3}, 1024), (PictureSize{1152, 864}));
    QCOMPARE(sizeOf({2, 3}, 1280), (PictureSize{1024, 1536}));
    QCOMPARE(sizeOf({9, 16}, 1536), (PictureSize{1152, 2048}));
    for (const PictureSize& size : sizes) {
      QCOMPARE(legalPixels(size.width), size.width);
      QCOMPARE(legalPixels(size.height), size.height);
    }
  }

  void findsLegalSizesForEveryOtherModel() {
    for (const int edge : {256, 320, 512, 720, 768, 896, 2048}) {
      for (const PictureShape& shape : commonShapes()) {
        const PictureSize size = sizeOf(shape, edge);
        QCOMPARE(legalPixels(size.width), size.width);
        QCOMPARE(legalPixels(size.height), size.height);
        const double ratio = 1.0 * size.width / size.height;
        const double wanted = 1.0 * shape.across / shape.down;
        QVERIFY2(std::abs(std::log(ratio / wanted)) < 0.07, qPrintable(QString("%1 %2").arg(edge).arg(shape.name())));
      }
      QCOMPARE(sizeOf({1, 1}, edge), (PictureSize{edge, edge}));
    }
    QCOMPARE(sizeOf({16, 9}, 256).height, 256);
  }

  void findsTheShapeOfASize() {
    using Shape = std::optional<PictureShape>;
    QCOMPARE(shapeOf({1024, 576}), Shape({16, 9}));
    QCOMPARE(shapeOf({912, 512}), Shape({16, 9}));  // 910 is not on the grid
    QCOMPARE(shapeOf({576, 1024}), Shape({9, 16}));
    QCOMPARE(shapeOf({256, 256}), Shape({1, 1}));
    QCOMPARE(shapeOf({272, 256}), Shape());
    QCOMPARE(shapeOf({1152, 896}), Shape());
    QCOMPARE(shapeOf({2016, 864}), Shape());
    // Every size that a shape's button gives has this shape.
    for (const int edge : {256, 512, 768, 1024, 1280, 1536, 2048})
      for (const PictureShape& shape : commonShapes())
        QCOMPARE(shapeOf(sizeOf(shape, edge)), Shape(shape));
  }

  void findsTheClassOfASize() {
    const std::vector<int> edges = {256, 1024, 1280, 1536};
    QCOMPARE(nearestEdge({256, 256}, edges), 256);
    QCOMPARE(nearestEdge({448, 256}, edges), 256);
    QCOMPARE(nearestEdge({1344, 576}, edges), 1024);
    QCOMPARE(nearestEdge({1680, 720}, edges), 1280);
    QCOMPARE(nearestEdge({2048, 2048}, edges), 1536);
  }

  void snapsToTheGrid() {
    QCOMPARE(legalPixels(1000), 1008);
    QCOMPARE(legalPixels(999), 992);
    QCOMPARE(legalPixels(0), 256);
    QCOMPARE(legalPixels(1e12), 2048);
  }

  void readsNumbersAsPeopleWriteThem_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<double>("number");
    const auto row = [](const QString& text, double number) { QTest::newRow(qPrintable(text)) << text << number; };
    row("20", 20);
    row("Steps: 20, Sampler: Euler", 20);
    row("  3.5 ", 3.5);
    row("１０２４", 1024);
    row("1,024", 1024);
    row("seed=4294967295", 4294967295.0);
    row("-1", -1);
    row("3.", 3);
    row("步数：12", 12);
  }
  void readsNumbersAsPeopleWriteThem() {
    QFETCH(QString, text);
    QFETCH(double, number);
    QCOMPARE(numberIn(text), std::optional(number));
  }
  void findsNoNumberInWords() {
    QVERIFY(!numberIn(""));
    QVERIFY(!numberIn("random"));
    QVERIFY(!numberIn("-"));
  }
};

}  // namespace zaohua

ZAOHUA_QT_CORE_TEST_MAIN(zaohua::PictureSizesTest)
#include "picture_sizes_test.moc"
