// SPDX-License-Identifier: Apache-2.0
#include "desktop/single_instance.h"

#include <QLocalSocket>
#include <QStandardPaths>

#include "base/log.h"
#include "library/library_paths.h"

namespace zaohua {

namespace {

constexpr int patience = 1000;  // ms
constexpr qint64 longestMessage = 1 << 20;
constexpr const char* acknowledgement = "ok\n";

// In the user's own runtime folder, which nobody else can enter; where there is none, in the program's own.
QString socketPath() {
  const QString runtime = QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation);
  return (runtime.isEmpty() ? LibraryPaths::standard().state : runtime) + "/zaohua.socket";
}

}  // namespace

SingleInstance::SingleInstance(QObject* parent) : QObject(parent) {
  m_server.setSocketOptions(QLocalServer::UserAccessOption);
  connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::accept);
}

bool SingleInstance::handOver(const StartArguments& arguments) {
  QLocalSocket socket;
  socket.connectToServer(socketPath());
  if (!socket.waitForConnected(patience))
    return false;
  socket.write(arguments.toMessage() + '\n');
  while (!socket.canReadLine())
    if (!socket.waitForReadyRead(patience))
      return false;
  return socket.readLine() == acknowledgement;
}

void SingleInstance::listen() {
  if (m_server.listen(socketPath()))
    return;
  // Nobody answered there, so the socket is what a killed instance left.
  QLocalServer::removeServer(socketPath());
  if (!m_server.listen(socketPath()))
    log::warning("no hand-over from second starts: " + m_server.errorString().toStdString());
}

void SingleInstance::accept() {
  while (QLocalSocket* socket = m_server.nextPendingConnection()) {
    connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
    connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
      if (socket->bytesAvailable() > longestMessage)
        return socket->abort();
      if (!socket->canReadLine())
        return;
      const std::optional<StartArguments> arguments = StartArguments::fromMessage(socket->readLine());
      if (!arguments)
        return socket->abort();
      socket->write(acknowledgement);
      socket->flush();
      Q_EMIT received(*arguments);
    });
  }
}

}  // namespace zaohua
