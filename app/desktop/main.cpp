// SPDX-License-Identifier: Apache-2.0
// zaohua: the window.
#include <QApplication>
#include <QEvent>
#include <QIcon>
#include <QImageReader>

#include "base/log.h"
#include "base/platform.h"
#include "desktop/application.h"
#include "desktop/single_instance.h"
#include "ui/common/dialogs.h"
#include "ui/window/main_window.h"

namespace {

// For measuring a start: the program ends once its window has been painted.
class QuitWhenPainted : public QObject {
 public:
  using QObject::QObject;
  bool eventFilter(QObject* watched, QEvent* event) override {
    if (event->type() == QEvent::Paint)
      QMetaObject::invokeMethod(watched, "close", Qt::QueuedConnection);
    return false;
  }
};

}  // namespace

int main(int argc, char** argv) {
  using namespace zaohua;
  startLogging();
  // Read by libtorch's threads, which start later: see core/pipeline/inference_module.cpp.
  setEnvironmentDefault("GOMP_SPINCOUNT", "1000");
  QApplication application(argc, argv);
  QApplication::setApplicationName("zaohua");
  QApplication::setApplicationVersion(ZAOHUA_VERSION);
  QGuiApplication::setDesktopFileName("zaohua");
  QApplication::setWindowIcon(QIcon(":/brand/zaohua.svg"));
  constexpr int largestImageMegabytes = 1024;
  QImageReader::setAllocationLimit(largestImageMegabytes);

  const StartArguments arguments = parseStartArguments(QApplication::arguments());
  if (SingleInstance::handOver(arguments))
    return 0;
  SingleInstance instance;
  instance.listen();

  Dialogs dialogs;
  Application zaohua(application, dialogs);
  QObject::connect(&instance, &SingleInstance::received, &application,
                   [&zaohua](const StartArguments& received) { zaohua.take(received); });
  zaohua.take(arguments);
  zaohua.show();
  if (arguments.quitAfterStart)
    zaohua.window().installEventFilter(new QuitWhenPainted(&application));
  return QApplication::exec();
}
