// SPDX-License-Identifier: Apache-2.0
#include "ui/common/error_text.h"

#include <QTranslator>

#include "support/qt_test_main.h"

namespace zaohua {

namespace {

class Chinese : public QTranslator {
 public:
  bool isEmpty() const override { return false; }
  QString translate(const char*, const char* source, const char*, int) const override {
    if (qstrcmp(source, "There is no file %1.") == 0)
      return QString::fromUtf8("找不到文件“%1”。");
    if (qstrcmp(source, "%1 The CPU is used instead.") == 0)
      return QString::fromUtf8("%1已改用 CPU。");
    if (qstrcmp(source, "There is no NVIDIA driver on this machine.") == 0)
      return QString::fromUtf8("这台电脑没有 NVIDIA 驱动。");
    return {};
  }
};

}  // namespace

class ErrorTextTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void fillsInArgumentsOnce() {
    const Error error{ErrorCode::fileMissing, "There is no file %1.", {"100 %1 %2.png"}, {}};
    QCOMPARE(errorText(error), QString("There is no file 100 %1 %2.png."));
  }

  void speaksTheLanguageOfTheWindow() {
    Chinese chinese;
    QCoreApplication::installTranslator(&chinese);
    QCOMPARE(errorText({ErrorCode::fileMissing, "There is no file %1.", {"猫.png"}, {}}),
             QString::fromUtf8("找不到文件“猫.png”。"));
    QCOMPARE(noticeText({"%1 The CPU is used instead.", {"There is no NVIDIA driver on this machine."}}),
             QString::fromUtf8("这台电脑没有 NVIDIA 驱动。已改用 CPU。"));
    QCoreApplication::removeTranslator(&chinese);
  }

  void showsHostileNamesOnOneLine() {
    const QString text = errorText({ErrorCode::fileMissing, "There is no file %1.", {"a\nb\x01"}, {}});
    QVERIFY(!text.contains('\n') && !text.contains(QChar(1)));
  }
};

}  // namespace zaohua

ZAOHUA_QT_TEST_MAIN(zaohua::ErrorTextTest)
#include "error_text_test.moc"
