// SPDX-License-Identifier: Apache-2.0
// Presets to save, and what is looked at in a folder of them.
#pragma once

#include <QFile>
#include <QJsonDocument>
#include <QtTest>
#include <filesystem>

#include "library/preset_store.h"

namespace zaohua::test {

inline QString qt(const std::filesystem::path& path) {
  return QString::fromStdString(path.string());
}

inline QJsonObject objectIn(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

inline QStringList ownNames(const PresetStore& store) {
  QStringList names;
  for (const Preset& preset : store.presets()) {
    if (!preset.shipped)
      names.append(preset.name);
  }
  return names;
}

inline Preset named(const QString& name) {
  Preset preset;
  preset.name = name;
  preset.steps = 12;
  return preset;
}

inline Preset full() {
  Preset preset = named("青花瓷 · test/..\\:*");
  preset.prompt = "第一行\n\"quoted\" 😀";
  preset.negativePrompt = "";
  preset.width = 832;
  preset.height = 1248;
  preset.steps = 9;
  preset.count = 4;
  preset.guidance = 3.5;
  preset.seed = 4294967295;
  preset.model = "/模型/Z-Image";
  preset.format = "webp";
  return preset;
}

inline void comparePresets(const Preset& one, const Preset& other) {
  QCOMPARE(one.name, other.name);
  QCOMPARE(one.prompt, other.prompt);
  QCOMPARE(one.negativePrompt, other.negativePrompt);
  QCOMPARE(one.width, other.width);
  QCOMPARE(one.height, other.height);
  QCOMPARE(one.steps, other.steps);
  QCOMPARE(one.count, other.count);
  QCOMPARE(one.guidance, other.guidance);
  QCOMPARE(one.seed, other.seed);
  QCOMPARE(one.model, other.model);
  QCOMPARE(one.format, other.format);
  QCOMPARE(one.unknown, other.unknown);
}

}  // namespace zaohua::test
