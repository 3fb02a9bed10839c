// SPDX-License-Identifier: Apache-2.0
#include "desktop/single_instance.h"

#include <QProcess>
#include <QSignalSpy>

#include "support/qt_test_main.h"

namespace zaohua {

class SingleInstanceTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void nobodyTakesWhatNobodyHears() { QVERIFY(!SingleInstance::handOver({})); }

  void handsAllOfItOver() {
    SingleInstance instance;
    std::optional<StartArguments> received;
    connect(&instance, &SingleInstance::received, this, [&received](const StartArguments& one) { received = one; });
    instance.listen();

    // The real program, which ends at once because one runs already.
    QProcess second;
    second.setWorkingDirectory("/tmp");
    second.start(ZAOHUA_PROGRAM, {"--prompt", "山水", "--preset", "Turbo", "图 1.png"});
    QTRY_COMPARE_WITH_TIMEOUT(second.state(), QProcess::NotRunning, 30'000);
    QCOMPARE(second.exitCode(), 0);
    QVERIFY(received.has_value());
    QCOMPARE(received->prompt, QString("山水"));
    QCOMPARE(received->preset, QString("Turbo"));
    QCOMPARE(received->files, QStringList{"/tmp/图 1.png"});
  }

  void startsAfterAKilledOne() {
    const QString socket = qEnvironmentVariable("XDG_RUNTIME_DIR") + "/zaohua.socket";
    QFile left(socket);
    QVERIFY(left.open(QIODevice::WriteOnly));
    left.close();
    SingleInstance instance;
    QSignalSpy received(&instance, &SingleInstance::received);
    instance.listen();
    QProcess second;
    second.start(ZAOHUA_PROGRAM, {});
    QTRY_COMPARE_WITH_TIMEOUT(second.state(), QProcess::NotRunning, 30'000);
    QCOMPARE(received.size(), 1);
  }

  void ignoresWhatIsNoMessage() {
    QVERIFY(!StartArguments::fromMessage("garbage"));
    QVERIFY(!StartArguments::fromMessage("[1, 2]"));
    QVERIFY(StartArguments::fromMessage("{\"files\": 7}")->files.isEmpty());
    const StartArguments all{"a", "b \n c", true, {"/x/图.png"}, false};
    QCOMPARE(*StartArguments::fromMessage(all.toMessage()), all);
  }
};

}  // namespace zaohua

ZAOHUA_QT_TEST_MAIN(zaohua::SingleInstanceTest)
#include "single_instance_test.moc"
