// SPDX-License-Identifier: Apache-2.0
// One preset as the text of a file, and back. Every file is taken for hostile. Plain functions, any thread.
#pragma once

#include <QByteArray>
#include <QString>

#include "base/result.h"
#include "library/preset_store.h"

namespace zaohua {

inline constexpr qint64 largestPresetFile = 4 << 20;

// `path` is what Errors call the text. The id stays empty. Values of a wrong type or out of range are Errors, fields
// that are not known are kept.
Result<Preset> presetFromText(const QByteArray& text, const QString& path);
Result<Preset> readPresetFile(const QString& path);

QByteArray presetToText(const Preset& preset);

// What a preset may hold, name included.
Result<void> validatePreset(const Preset& preset);

// The name as it is kept: NFC, without blanks around it; or what is wrong with it.
Result<QString> cleanPresetName(const QString& name);

// A file name without extension that every file system takes and that says what the preset is called.
QString presetFileStem(const QString& name);

}  // namespace zaohua
