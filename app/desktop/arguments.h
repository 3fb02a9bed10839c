// SPDX-License-Identifier: Apache-2.0
// What a start of the window was asked for, as a value that can be handed to an instance that runs already.
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <optional>

namespace zaohua {

struct StartArguments {
  QString preset;  // name or id
  QString prompt;
  bool generate = false;        // press Generate once the form is filled in
  QStringList files;            // absolute
  bool quitAfterStart = false;  // for measuring: the window is shown and closed again

  bool operator==(const StartArguments&) const = default;

  QByteArray toMessage() const;
  static std::optional<StartArguments> fromMessage(const QByteArray& message);
};

// Prints help, the version or what is wrong and ends the program where the words ask for it.
StartArguments parseStartArguments(const QStringList& words);

}  // namespace zaohua
