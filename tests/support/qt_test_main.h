// SPDX-License-Identifier: Apache-2.0
// main() of a Qt test: the program's folders (home, XDG, pictures) lie in a temporary place that goes with the process,
// so that no test meets a person's files or another test's. ZAOHUA_QT_TEST_MAIN(Class) for widgets,
// ZAOHUA_QT_CORE_TEST_MAIN(Class) where there are none.
#pragma once

#include <QCoreApplication>
#include <QDir>
#include <QGuiApplication>
#include <QTemporaryDir>
#include <QtTest>
#include <cstdlib>

namespace zaohua::test {

class TemporaryHome {
 public:
  TemporaryHome() {
    const QByteArray home = m_folder.path().toUtf8();
    qputenv("HOME", home);
    qputenv("XDG_CONFIG_HOME", home + "/config");
    qputenv("XDG_DATA_HOME", home + "/data");
    qputenv("XDG_STATE_HOME", home + "/state");
    qputenv("XDG_CACHE_HOME", home + "/cache");
    QDir().mkpath(m_folder.filePath("runtime"));
    QFile::setPermissions(m_folder.filePath("runtime"), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    qputenv("XDG_RUNTIME_DIR", home + "/runtime");
    QDir().mkpath(m_folder.filePath("data"));
  }

 private:
  QTemporaryDir m_folder;
};

template <typename Application, typename Test>
int runQtTest(int argc, char** argv) {
  const TemporaryHome home;
  Application application(argc, argv);
  QCoreApplication::setApplicationName("zaohua");
  QCoreApplication::setOrganizationName("");
  Test test;
  return QTest::qExec(&test, argc, argv);
}

}  // namespace zaohua::test

#define ZAOHUA_QT_TEST_MAIN(Test)                                   \
  int main(int argc, char** argv) {                                 \
    return zaohua::test::runQtTest<QApplication, Test>(argc, argv); \
  }
#define ZAOHUA_QT_CORE_TEST_MAIN(Test)                                 \
  int main(int argc, char** argv) {                                    \
    return zaohua::test::runQtTest<QGuiApplication, Test>(argc, argv); \
  }
