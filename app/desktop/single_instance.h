// SPDX-License-Identifier: Apache-2.0
// One window for each user: two of them on one graphics card would run out of memory. A second start hands what it was
// asked for to the first and ends. GUI thread.
#pragma once

#include <QLocalServer>
#include <QObject>

#include "desktop/arguments.h"

namespace zaohua {

class SingleInstance : public QObject {
  Q_OBJECT

 public:
  explicit SingleInstance(QObject* parent = nullptr);

  // True: a running instance has taken the arguments, and this one may go. Waits a second at most.
  static bool handOver(const StartArguments& arguments);
  // From now on others hand over to this one.
  void listen();

 Q_SIGNALS:
  void received(const zaohua::StartArguments& arguments);

 private:
  void accept();

  QLocalServer m_server;
};

}  // namespace zaohua
