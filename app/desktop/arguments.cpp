// SPDX-License-Identifier: Apache-2.0
#include "desktop/arguments.h"

#include <QCommandLineParser>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace zaohua {

QByteArray StartArguments::toMessage() const {
  QJsonObject message;
  message["preset"] = preset;
  message["prompt"] = prompt;
  message["generate"] = generate;
  message["files"] = QJsonArray::fromStringList(files);
  return QJsonDocument(message).toJson(QJsonDocument::Compact);
}

std::optional<StartArguments> StartArguments::fromMessage(const QByteArray& message) {
  const QJsonDocument document = QJsonDocument::fromJson(message);
  if (!document.isObject())
    return std::nullopt;
  StartArguments arguments;
  arguments.preset = document["preset"].toString();
  arguments.prompt = document["prompt"].toString();
  arguments.generate = document["generate"].toBool();
  for (const QJsonValue& file : document["files"].toArray())
    arguments.files.append(file.toString());
  return arguments;
}

StartArguments parseStartArguments(const QStringList& words) {
  QCommandLineParser parser;
  parser.setApplicationDescription("Pictures from words, on your own graphics card.");
  parser.addHelpOption();
  parser.addVersionOption();
  const QCommandLineOption preset("preset", "Use the settings of this preset.", "name");
  const QCommandLineOption prompt("prompt", "Put this into the prompt.", "text");
  const QCommandLineOption generate("generate", "Queue a picture at once.");
  QCommandLineOption quitAfterStart("quit-after-start", "End once the window has been painted.");
  quitAfterStart.setFlags(QCommandLineOption::HiddenFromHelp);
  parser.addOptions({preset, prompt, generate, quitAfterStart});
  parser.addPositionalArgument("files", "Pictures whose settings are wanted, and presets.", "[files…]");
  parser.process(words);

  StartArguments arguments;
  arguments.preset = parser.value(preset);
  arguments.prompt = parser.value(prompt);
  arguments.generate = parser.isSet(generate);
  arguments.quitAfterStart = parser.isSet(quitAfterStart);
  for (const QString& file : parser.positionalArguments())
    arguments.files.append(QFileInfo(file).absoluteFilePath());
  return arguments;
}

}  // namespace zaohua
